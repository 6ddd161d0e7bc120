"""Questions that are answered with a day, a time of day or a number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.engine.hours import at_time
from bot.engine.inputs import Typed
from bot.engine.letters import alike
from bot.engine.steps.base import Accept, Again, Confirm, Given, Option, Outcome, Question, Redraw, Tap
from bot.engine.steps.choosing import no_button
from bot.engine.text import N_, InDigits, WithYear, Words
from bot.engine.years import is_far

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View

PASSED = N_("It is past {time} today.")
DAYS_AHEAD = (("0", N_("Today")), ("1", N_("Tomorrow")), ("7", N_("In a week")))
EXAMPLE = time(10, 30)
NEAR = timedelta(days=3)
"""How far off the day is that shows how one is written: before today where the day has been."""
WEEK = timedelta(weeks=1)
SURE = timedelta(days=62)
"""About two months: a day further off may be meant for the one that is nearer, and is shown before it is used."""
FARTHEST = timedelta(days=731)
"""Two years. Nobody plans a call or an interview longer ahead; a year that is written so is a slip of the finger."""


@dataclass(frozen=True, kw_only=True)
class AskDate(Question):
    """A day, chosen or written in words; stored as ISO. It is today or later; with `past`, today or earlier.

    A day in words that can be mistaken is shown with its year, and waits for a yes.
    `time` names an `AskTime` step, which a time that is written with the day answers ("i morgen kl. 9").
    """

    past: bool = False
    time: str = ""

    def options(self, view: View) -> tuple[Option, ...]:
        if view.scratch.pending is not None:
            return (Option("yes", Words(N_("Yes"))), Option("no", Words(N_("No, another day"))))
        return self._days(view)

    def _days(self, view: View) -> tuple[Option, ...]:
        days = DAYS_AHEAD[:1] if self.past else DAYS_AHEAD
        return tuple(Option(f"in_{number}", self._named(int(number), label, view)) for number, label in days)

    def _named(self, number: int, label: str, view: View) -> Words:
        """How a day that is offered is called; in simple mode with its digits."""
        if not view.person.is_simple:
            return Words(label)
        day = InDigits(view.today + timedelta(days=number))
        return Words("{label} {day}", {"label": Words(label), "day": day})

    def doubt(self, view: View) -> Words | None:
        pending = view.scratch.pending
        if pending is None:
            return None
        read = date.fromisoformat(pending.answer["value"])
        return Words(N_("Do you mean <b>{day}</b>?"), {"day": WithYear(read)})

    def take(self, given: Given, view: View) -> Outcome:
        pending, given = view.scratch.pending, self._well_spelt(given, view)
        if pending is not None and given == Tap("no"):
            return Redraw()
        if pending is not None and given == Tap("yes"):
            day = date.fromisoformat(pending.answer["value"])
            return self._impossible(day, view) or Accept(pending.answer, also=pending.also)
        day_read = self._read(given, view)
        if day_read is None and pending is not None:
            return no_button(view)
        if day_read is None:
            how = N_("Which day do you mean? Write it like this, for example: {day}")
            return Again(Words(how, {"day": view.today + (-NEAR if self.past else NEAR)}))
        answer, also = {"kind": "date", "value": day_read.isoformat()}, self._time(given, view)
        read = (
            Confirm(answer, also)
            if self._is_doubtful(given, day_read, view)
            else Accept(answer, note=self._passed(given, view), also=also)
        )
        return self._impossible(day_read, view) or read

    def _well_spelt(self, given: Given, view: View) -> Given:
        """What was given, read with a day's letter or two put right where that alone makes a day of it."""
        if not isinstance(given, Typed) or self._read(given, view) is not None:
            return given
        mended = replace(given, text=view.context.language.mended(given.text))
        return given if self._read(mended, view) is None else mended

    def understands(self, text: str, view: View) -> bool:
        return self._read(Typed(text, 0), view) is not None

    def _is_doubtful(self, given: Given, day: date, view: View) -> bool:
        """Whether another day may have been meant: a nearer one, or where it has been, one of another year."""
        if isinstance(given, Typed) and str(day.year) in alike(given.text):
            return False
        return is_far(day, view.today) if self.past else day - view.today > SURE

    def _impossible(self, day: date, view: View) -> Again | None:
        """Why a day cannot be the answer; None where it can."""
        if abs(day - view.today) > FARTHEST:
            too_far = N_("{day} is more than two years away. Which day do you mean?")
            return Again(Words(too_far, {"day": WithYear(day)}))
        if not self.past and day < view.today:
            return Again(Words(N_("{day} has been. Which day do you want?"), {"day": day}))
        if self.past and day > view.today:
            return Again(Words(N_("{day} is still to come. Which day was it?"), {"day": day}))
        return None

    def _read(self, given: Given, view: View) -> date | None:
        if isinstance(given, Tap):
            offered = {option.key: int(option.key.removeprefix("in_")) for option in self._days(view)}
            return view.today + timedelta(days=offered[given.key]) if given.key in offered else None
        if not isinstance(given, Typed):
            return None
        day = view.context.language.date(given.text, view.today)
        return last_year(day) if day and self.past and self._is_of_last_year(given.text, day, view) else day

    def _time(self, given: Given, view: View) -> dict[str, Answer]:
        """The answer to the question for the time, where it was written with the day, and is still to come."""
        if not self.time or not isinstance(given, Typed):
            return {}
        moment = view.context.language.moment(given.text, view.today)
        day, at = moment or (view.today, None)
        return {view.beside(self.time): time_answer(at)} if at and not has_been(day, at, view) else {}

    def _passed(self, given: Given, view: View) -> Words | None:
        """What to say of a time that was written with the day and has passed; it is asked for anew."""
        if not self.time or not isinstance(given, Typed):
            return None
        day, at = view.context.language.moment(given.text, view.today) or (view.today, None)
        return Words(PASSED, {"time": at}) if at and has_been(day, at, view) else None

    def _is_of_last_year(self, text: str, day: date, view: View) -> bool:
        """Whether a day that is still to come was meant as the one before: "1 October", said in November.

        A weekday is not, nor "in three days": said a week ago, they would have been other days. A year that was written
        would have been the same a year ago.
        """
        read = view.context.language.date
        fixed = read(text, view.today - WEEK) == day
        return day > view.today and fixed and read(text, last_year(view.today)) == last_year(day)

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        return Words("{day}", {"day": date.fromisoformat(answer["value"])})


