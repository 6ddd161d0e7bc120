"""Where exercises keep what somebody has answered about their health, and what such an exercise is without it.

For whoever deletes it: the steps of the flows are known here, and nowhere outside of `bot.flows`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.flows._health import ANSWER, QUESTION, SAID
from bot.flows._score import PASSED
from bot.flows._score_too import STEP
from bot.flows._star import AXIS

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.engine.session import Session

STAR: Final = "star"
"""The flow with the axes."""
SCORING: Final = "score_too"
"""The flow in which staff score beside a citizen."""
INTERVIEW: Final = ANSWER
"""The flow in which an interview question is answered."""
LISTS: Final = ("back_on", "focus")
"""The questions of the star at which axes are chosen."""


def questions(closed: Collection[str]) -> set[str]:
    """The interview questions among what a no closes."""
    return {each.removeprefix(QUESTION) for each in closed if each.startswith(QUESTION)}


def axes(closed: Collection[str]) -> set[str]:
    """The axes of the star among what a no closes."""
    return {each for each in closed if not each.startswith(QUESTION)}


def axis_of(place: str) -> str:
    """The axis of the star that an answer at this place is about; "" for none."""
    return place.removeprefix(AXIS) if place.startswith(AXIS) else ""


def places(axes: Collection[str]) -> set[str]:
    """Where the star asks about axes: how it is, how it was, and a goal with its steps."""
    return {
        place
        for axis in axes
        for place in (f"{AXIS}{axis}", f"back/{axis}/back_step", f"goals/{axis}/goal", f"goals/{axis}/parts")
    }


def places_beside(axes: Collection[str]) -> set[str]:
    """Where staff score these axes."""
    return {f"{STEP}{axis}" for axis in axes}


def is_about(answer: Session, questions: Collection[str]) -> bool:
    """Whether an interview answer is about one of these questions."""
    return answer.answers.get("question", {}).get("value") in questions


def holds(star: Session, axes: Collection[str]) -> bool:
    """Whether a star tells something of these axes."""
    answered = any(star.answers.get(place, PASSED) != PASSED for place in places(axes))
    kept = (*star.kept.get("scores", ()), *star.kept.get("focus", ()))
    return answered or any(axis in kept for axis in axes)


def leave_out(star: Session, axes: Collection[str]) -> None:
    """Make a star what it is where these axes were passed.

    What has been said to being asked of them holds no more here, and nothing tells that they were asked about.
    """
    gone = places(axes)
    star.answers = {
        place: dict(PASSED) if place in gone else each
        for place, each in star.answers.items()
        if place not in SAID
    }
    for question in LISTS:
        chosen = star.answers.get(question, {}).get("value")
        if chosen:
            left = [each for each in chosen if each not in axes]
            star.answers[question] = {**star.answers[question], "value": left}
    star.kept = kept_without(star.kept, axes)
    gone -= {star.at}  # that is where they stand
    star.trail = [place for place in star.trail if place not in gone]
    star.prompts = ["" if place in gone else place for place in star.prompts]


def leave_out_beside(errand: Session, axes: Collection[str]) -> bool:
    """Make scores that staff give what they are without these axes; whether there was anything of them."""
    gone = places_beside(axes) & errand.answers.keys()
    errand.answers |= {place: dict(PASSED) for place in gone}
    return bool(gone)


def kept_without(content: dict[str, Any], axes: Collection[str]) -> dict[str, Any]:
    """What is kept of a star, without these axes."""
    by_axis = {
        name: {axis: what for axis, what in content.get(name, {}).items() if axis not in axes}
        for name in ("scores", "done", "seen")
    }
    changed = {**by_axis, "focus": [axis for axis in content.get("focus", ()) if axis not in axes]}
    return {name: changed.get(name, value) for name, value in content.items()}
