"""What is done beside ringing may break, once or for good: timers ring, and the program goes on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.chat import clockwork
from bot.chat.loop import LONGEST_NAP
from bot.state import timers, watching
from bot.state.errors import Held, StorageUnavailable, StoreClosed
from tests.chat.front import SAMIR, Front, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
UPKEEP: dict[str, tuple[Any, str]] = {
    "sweep": (clockwork, "sweep"),
    "purge": (clockwork, "purge"),
    "beat": (watching, "beat"),
}
"""What does each kind of it."""
WORDS = "kodeord: banankage"


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        front.clock.now = THURSDAY
        yield front


class Breaking:
    """Stands in the place of a function, and breaks as long as it is told to."""

    def __init__(self, function: Any, error: type[Exception] | None) -> None:
        self._function = function
        self.error = error
        self.calls = 0

    def __call__(self, *args: Any, **named: Any) -> Any:
        self.calls += 1
        if self.error is not None:
            raise self.error(WORDS)
        return self._function(*args, **named)


def breaking(patch: pytest.MonkeyPatch, kind: str, error: type[Exception]) -> Breaking:
    where, name = UPKEEP[kind]
    breaks = Breaking(getattr(where, name), error)
    patch.setattr(where, name, breaks)
    return breaks


async def nudges(front: Front) -> int:
    return sum("Der ligger noget klar til dig" in text for text in await front.said(SAMIR))


@pytest.mark.parametrize("kind", UPKEEP)
@pytest.mark.parametrize("error", [KeyError, Held, StorageUnavailable])
async def test_it_is_told_and_timers_ring(
    front: Front, monkeypatch: pytest.MonkeyPatch, kind: str, error: type[Exception]
) -> None:
    breaking(monkeypatch, kind, error)
    with capture_logs() as logs:
        await front.clockwork._work()
    assert await nudges(front) == 1
    assert [(log["event"], log["kind"], log["error"]) for log in logs] == [
        ("upkeep.broke", kind, error.__name__)
    ]
    assert logs[0]["at"].startswith("bot."), "and where"
    assert WORDS not in str(logs)


@pytest.mark.parametrize("kind", UPKEEP)
async def test_it_is_tried_again_a_minute_later_and_not_at_each_look(
    front: Front, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    breaks = breaking(monkeypatch, kind, KeyError)
    for _ in range(3):
        await front.clockwork._work()
    assert breaks.calls == 1
    front.clock.now += timedelta(minutes=1)
    await front.clockwork._work()
    assert breaks.calls == 2
    breaks.error = None
    front.clock.now += timedelta(minutes=1)
    with capture_logs() as logs:
        await front.clockwork._work()
    assert breaks.calls == 3
    assert logs == []


async def test_a_fault_of_storage_in_it_is_counted(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "sweep", StorageUnavailable)
    await front.clockwork.tick()
    counted = front.clockwork._figures.registry.get_sample_value("jobstjernen_storage_unavailable_total")
    assert counted == 1


async def test_a_store_that_is_closed_does_nothing_more(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, "sweep", StoreClosed)
    with pytest.raises(StoreClosed):
        await front.clockwork.tick()
    assert await nudges(front) == 0


async def test_what_breaks_elsewhere_ends_no_program_either(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks = Breaking(timers.due, KeyError)
    monkeypatch.setattr(timers, "due", breaks)
    with capture_logs() as logs:
        running = asyncio.create_task(front.clockwork.run())
        await front.clock.asleep(1)
        assert front.clock.slept == [LONGEST_NAP]
        breaks.error = None
        front.clock.advance(LONGEST_NAP)
        await front.clock.asleep(2)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert await nudges(front) == 1
    assert [(log["event"], log["error"]) for log in logs] == [("timers.broke", "KeyError")]
    assert logs[0]["at"].startswith("bot.")
    assert WORDS not in str(logs)
