"""When a reminder comes, in the sender's own words: a day, a time, or how often it comes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.coaching.recurrence import KINDS, Rule, in_words
from bot.engine.inputs import Typed
from bot.engine.steps import Accept, Again, Ask, AskDate, AskTime
from bot.engine.steps.values import has_been, time_answer
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.context import Repetition
    from bot.engine.session import Answer
    from bot.engine.steps import Given, Outcome
    from bot.engine.view import View

NOT_SO = N_(
    "I can repeat it every day, on weekdays, every week or every month. I can do nothing else yet. "
    'Write it like "every Monday at 9", or choose one day.'
)

NO_TIME = N_('I did not understand the time. Write it like "every Thursday at 9".')


@dataclass(frozen=True, kw_only=True)
class AskDay(AskDate):
    """A day, or more: "every Monday at 9" says how often too, and "at 14" means the next time it is two."""

    def understands(self, text: str, view: View) -> bool:
        language = view.context.language
        repeated = language.repetition(text, view.today) is not None
        return repeated or AskDate.understands(self, text, view) or _time_alone(text, view) is not None

    def take(self, given: Given, view: View) -> Outcome:
        text = given.text if isinstance(given, Typed) else ""
        repeated = view.context.language.repetition(text, view.today)
        if repeated is not None:
            return self._again_and_again(repeated)
        at = _time_alone(text, view)
        if at is not None and not AskDate.understands(self, text, view):
            day = view.today + timedelta(days=1) if has_been(view.today, at, view) else view.today
            return Accept(_day(day), also={self.time: time_answer(at)})
        return AskDate.take(self, given, view)

    def shown(self, answer: Answer, view: View) -> Words:
        """When it comes so far, as a whole; only the day until the rest is answered too."""
        at, repeat = view.value("at"), view.value("repeat")
        if not at or repeat not in KINDS:
            return AskDate.shown(self, answer, view)
        day = date.fromisoformat(str(answer["value"]))
        return in_words(Rule(repeat, day, time.fromisoformat(at)), view.today)

    def _again_and_again(self, repeated: Repetition) -> Outcome:
        if repeated.kind in ("other", "no_time"):
            return Again(Words(NOT_SO if repeated.kind == "other" else NO_TIME))
        at = {} if repeated.at is None else {self.time: time_answer(repeated.at)}
        return Accept({**_day(repeated.day), "often": repeated.kind}, also=at)


@dataclass(frozen=True, kw_only=True)
class AskAt(AskTime):
    """The time of it. Where it comes again, the first time may have passed today."""

    def day(self, view: View) -> date | None:
        return None if _often(view) else AskTime.day(self, view)


@dataclass(frozen=True, kw_only=True)
class AskRepeat(Ask):
    """How often it comes; not asked where that was written with the day."""

    def known(self, view: View) -> Answer | None:
        often = _often(view)
        return {"kind": "choice", "value": often} if often else None


def _often(view: View) -> str:
    """How often it comes again, as it was written with the day; "" where it was not."""
    return str((view.answer("day") or {}).get("often", ""))


def _day(day: date) -> Answer:
    return {"kind": "date", "value": day.isoformat()}


def _time_alone(text: str, view: View) -> time | None:
    """The time that a text names which says no day; a mere number may be a day."""
    return None if not text or text.isdecimal() else view.context.language.time(text)