def last_year(day: date) -> date:
    """The same day a year before; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def has_been(day: date | None, at: time, view: View) -> bool:
    """Whether a time has passed already, on a day that is today; None is no day."""
    now = view.context.now
    return day == view.today and at_time(view.today.isoformat(), at, view.person.time_zone) <= now


def time_answer(at: time) -> Answer:
    """A time of day as an answer."""
    return {"kind": "time", "value": at.isoformat("minutes")}


@dataclass(frozen=True, kw_only=True)
class AskTime(Question):
    """A time of day, one of those suggested or written in words; stored as "14:15".

    Where it belongs to a day that is today (`AskDate(time=...)`), it is still to come.
    """

    suggested: tuple[str, ...] = ("09:00", "10:00", "13:00")

    def options(self, view: View) -> tuple[Option, ...]:
        suggested = ((each, time.fromisoformat(each)) for each in self.suggested)
        day = self.day(view)
        return tuple(
            Option(each, Words("{time}", {"time": at}))
            for each, at in suggested
            if not has_been(day, at, view)
        )

    def day(self, view: View) -> date | None:
        """The day that the time belongs to, where one was asked for with it."""
        asked = (step for step in view.flow.all_steps if isinstance(step, AskDate) and step.time == self.id)
        days = (view.value(view.beside(step.id)) for step in asked)
        return next((date.fromisoformat(day) for day in days if day), None)

    def take(self, given: Given, view: View) -> Outcome:
        at = self._read(given, view)
        if at is None:
            how = N_("I could not read that as a time. Write it like this: {time}")
            return Again(Words(how, {"time": EXAMPLE}))
        if has_been(self.day(view), at, view):
            return Again(Words(N_("It is past {time} today. What time do you want?"), {"time": at}))
        return Accept(time_answer(at))

    def _read(self, given: Given, view: View) -> time | None:
        if isinstance(given, Tap):
            return time.fromisoformat(given.key) if given.key in self.suggested else None
        return view.context.language.time(given.text) if isinstance(given, Typed) else None

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        return Words("{time}", {"time": time.fromisoformat(answer["value"])})


@dataclass(frozen=True, kw_only=True)
class AskNumber(Question):
    """A whole number between `low` and `high`, both included."""

    low: int = 0
    high: int = 1_000_000

    def take(self, given: Given, view: View) -> Outcome:
        number = view.context.language.number(given.text) if isinstance(given, Typed) else None
        if number is None or int(number) != number or not self.low <= number <= self.high:
            between = N_("Write a whole number from {low} to {high}.")
            return Again(Words(between, {"low": self.low, "high": self.high}))
        return Accept({"kind": "number", "value": int(number)})

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        return Words("{n}", {"n": answer["value"]})
