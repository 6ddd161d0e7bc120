"""The timer loop: due timers become turns, whatever the clock, the storage or one of the timers does."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.chat.clockwork import BETWEEN_STEPS, purge, sweep
from bot.chat.figures import Figures
from bot.chat.loop import LONGEST_NAP
from bot.chat.turn import Turns
from bot.state import invitations, people, tally, updates
from bot.state.errors import Conflict, Held, StorageUnavailable
from bot.state.values import to_ms
from tests.chat.front import LONE, SAMIR, Front, opened
from tests.keys import KEYS
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.state.cursor import Cursor

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
"""The morning after two quiet days: nine o'clock in Copenhagen."""


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY) as front:
        yield front


async def nudges(front: Front, user: int = SAMIR) -> int:
    return sum("Der ligger noget klar til dig" in text for text in await front.said(user))


async def test_a_timer_rings_when_it_is_due_and_once(front: Front) -> None:
    await front.welcome()
    front.clock.now = THURSDAY - timedelta(seconds=1)
    await front.clockwork.tick()
    assert await nudges(front) == 0
    front.clock.now = THURSDAY
    for _ in range(3):
        await front.clockwork.tick()
    assert await nudges(front) == 1


async def test_a_clock_that_jumps_loses_no_timer_and_repeats_none(front: Front) -> None:
    await front.welcome()
    front.clock.now = MONDAY - timedelta(days=300)
    await front.clockwork.tick()
    assert await nudges(front) == 0
    front.clock.now = THURSDAY + timedelta(days=20)
    await front.clockwork.tick()
    front.clock.now = MONDAY
    await front.clockwork.tick()
    front.clock.now = THURSDAY + timedelta(days=23)
    await front.clockwork.tick()
    assert await nudges(front) == 1


