"""The hours in which somebody may be written to unasked, on their own clock, on both sides of a change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.engine.hours import MORNING, at_time, awake, later_today, quiet_days_later

ZONE = "Europe/Copenhagen"


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "decent"),
    [(8, 59, False), (9, 0, True), (20, 0, True), (20, 1, False), (22, 0, False)],
)
def test_messages_come_between_nine_and_eight(hour: int, minute: int, *, decent: bool) -> None:
    assert awake(local(23, hour, minute), ZONE) is decent


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(23, 9), local(23, 13)),
        (local(23, 16), local(23, 20)),
        (local(23, 16, 1), local(24, 9)),
        (local(23, 23), local(24, 9)),
        (local(24, 2), local(24, 9)),
    ],
)
def test_later_is_four_hours_on_and_never_in_the_evening(now: datetime, then: datetime) -> None:
    assert later_today(now, ZONE) == then


def test_nine_is_nine_before_and_after_the_clocks_change() -> None:
    assert at_time("2026-10-24", MORNING, ZONE) == datetime(2026, 10, 24, 7, tzinfo=UTC)
    assert at_time("2026-10-25", MORNING, ZONE) == datetime(2026, 10, 25, 8, tzinfo=UTC)
    assert quiet_days_later(local(24, 12, month=10), 2, ZONE) == local(27, 9, month=10)
