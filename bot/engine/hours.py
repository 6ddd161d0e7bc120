"""When to write to a person unasked: in the morning, on their own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9)
EVENING = time(20)
"""The latest that a message may arrive that the person did not ask for."""


def morning_of(day: str, time_zone: str) -> datetime:
    """Nine o'clock on an ISO day in a time zone, as UTC."""
    local = datetime.combine(date.fromisoformat(day), MORNING, ZoneInfo(time_zone))
    return local.astimezone(UTC)


def quiet_days_later(now: datetime, days: int, time_zone: str) -> datetime:
    """The first morning that is at least `days` whole days after `now`, as UTC."""
    zone = ZoneInfo(time_zone)
    then = now.astimezone(zone) + timedelta(days=days)
    day = then.date() if then.time() <= MORNING else then.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def later_today(now: datetime, time_zone: str) -> datetime:
    """Four hours on, or the next morning where that would be in the evening, as UTC."""
    zone = ZoneInfo(time_zone)
    then = (now + timedelta(hours=4)).astimezone(zone)
    if MORNING <= then.time() <= EVENING:
        return then.astimezone(UTC)
    morning = then.date() if then.time() < MORNING else then.date() + timedelta(days=1)
    return datetime.combine(morning, MORNING, zone).astimezone(UTC)


def awake(now: datetime, time_zone: str) -> bool:
    """Whether it is a decent hour to write to a person unasked."""
    return MORNING <= now.astimezone(ZoneInfo(time_zone)).time() <= EVENING