async def test_a_timer_that_breaks_is_dropped_and_the_others_ring(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    await front.welcome()
    await front.welcome(LONE, "Lone")
    front.clock.now = THURSDAY
    wake, broken = Turns.wake, [True]

    def first_breaks(*args: Any, **named: Any) -> Any:
        if broken.pop() if broken else False:
            raise ValueError("kodeord: banankage")
        return wake(*args, **named)

    monkeypatch.setattr(Turns, "wake", first_breaks)
    with capture_logs() as logs:
        await front.clockwork.tick()
        await front.clockwork.tick()
    assert await nudges(front) + await nudges(front, LONE) == 1
    assert [(log["event"], log["at"].partition(":")[0]) for log in logs] == [
        ("timer.broke", "bot.state.transaction")
    ]
    assert "banankage" not in str(logs)
    assert await front.rows("SELECT COUNT(*) FROM timers WHERE kind = 'nudge'") == [(0,)]


@pytest.mark.parametrize("due_at", [-(2**47), 2**60])
async def test_a_time_that_no_calendar_has_stops_no_other_timer_and_no_message(
    front: Front, due_at: int
) -> None:
    """A bit of the disk has turned; of a message too."""
    await front.welcome()
    await front.welcome(LONE, "Lone")

    def turn(cursor: Cursor) -> None:
        person = people.id_of(cursor, BOT, LONE)
        cursor.execute(
            "UPDATE timers SET due_at = :at WHERE person = :person", {"at": due_at, "person": person}
        )
        cursor.execute("UPDATE outbox SET not_before = :at, status = 'waiting', attempts = 1", {"at": due_at})

    await front.store.write(turn)
    front.clock.now = THURSDAY
    await front.clockwork.tick()
    assert await front.clockwork._nap() >= 0
    assert await front.deliverer._look() >= 0
    kinds = await front.rows(f"SELECT COUNT(*) FROM timers WHERE due_at BETWEEN 0 AND {to_ms(THURSDAY)}")
    assert kinds == [(0,)], "all that were due have rung"


@pytest.mark.parametrize("lost", ["never set", "broke"])
async def test_whoever_never_agreed_is_forgotten_also_where_turns_break(
    front: Front, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    def breaks(*_: Any, **__: Any) -> Any:
        raise ValueError("kodeord: banankage")

    with monkeypatch.context() as patch:
        if lost == "never set":
            patch.setattr(Turns, "_run", breaks)
        await front.write("Jeg hedder noget andet")
    with monkeypatch.context() as patch:
        patch.setattr(Turns, "wake", breaks)
        front.clock.now = MONDAY + timedelta(days=1)
        await front.clockwork.tick()
    assert await front.rows("SELECT COUNT(*) FROM people WHERE agreed = 0") == [(1,)]
    assert await front.rows("SELECT COUNT(*) FROM timers") == [(0,)]
    front.clock.now += timedelta(hours=1)
    await front.clockwork.tick()
    for table in ("people", "answers", "versions", "exercises", "timers"):
        assert await front.rows(f"SELECT COUNT(*) FROM {table}") == [(0,)], table


async def test_a_fault_of_storage_leaves_no_turn_running_unwatched(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One timer's turn fails at once; the tick ends only after the other's, which waits for its person."""
    await front.welcome()
    await front.welcome(LONE, "Lone")
    front.clock.now = THURSDAY
    wake, failed = Turns.wake, asyncio.Event()
    loop = asyncio.get_running_loop()

    def first_fails(*args: Any, **named: Any) -> Any:
        if not failed.is_set():
            loop.call_soon_threadsafe(failed.set)
            raise StorageUnavailable("disk full")
        return wake(*args, **named)

    monkeypatch.setattr(Turns, "wake", first_fails)
    async with front.clockwork._locks.hold(LONE):
        ticking = asyncio.create_task(front.clockwork.tick())
        await failed.wait()
        await asyncio.wait({ticking}, timeout=0.05)
        assert not ticking.done()
    with pytest.raises(StorageUnavailable):
        await ticking
    assert await nudges(front, LONE) == 1


@pytest.mark.parametrize("error", [Conflict("they were faster"), Held("another program has their row")])
async def test_a_person_who_is_faster_wins(
    front: Front, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    await front.welcome()
    front.clock.now = THURSDAY

    def held_up(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Turns, "wake", held_up)
        await front.clockwork.tick()
    assert await nudges(front) == 0
    await front.clockwork.tick()
    assert await nudges(front) == 1


async def test_a_timer_waits_for_the_turn_that_runs(front: Front) -> None:
    await front.welcome()
    front.clock.now = THURSDAY
    async with front.clockwork._locks.hold(SAMIR):
        ticking = asyncio.create_task(front.clockwork.tick())
        await asyncio.wait({ticking}, timeout=0.05)
        assert not ticking.done()
    await ticking
    assert await nudges(front) == 1


async def test_what_is_too_old_is_forgotten_once_an_hour(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "NEWEST_KEPT", 1)
    await front.welcome()
    front.clock.now += timedelta(seconds=1)
    await front.write("Jeg er kok")
    count = "SELECT COUNT(*) FROM updates"
    ((before,),) = await front.rows(count)
    await front.clockwork.tick()
    assert await front.rows(count) == [(before,)]
    front.clock.now += timedelta(hours=48, minutes=59)
    await front.clockwork.tick()
    assert await front.rows(count) == [(1,)]


async def test_an_update_that_comes_again_after_the_clock_has_jumped_ahead_does_nothing(front: Front) -> None:
    """The hourly sweep keeps the newest marks, however old they look."""
    await front.welcome()
    update = {"update_id": 5900, "message": front.message_of(SAMIR, text="Jeg er kok")}
    assert await front.reception.accept(update)
    once = await front.everything()
    front.clock.now += timedelta(hours=49)
    await front.store.write(partial(purge, bot=BOT, now=front.clock()))
    assert await front.reception.accept(update)
    assert await front.everything() == once


async def test_an_invitation_into_a_role_is_known_for_thirty_days_after_its_time(front: Front) -> None:
    def invite(cursor: Cursor) -> None:
        new, where, until = (
            front.turns.ids.next(),
            front.turns.organisation,
            front.clock() + timedelta(days=7),
        )
        invitations.make(cursor, new, "x" * 22, where, "contact", None, None, front.clock(), until)

    async def left() -> int:
        await front.store.write(partial(sweep, ids=front.turns.ids, now=front.clock()))
        return len(await front.rows("SELECT id FROM invitations"))

    await front.store.write(invite)
    front.clock.now += timedelta(days=37)
    assert await left() == 1
    front.clock.now += timedelta(seconds=1)
    assert await left() == 0


async def test_the_files_are_tidied_once_an_hour(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was in the way then is tried again at the next sweep, and nothing else suffers."""
    tidied: list[bool] = []

    async def tidy() -> bool:
        tidied.append(len(tidied) > 0)
        return tidied[-1]

    monkeypatch.setattr(front.store, "tidy", tidy)
    with capture_logs() as logs:
        await front.clockwork.tick()
        await front.clockwork.tick()
        front.clock.now += timedelta(hours=1)
        await front.clockwork.tick()
    assert tidied == [False, True]
    assert [log["event"] for log in logs] == ["storage.untidy"]


@asynccontextmanager
async def running(front: Front) -> AsyncIterator[None]:
    task = asyncio.create_task(front.clockwork.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_the_loop_sleeps_until_the_next_timer_but_never_long(front: Front) -> None:
    async with running(front):
        await front.clock.asleep(1)
        assert front.clock.slept == [LONGEST_NAP]
        await front.welcome()
        front.clock.now = THURSDAY - timedelta(seconds=20)
        front.clockwork.look()
        await front.clock.asleep(2)
        assert front.clock.slept[-1] == 20
        front.clock.advance(20)
        await front.clock.asleep(3)
        assert await nudges(front) == 1


async def test_while_there_is_more_to_forget_the_loop_naps_for_a_second(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "NEWEST_KEPT", 1)
    monkeypatch.setattr(updates, "AT_ONCE", 1)
    await front.welcome()
    for text in ("Jeg er kok", "Og glad"):
        front.clock.now += timedelta(seconds=1)
        await front.write(text)
    front.clock.now += timedelta(hours=49)
    async with running(front):
        for step, left in ((1, 2), (2, 1)):
            await front.clock.asleep(step)
            assert front.clock.slept[-1] == BETWEEN_STEPS
            assert await front.rows("SELECT COUNT(*) FROM updates") == [(left,)]
            front.clock.advance(BETWEEN_STEPS)
        await front.clock.asleep(3)
        assert front.clock.slept[-1] > BETWEEN_STEPS


async def test_the_loop_outlives_a_storage_that_fails(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    await front.welcome()
    front.clock.now = THURSDAY

    async def full(_: object) -> None:
        raise StorageUnavailable("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(front.store, "write", full)
        async with running(front):
            await front.clock.asleep(1)
            assert front.clock.slept == [LONGEST_NAP]
            patch.undo()
            front.clock.advance(LONGEST_NAP)
            await front.clock.asleep(2)
    assert await nudges(front) == 1


async def test_the_loop_leaves_a_sign_of_life_once_a_minute_and_notes_the_key(front: Front) -> None:
    """By it an operator tells a bot that hangs from one that works."""
    await front.welcome()
    front.clockwork._figures = figures = Figures(clock=front.clock.seconds)
    assert figures.since("timers") is None
    slept = len(front.clock.slept)
    running = asyncio.create_task(front.clockwork.run())
    try:
        for minute in range(2):
            await front.clock.asleep(slept + 1 + minute)
            (beat,) = await front.rows("SELECT bot, beaten_at FROM pulses")
            assert beat == (BOT, to_ms(front.clock()))
            assert figures.since("timers") == 0
            if not minute:
                began = beat[1]
                front.clock.advance(30)
                front.clockwork.look()
                await front.clock.asleep(slept + 2)
                assert await front.rows("SELECT beaten_at FROM pulses") == [(began,)], (
                    "not each time it looks"
                )
                slept += 1
                front.clock.advance(60)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert await front.rows("SELECT id, seen_at FROM master_keys") == [(KEYS.first.id, began)]


async def test_a_month_is_counted_once_it_is_over(front: Front) -> None:
    await front.welcome()
    await front.clockwork.tick()
    assert await front.rows("SELECT month, content FROM figures") == []
    for now, months in ((datetime(2026, 12, 1, tzinfo=UTC), 1), (datetime(2027, 2, 3, tzinfo=UTC), 3)):
        front.clock.now = now
        for _ in range(2):
            await front.clockwork.tick()
        assert len(await front.rows("SELECT month FROM figures")) == months
    assert await front.rows("SELECT DISTINCT content FROM figures") == [("{}",)], "one citizen is too few"


async def test_figures_that_cannot_be_counted_hold_up_no_reminder(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any) -> Any:
        raise ValueError("kodeord: banankage")

    await front.welcome()
    monkeypatch.setattr(tally, "of_month", breaks)
    front.clock.now = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    with capture_logs() as logs:
        await front.clockwork.tick()
    assert await nudges(front) == 1
    assert [log["event"] for log in logs] == ["figures.broke"]
    assert "banankage" not in str(logs)
