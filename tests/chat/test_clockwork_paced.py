"""Timers ring no faster than what they say can be sent, and nothing else waits until all of them have."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat import clockwork
from bot.chat.limits import Limits
from bot.chat.loop import LONGEST_NAP
from bot.state.values import to_ms
from tests.chat.front import LONE, SAMIR, Front, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
"""When both have been away for long enough to be written to."""


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        await front.welcome(LONE, "Lone")
        front.clock.now = THURSDAY
        yield front


async def nudged(front: Front) -> int:
    both = [*await front.said(SAMIR), *await front.said(LONE)]
    return sum("Der ligger noget klar til dig" in text for text in both)


async def due(front: Front) -> int:
    """How many timers have not rung yet whose time had come on that morning."""
    ((count,),) = await front.rows(f"SELECT COUNT(*) FROM timers WHERE due_at <= {to_ms(THURSDAY)}")
    return int(count)


async def test_the_next_ones_ring_once_there_is_room_in_line(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long that takes, it is seen that the timers are looked after."""
    monkeypatch.setattr(clockwork, "SIDE_BY_SIDE", 1)
    monkeypatch.setattr(Limits, "calm_stock", 1)
    many = await due(front)
    assert many >= 2
    ringing = asyncio.create_task(front.clockwork.tick())
    for minute in range(1, 4):
        await front.clock.asleep(minute)
        assert await due(front) == many - 1, "the second waits"
        front.clock.advance(LONGEST_NAP)
    await front.clock.asleep(4)
    assert front.clockwork._beaten == THURSDAY + timedelta(minutes=3)
    for slept in range(4, many + 3):
        await front.clock.asleep(slept)
        front.deliverer._unasked.clear()
        front.deliverer._eased.set()
    await ringing
    assert await due(front) == 0
    assert await nudged(front) == 2


async def test_what_they_say_is_unasked_and_answers_are_not(front: Front) -> None:
    await front.clockwork.tick()
    found = await front.rows("SELECT unasked, COUNT(*) FROM outbox GROUP BY unasked ORDER BY unasked")
    assert [unasked for unasked, _ in found] == [0, 1]
    assert found[1] == (1, 2)
    assert list(front.deliverer._unasked) == [SAMIR, LONE]
    await front.write("Hej")
    assert SAMIR in front.deliverer._ready


async def test_while_very_many_ring_a_sign_of_life_is_left_and_what_is_old_is_forgotten(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An hour of ringing must not look as if nothing ran."""
    monkeypatch.setattr(clockwork, "AT_ONCE", 1)
    wake, times = front.turns.__class__.wake, list[datetime | None]()

    def slowly(*args: object, **named: object) -> object:
        times.append(front.clockwork._beaten)
        front.clock.now += timedelta(hours=1)
        return wake(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(front.turns.__class__, "wake", slowly)
    await front.clockwork.tick()
    assert times == [None, THURSDAY + timedelta(hours=1)]
    assert front.clockwork._swept == THURSDAY + timedelta(hours=2)


async def test_who_comes_due_meanwhile_rings_in_the_same_round(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clockwork, "AT_ONCE", 1)
    later = to_ms(THURSDAY + timedelta(minutes=5))
    await front.store.write(
        lambda cursor: cursor.execute(
            "UPDATE timers SET due_at = :at WHERE id = (SELECT MAX(id) FROM timers WHERE kind = 'nudge')",
            {"at": later},
        )
    )
    ring = front.clockwork._ring

    async def slowly(timer: object) -> bool:
        front.clock.now += timedelta(minutes=10)
        return await ring(timer)  # type: ignore[arg-type]

    monkeypatch.setattr(front.clockwork, "_ring", slowly)
    await front.clockwork.tick()
    assert await nudged(front) == 2
