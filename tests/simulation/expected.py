"""What must have been written, by a calculation that shares nothing with the program: it walks days and minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.simulation.lives import BEGIN, END, OUTAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation.lives import Life, Reminding

DAY, HOUR, MINUTE, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(weeks=1)


def messages(life: Life) -> list[tuple[str, datetime]]:
    """Every unasked message of the year that has to do with one citizen: its kind and its moment."""
    found = [("reminder", at) for at in greeted(life)]
    found += [("plan", at) for at in followed_up(life)]
    found += [("my_course", at) for at in asked_for_star(life)]
    found += [("my_queue", at) for at in told_of_silence(life)]
    return sorted((kind, at) for kind, at in found if BEGIN < at <= END)


def greeted(life: Life) -> list[datetime]:
    """When somebody who opens nothing is asked to open a reminder: at the first of each of their days."""
    moments = sorted(at for each in life.reminders for at in reminded(life, each))
    return list({local_day(life, at): at for at in reversed(moments)}.values())


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


def is_free(day: date) -> bool:
    """Whether Danes are free: a weekend, or a holiday by law."""
    moving = {easter(day.year) + timedelta(days=after) for after in (-3, -2, 0, 1, 39, 49, 50)}
    return day.weekday() >= 5 or day in moving or (day.month, day.day) in {(1, 1), (12, 25), (12, 26)}


def shown(day: date, at: time, zone: str) -> datetime:
    """The first moment at which a clock shows a time, or where it leaves it out, the next that it shows."""
    here = ZoneInfo(zone)
    moment = datetime.combine(day, time(), UTC) - DAY
    while True:
        local = moment.astimezone(here)
        if (local.date(), local.time()) >= (day, at):
            return moment
        behind = datetime.combine(day, at) - local.replace(tzinfo=None)
        moment += max(MINUTE, behind - timedelta(hours=3))


def may_come(life: Life, moment: datetime, *, any_day: bool = False) -> bool:
    local = moment.astimezone(ZoneInfo(life.zone))
    free = is_free(local.date()) and not (life.weekends or any_day)
    return life.first <= local.time() <= life.last and not free


def first_allowed(life: Life, moment: datetime, *, any_day: bool = False) -> datetime:
    """The first moment from this one on at which the citizen may be written to unasked."""
    while not may_come(life, moment, any_day=any_day):
        day = local_day(life, moment)
        begins = shown(day, life.first, life.zone)
        moment = begins if moment < begins else shown(day + DAY, life.first, life.zone)
    return moment


def local_day(life: Life, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(life.zone)).date()


def running(moment: datetime) -> datetime:
    """The moment itself, or the end of the outage that it falls into."""
    return next((over for begun, over in OUTAGES if begun < moment < over), moment)


def occurrences(each: Reminding) -> Iterator[date]:
    """The days on which a reminder comes, found by looking at every day."""
    day = each.day
    while day <= END.date() + WEEK * 6:
        last_of_month = (day + DAY).day == 1
        fits = {
            "once": day == each.day,
            "daily": True,
            "weekly": day.weekday() == each.day.weekday(),
            "monthly": day.day == each.day.day or (last_of_month and day.day < each.day.day),
        }
        if fits[each.kind]:
            yield day
        day += DAY


def reminded(life: Life, each: Reminding) -> Iterator[datetime]:
    """When a reminder reaches the citizen."""
    dues = [shown(day, each.at, life.zone) for day in occurrences(each)]
    for due, following in zip(dues, [*dues[1:], None], strict=True):
        meant = first_allowed(life, due)
        at = first_allowed(life, running(meant))
        comes_first = following is None or at < following
        in_time = local_day(life, at) == local_day(life, meant) or (
            following is None and at - meant <= timedelta(hours=24)
        )
        if comes_first and in_time and not shut_out(life, at):
            yield at


def shut_out(life: Life, moment: datetime) -> bool:
    """Whether the citizen has stopped messages, or blocks the bot: whoever writes to it has let it in again."""
    away = life.away is not None and life.away[0] <= moment < life.away[1]
    if life.gone is None:
        return away
    begun, over = life.gone
    back = min([over, *(visit for visit in life.visits if visit > begun)])
    return away or begun <= moment < back


def followed_up(life: Life) -> Iterator[datetime]:
    """When a plan is asked about, which nobody answers: an hour after its time, and once more a week later."""
    if life.plan is None:
        return
    day, at = life.plan
    first = _after_an_hour(life, day, at)
    late = running(first)
    if late != first:
        same_day = local_day(life, late) == local_day(life, first)
        late = first_allowed(life, late, any_day=same_day)
    yield late
    yield first_allowed(life, running(first_allowed(life, _after_an_hour(life, day + WEEK, at))))


def _after_an_hour(life: Life, day: date, at: time) -> datetime:
    """An hour after a time, on the clock, or when the citizen may be written to next; on that day free or not."""
    local = datetime.combine(day, at) + HOUR
    moment = first_allowed(life, shown(local.date(), local.time(), life.zone), any_day=True)
    return moment if local_day(life, moment) == day else first_allowed(life, moment)


def asked_for_star(life: Life) -> Iterator[datetime]:
    """When the citizen is asked for a star: halfway through 26 weeks, and three weeks before their end."""
    if life.course is None:
        return
    for weeks in (13, 23):
        day = life.course + weeks * WEEK
        while is_free(day) and not life.weekends:
            day += DAY
        yield first_allowed(life, running(shown(day, life.first, life.zone)))


def told_of_silence(life: Life) -> Iterator[datetime]:
    """When the mentor is told that nothing is heard, once after each visit, in the mentor's own ordinary hours."""
    if not life.silence:
        return
    seen = (BEGIN, *life.visits)
    for visit, following in zip(seen, (*life.visits, None), strict=True):
        silent = running(visit + timedelta(days=life.silence))
        at = first_allowed(mentor_of(life), silent)
        told = first_allowed(mentor_of(life), running(at))
        if following is None or told < following:
            yield told


def mentor_of(life: Life) -> Life:
    """The mentor of a citizen as a life of their own: Danish time, nine to eight, no weekends."""

    return replace(life, zone="Europe/Copenhagen", first=time(9), last=time(20), weekends=False)
