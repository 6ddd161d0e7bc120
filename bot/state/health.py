"""What somebody has answered about their health is deleted everywhere once they say no to it; all else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.deeds import Unshare
from bot.flows._health import QUESTION, SAID
from bot.flows._score import PASSED
from bot.flows._score_too import STEP
from bot.flows._star import AXIS
from bot.state import (
    answers,
    comments,
    observations,
    relations,
    sessions,
    shares,
    versions,
)
from bot.state.values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from bot.engine.session import Session
    from bot.state.deeds import Doer

SCORING = "score_too"
"""The flow in which staff score beside a citizen."""
LISTS = ("back_on", "focus")
"""The questions of the star at which axes are chosen."""


def forget(doer: Doer, closed: Collection[str]) -> None:
    """Delete what somebody has answered of what is closed: axes of the star, and interview questions."""
    asked = {each.removeprefix(QUESTION) for each in closed if each.startswith(QUESTION)}
    for session in sessions.overview(doer.cursor, doer.person, "interview_answer"):
        if session.answers.get("question", {}).get("value") in asked:
            doer.discard(session.id)
    _forget_axes(doer, {each for each in closed if not each.startswith(QUESTION)})


def axis_of(place: str) -> str:
    """The axis of the star that an answer at this place is about; "" for none."""
    return place.removeprefix(AXIS) if place.startswith(AXIS) else ""


def _forget_axes(doer: Doer, axes: Collection[str]) -> None:
    """Delete the scores on these axes from every star of somebody's, with what others have scored and said of them.

    Whoever was shown a star with such a score does not see it any more.
    """
    places = {place for axis in axes for place in _places(axis)}
    for session in sessions.overview(doer.cursor, doer.person, "star"):
        if _holds(session, places, axes):
            _unshare(doer, session.id)
        before = to_json(session.to_json())
        _without(session, places, axes)
        if to_json(session.to_json()) != before:
            sessions.save(doer.cursor, doer.person, session, doer.now)
        answers.forget(doer.cursor, doer.person, session.id, places)
        _choose_without(doer, session, axes)
        comments.forget(doer.cursor, doer.person, session.id, places)
        versions.change(doer.cursor, session.id, lambda content: _kept_without(content, axes))
    observations.change(doer.cursor, doer.person, "star", lambda content: _kept_without(content, axes))
    _unscored(doer, {f"{STEP}{axis}" for axis in axes})


def _choose_without(doer: Doer, star: Session, axes: Collection[str]) -> None:
    """Delete what was ever chosen at a list where one of these axes was, and keep what is left of it now."""
    mine = [each for each in answers.all_of(doer.cursor, doer.person) if each.exercise == star.id]
    for question in LISTS:
        ever = [each.content.get("value") or () for each in mine if each.place == question]
        if any(axis in chosen for axis in axes for chosen in ever):
            answers.forget(doer.cursor, doer.person, star.id, {question})
            left, new = star.answers.get(question), doer.ids.next()
            if left is not None:
                answers.record(doer.cursor, new, doer.person, star.id, question, left, 0, doer.now)


def _unscored(doer: Doer, places: Collection[str]) -> None:
    """Delete scores that staff have begun to give beside a star of somebody's, and may never finish."""
    for relation in relations.of_citizen(doer.cursor, doer.person):
        for errand in sessions.overview(doer.cursor, relation.staff, SCORING):
            if errand.about == relation.id and places & errand.answers.keys():
                errand.answers |= {place: dict(PASSED) for place in places & errand.answers.keys()}
                sessions.save(doer.cursor, relation.staff, errand, doer.now)
                answers.forget(doer.cursor, relation.staff, errand.id, places)


def _places(axis: str) -> tuple[str, ...]:
    """Where the star asks about an axis: how it is, how it was, and a goal with its steps."""
    return (f"{AXIS}{axis}", f"back/{axis}/back_step", f"goals/{axis}/goal", f"goals/{axis}/parts")


def _holds(session: Session, places: Collection[str], axes: Collection[str]) -> bool:
    """Whether a star tells something of these axes."""
    answered = any(session.answers.get(place, PASSED) != PASSED for place in places)
    kept = (*session.kept.get("scores", ()), *session.kept.get("focus", ()))
    return answered or any(axis in kept for axis in axes)


def _unshare(doer: Doer, exercise: int) -> None:
    """Nobody sees a star any more."""
    viewers = {share.viewer for share in shares.of_exercise(doer.cursor, exercise)}
    for relation in relations.of_citizen(doer.cursor, doer.person):
        if relation.staff in viewers:
            doer.do(Unshare(relation.id, exercise))


def _without(session: Session, places: Collection[str], axes: Collection[str]) -> None:
    """A star as it is where these axes were passed; what has been said to being asked of them holds no more here."""
    session.answers = {
        place: dict(PASSED) if place in places else each
        for place, each in session.answers.items()
        if place not in SAID
    }
    for question in LISTS:
        chosen = session.answers.get(question, {}).get("value")
        if chosen:
            left = [each for each in chosen if each not in axes]
            session.answers[question] = {**session.answers[question], "value": left}
    session.kept = _kept_without(session.kept, axes)
    session.trail = [place for place in session.trail if place not in places or place == session.at]


def _kept_without(content: dict[str, Any], axes: Collection[str]) -> dict[str, Any]:
    """What is kept of a star, without these axes."""
    by_axis = {
        name: {axis: what for axis, what in content.get(name, {}).items() if axis not in axes}
        for name in ("scores", "done", "seen")
    }
    changed = {**by_axis, "focus": [axis for axis in content.get("focus", ()) if axis not in axes]}
    return {name: changed.get(name, value) for name, value in content.items()}
