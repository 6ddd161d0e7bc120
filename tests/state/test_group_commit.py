"""Group commit on SQLite: writes that wait together cost one commit, and nobody resumes before it."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from bot.state import updates
from bot.state.store import BATCH
from tests.state.helpers import seen, writer

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store


@pytest.fixture
async def statements(store: Store) -> list[str]:
    """Every statement that SQLite itself reports from now on."""
    log: list[str] = []
    await store.write(lambda cursor: writer(store).set_trace_callback(log.append))
    log.clear()  # the end of the transaction that switched the tracing on
    return log


async def mark(store: Store, number: int) -> None:
    await store.write(lambda cursor: updates.mark(cursor, 1, number, store.clock()))


async def test_twenty_writes_in_flight_are_one_commit(store: Store, statements: list[str]) -> None:
    await asyncio.gather(*(mark(store, number) for number in range(20)))
    assert statements.count("COMMIT") == 1
    assert sum(statement.startswith("INSERT INTO updates") for statement in statements) == 20


async def test_a_write_alone_is_a_commit_of_its_own(store: Store, statements: list[str]) -> None:
    for number in range(3):
        await mark(store, number)
    assert statements.count("COMMIT") == 3


async def test_a_batch_takes_no_more_than_its_limit(store: Store, statements: list[str]) -> None:
    await asyncio.gather(*(mark(store, number) for number in range(2 * BATCH + 1)))
    assert statements.count("COMMIT") == 3


async def test_nobody_resumes_before_the_commit(store: Store, statements: list[str]) -> None:
    async def ask(number: int) -> None:
        await mark(store, number)
        statements.append("resumed")

    await asyncio.gather(*(ask(number) for number in range(5)))
    assert statements[-5:] == ["resumed"] * 5
    assert [each for each in statements if each in {"COMMIT", "resumed"}] == ["COMMIT", *["resumed"] * 5]


async def test_what_comes_in_during_a_commit_makes_the_next_batch(
    store: Store, statements: list[str]
) -> None:
    loop = asyncio.get_running_loop()
    inside, go_on = asyncio.Event(), threading.Event()

    def slow(cursor: Cursor) -> None:
        loop.call_soon_threadsafe(inside.set)
        assert go_on.wait(timeout=30)

    first = asyncio.create_task(store.write(slow))
    await inside.wait()
    others = [asyncio.create_task(mark(store, number)) for number in range(20)]
    await asyncio.sleep(0)  # all of them have asked
    go_on.set()
    await asyncio.gather(first, *others)
    assert statements.count("COMMIT") == 2


async def test_reading_does_not_wait_for_a_write(store: Store) -> None:
    loop = asyncio.get_running_loop()
    inside, go_on = asyncio.Event(), threading.Event()

    def slow(cursor: Cursor) -> None:
        updates.mark(cursor, 1, 1, store.clock())
        loop.call_soon_threadsafe(inside.set)
        assert go_on.wait(timeout=30)

    writing = asyncio.create_task(store.write(slow))
    await inside.wait()
    assert not await store.read(lambda cursor: seen(cursor, 1, 1))
    go_on.set()
    await writing
    assert await store.read(lambda cursor: seen(cursor, 1, 1))


async def test_a_caller_cancelled_while_its_function_runs_disturbs_no_neighbour(store: Store) -> None:
    loop = asyncio.get_running_loop()
    inside, go_on = asyncio.Event(), threading.Event()

    def slow(cursor: Cursor) -> None:
        updates.mark(cursor, 1, 1, store.clock())
        loop.call_soon_threadsafe(inside.set)
        assert go_on.wait(timeout=30)

    leaving = asyncio.create_task(store.write(slow))
    neighbour = asyncio.create_task(mark(store, 2))
    await inside.wait()
    leaving.cancel()
    go_on.set()
    async with asyncio.timeout(30):
        await neighbour
        await mark(store, 3)
    assert leaving.cancelled()
    assert await store.read(lambda cursor: seen(cursor, 1, 1)), "it was too late to undo"
