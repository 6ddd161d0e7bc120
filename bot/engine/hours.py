"""When to write to a person, on their own clock: unasked in the morning, else at the time that they chose."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.engine.steps import Wake

MORNING = time(9)
EVENING = time(20)
"""The latest that a message may arrive that the person did not ask for."""
ABOUT_NOW = timedelta(hours=1)
"""How late a timer may ring and still be at the time that was chosen."""


def at_time(day: str, at: time, time_zone: str) -> datetime:
    """A time on an ISO day in a time zone, as UTC: the first where there are two, the next where there is none."""
    local = datetime.combine(date.fromisoformat(day), at, ZoneInfo(time_zone))
    while not _is_shown(local):
        local += timedelta(minutes=1)
    return local.astimezone(UTC)


def rings_at(step: Wake, day: str, chosen: str, time_zone: str) -> datetime:
    """When a timer for an ISO day and time is to ring, as UTC; without a time at the step's own."""
    moment = _moment(step, day, chosen)
    ring = step.ahead(moment) if step.ahead else moment
    return at_time(ring.date().isoformat(), ring.time(), time_zone)


def rings(step: Wake, day: str, chosen: str, time_zone: str, now: datetime) -> datetime | None:
    """When a timer that is set now rings, as UTC: later today where its time has passed.

    None for a reminder that would have come before what it reminds of: it is too late for that.
    """
    at = rings_at(step, day, chosen, time_zone)
    if at > now:
        return at
    moment = _moment(step, day, chosen)
    before = step.ahead is not None and step.ahead(moment) < moment
    return None if before else later_today(now, time_zone)


def _moment(step: Wake, day: str, chosen: str) -> datetime:
    """What a timer belongs to: an ISO day and time, as the person's clock shows them."""
    at = time.fromisoformat(chosen) if chosen else step.at
    return datetime.combine(date.fromisoformat(day), at)


def _is_shown(local: datetime) -> bool:
    """Whether a clock ever shows this; where it is put forward, an hour is left out."""
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)


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


def just_at(at: time, now: datetime, time_zone: str) -> bool:
    """Whether it is this time of the day now, or was within the last hour."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return timedelta(0) <= now - at_time(today.isoformat(), at, time_zone) < ABOUT_NOW


def awake(now: datetime, time_zone: str) -> bool:
    """Whether it is a decent hour to write to a person unasked."""
    return MORNING <= now.astimezone(ZoneInfo(time_zone)).time() <= EVENING
