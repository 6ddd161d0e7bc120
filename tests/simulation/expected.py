"""What must have been written, calculated without anything of the program, by walking days and quarters of an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.simulation.lives import BEGIN, END, OUTAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation.lives import Life, Reminding

DAY, HOUR, MINUTE, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(weeks=1)
QUARTER = timedelta(minutes=15)
"""Every time in these lives is one of a quarter, and every clock is put forward or back by whole hours."""


def messages(life: Life) -> list[tuple[str, datetime]]:
    """Every unasked message of the year that has to do with one citizen: its kind and its moment."""
    found = [("reminder", at) for at in greeted(life)]
    found += [("plan", at) for at in followed_up(life)]
    found += [("interview_day", at) for at in before_interview(life)]
    found += [("my_course", at) for at in asked_for_star(life)]
    found += [("my_queue", at) for at in told_of_silence(life)]
    return sorted((kind, at) for kind, at in found if BEGIN < at <= END)


def greeted(life: Life) -> list[datetime]:
    """When somebody who opens nothing is asked to open a reminder: at the first of each of their days."""
    moments = sorted(at for each in life.reminders for at in reminded(life, each))
    first_of_day = {local_day(life, at): at for at in reversed(moments)}
    return [*first_of_day.values(), *(again for _, again in put_off(life))]


def put_off(life: Life) -> list[tuple[datetime, datetime]]:
    """When somebody puts their first reminder off, and when it comes again: four hours later, if that day allows it."""
    if not life.snoozes:
        return []
    comes = next((at for at in reminded(life, life.reminders[0]) if BEGIN < at < END - WEEK), None)
    if comes is None:
        return []
    tap = comes + MINUTE
    again = first_allowed(life, tap + 4 * HOUR, any_day=True)
    if local_day(life, again) != local_day(life, tap):
        again = first_allowed(life, again)
    return [(tap, again)] if running(tap) == tap and running(again) == again else []


def stopped(life: Life) -> datetime | None:
    """When somebody who wants no more of their reminder says so: right after it came for the first time."""
    if not life.stops:
        return None
    comes = next((at for at in comings(life, life.reminders[0]) if BEGIN < at < END - WEEK), None)
    return None if comes is None or running(comes + MINUTE) != comes + MINUTE else comes + MINUTE


def answers(life: Life) -> list[datetime]:
    """When somebody says of their plan that it has not happened yet, and of the next try that it has worked."""
    if life.plan is None or not life.answers:
        return []
    not_yet = datetime.combine(life.plan[0], time(12, 0, 17), UTC) + 5 * DAY
    return [not_yet, not_yet + WEEK - HOUR]


def here(life: Life) -> list[datetime]:
    """Every moment of the year at which somebody writes or taps."""
    stop = stopped(life)
    taps = [tap for tap, _ in put_off(life)] + ([stop] if stop else [])
    return sorted([*life.visits, *answers(life), *taps])


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
        moment += max(QUARTER, behind - timedelta(hours=3))


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
            "weekdays": day.weekday() < 5,
            "weekly": day.weekday() == each.day.weekday(),
            "monthly": day.day == each.day.day or (last_of_month and day.day < each.day.day),
        }
        if fits[each.kind]:
            yield day
        day += DAY


def reminded(life: Life, each: Reminding) -> tuple[datetime, ...]:
    """When a reminder reaches the citizen, as long as they do not stop it."""
    stop = stopped(life)
    return tuple(at for at in comings(life, each) if stop is None or at <= stop)


@cache
def comings(life: Life, each: Reminding) -> tuple[datetime, ...]:
    """When a reminder reaches a citizen who stops none."""
    return tuple(_comings(life, each))


def _comings(life: Life, each: Reminding) -> Iterator[datetime]:
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
    """When a plan is asked about: an hour after its time, and while nobody answers, once more a week later.

    After "not yet" it is tried again a week after its day, and asked about anew. Where the first has waited longer than
    that for somebody who had stopped all messages, it is not asked once more.
    """
    if life.plan is None:
        return
    day, at = life.plan
    comes = waited(life, _in_time(life, _after_an_hour(life, day, at)))
    yield comes
    if life.answers:
        yield _in_time(life, _after_an_hour(life, day + WEEK, at))
        return
    once_more = first_allowed(life, running(first_allowed(life, _after_an_hour(life, day + WEEK, at))))
    if once_more > comes:
        yield waited(life, once_more)


def waited(life: Life, moment: datetime) -> datetime:
    """When that comes which somebody has chosen, where they have stopped all messages: each day it is looked again.

    For whoever blocks the bot it is written at its moment, and waits in the outbox.
    """
    comes = moment
    while life.away is not None and life.away[0] <= comes < life.away[1]:
        comes = running(comes + DAY)
    return moment if comes == moment else first_allowed(life, comes)


def _in_time(life: Life, moment: datetime) -> datetime:
    """When that comes which belongs to a day, also a free one, when the program has stood still meanwhile."""
    late = running(moment)
    if late == moment:
        return moment
    same_day = local_day(life, late) == local_day(life, moment)
    return first_allowed(life, late, any_day=same_day)


def before_interview(life: Life) -> list[datetime]:
    """When somebody is reminded of an interview, at any hour: the afternoon before, and two hours ahead of it.

    Of an interview in the afternoon it is nine in the morning; of an early one not before half past six, but an hour
    ahead of it. What has waited for the program comes as one, and not once the interview has been.
    """
    if life.interview is None:
        return []
    day, begins = life.interview
    ahead = (datetime.combine(day, begins) - 2 * HOUR).time()
    morning = min(max(min(ahead, time(9)), time(6, 30)), (datetime.combine(day, begins) - HOUR).time())
    ahead_of_it = (shown(day - DAY, time(16), life.zone), shown(day, morning, life.zone))
    comes = {waited(life, _late_or_in_time(life, moment)) for moment in ahead_of_it}
    return sorted(at for at in comes if at < shown(day, begins, life.zone))


def _late_or_in_time(life: Life, moment: datetime) -> datetime:
    """When a reminder of an interview comes; less than an hour late it comes at once."""
    late = running(moment)
    return late if late - moment < HOUR else _in_time(life, moment)


def _after_an_hour(life: Life, day: date, at: time) -> datetime:
    """An hour after a time, on the clock, or when the citizen may be written to next; on that day free or not."""
    local = datetime.combine(day, at) + HOUR
    moment = first_allowed(life, shown(local.date(), local.time(), life.zone), any_day=True)
    return moment if local_day(life, moment) == day else first_allowed(life, moment)


def asked_for_star(life: Life) -> Iterator[datetime]:
    """When the citizen is asked for a star: halfway through 26 weeks, and three weeks before their end.

    What has waited until it is time for the next one is asked once.
    """
    if life.course is None:
        return
    halfway, towards_the_end = (_star_due(life, life.course + weeks * WEEK) for weeks in (13, 23))
    comes = waited(life, halfway)
    yield comes
    if towards_the_end > comes:
        yield waited(life, towards_the_end)


def _star_due(life: Life, day: date) -> datetime:
    while is_free(day) and not life.weekends:
        day += DAY
    return first_allowed(life, running(shown(day, life.first, life.zone)))


def told_of_silence(life: Life) -> Iterator[datetime]:
    """When the mentor is told that nothing is heard, once after each visit, in the mentor's own ordinary hours."""
    if not life.silence:
        return
    visits = here(life)
    for visit, following in zip((BEGIN, *visits), (*visits, None), strict=True):
        silent = running(visit + timedelta(days=life.silence))
        at = first_allowed(mentor_of(life), silent)
        told = first_allowed(mentor_of(life), running(at))
        if following is None or told < following:
            yield told


def mentor_of(life: Life) -> Life:
    """The mentor of a citizen as a life of their own: Danish time, nine to eight, no weekends."""

    return replace(life, zone="Europe/Copenhagen", first=time(9), last=time(20), weekends=False)
