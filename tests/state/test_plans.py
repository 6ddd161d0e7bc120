"""Every query finds its rows through an index: no function walks through a table that grows."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

import bot.state
from tests.state.calls import CALLS, LISTS, NO_QUERIES
from tests.state.helpers import anna, writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    from bot.state.cursor import Cursor
    from bot.state.keys import Keys
    from bot.state.store import Store

SMALL = {
    *("organisations", "migrations", "bots", "pulses", "backups", "erasures", "ledger"),
    *("desk_links", "desk_sessions"),
}
"""Where staff are signed in now is a handful of rows.

Of the erasure ledger there is what has no line yet, and how far it went: a row or none."""


class Explaining:
    """A cursor that asks SQLite how it would run each statement, and notes every walk through a table."""

    def __init__(self, cursor: Cursor, connection: sqlite3.Connection) -> None:
        self._cursor = cursor
        self._connection = connection
        self.statements = 0
        self.walks: list[str] = []

    def execute(self, sql: str, parameters: Mapping[str, Any] = MappingProxyType({}), /) -> object:
        self.statements += 1
        for *_, detail in self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", dict(parameters)):
            walk = re.match(r"SCAN (?!CONSTANT)(\w+)(?: USING (?:COVERING )?INDEX (\w+))?", detail)
            if walk and walk[1] not in SMALL and walk[2] not in partial_indexes(self._connection):
                self.walks.append(f"{detail}: {sql}")
        return self._cursor.execute(sql, parameters)

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def keys(self) -> Keys:
        return self._cursor.keys

    @property
    def skip_locked(self) -> str:
        return self._cursor.skip_locked

    def tables(self) -> set[str]:
        return self._cursor.tables()

    @property
    def wrapped(self) -> dict[int, tuple[str, str]]:
        return self._cursor.wrapped


def partial_indexes(connection: sqlite3.Connection) -> set[str]:
    """Indexes that hold only rows still to be dealt with: walking one of these is walking the work at hand."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
    return {name for (name,) in rows}


def public_functions() -> set[Callable[..., Any]]:
    """Every public function of the package that takes a cursor first."""
    found: set[Callable[..., Any]] = set()
    for module in iter_modules(bot.state.__path__, "bot.state."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            if function.__module__ == module.name and not name.startswith("_") and first == "cursor":
                found.add(function)
    return found


def test_every_function_is_looked_at() -> None:
    assert public_functions() - NO_QUERIES - LISTS == set(CALLS)


@pytest.mark.parametrize(
    "function", CALLS, ids=lambda function: f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
)
async def test_no_query_walks_through_a_table(store: Store, function: Callable[..., Any]) -> None:
    someone = await anna(store)

    def explain(cursor: Cursor) -> Explaining:
        explaining = Explaining(cursor, writer(store))
        CALLS[function](explaining, someone)
        return explaining

    explaining = await store.write(explain)
    assert explaining.statements > 0
    assert explaining.walks == []


async def test_a_walk_would_be_noticed(store: Store) -> None:
    def explain(cursor: Cursor) -> list[str]:
        explaining = Explaining(cursor, writer(store))
        explaining.execute("SELECT id FROM answers WHERE content = :text", {"text": ""})
        explaining.execute("SELECT id FROM outbox WHERE status = 'sent'", {})
        return explaining.walks

    assert len(await store.write(explain)) == 2


async def test_every_foreign_key_has_an_index_for_its_cascade(store: Store) -> None:
    def uncovered(cursor: Cursor) -> list[str]:
        connection = writer(store)
        missing = []
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            first = {
                connection.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
                for index in connection.execute(f"PRAGMA index_list({table})").fetchall()
                if not index[4]  # a partial index does not help a cascade
            }
            keys = {key[3] for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()}
            missing += [f"{table}.{column}" for column in sorted(keys - first)]
        return missing

    assert await store.write(uncovered) == []
