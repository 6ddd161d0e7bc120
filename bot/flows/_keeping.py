"""What keeping computes: until when, whether somebody is warned or erased today, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.coaching.retention import (
    WARNED,
    Counted,
    Verdict,
    course_over,
    judge,
    judge_reachable,
    kept_until,
    last_day,
)
from bot.engine.bell import Ring
from bot.engine.effects import RETENTION, Count, Discard, Erase, Menu, Say, Schedule
from bot.engine.hours import allowed_from, at_time, no_free_day
from bot.engine.text import N_, WithYear, Words
from bot.flows import _course as course
from bot.flows import _erasing as erase

if TYPE_CHECKING:
    from datetime import datetime

    from bot.engine.effects import Effect
    from bot.engine.view import Values, View

KEEPS = N_(
    "I keep all of it until {day}. I write to you before I delete it. I cannot do that if you have blocked me. "
    "If you come back, I count anew."
)
# Translators: the same to somebody who has said that the bot is not to write by itself.
KEEPS_QUIET = N_(
    "I keep all of it until {day}. I write to you only once before I delete it. "
    "I cannot do that if you have blocked me. If you come back, I count anew."
)
# Translators: to somebody who may have chosen a day that has not come yet, of a plan or an interview.
WAITS_FOR_IT = N_("If you have chosen a day that comes later, I wait for it.")
KEEPS_STAFF = N_("I keep all of it as long as you have a role here.")


@dataclass(frozen=True, slots=True)
class Keeping:
    """The values of the flow, for so many weeks after a course, or after somebody was last here."""

    weeks: int

    def ring(self, view: View, promised: datetime) -> Ring:
        """Look at it now, and again on the day that it says; what reaches somebody comes inside their hours."""
        del promised
        verdict, now = self._verdict(view), view.context.now
        if verdict.step != "wait" and not view.hours.allow(now):
            return Ring(effects=(Schedule(RETENTION, allowed_from(now, view.hours)),))
        if verdict.step == "erase":
            return Ring(effects=_erasing(view))
        asks = verdict.step == "warn" and _may_be_told(view, verdict)
        last = _known(view)["session"]
        void = last if _is_void(view, verdict) else 0
        told = view.session.id if asks else 0 if void or verdict.step == "warn" else last
        gone = (Discard(void),) if void else ()
        look = at_time(verdict.next.isoformat(), view.hours.first, view.person.time_zone)
        return Ring(asks, effects=(*gone, _noted(verdict.counted, told), Schedule(RETENTION, look)))

    def _verdict(self, view: View) -> Verdict:
        """What is due today. Who can be reached is not erased before a warning has left a week ago."""
        stored = _known(view)
        verdict = judge(self._until(view), stored["counted"], view.today)
        return judge_reachable(verdict, stored["left"], view.today) if view.context.reachable else verdict

    def _until(self, view: View) -> date | None:
        """The day until which all is kept; None for staff, and as long as something still runs."""
        stored = _known(view)
        if stored["staff"] or stored["runs"]:
            return None
        return self._kept_since(min(stored["seen"], view.today), view)

    def _kept_since(self, seen: date, view: View) -> date:
        """The day until which all is kept, by the last visit and the course that the person has told of."""
        kept = course.record(view)
        told_of = bool(kept) and not course.is_guessed(kept)
        end = course_over(course.course_of(kept), view.today) if told_of else None
        return kept_until(self.weeks, seen, end)

    def last_day(self, view: View) -> str:
        """The day on which all is deleted, as the warning of today names it."""
        counted = self._verdict(view).counted or Counted(1, 0, view.today)
        return last_day(counted, partial(no_free_day, hours=view.hours)).isoformat()

    def keeps(self, view: View) -> Words:
        """Until when all is kept of somebody who is here now, in words."""
        if _known(view)["staff"]:
            return Words(KEEPS_STAFF)
        allowed = partial(no_free_day, hours=view.hours)
        warned = allowed(self._kept_since(view.today, view) - WARNED)
        said = KEEPS_QUIET if view.person.quiet else KEEPS
        kept = Words(said, {"day": told(last_day(Counted(1, 0, warned), allowed), view)})
        later = Words(WAITS_FOR_IT)
        return Words("{kept} {later}", {"kept": kept, "later": later}) if _known(view)["runs"] else kept

    @property
    def values(self) -> Values:
        return {"keeps": self.keeps, "deleted_on": deleted_on}


def told(day: date, view: View) -> date | WithYear:
    """A day on which something is deleted, with its year where that is not this one: nobody may take it for another."""
    return day if day.year == view.today.year else WithYear(day)


def deleted_on(view: View) -> date | WithYear:
    """The day that this warning has named."""
    return told(date.fromisoformat(str(view.value("last_day"))), view)


def _known(view: View) -> dict[str, Any]:
    found: dict[str, Any] = view.fact("keeping")
    return found


def _may_be_told(view: View, verdict: Verdict) -> bool:
    """Whether a warning is written: only the second to whoever wants no messages, none to whoever has blocked us."""
    last = verdict.counted is not None and verdict.counted.warnings > 1
    return view.context.reachable and (last or not view.person.quiet)


def _is_void(view: View, verdict: Verdict) -> bool:
    """Whether the newest warning has not left, and must not any more: another takes its place, or nobody is reached."""
    stored = _known(view)
    unsent = bool(stored["session"]) and stored["left"] in ("waits", "refused")
    return unsent and (verdict.step == "warn" or not view.context.reachable)


def _noted(counted: Counted | None, session: int) -> Effect:
    return Count() if counted is None else Count(counted.warnings, counted.days, session)


def _erasing(view: View) -> tuple[Effect, ...]:
    """Everything goes, as when somebody deletes it; the receipt is for whoever it can reach."""
    receipt = (Say((erase.receipt(view),)),) if view.context.reachable else ()
    return (*receipt, Erase(), Menu(""))
