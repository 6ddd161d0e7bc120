"""When the star is due in a course: at the start, halfway, three weeks before the end, and in an extension.

What is decided for those whose course does not go by the book:

- Who joins late is asked for a first star now. Points that have passed by then are dropped; the others stand.
- A scoring up to two weeks before a point counts as that point's. Otherwise two scorings are never closer than four
  weeks, for little can have moved: a point that would be too close waits, and is dropped where it would come after the
  end.
- A pause moves the end, and every point that is still to come, by as many days.
- An extension brings a point every ten weeks after the one before the old end, until the new end.
- Who stops early is asked for a last star then, unless one is newer than four weeks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WEEKS = 26
BEFORE_END = timedelta(weeks=3)
IN_EXTENSION = timedelta(weeks=10)
"""CONTENT: one every two to three months."""
APART = timedelta(weeks=4)
COUNTS = timedelta(weeks=2)
FIRST_MONTH = timedelta(days=31)
"""CONTENT: the first scoring is made within it."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Days without the course: from the first, and up to the day it goes on (None: not yet)."""

    begun: date
    over: date | None = None

    def days(self, today: date) -> timedelta:
        """How long it has lasted; one that is still to come moves nothing yet."""
        return max(timedelta(0), min(self.over or today, today) - self.begun)


@dataclass(frozen=True, slots=True)
class Course:
    """A course as it stands: `extended` weeks beyond the planned ones, and the day it was `stopped`, if it was."""

    begun: date
    weeks: int = WEEKS
    extended: int = 0
    stopped: date | None = None
    pauses: tuple[Pause, ...] = ()

    def end(self, today: date) -> date:
        """The last day, as it looks today."""
        if self.stopped is not None:
            return self.stopped
        return self.begun + timedelta(weeks=self.weeks + self.extended) + self._paused(today)

    def paused(self, today: date) -> bool:
        return any(
            pause.begun <= today and (pause.over is None or today < pause.over) for pause in self.pauses
        )

    def on_break_since(self) -> date | None:
        """The first day of a break that nobody has ended; None where there is none."""
        return next((pause.begun for pause in self.pauses if pause.over is None), None)

    def _paused(self, today: date) -> timedelta:
        """How many days the pauses have moved the end by; what begins after the end is none."""
        moved = timedelta(0)
        for pause in sorted(self.pauses, key=lambda each: each.begun):
            if pause.begun <= self.begun + timedelta(weeks=self.weeks + self.extended) + moved:
                moved += pause.days(today)
        return moved

    def points(self, today: date) -> tuple[date, ...]:
        """The days on which the second and later scorings are due, as it looks today."""
        moved = self._paused(today)
        planned_end = self.begun + timedelta(weeks=self.weeks) + moved
        halfway = self.begun + timedelta(weeks=self.weeks) / 2 + moved
        points = [halfway, planned_end - BEFORE_END]
        end = planned_end + timedelta(weeks=self.extended)
        while points[-1] + IN_EXTENSION <= end and self.extended:
            points.append(points[-1] + IN_EXTENSION)
        return tuple(points)


def due(course: Course, scored: Sequence[date], today: date) -> date | None:
    """The day on which the next scoring is due (it may have passed), None where none is.

    `scored` are the days of the scorings there are, in any order.
    """
    return next(iter(_ahead(course, scored, today)), None)


def on_time(course: Course, scored: Sequence[date], day: date) -> bool:
    """Whether a scoring on this day is one that was due then, after those on the days `scored`.

    The first one within the first month; each later one within two weeks of its point, before or after it.
    """
    then = replace(course, stopped=None) if course.stopped is not None and course.stopped > day else course
    if not scored:
        return day <= course.begun + FIRST_MONTH
    return any(abs(day - point) <= COUNTS for point in _ahead(then, scored, day))


def rings(
    course: Course, scored: Sequence[date], today: date, *, first: date, written: Callable[[date], date]
) -> date | None:
    """The day to write about a scoring, `first` or later, if nobody scores until then; None where there is none.

    A point that passes without a scoring stays due, and the one after it comes all the same. `written` says when a
    message for a day comes: that day, or one soon after it.
    """
    days = (written(point) for point in _ahead(course, scored, today))
    return next((day for day in days if day >= first), None)


def _ahead(course: Course, scored: Sequence[date], today: date) -> tuple[date, ...]:
    """The days of the scorings that are still to be made, as it looks today; the first of them may have passed."""
    newest = max(scored, default=None)
    if course.stopped is not None:
        fresh = newest is not None and course.stopped - newest < APART
        return () if fresh else (course.stopped,)
    if course.paused(today):
        return ()
    if newest is None:
        return (course.begun,) if today <= course.end(today) else ()
    end = course.end(today)
    ahead = (max(point, newest + APART) for point in course.points(today) if point - newest > COUNTS)
    return tuple(point for point in ahead if point <= end)
