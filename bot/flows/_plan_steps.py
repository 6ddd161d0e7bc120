"""The questions of a plan: what to do and on which day, asked anew where it has not happened yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from bot.engine.inputs import Typed
from bot.engine.letters import COMMAS, FULL_STOPS, STOPS
from bot.engine.phrasing import phrases
from bot.engine.steps import Accept, Ask, AskDate, AskTime, Confirm, Write
from bot.engine.steps.values import SURE, has_been, time_answer
from bot.engine.text import N_, Words
from bot.flows._plan import again_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.session import Answer
    from bot.engine.steps import Given, Outcome
    from bot.engine.view import View


# Translators: words before a day that make it no day on which to do something ("by Friday"); separated by commas.
UNTIL = N_("by, before, until, till, since, for, from, to")
# Translators: words of somebody who is not quite sure of a day or a time; separated by commas.
MAYBE = N_("maybe, perhaps, rather, instead, then")
LONGEST_DAY, SHORTEST_DAY = 5, 5
"""The words that a day with its time has at most, and its letters at least: "Sun" can be a name."""


def ends_with_day(text: str, view: View) -> tuple[str, date, time | None] | None:
    """What a text says without the day that it ends with, that day, and its time: "call Netto on Thursday at 10"."""
    words = text.rstrip(f" !{FULL_STOPS}").split()
    for number in range(min(LONGEST_DAY, len(words) - 1), 0, -1):
        what, tail = " ".join(words[:-number]).rstrip(f" {COMMAS}"), " ".join(words[-number:])
        found = view.context.language.moment(tail, view.today) if len(tail) >= SHORTEST_DAY else None
        if found and view.today <= found[0] <= view.today + SURE:
            until = words[-number - 1].casefold() in phrases(UNTIL, view.context.language)
            return None if until else (what, *found)
    return None


def on_day(day: date, view: View) -> dict[str, Answer]:
    """A day for the plan as an answer. A time that was chosen before, and has been on that day, is left out."""
    chosen = view.value("time")
    passed = chosen and has_been(day, time.fromisoformat(chosen), view)
    left_out: dict[str, Answer] = {"time": {"kind": "skipped", "value": ""}} if passed else {}
    return {"day": {"kind": "date", "value": day.isoformat()}, **left_out}


@dataclass(frozen=True, kw_only=True)
class AskWhat(Write):
    """What the person will do. It stays for the axis of the star that it was begun for.

    A day that it ends with is the plan's. Asked `anew`, its answer becomes that of the step "what".
    """

    anew: bool = False

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Write.take(self, given, view)
        if not isinstance(outcome, Accept):
            return outcome
        spoken, before = outcome.answer["kind"] == "voice", view.answer("what") or {}
        found = None if spoken else ends_with_day(outcome.answer["value"], view)
        axis = {"axis": before["axis"]} if "axis" in before else {}
        answer = {**outcome.answer, **axis, **({"value": found[0]} if found else {})}
        dated = _dated(found[1], found[2], view) if found else {}
        if not self.anew:
            note = _understood(dated) or (_that_day(found[1], view) if found else None)
            return replace(outcome, answer=answer, also=dated, note=note)
        new_day = {"new_day": dated["day"]} if found else {}
        return replace(outcome, also={"what": answer, **dated, **new_day})


def _dated(day: date, at: time | None, view: View) -> dict[str, Answer]:
    """A day and time that were written along as answers; a time that has been is left to be asked for."""
    timed = {"time": time_answer(at)} if at and not has_been(day, at, view) else {}
    return {**on_day(day, view), **timed}


def _understood(dated: Mapping[str, Answer]) -> Words | None:
    """The day and time that were written together; None for a day alone."""
    if "time" not in dated or dated["time"]["kind"] == "skipped":
        return None
    day, at = (str(dated[step]["value"]) for step in ("day", "time"))
    # Translators: what was read out of "call Netto on Thursday at 10".
    return Words(
        N_("It is for {day} at {time}."), {"day": date.fromisoformat(day), "time": time.fromisoformat(at)}
    )


def _that_day(day: date, view: View) -> Words:
    """The day that was understood, where no time was written with it."""
    today, later = N_("It will be today, {day}."), N_("It will be on {day}.")
    return Words(today if day == view.today else later, {"day": day})


@dataclass(frozen=True, kw_only=True)
class AskPlanDay(AskDate):
    """The day of a plan; asked `anew`, its answer becomes that of the step "day"."""

    anew: bool = False

    def take(self, given: Given, view: View) -> Outcome:
        outcome = AskDate.take(self, given, view)
        if not isinstance(outcome, Accept | Confirm):
            return outcome
        also = on_day(date.fromisoformat(outcome.answer["value"]), view)
        if self.anew:
            return replace(outcome, also={**also, **outcome.also})
        if isinstance(outcome, Accept):
            outcome = replace(outcome, note=_understood({**also, **outcome.also}))
        del also["day"]  # it is this answer itself
        return replace(outcome, also={**also, **outcome.also})


@dataclass(frozen=True, kw_only=True)
class AskPlanTime(AskTime):
    """The time of a plan. A text with a day moves the plan to that day, at the time that it says, if any."""

    def take(self, given: Given, view: View) -> Outcome:
        moment = self._moment(given, view)
        if moment is None:
            return self._in_part(given, view) or AskTime.take(self, given, view)
        day, at = moment
        answer: Answer = {"kind": "skipped", "value": ""} if at is None else time_answer(at)
        dated: dict[str, Answer] = {"day": {"kind": "date", "value": day.isoformat()}}
        note = _understood({**dated, "time": answer}) or _that_day(day, view)
        return Accept(answer, note=note, also=dated)

    def _in_part(self, given: Given, view: View) -> Accept | None:
        """The first time that is offered in the part of the day that a text names, which is told; else None."""
        day = self.day(view)
        hours = view.context.language.part_of_day(given.text) if isinstance(given, Typed) else frozenset()
        offered = (time.fromisoformat(option.key) for option in self.options(view))
        at = next((each for each in offered if each.hour in hours), None)
        if at is None or day is None:
            return None
        answer = time_answer(at)
        return Accept(answer, note=_understood({**on_day(day, view), "time": answer}))

    def _moment(self, given: Given, view: View) -> tuple[date, time | None] | None:
        """The day that a text names, soon enough to be sure of, and a time that is still to come."""
        if not isinstance(given, Typed) or self._read(given, view) is not None:
            return None
        hedges = phrases(MAYBE, view.context.language)
        sure = " ".join(
            word for word in given.text.split() if word.casefold().strip(f" {COMMAS}{STOPS}") not in hedges
        )
        day, at = view.context.language.moment(sure, view.today) or (None, None)
        if day is None or not view.today <= day <= view.today + SURE or (at and has_been(day, at, view)):
            return None
        return day, at


@dataclass(frozen=True, kw_only=True)
class AskNext(Ask):
    """What to do with a plan that has not happened yet. The choices `on` set it on the day to try again."""

    on: tuple[str, ...]

    def take(self, given: Given, view: View) -> Outcome:
        outcome = Ask.take(self, given, view)
        if not isinstance(outcome, Accept) or outcome.answer["value"] not in self.on:
            return outcome
        return replace(outcome, also=on_day(again_day(view), view))
