"""Scoring a citizen's star too: the same axes as a contact person sees them, each of which can be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Act, Branch, Choice, End, Tell
from bot.engine.text import N_
from bot.flows import _staff as staff
from bot.flows._health import is_closed_of_citizen
from bot.flows._review import gone
from bot.flows._score import Score
from bot.flows._score_too import Scored, decides, kept, step_of

if TYPE_CHECKING:
    from bot.flows.content import Content
    from bot.flows.content.star import Axis


def declare(content: Content) -> Flow:
    """The flow for these axes."""
    scored = Scored(content.star)
    return Flow(
        id="score_too",
        title=N_("How you see it"),
        pausable=False,
        for_staff=True,
        about="citizen",
        values={
            "citizen_name": staff.name,
            "axis": scored.axis,
            "outcome": scored.outcome,
            "decides": decides,
            "kept_so": kept,
            "gone": gone,
        },
        steps=(
            Branch(id="begin", on="outcome", cases={"gone": "gone"}, goto="intro"),
            Tell(
                id="intro",
                text=N_(
                    "Score it as you see {citizen_name} today. You can leave out what you do not know. {decides}"
                ),
            ),
            *(step for axis in content.star.axes for step in (_still(axis), _asked(axis))),
            Branch(id="done", on="outcome", cases={"yes": "keep", "nothing": "nothing"}, goto="gone"),
            Act(id="keep", deeds=scored.keep),
            End(
                id="kept",
                text="{kept_so}",
            ),
            End(id="nothing", text=N_("You have scored nothing, so nothing is kept.")),
            End(
                id="gone",
                text="{gone}",
            ),
        ),
    )


def _still(axis: Axis) -> Branch:
    """Before each question: nobody goes on with a star that was taken back meanwhile."""
    return Branch(id=f"still_{axis.id}", on="outcome", cases={"gone": "gone"})


def _asked(axis: Axis) -> Score:
    return Score(
        id=step_of(axis),
        text=N_("<b>{axis}</b>\nHow do you see it with {citizen_name}?"),
        short=axis.name,
        high=len(axis.words),
        labels=axis.words,
        choices=(Choice(key="enough", label=N_("Stop here"), goto="done"),),
        numbered=True,
        skippable=True,
        way_back=True,
        closed=is_closed_of_citizen if axis.health else lambda _: False,
    )
