"""Ids of several programs whose clocks differ: what is said later in a chat has the higher id."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.state import ids, outbox, people
from bot.state.ids import Ids
from bot.state.store import Store
from tests import postgres
from tests.state.helpers import ANNA, BOT, Clock, anna

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.state.cursor import Cursor

PATIENCE = 20.0


@pytest.fixture
async def pair() -> AsyncIterator[tuple[Store, Store]]:
    """Two programs on one database; the clock of the second is ahead."""
    behind, ahead = Clock(), Clock()
    ahead.move(seconds=30)
    database = postgres.emptied()
    async with (
        await Store.open(database, clock=behind, ids=Ids(behind)) as one,
        await Store.open(database, clock=ahead, ids=Ids(ahead)) as other,
    ):
        yield one, other


def turn(store: Store, text: str, before: Callable[[], object] = lambda: None) -> Callable[[Cursor], None]:
    """Anna is loaded, something is said to her, and she is saved; `before` happens at the very beginning."""

    def run(cursor: Cursor) -> None:
        cursor.execute("SELECT 1", {})
        before()
        known = people.find(cursor, BOT, ANNA)
        assert known is not None
        new, payload = store.ids.next(), {"text": text}
        outbox.add(cursor, new, BOT, ANNA, known.person.id, "da", payload, 0, -1, store.clock())
        people.save(cursor, known.person, known.version, store.clock(), seen=True)

    return run


async def first_said(store: Store) -> object:
    row = await store.read(lambda cursor: outbox.next_of(cursor, BOT, ANNA))
    return row and row.payload["text"]


async def test_what_another_program_commits_before_the_person_is_loaded_has_the_lower_id(
    pair: tuple[Store, Store],
) -> None:
    """Ids were seen to before that: of two turns that did not meet, the second answer would have gone out first."""
    one, other = pair
    await anna(one)
    began, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        began.set()
        assert goes_on.wait(PATIENCE)

    later = asyncio.create_task(one.write(turn(one, "later", wait)))
    await asyncio.to_thread(began.wait, PATIENCE)
    await other.write(turn(other, "first"))
    goes_on.set()
    await later
    assert await first_said(one) == "first"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Cursor]:
    """With which cursors the database was asked for its highest id."""
    found: list[Cursor] = []
    known = ids.highest

    def highest(cursor: Cursor) -> int:
        found.append(cursor)
        return known(cursor)

    monkeypatch.setattr(ids, "highest", highest)
    return found


async def test_whoever_makes_no_id_asks_for_none(pair: tuple[Store, Store], asked: list[Cursor]) -> None:
    someone = await anna(pair[0])
    assert len(asked) == 1
    await pair[0].write(partial(people.seen, person_id=someone.id, now=pair[0].clock()))
    assert len(asked) == 1


async def test_an_id_that_is_made_beside_a_function_asks_the_database_nothing(
    pair: tuple[Store, Store], asked: list[Cursor]
) -> None:
    """It would be asked by another thread than the one that has the connection."""
    one, _ = pair
    began, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        began.set()
        assert goes_on.wait(PATIENCE)

    await anna(one)
    before = len(asked)
    inside = asyncio.create_task(one.write(turn(one, "said", wait)))
    await asyncio.to_thread(began.wait, PATIENCE)
    one.ids.next()
    assert len(asked) == before
    goes_on.set()
    await inside
    assert len(asked) == before + 1


async def test_two_programs_whose_clocks_are_behind_a_third_ones_give_different_ids() -> None:
    """Both go on from the highest: the later one had to wait for the other's commit, and to run again."""
    clock, ahead = Clock(), Clock()
    ahead.move(seconds=30)
    database = postgres.emptied()
    began, goes_on = threading.Event(), threading.Event()

    def say(store: Store, chat: int) -> Callable[[Cursor], None]:
        def run(cursor: Cursor) -> None:
            for _ in range(5):
                new, payload = store.ids.next(), {"text": "hello"}
                outbox.add(cursor, new, BOT, chat, None, "da", payload, 0, -1, store.clock())

        return run

    async with (
        await Store.open(database, clock=ahead, ids=Ids(ahead)) as third,
        await Store.open(database, clock=clock, ids=Ids(clock, bits=lambda _: 7)) as one,
        await Store.open(database, clock=clock, ids=Ids(clock, bits=lambda _: 77)) as other,
    ):
        await third.write(say(third, 1))

        def hold(cursor: Cursor) -> None:
            say(one, 2)(cursor)
            began.set()
            assert goes_on.wait(PATIENCE)

        held = asyncio.create_task(one.write(hold))
        await asyncio.to_thread(began.wait, PATIENCE)
        runs: list[int] = []

        def counted(cursor: Cursor) -> None:
            runs.append(1)
            say(other, 3)(cursor)

        try:
            await asyncio.wait_for(other.write(counted), PATIENCE)
            assert runs == [1]
        finally:
            goes_on.set()
            await held
