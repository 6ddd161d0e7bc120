"""The questions of a plan: what to do and on which day, asked anew where it has not happened yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from bot.engine.steps import Accept, Ask, AskDate, Confirm, Write
from bot.engine.steps.values import has_been
from bot.flows._plan import again_day

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.steps import Given, Outcome
    from bot.engine.view import View


@dataclass(frozen=True, kw_only=True)
class AskWhat(Write):
    """What the person will do. It stays for the axis of the star that it was begun for.

    Where it is asked anew, `of` names the step whose answer it becomes.
    """

    of: str = ""

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Write.take(self, given, view)
        if not isinstance(outcome, Accept):
            return outcome
        before = view.answer(self.of or self.id) or {}
        axis = {"axis": before["axis"]} if "axis" in before else {}
        if not self.of:
            return replace(outcome, answer={**outcome.answer, **axis})
        return replace(outcome, also={self.of: {**outcome.answer, **axis}})


@dataclass(frozen=True, kw_only=True)
class AskPlanDay(AskDate):
    """The day of a plan. A time that was chosen before, and has been on that day, is left out.

    Where it is asked anew, `of` names the step whose answer it becomes.
    """

    of: str = ""

    def take(self, given: Given, view: View) -> Outcome:
        outcome = AskDate.take(self, given, view)
        if not isinstance(outcome, Accept | Confirm):
            return outcome
        also: dict[str, Answer] = {self.of: outcome.answer} if self.of else {}
        chosen = view.value(self.time)
        day = date.fromisoformat(outcome.answer["value"])
        if chosen and has_been(day, time.fromisoformat(chosen), view):
            also[self.time] = {"kind": "skipped", "value": ""}
        return replace(outcome, also={**also, **outcome.also})


@dataclass(frozen=True, kw_only=True)
class AskNext(Ask):
    """What to do with a plan that has not happened yet. The choices `on` set it on the day to try again."""

    on: tuple[str, ...]

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Ask.take(self, given, view)
        if not isinstance(outcome, Accept) or outcome.answer["value"] not in self.on:
            return outcome
        return replace(outcome, also={"day": {"kind": "date", "value": again_day(view).isoformat()}})
