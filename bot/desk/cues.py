"""What the reader could take up with their citizens: a star again, or a plan whose day was a week ago.

Both are found in what the citizens show to the reader, and in nothing else.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.coaching.course import APART, Course, rings
from bot.state import caseload
from bot.state.values import from_ms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from bot.desk.visit import Visit
    from bot.desk.waiting import Cue
    from bot.state.caseload import Plan
    from bot.state.cursor import Cursor

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(weeks=1)
STANDS: Final = APART
"""So long a cue stands. It goes by itself: nobody shall have it held against them for ever."""
AT_HAND: Final = 4_096
"""Courses that were counted last: what was found of one is so until the day is over."""
NOTHING: Final[frozenset[Cue]] = frozenset()
ONLY_PLAN: Final[frozenset[Cue]] = frozenset({"plan"})
ONLY_STAR: Final[frozenset[Cue]] = frozenset({"star"})


def found(cursor: Cursor, visit: Visit, those: Collection[int] | None = None) -> Mapping[int, frozenset[Cue]]:
    """What there is to take up with each citizen of whom the reader is the contact person, or with these of them."""
    since = caseload.since(cursor, visit.me, those)
    cues: dict[int, frozenset[Cue]] = {}
    for plan in _plans(cursor, visit, those):
        if plan.citizen in since and is_to_be_asked_about(plan, visit):
            cues[plan.citizen] = ONLY_PLAN
    zone, weeks, today = visit.known.person.time_zone, visit.desk.course_weeks, visit.today
    for shown_by, first, newest in _stars(cursor, visit, those):
        begun = since.get(shown_by)
        if begun is not None and _is_time(first, newest, begun, zone, weeks, today):
            cues[shown_by] = cues.get(shown_by, NOTHING) | ONLY_STAR
    return cues


def _plans(cursor: Cursor, visit: Visit, those: Collection[int] | None) -> Iterable[Plan]:
    """Those whose day was a week ago or earlier, and not so long ago that a cue has gone by itself."""
    return caseload.plans_shown(cursor, visit.me, visit.today - STANDS + DAY, visit.today - WEEK, those)


def _stars(cursor: Cursor, visit: Visit, those: Collection[int] | None) -> Iterable[tuple[int, int, int]]:
    """Those after which another may be due: in a course that goes on, and not too soon."""
    weeks = timedelta(weeks=visit.desk.course_weeks)
    return caseload.stars_shown(cursor, visit.me, visit.today - weeks, visit.today - APART, those)


@lru_cache(maxsize=AT_HAND)
def _is_time(first: int, newest: int, since: int, zone: str, weeks: int, today: date) -> bool:
    begun = from_ms(since).astimezone(ZoneInfo(zone)).date()
    return is_time_for_star(begun, date.fromordinal(first), date.fromordinal(newest), weeks, today)


def is_time_for_star(begun: date, first: date, newest: date, weeks: int, today: date) -> bool:
    """Whether it is time for a star, in a course that is counted from the day on which the two came together.

    The `first` and the `newest` star that are shown say where it is; a citizen who had one before that has begun with
    it. What is kept of the course itself, breaks and all, is the citizen's own.
    """
    course = Course(min(begun, first), weeks)
    day = rings(course, (first, newest), today, first=today - STANDS + DAY, written=lambda point: point)
    return day is not None and day <= today <= course.end(today)


def is_to_be_asked_about(plan: Plan, visit: Visit) -> bool:
    """Whether the reader has said nothing of a plan since its day, which was a week ago or earlier.

    Whether it was carried out meanwhile is not known before the citizen shows it.
    """
    return plan.said_at is None or visit.day(plan.said_at) < plan.day
