"""What the reader could take up with their citizens: a star again, or a plan whose day was a week ago.

Both are found in what the citizens show to the reader, and in nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot import policy
from bot.coaching.course import APART, Course, rings
from bot.desk.plans import day_of
from bot.engine.sharing import OUTCOME
from bot.state import caseload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bot.desk.visit import Visit
    from bot.desk.waiting import Cue
    from bot.state.caseload import Followed, Plan
    from bot.state.cursor import Cursor
    from bot.state.relations import Relation

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(weeks=1)
STANDS: Final = APART
"""So long a cue stands. It goes by itself: nobody shall have it held against them for ever."""
AHEAD: Final = timedelta(weeks=6)
"""A plan is made for a day that comes soon: one that was shown longer before than this is not looked for."""


def found(
    cursor: Cursor, visit: Visit, followed: Iterable[Followed], citizen: int | None
) -> Mapping[int, frozenset[Cue]]:
    """What there is to take up with each of these of whom the reader is the contact person: with all, or with one."""
    stars = caseload.stars_shown(cursor, visit.me, citizen)
    plans = caseload.plans_shown(cursor, visit.me, visit.now - STANDS - AHEAD, citizen)
    to_ask = {each.citizen for each in plans if is_to_be_asked_about(each, visit)}
    about: dict[int, frozenset[Cue]] = {}
    for relation in (each.relation for each in followed if _reads_as_contact(each.relation)):
        star = _is_time_for_star(visit, relation.since, stars.get(relation.citizen, ()))
        cues: dict[Cue, bool] = {"plan": relation.citizen in to_ask, "star": star}
        about[relation.citizen] = frozenset(cue for cue, is_there in cues.items() if is_there)
    return about


def _reads_as_contact(relation: Relation) -> bool:
    may_read = policy.may("read", role=relation.role, relation="follows", sharing="shared")
    return relation.role == "contact" and may_read


def _is_time_for_star(visit: Visit, since: datetime, stars: Sequence[datetime]) -> bool:
    scored = [visit.day(each) for each in stars]
    return bool(scored) and is_time_for_star(visit.day(since), scored, visit.desk.course_weeks, visit.today)


def is_time_for_star(begun: date, scored: Sequence[date], weeks: int, today: date) -> bool:
    """Whether it is time for a star, in a course that is counted from the day on which the two came together.

    `scored` are the days of the stars that are shown; a citizen who had one before that has begun with it. What is
    kept of the course itself, breaks and all, is the citizen's own.
    """
    course = Course(min(begun, *scored), weeks)
    day = rings(course, scored, today, first=today - STANDS + DAY, written=lambda point: point)
    return day is not None and day <= today <= course.end(today)


def is_to_be_asked_about(plan: Plan, visit: Visit) -> bool:
    """Whether a plan was for a day a week ago or earlier, and the reader has said nothing of it since that day.

    Whether it was carried out meanwhile is not known before the citizen shows it.
    """
    day = day_of(plan.snapshot)
    if day is None or plan.snapshot.get(OUTCOME):
        return False
    said = plan.said_at is not None and visit.day(plan.said_at) >= day
    return day + WEEK <= visit.today < day + STANDS and not said
