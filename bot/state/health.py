"""What somebody has answered about their health is deleted everywhere once they say no to it; all else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.deeds import Unshare
from bot.flows import about_health
from bot.flows._report_facts import without_axes
from bot.flows.about_health import INTERVIEW, LISTS, SCORING, STAR, kept_without
from bot.state import (
    answers,
    comments,
    observations,
    people,
    relations,
    reporting,
    sessions,
    shares,
    versions,
)
from bot.state.values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.engine.session import Session
    from bot.state.deeds import Doer


def forget(doer: Doer, closed: Collection[str]) -> None:
    """Delete what somebody has answered of what is closed: axes of the star, and interview questions."""
    people.touch(doer.cursor, *(each.staff for each in relations.of_citizen(doer.cursor, doer.person)))
    asked = about_health.questions(closed)
    for session in sessions.overview(doer.cursor, doer.person, INTERVIEW):
        if about_health.is_about(session, asked):
            doer.discard(session.id)
    _forget_axes(doer, about_health.axes(closed))


def _forget_axes(doer: Doer, axes: Collection[str]) -> None:
    """Delete the scores on these axes from every star of somebody's, with what others have scored and said of them.

    Whoever was shown a star with such a score does not see it any more.
    """
    places = about_health.places(axes)
    for session in sessions.overview(doer.cursor, doer.person, STAR):
        if about_health.holds(session, axes):
            _unshare(doer, session.id)
        before = to_json(session.to_json())
        about_health.leave_out(session, axes)
        if to_json(session.to_json()) != before:
            sessions.save(doer.cursor, doer.person, session, doer.now)
        answers.forget(doer.cursor, doer.person, session.id, places)
        _choose_without(doer, session, axes)
        comments.forget(doer.cursor, doer.person, session.id, places)
        versions.change(doer.cursor, session.id, lambda content: kept_without(content, axes))
    observations.change(doer.cursor, doer.person, STAR, lambda content: kept_without(content, axes))
    reporting.change(doer.cursor, doer.ids, doer.person, lambda facts: without_axes(facts, axes), doer.now)
    _unscored(doer, axes)


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


def _unscored(doer: Doer, axes: Collection[str]) -> None:
    """Delete scores that staff have begun to give beside a star of somebody's, and may never finish."""
    for relation in relations.of_citizen(doer.cursor, doer.person):
        for errand in sessions.overview(doer.cursor, relation.staff, SCORING):
            if errand.about == relation.id and about_health.leave_out_beside(errand, axes):
                sessions.save(doer.cursor, relation.staff, errand, doer.now)
                answers.forget(doer.cursor, relation.staff, errand.id, about_health.places_beside(axes))


def _unshare(doer: Doer, exercise: int) -> None:
    """Nobody sees a star any more."""
    viewers = {share.viewer for share in shares.of_exercise(doer.cursor, exercise)}
    for relation in relations.of_citizen(doer.cursor, doer.person):
        if relation.staff in viewers:
            doer.do(Unshare(relation.id, exercise))
