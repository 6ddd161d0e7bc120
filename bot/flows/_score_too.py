"""What scoring beside a citizen computes: the axis at hand, what was scored, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.deeds import Observe
from bot.engine.text import Words
from bot.flows._company import number
from bot.flows._review import can_score
from bot.flows._score import score

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.view import View
    from bot.flows.content.star import Axis, StarContent

STEP = "score_"


def step_of(axis: Axis) -> str:
    """The id of the step that asks for an axis."""
    return f"{STEP}{axis.id}"


@dataclass(frozen=True, slots=True)
class Scored:
    """The values of the flow, for the axes of one content file."""

    content: StarContent

    def axis(self, view: View) -> Words:
        """What the axis at hand is called."""
        at = (axis.name for axis in self.content.axes if step_of(axis) == view.place)
        return Words(next(at, "–"))

    def scores(self, view: View) -> dict[str, int]:
        """The steps that were given, by axis."""
        given = {axis.id: score(view.answer(step_of(axis)), self.content.high) for axis in self.content.axes}
        return {axis: step for axis, step in given.items() if step is not None}

    def outcome(self, view: View) -> str:
        """Whether there is something to keep, nothing was scored, or the star is not shown any more."""
        if not can_score(view):
            return "gone"
        return "yes" if self.scores(view) else "nothing"

    def keep(self, view: View) -> tuple[Deed, ...]:
        """Keep the scores beside the star."""
        content = {
            "scores": self.scores(view),
            "high": self.content.high,
            "day": view.today.isoformat(),
        }
        return (Observe(number(view, "citizen"), "star", content, number(view, "exercise")),)
