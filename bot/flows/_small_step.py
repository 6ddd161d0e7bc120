"""From the star to a plan: the small steps to choose from, and what a plan begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.context import Item
from bot.engine.steps import Branch, Choice, Handover, Pick, Step
from bot.engine.text import N_, Words, literal
from bot.flows._goals import done, parts
from bot.flows._stars import focus
from bot.flows._wins import PLAN, steps_planned

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.view import View
    from bot.flows.content.star import StarContent

OFFERED = 2
"""The next steps of a goal to choose from: who sees too many chooses none."""
OWN, BACK = "own", "back"


@dataclass(frozen=True, slots=True)
class SmallSteps:
    """What a plan can be about, for the axes of one content file."""

    content: StarContent

    def offered(self, view: View) -> dict[str, tuple[str, str]]:
        """By key an axis in focus and the key of a step of its goal, "" where none is left there."""
        known = [axis.id for axis in self.content.axes]
        found: dict[str, tuple[str, str]] = {}
        planned = steps_planned(view)
        for axis in (each for each in focus(view) if each in known):
            climbed = done(view, axis)
            left = [key for key in parts(view, axis) if key not in climbed and (axis, key) not in planned]
            number = known.index(axis)
            found |= {f"{number}_{key}": (axis, key) for key in left[:OFFERED] or [""]}
        return found

    def items(self, view: View) -> tuple[Item, ...]:
        """The steps in the person's own words; an axis without any by its name."""
        names = {axis.id: Words(axis.name) for axis in self.content.axes}
        return tuple(
            Item(key, literal(parts(view, axis)[part]) if part else names[axis])
            for key, (axis, part) in self.offered(view).items()
        )

    def begun(self, view: View) -> dict[str, Answer]:
        """What the plan begins with: what to do, or at least which axis it is for; nothing for something else."""
        axis, part = self.offered(view).get(view.value("which_step"), ("", ""))
        if part:
            return {"what": {"kind": "text", "value": parts(view, axis)[part], "axis": axis, "part": part}}
        return {"what": {"kind": "skipped", "value": "", "axis": axis}} if axis else {}


def choosing(steps: SmallSteps, *, back: str) -> tuple[Step, ...]:
    """The steps from "small_step": choose one, and make a plan of it; they lead to the step `back`."""
    return (
        Branch(id="small_step", on="has_steps", cases={"yes": "which_step"}, goto="make_plan"),
        Pick(
            id="which_step",
            text=N_("<b>Choose one small step.</b> One is enough."),
            source="small_steps",
            choices=(
                Choice(key=OWN, label=N_("Something else"), goto="make_plan"),
                Choice(key=BACK, label=N_("Not now"), goto=back, means="no"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Handover(id="make_plan", flow=PLAN, passing=steps.begun, goto=back),
    )
