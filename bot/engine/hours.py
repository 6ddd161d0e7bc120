"""When to write to a person, on their own clock: unasked inside their hours, else at the time that they chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.person import Person
    from bot.engine.steps import Wake

SHORTEST = timedelta(hours=2)
"""A window that is shorter would leave hardly a moment for a message."""
ABOUT_NOW = timedelta(hours=1)
"""How late a timer may ring and still be at the time that was chosen."""
PUT_OFF = timedelta(hours=4)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody may be written to unasked: from `first` to `last`, both included, on a day that is not `free`."""

    time_zone: str
    first: time
    last: time
    free: Callable[[date], bool]

    def __post_init__(self) -> None:
        if not long_enough(self.first, self.last):
            raise ValueError(
                f"expected at least {SHORTEST} of one day, found {self.first} to {self.last}; "
                "set the person's awake_from and awake_to together"
            )

    @property
    def on_any_day(self) -> Hours:
        """The same on free days too, for a day that the person has chosen themselves."""
        return replace(self, free=_no_day)

    def allow(self, moment: datetime) -> bool:
        """Whether this is a moment at which the person may be written to unasked."""
        local = self.local(moment)
        return self.first <= local.time() <= self.last and not self.free(local.date())

    def local(self, moment: datetime) -> datetime:
        """The moment as the person's clock shows it."""
        return moment.astimezone(ZoneInfo(self.time_zone))


def hours_of(person: Person, free_day: Callable[[date], bool]) -> Hours:
    """A person's own hours; `free_day` says which days are a weekend or a public holiday."""
    free = _no_day if person.weekends else free_day
    return _hours(person.time_zone, person.awake_from, person.awake_to, free)


@lru_cache(maxsize=1024)  # most people have the same, and each of their turns asks for them
def _hours(time_zone: str, first: str, last: str, free: Callable[[date], bool]) -> Hours:
    return Hours(time_zone, time.fromisoformat(first), time.fromisoformat(last), free)


def _no_day(_: date) -> bool:
    return False


def long_enough(first: time, last: time) -> bool:
    """Whether messages can come between two times of one day; never where the second is before the first."""
    day = date.min
    return datetime.combine(day, last) - datetime.combine(day, first) >= SHORTEST


def allowed_from(moment: datetime, hours: Hours) -> datetime:
    """The first moment, this one or a later one, at which a person may be written to unasked, as UTC."""
    while not hours.allow(moment):
        moment = _next_look(moment, hours)
    return moment.astimezone(UTC)


def _next_look(moment: datetime, hours: Hours) -> datetime:
    """A later moment, before which nothing is allowed if nothing is now.

    On a day on which the clock is changed it can show the hours twice, so each minute counts.
    """
    today = hours.local(moment).date()
    if not hours.free(today):
        if _clock_changes(today, hours.time_zone):
            return moment.replace(second=0, microsecond=0) + MINUTE
        begins = at_time(today.isoformat(), hours.first, hours.time_zone)
        if moment < begins:
            return begins
    return at_time((today + DAY).isoformat(), time.min, hours.time_zone)


def _clock_changes(day: date, time_zone: str) -> bool:
    """Whether the clock is put forward or back on a day."""
    zone = ZoneInfo(time_zone)
    begins, ends = (datetime.combine(each, time.min, zone) for each in (day, day + DAY))
    return begins.utcoffset() != ends.utcoffset()


def no_free_day(day: date, hours: Hours) -> date:
    """The first day, this one or a later one, that is not free."""
    while hours.free(day):
        day += DAY
    return day


def at_time(day: str, at: time, time_zone: str) -> datetime:
    """A time on an ISO day in a time zone, as UTC: the first where there are two, the next where there is none."""
    local = datetime.combine(date.fromisoformat(day), at, ZoneInfo(time_zone))
    while not _is_shown(local):
        local += MINUTE
    return local.astimezone(UTC)


def rings_at(step: Wake, day: str, chosen: str, hours: Hours) -> datetime:
    """When a timer for an ISO day and time is to ring, as UTC; without a time at the step's own.

    What comes after the moment that it belongs to comes inside the person's hours: nobody has chosen that moment.
    """
    moment = _moment(step, day, chosen, hours)
    ring = step.ahead(moment) if step.ahead else moment
    at = at_time(ring.date().isoformat(), ring.time(), hours.time_zone)
    return _kept(moment.date(), at, hours) if ring > moment else at


def rings(step: Wake, day: str, chosen: str, now: datetime, hours: Hours) -> datetime | None:
    """When a timer that is set now rings, as UTC: later today where its time has passed.

    None for a reminder that would have come before what it reminds of: it is too late for that.
    """
    at = rings_at(step, day, chosen, hours)
    if at > now:
        return at
    return None if belongs_before(step, day, chosen, hours) else later_today(now, hours)


def belongs_before(step: Wake, day: str, chosen: str, hours: Hours) -> bool:
    """Whether a timer for an ISO day and time reminds of a moment that is still to come then."""
    moment = _moment(step, day, chosen, hours)
    return step.ahead is not None and step.ahead(moment) < moment


def begins_at(step: Wake, day: str, chosen: str, hours: Hours) -> datetime:
    """The moment that a timer for an ISO day and time belongs to, as UTC."""
    moment = _moment(step, day, chosen, hours)
    return at_time(moment.date().isoformat(), moment.time(), hours.time_zone)


def _moment(step: Wake, day: str, chosen: str, hours: Hours) -> datetime:
    """What a timer belongs to: an ISO day and time, as the person's clock shows them."""
    at = time.fromisoformat(chosen) if chosen else step.at or hours.first
    return datetime.combine(date.fromisoformat(day), at)


def _kept(day: date, moment: datetime, hours: Hours) -> datetime:
    """The first allowed moment from this one on, as UTC; on the day that somebody has chosen also where it is free."""
    then = allowed_from(moment, hours.on_any_day)
    return then if hours.local(then).date() == day else allowed_from(then, hours)


def _is_shown(local: datetime) -> bool:
    """Whether a clock ever shows this; where it is put forward, an hour is left out."""
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)


def quiet_days_later(now: datetime, days: int, hours: Hours) -> datetime:
    """When the hours begin on the first day that is not free, at least `days` whole days after `now`, as UTC."""
    then = hours.local(now) + timedelta(days=days)
    day = then.date() if then.time() <= hours.first else then.date() + DAY
    return _begin(day, hours)


def tomorrow(now: datetime, hours: Hours) -> datetime:
    """When the hours begin on the first day after today that is not free, as UTC."""
    return _begin(hours.local(now).date() + DAY, hours)


@lru_cache(maxsize=1024)  # one day for nearly everybody
def _begin(day: date, hours: Hours) -> datetime:
    """When the hours begin, on this day or the first one after it that is not free, as UTC."""
    return allowed_from(at_time(day.isoformat(), hours.first, hours.time_zone), hours)


def later_today(now: datetime, hours: Hours) -> datetime:
    """Four hours on, as UTC, also on a free day: it is chosen; the next moment that is allowed where it is too late."""
    return _kept(hours.local(now).date(), now + PUT_OFF, hours)


def just_at(at: time, now: datetime, time_zone: str) -> bool:
    """Whether it is this time of the day now, or was within the last hour."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return timedelta(0) <= now - at_time(today.isoformat(), at, time_zone) < ABOUT_NOW
