"""Every query finds its rows through an index on PostgreSQL too, of tables that have grown, as it plans by itself."""

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
from tests.state.grown import grown
from tests.state.helpers import Clock, anna
from tests.state.test_plans import OF_ONE_BOT, SMALL, WORK_AT_HAND, overdue_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.state.cursor import Cursor
    from bot.state.opening import Database

EXPLAINED = ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")
LOOKED_THROUGH = {
    "an operator asks how many keys each master key wraps, or changes it: it is about all": {
        "sealing.rewrap": "data_keys",
        "watching.keys_in_use": "data_keys",
    },
    "wrong codes of the last hour: an hour later they are deleted, so there are hardly others": {
        "invitations.are_guessed": "wrong_codes",
        "invitations.lets_in": "wrong_codes",
    },
}
"""Who may walk through which table, and why."""


class Undone(Exception):
    """What a call has changed is taken back, for the next one."""


class Explaining:
    """A cursor that asks for the plan of each statement, and notes the tables that it walks through.

    To go through a whole index, and look for nothing in it, is a walk too.
    """

    def __init__(self, cursor: Cursor) -> None:
        assert isinstance(cursor, PostgresCursor)
        self._cursor = cursor
        self.walked: dict[str, str] = {}
        self.explained: set[str] = set()

    def execute(self, sql: str, parameters: Mapping[str, Any] = MappingProxyType({}), /) -> object:
        if sql.split(maxsplit=1)[0] in EXPLAINED and sql not in self.explained:
            self.explained.add(sql)
            statement = translated(sql)
            given = [parameters[name] for name in statement.names]
            self._cursor._raw.execute(b"EXPLAIN (FORMAT JSON) " + statement.sql, given, prepare=False)
            ((((plan,),),)) = self._cursor._raw.fetchall()
            self.walked |= dict.fromkeys(walks(plan["Plan"]), sql)
        return self._cursor.execute(sql, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def walks(node: Mapping[str, Any], table: str = "") -> set[str]:
    """The tables that a part of a plan, and all below it, walks through."""
    table, index = node.get("Relation Name", table), node.get("Index Name", "")
    whole = index and "Index Cond" not in node and index not in WORK_AT_HAND
    is_walk = table not in SMALL and (whole or node["Node Type"] == "Seq Scan")
    found = {table} if is_walk else set[str]()
    return found.union(*(walks(part, table) for part in node.get("Plans", ())))


@pytest.fixture(scope="module")
def many() -> Iterator[Database]:
    with grown(SMALL) as database:
        yield database


async def test_no_query_walks_through_a_table_that_has_grown(many: Database) -> None:
    clock, walked, asked = Clock(), dict[str, dict[str, str]](), 0
    allowed = {called: table for each in LOOKED_THROUGH.values() for called, table in each.items()}
    async with await Store.open(many, clock=clock, ids=Ids(clock)) as store:
        someone = await anna(store)
        for function, call in CALLS.items():
            found: list[Explaining] = []

            def look(cursor: Cursor, call: Any = call, found: list[Explaining] = found) -> None:
                found.append(Explaining(cursor))
                call(found[-1], someone)
                raise Undone

            with pytest.raises(Undone):
                await store.write(look)
            name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
            if " ".join(found[-1].walked) != allowed.get(name, ""):
                walked[name] = found[-1].walked
            asked += len(found[-1].explained)
    assert not walked, "each has its reason above, and no more"
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
async def test_a_walk_would_be_seen(many: Database, walk: str) -> None:
    assert await walked_by(many, walk) == {"people": walk}


async def test_what_is_looked_for_in_an_index_is_no_walk(many: Database) -> None:
    assert await walked_by(many, "SELECT id FROM people WHERE id = 1 OR organisation = 2") == {}


async def walked_by(database: Database, sql: str) -> dict[str, str]:
    clock = Clock()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:

        def look(cursor: Cursor) -> dict[str, str]:
            explaining = Explaining(cursor)
            explaining.execute(sql)
            return explaining.walked

        return await store.read(look)
