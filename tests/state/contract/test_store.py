"""Transactions: shared, but each function stands or falls alone."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from bot.state import timers, updates
from bot.state.errors import StoreClosed
from bot.state.sqlite import Sqlite
from bot.state.store import BATCH
from tests.state.helpers import anna, count, seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.contract.conftest import Opener
    from tests.state.helpers import Clock


def marking(store: Store, number: int, fails: BaseException | None = None) -> Callable[[Cursor], int]:
    """A function that marks an update and then returns its number, or fails."""

    def mark(cursor: Cursor) -> int:
        updates.mark(cursor, 1, number, store.clock())
        if fails is not None:
            raise fails
        return number

    return mark


async def marked(store: Store) -> list[int]:
    def read(cursor: Cursor) -> list[int]:
        cursor.execute("SELECT update_id FROM updates WHERE bot = :bot ORDER BY update_id", {"bot": 1})
        return [number for (number,) in cursor.fetchall()]

    return await store.read(read)


async def test_values_come_back_to_their_own_callers(store: Store) -> None:
    values = await asyncio.gather(*(store.write(marking(store, number)) for number in range(20)))
    assert values == list(range(20))
    assert await marked(store) == list(range(20))


async def test_a_function_that_raises_is_undone_alone(store: Store) -> None:
    problem = ValueError("a bug in one turn")
    outcomes = await asyncio.gather(
        store.write(marking(store, 1)),
        store.write(marking(store, 2, problem)),
        store.write(marking(store, 3)),
        return_exceptions=True,
    )
    assert list(outcomes) == [1, problem, 3]
    assert await marked(store) == [1, 3]


@pytest.mark.parametrize("odd", [StopIteration("next() of nothing"), SystemExit(3), RecursionError()])
async def test_odd_exceptions_hold_nobody_up(store: Store, odd: BaseException) -> None:
    """Futures refuse StopIteration, and SystemExit in a thread is swallowed: neither may leave callers waiting."""

    async def asks() -> str:
        try:
            await store.write(marking(store, 2, odd))
        except BaseException as error:  # noqa: BLE001 - SystemExit is one of the cases
            return type(error.__cause__ or error).__name__
        return "nothing"

    first, second, third = await asyncio.gather(
        store.write(marking(store, 1)), asks(), store.write(marking(store, 3))
    )
    assert (first, second, third) == (1, type(odd).__name__, 3)
    assert await marked(store) == [1, 3]


async def test_a_reader_gets_its_own_exception_whatever_it_is(store: Store) -> None:
    def empty(cursor: Cursor) -> int:
        seen(cursor, 1, 1)
        return next(iter(()))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await store.read(empty)
    assert await marked(store) == []


async def test_no_log_holds_what_a_function_or_its_error_says(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def fails(cursor: Cursor) -> None:
        updates.set_aside(cursor, 1, 1, "Anna skrev", store.clock())
        complains(cursor)

    def complains(cursor: Cursor) -> None:
        raise ValueError("Anna skrev")

    with pytest.raises(ValueError, match="Anna skrev"):
        await store.write(fails)
    with pytest.raises(ValueError, match="Anna skrev"):
        await store.read(complains)
    is_sqlite = isinstance(store._backend, Sqlite)
    assert bool(caplog.records) == is_sqlite, "SQLite's thread logs, or this test shows nothing"
    assert "Anna" not in caplog.text


async def test_a_broken_statement_is_the_callers_own_error(store: Store) -> None:
    good = store.write(marking(store, 1))
    bad = store.write(lambda cursor: cursor.execute("SELECT something FROM nowhere", {}))
    outcomes = await asyncio.gather(good, bad, return_exceptions=True)
    assert outcomes[0] == 1
    assert "nowhere" in str(outcomes[1])
    assert await marked(store) == [1]


async def test_a_later_function_sees_what_an_earlier_one_of_its_batch_stored(store: Store) -> None:
    _, found = await asyncio.gather(
        store.write(marking(store, 1)), store.write(lambda cursor: seen(cursor, 1, 1))
    )
    assert found is True


async def test_a_caller_cancelled_while_waiting_leaves_nothing_and_disturbs_nobody(store: Store) -> None:
    cancelled = asyncio.create_task(store.write(marking(store, 1)))
    neighbour = asyncio.create_task(store.write(marking(store, 2)))
    await asyncio.sleep(0)  # both have asked, nothing has run yet
    cancelled.cancel()
    assert await neighbour == 2
    assert cancelled.cancelled()
    assert await marked(store) == [2]


async def test_a_batch_has_a_limit_and_nobody_is_left_out(store: Store) -> None:
    total = 2 * BATCH + 1
    await asyncio.gather(*(store.write(marking(store, number)) for number in range(total)))
    assert len(await marked(store)) == total


async def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"readonly|read-only"):
        await store.read(marking(store, 1))
    assert await marked(store) == []


async def test_closing_finishes_what_was_asked_for(opener: Opener, tmp_path: Path, clock: Clock) -> None:
    store = await opener(tmp_path, clock)
    writes = [asyncio.create_task(store.write(marking(store, number))) for number in range(5)]
    await asyncio.sleep(0)  # all have asked
    await store.close()
    assert await asyncio.gather(*writes) == list(range(5))
    async with await opener(tmp_path, clock) as again:
        assert await marked(again) == list(range(5))


async def test_tidying_takes_nothing_away_that_is_still_there(store: Store) -> None:
    await store.write(marking(store, 1))
    assert await store.tidy()
    await store.write(marking(store, 2))
    assert await marked(store) == [1, 2]


async def test_a_closed_store_refuses_work_and_may_be_closed_again(store: Store) -> None:
    await store.close()
    with pytest.raises(StoreClosed):
        await store.tidy()
    with pytest.raises(StoreClosed):
        await store.write(marking(store, 1))
    with pytest.raises(StoreClosed):
        await store.read(lambda cursor: count(cursor, "updates"))
    await store.close()


async def test_ids_start_above_the_stored_ones_when_the_clock_has_jumped_back(
    opener: Opener, tmp_path: Path, clock: Clock
) -> None:
    store = await opener(tmp_path, clock)
    someone = await anna(store)
    highest = store.ids.next()
    at = clock()
    await store.write(lambda cursor: timers.schedule(cursor, highest, someone.id, "nudge", 0, at))
    await store.close()
    clock.move(days=-400)
    async with await opener(tmp_path, clock) as again:
        assert again.ids.next() > highest
