"""Until when what somebody has left here is kept, and how it ends: two warnings, days that are counted, erasure.

The four weeks of a warning are counted a day at a time, each day once its date has come, by the count that is stored.
So a clock that jumps ahead is one day for it, however far it jumps, and days on which nothing ran count for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.coaching.course import Course

WEEKS = 26
BREAK = timedelta(weeks=26)
"""How long a course on a break is waited for: half a year, as long as a course is planned. Who is ill or away longer
than that begins another one; and a break that was only forgotten would keep everything for ever."""
WARNED = timedelta(weeks=4)
"""How long before the last day somebody is told."""
WAITS = {1: 21, 2: 7}
"""How many days are counted after the first warning, and after the second and each that takes its place."""
REFUSED = 3
"""So often the second warning is written where Telegram refuses it; then it is as if nobody could be reached."""
LOOK = timedelta(weeks=4)
"""How often it is looked again while something still runs. Nobody's time is shorter than this and the warning."""
DAY = timedelta(days=1)

Step: TypeAlias = Literal["wait", "warn", "erase"]
Left: TypeAlias = date | Literal["unwritten", "waits", "refused"]
"""The day on which the newest warning has left, or why it has not."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many warnings were due, and how many days were counted since the newest, the last of them `on` this day.

    A third one and more take the place of a second that was refused.
    """

    warnings: int
    days: int
    on: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do today, the count as it is then (None: nobody is to be warned), and the day on which to look again."""

    step: Step
    counted: Counted | None
    next: date


def course_over(course: Course, today: date) -> date:
    """The day on which a course is over, as it looks today; a break that nobody ends counts for so long only."""
    since = course.on_break_since()
    return course.end(today) if since is None or course.stopped is not None else since + BREAK


def kept_until(weeks: int, seen: date, course_end: date | None) -> date:
    """The day until which it is kept: so many weeks after somebody was last here, or their course has ended."""
    return max(seen, course_end or seen) + timedelta(weeks=weeks)


def judge(until: date | None, counted: Counted | None, today: date) -> Verdict:
    """What is to be done today; `until` None means that something still runs.

    What was counted is void once there is nothing to warn of any more, and where it comes from a day that has not been
    yet: a clock was ahead.
    """
    first = None if until is None else until - WARNED
    if first is None or today < first:
        return Verdict("wait", None, today + LOOK if first is None else min(first, today + LOOK))
    if counted is None or counted.on > today:
        return Verdict("warn", Counted(1, 0, today), today + DAY)
    days = counted.days + (counted.on < today)
    if days < WAITS[min(counted.warnings, 2)]:
        return Verdict("wait", replace(counted, days=days, on=today), today + DAY)
    if counted.warnings == 1:
        return _warn_again(today)
    return Verdict("erase", replace(counted, days=days, on=today), today + DAY)


def judge_reachable(verdict: Verdict, left: Left, today: date) -> Verdict:
    """The verdict on somebody who can be reached: a week before the end, a warning that names the day has left.

    One that still waits on another day is written anew, so that it names the right day whenever it leaves.
    """
    counted = verdict.counted
    if counted is None or counted.warnings == 1 or verdict.step == "warn":
        return verdict
    if left == "waits" and counted.days:
        return _warn_again(today, counted.warnings)
    if verdict.step == "wait":
        return verdict
    if left == "refused":
        return verdict if counted.warnings > REFUSED else _warn_again(today, counted.warnings + 1)
    if not isinstance(left, date) or left > today:
        return _warn_again(today, counted.warnings)
    return verdict if today - left >= timedelta(days=WAITS[2]) else replace(verdict, step="wait")


def _warn_again(today: date, number: int = 2) -> Verdict:
    """The second warning, or one in its place, from which on the last week is counted."""
    return Verdict("warn", Counted(number, 0, today), today + DAY)


def last_day(counted: Counted, allowed: Callable[[date], date]) -> date:
    """The day on which everything is deleted, as a warning of today names it.

    `allowed` gives the first day, this one or a later one, on which somebody is written to.
    """
    again = counted.on
    if counted.warnings == 1:
        again = allowed(counted.on + timedelta(days=WAITS[1]))
    return allowed(again + timedelta(days=WAITS[2]))
