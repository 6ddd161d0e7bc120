"""What scoring beside a citizen computes: the axis at hand, what was scored, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.deeds import Observe
from bot.engine.text import N_, Words
from bot.flows._beside import of_star
from bot.flows._company import number
from bot.flows._health import is_closed_of_citizen
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


AGREED = {
    True: N_("{citizen_name} has said yes to having your scores beside this star, and can end that."),
    False: N_("{citizen_name} decides if your scores are shown beside the star."),
}
KEPT = {
    True: N_(
        "It is kept, and stands beside the star now. {citizen_name} has said yes to that, is told, and can end it."
    ),
    False: N_("It is kept. {citizen_name} decides if it stands beside the star."),
}
"""What is said of scores, by whether the citizen has said yes to the reader's standing beside this star."""


def agreed(view: View) -> bool:
    """Whether the newest of the reader's scores stand beside the star, as those that follow then do."""
    return bool(of_star(view, str(view.value("exercise"))))


def decides(view: View) -> Words:
    """Who decides whether the scores stand beside the star, or has decided."""
    return view.words(AGREED[agreed(view)])


def kept(view: View) -> Words:
    """That the scores are kept, and where they stand."""
    return view.words(KEPT[agreed(view)])


@dataclass(frozen=True, slots=True)
class Scored:
    """The values of the flow, for the axes of one content file."""

    content: StarContent

    def axis(self, view: View) -> Words:
        """What the axis at hand is called."""
        at = (axis.name for axis in self.content.axes if step_of(axis) == view.place)
        return Words(next(at, "–"))

    def scores(self, view: View) -> dict[str, int]:
        """The steps that were given, by axis; what the citizen has said no to meanwhile is not kept."""
        given = {
            axis.id: score(view.answer(step_of(axis)), self.content.high)
            for axis in self.content.axes
            if not (axis.health and is_closed_of_citizen(view))
        }
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
