"""Every query finds its rows through an index on PostgreSQL too: where it may not walk through a table, it need not."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import timers
from bot.state.ids import Ids
from bot.state.postgres_cursor import PostgresCursor, translated
from bot.state.store import Store
from tests import postgres
from tests.state.calls import CALLS, IDS, NOW
from tests.state.helpers import Clock, anna
from tests.state.test_plans import OF_ONE_BOT, SMALL, WORK_AT_HAND, overdue_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.state.cursor import Cursor

EXPLAINED = ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")
HIDE = b"UPDATE pg_index SET indisvalid = false WHERE indexrelid = ANY($1::regclass[])"
"""From then on no plan uses these indexes."""

UNCOUNTED = (
    "UPDATE pg_class SET reltuples = -1, relpages = 0"
    " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i')",
    "DELETE FROM pg_statistic",
)
"""From then on plans reckon as at first, whatever the server has counted meanwhile: that there are next to none."""


class Undone(Exception):
    """What a call has changed is taken back, for the next one."""


class Explaining:
    """A cursor that asks for the plan of each statement, and notes the tables that it walks through.

    To go through a whole index, and look for nothing in it, is a walk too.
    """

    def __init__(self, cursor: PostgresCursor) -> None:
        self._cursor = cursor
        self.walked: dict[str, str] = {}
        self.explained = 0

    def execute(self, sql: str, parameters: Mapping[str, Any] = MappingProxyType({}), /) -> object:
        if sql.split(maxsplit=1)[0] in EXPLAINED:
            statement = translated(sql)
            given = [parameters[name] for name in statement.names]
            self.walked |= dict.fromkeys(self._walked(b"EXPLAIN (FORMAT JSON) " + statement.sql, given), sql)
            self.explained += 1
        return self._cursor.execute(sql, parameters)

    def _walked(self, sql: bytes, given: Sequence[object]) -> set[str]:
        """The tables that have to be walked through: also without each index that is gone through as a whole.

        Where tables are as good as empty such an index is as good as one in which something is looked for.
        """
        tables, indexes = self._planned(sql, given)
        if indexes and not tables:
            self._cursor.execute("SAVEPOINT plans")
            while indexes and not tables:
                self._cursor._raw.execute(HIDE, [list(indexes)], prepare=False)
                tables, indexes = self._planned(sql, given)
            self._cursor.execute("ROLLBACK TO plans")
        return tables

    def _planned(self, sql: bytes, given: Sequence[object]) -> tuple[set[str], set[str]]:
        raw = self._cursor._raw
        raw.execute(sql, given, prepare=False)
        ((((plan,),),)) = raw.fetchall()
        return walks(plan["Plan"])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def walks(node: Mapping[str, Any], table: str = "") -> tuple[set[str], set[str]]:
    """The tables that a part of a plan, and all below it, walks through, and the indexes gone through as a whole."""
    table, index = node.get("Relation Name", table), node.get("Index Name", "")
    tables, indexes = set[str](), set[str]()
    if table not in SMALL:
        tables |= {table} if node["Node Type"] == "Seq Scan" else set()
        indexes |= {index} if index and "Index Cond" not in node else set()
    for part in node.get("Plans", ()):
        more_tables, more_indexes = walks(part, table)
        tables, indexes = tables | more_tables, indexes | more_indexes
    return tables, indexes - set(WORK_AT_HAND)


def explained(cursor: Cursor, call: Any, someone: Any) -> Explaining:
    """A call with every plan in view, on a server that walks through a table only where it has no index."""
    assert isinstance(cursor, PostgresCursor)
    for other_way in ("seqscan", "hashjoin", "mergejoin"):  # they may do for so few
        cursor.execute(f"SET LOCAL enable_{other_way} = off", {})
    for forgotten in UNCOUNTED:
        cursor.execute(forgotten)
    explaining = Explaining(cursor)
    call(explaining, someone)
    return explaining


async def test_no_query_walks_through_a_table_that_grows() -> None:
    clock, walked, asked = Clock(), dict[str, dict[str, str]](), 0
    async with await Store.open(postgres.emptied(), clock=clock, ids=Ids(clock)) as store:
        someone = await anna(store)
        for function, call in CALLS.items():
            found: list[Explaining] = []

            def look(cursor: Cursor, call: Any = call, found: list[Explaining] = found) -> None:
                found.append(explained(cursor, call, someone))
                raise Undone

            with pytest.raises(Undone):
                await store.write(look)
            walked |= {
                f"{function.__module__}.{function.__name__}": each.walked for each in found if each.walked
            }
            asked += sum(each.explained for each in found)
    assert not walked
    assert asked > len(CALLS) / 2


def rows_looked_at(cursor: Cursor, look: Callable[[Cursor], object]) -> int:
    """How many rows, and entries of an index, PostgreSQL goes over for each statement of a look."""
    assert isinstance(cursor, PostgresCursor)
    raw, found = cursor._raw, 0

    class Counting:
        def execute(self, sql: str, parameters: Mapping[str, Any]) -> object:
            nonlocal found
            statement = translated(sql)
            given = [parameters[name] for name in statement.names]
            raw.execute(b"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + statement.sql, given, prepare=False)
            plan = "\n".join(line for (line,) in raw.fetchall())
            assert "Seq Scan" not in plan
            found += sum(int(rows) * int(loops) for rows, loops in ROWS.findall(plan))
            found += sum(int(rows) for rows in re.findall(r"Rows Removed by \w[\w ]*: (\d+)", plan))
            return cursor.execute(sql, parameters)

        def __getattr__(self, name: str) -> Any:
            return getattr(cursor, name)

    assert look(Counting())  # type: ignore[arg-type]
    return found


ROWS = re.compile(r"actual rows=(\d+)\S* loops=(\d+)")


async def test_what_is_overdue_of_another_bot_is_not_looked_at() -> None:
    """PostgreSQL goes over the same few rows beside one, and beside a thousand."""
    clock = Clock()
    async with await Store.open(postgres.emptied(), clock=clock, ids=Ids(clock)) as store:
        someone = await anna(store)

        def looked_at(cursor: Cursor) -> list[list[int]]:
            for other_way in ("seqscan", "bitmapscan"):  # they may do for so few
                cursor.execute(f"SET LOCAL enable_{other_way} = off", {})
            for kind in ("nudge", "plan"):
                timers.schedule(cursor, IDS.next(), someone.id, kind, 0, NOW)
            found = []
            for many in (1, 999):
                overdue_elsewhere(cursor, many)
                cursor.execute("ANALYZE timers", {})
                found.append([rows_looked_at(cursor, look) for look in OF_ONE_BOT])
            return found

        few, many = await store.write(looked_at)
    assert many == few
    assert all(few)


@pytest.mark.parametrize(
    "walk",
    [
        pytest.param(
            "SELECT id FROM people WHERE name = 'Anna'", id="there is no index of what people are called"
        ),
        pytest.param("SELECT id FROM people ORDER BY id", id="a whole index"),
        pytest.param("SELECT MIN(id + 1) FROM people", id="a whole index, for one row"),
        pytest.param(
            "SELECT 1 FROM organisations o WHERE EXISTS (SELECT 1 FROM people WHERE id + o.id = 0)",
            id="a whole index, in a part of it",
        ),
    ],
)
async def test_a_walk_would_be_seen(walk: str) -> None:
    clock = Clock()
    async with await Store.open(postgres.emptied(), clock=clock, ids=Ids(clock)) as store:
        someone = await anna(store)
        seen = await store.write(
            lambda cursor: explained(cursor, lambda explaining, _: explaining.execute(walk), someone)
        )
    assert seen.walked == {"people": walk}


async def test_what_is_looked_for_in_an_index_is_no_walk() -> None:
    clock = Clock()
    async with await Store.open(postgres.emptied(), clock=clock, ids=Ids(clock)) as store:
        someone = await anna(store)
        look = "SELECT id FROM people WHERE id = 1 OR organisation = 2"
        seen = await store.write(
            lambda cursor: explained(cursor, lambda explaining, _: explaining.execute(look), someone)
        )
    assert (seen.walked, seen.explained) == ({}, 1)
