"""A next step that an exercise ends with, and that has no day yet: it can become a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.session import by_itself
from bot.engine.steps import Ask, Branch, Choice, Handover, Step
from bot.engine.text import N_
from bot.flows._wins import PLAN

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View


def has_no_day(view: View) -> bool:
    """Whether there is a next step and no day for it: where there is one, the exercise reminds of it itself."""
    return bool(view.value("next_step")) and not view.value("next_day")


def begun(view: View) -> dict[str, Answer]:
    """What the plan begins with."""
    return {"what": by_itself(view.session.answers["next_step"])}


def planning(*, to: str) -> tuple[Step, ...]:
    """The steps from "undated": offer a plan of a next step that has no day; they lead to the step `to`."""
    return (
        Branch(id="undated", on="step_has_no_day", cases={"yes": "plan_it"}, goto=to),
        Ask(
            id="plan_it",
            text=N_("Do you want to make a small plan of your next step? Then I ask you how it went."),
            choices=(
                Choice(key="yes", label=N_("Make a small plan"), goto="plan", means="yes"),
                Choice(key="no", label=N_("Not now"), goto=to, means="no"),
            ),
            asks_again=True,
        ),
        Handover(id="plan", flow=PLAN, passing=begun, goto=to),
    )
