"""A refusal that one program stores while another one stores what its person does; and a server that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from psycopg import errors

from bot.state import people, postgres_batch, refusals, updates
from bot.state.errors import Conflict, StorageUnavailable
from bot.state.ids import Ids
from bot.state.store import Store
from tests import postgres
from tests.state.contract.test_outbox import following, put
from tests.state.contract.test_refusals import blocked_at
from tests.state.helpers import ANNA, BOT, Clock, anna, seen
from tests.state.test_postgres import together

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.state.cursor import Cursor
    from bot.state.outbox import Row

AWAY = ["XX000", "XX001", "XX002", "42501"]


@pytest.fixture
async def two(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Store, Store]]:
    """One that takes updates in and one that sends, which wait for each other for as long as it takes."""
    monkeypatch.setattr(postgres_batch, "WAITS", 10_000)
    database = postgres.emptied()
    async with (
        await Store.open(database, clock=clock, ids=Ids(clock)) as one,
        await Store.open(database, clock=clock, ids=Ids(clock)) as other,
    ):
        yield one, other


def turn(clock: Clock) -> Callable[[Cursor], None]:
    """They were not blocked as their turn looked, so it changes nothing about that."""

    def run(cursor: Cursor) -> None:
        known = people.find(cursor, BOT, ANNA)
        assert known is not None
        people.save(cursor, known.person, known.version, clock(), seen=True)

    return run


def refusal(row: Row, clock: Clock) -> Callable[[Cursor], object]:
    return lambda cursor: refusals.note(cursor, row, clock())


async def test_a_turn_that_another_program_is_about_to_store_keeps_the_chat_open(
    two: tuple[Store, Store], clock: Clock
) -> None:
    await put(two[0], await anna(two[0]))
    row = await following(two[1])
    assert await together(two, turn(clock), refusal(row, clock)) == [None, "back"]
    assert await blocked_at(two[0]) is None


async def test_a_turn_that_has_not_seen_the_block_runs_again(two: tuple[Store, Store], clock: Clock) -> None:
    """Then it finds the chat blocked, and lets its person in."""
    await put(two[0], await anna(two[0]))
    row = await following(two[0])
    blocked, conflict = await together(two, refusal(row, clock), turn(clock))
    assert blocked == "blocked"
    assert isinstance(conflict, Conflict)


def fails(state: str) -> Callable[[Cursor], None]:
    """What a server answers whose disk has gone bad, or that has taken a right away."""

    def run(cursor: Cursor) -> None:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'a page is broken' USING ERRCODE = '{state}'; END $$")

    return run


@pytest.mark.parametrize("state", AWAY)
async def test_what_the_server_itself_fails_at_is_tried_again_and_its_neighbours_are_stored(
    two: tuple[Store, Store], clock: Clock, state: str
) -> None:
    """As SQLite's word for a damaged file is."""
    store = two[0]
    with pytest.raises(StorageUnavailable, match=state):
        await store.write(fails(state))
    with pytest.raises(StorageUnavailable, match=state):
        await store.read(fails(state))
    assert await store.write(lambda cursor: updates.mark(cursor, BOT, 1, clock()))
    assert await store.read(lambda cursor: seen(cursor, BOT, 1))


async def test_what_a_statement_is_at_fault_for_is_not_tried_for_ever(two: tuple[Store, Store]) -> None:
    with pytest.raises(errors.RaiseException):
        await two[0].write(fails("P0001"))
