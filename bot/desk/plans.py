"""The small plans that a citizen shows to the reader, and their goals, in short: what the reader has opened of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.engine.recording import is_recording
from bot.engine.sharing import OUTCOME
from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.desk.showing import Shown

PLAN: Final = "plan"
STAR: Final = "star"


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan in the citizen's own words, or by its name where they have spoken; None for what they have not told."""

    share: int
    exercise: int
    shown_on: date
    asks_for_help: bool
    what: Words
    day: date
    time: Words | None
    where: Words | None
    obstacle: Words | None
    then: Words | None


class Goal(NamedTuple):
    """What a citizen aims for, and the star in which they have written it."""

    share: int
    goal: Words


class Plans(NamedTuple):
    """The plans that are open, the next day first; those that were carried out, the last shown first; and the goals."""

    to_come: tuple[Plan, ...]
    done: tuple[Plan, ...]
    goals: tuple[Goal, ...]

    @property
    def shares(self) -> frozenset[int]:
        """The shares that are told of here, whole as they are."""
        return frozenset(each.share for each in (*self.to_come, *self.done))


def plans_of(shown: Iterable[Shown]) -> Plans:
    """What a citizen shows of plans and goals; what the reader has not opened stays closed."""
    read = [each for each in shown if each.looked]
    plans = [(each, _plan(each)) for each in read if each.flow == PLAN]
    told = [(each, plan) for each, plan in plans if plan is not None]
    to_come = (plan for each, plan in told if OUTCOME not in each.share.snapshot)
    done = (plan for each, plan in told if each.is_done)
    return Plans(
        tuple(sorted(to_come, key=lambda plan: (plan.day, plan.share))),
        tuple(sorted(done, key=lambda plan: plan.share, reverse=True)),
        next((goals for each in read if each.flow == STAR and (goals := _goals(each))), ()),
    )


def day_of(snapshot: Mapping[str, Any]) -> date | None:
    """The day that a plan is for; None where it says none."""
    answer = _answers(snapshot).get("day")
    day = answer.values.get("day") if answer else None
    return day if isinstance(day, date) else None


def _plan(shown: Shown) -> Plan | None:
    snapshot = shown.share.snapshot
    said, day = _answers(snapshot), day_of(snapshot)
    if "what" not in said or day is None:
        return None
    then = said.get("then")
    obstacle = said.get("obstacle") if then else None
    return Plan(
        shown.share.id,
        shown.share.exercise,
        shown.day,
        shown.asks_for_help,
        Words.from_json(snapshot["name"]) if is_recording(said["what"]) else said["what"],
        day,
        said.get("time"),
        said.get("where"),
        obstacle,
        then,
    )


def _goals(shown: Shown) -> tuple[Goal, ...]:
    """The goals in a star, one for each thing that the citizen wants to do more about."""
    said = _answers(shown.share.snapshot).items()
    written = (answer for place, answer in said if place.startswith("goals/") and place.endswith("/goal"))
    return tuple(Goal(shown.share.id, answer) for answer in written)


def _answers(snapshot: Mapping[str, Any]) -> dict[str, Words]:
    """The answers in what is shown, by their places."""
    return {each["place"]: Words.from_json(each["answer"]) for each in snapshot["answers"]}
