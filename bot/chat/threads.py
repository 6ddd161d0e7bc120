"""What flows may ask of what was said of an exercise: who said it when, of which answer, and what of it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.callbacks import from_base36, to_base36
from bot.state import access, comments, looks, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.chat.company import Company
    from bot.engine.context import Context
    from bot.engine.session import Session
    from bot.state.comments import Said
    from bot.state.shares import Share


def thread(company: Company, session: Session, context: Context) -> tuple[dict[str, Any], ...]:
    """What was said of the exercise that the session is about, as far as the person may read it, oldest first."""
    relation, cursor = company.about(session), company.cursor
    named = from_base36(str(session.answers.get("exercise", {}).get("value", "")))
    exercise = named or session.id
    if relation is None:
        found = comments.of_exercise(cursor, company.own_exercise(session, "read_comments"))
    elif access.may(cursor, "read_comments", company.me, relation.citizen, exercise=exercise):
        found = comments.thread(cursor, exercise, company.me)
    else:
        found = []
    looked = looks.last(cursor, company.me, exercise)
    # Read once: each has to be opened, and there can be many remarks.
    shown = shares.of_exercise(cursor, exercise) if any(each.viewer == company.me for each in found) else []
    return tuple(_said(company, each, context, looked.id if looked else 0, shown) for each in found)


def _said(company: Company, said: Said, context: Context, looked: int, shown: list[Share]) -> dict[str, Any]:
    """One remark; it is unread where somebody else made it since the person `looked`, as the ids of rows tell."""
    mine = said.author == company.me
    return {
        "key": to_base36(said.id),
        "name": company.name(said.author),
        "mine": mine,
        "to": company.name(said.viewer),
        "unread": not mine and said.id > looked,
        "viewer": company.relation_key(said.viewer),
        "version": said.version,
        "place": said.place,
        **_answer_then(company, said, shown),
        "kind": said.kind,
        "text": said.text,
        "recording": said.recording,
        "day": company.day(said.said_at, context),
    }


def _answer_then(company: Company, said: Said, shown: list[Share]) -> dict[str, Any]:
    """The question and answer that a remark is about, as it was then; `shown` is who sees which versions now.

    Whoever was shown that exercise finds them only as long as they are; the citizen always.
    """
    if said.viewer != company.me:
        return said.about
    then = (
        each.answer(said.place) | each.of_another(said.place)
        for each in shown
        if (each.version, each.viewer) == (said.version, said.viewer)
    )
    return next(then, {})


FACTS: Mapping[str, Callable[[Company, Session, Context], Any]] = {"thread": thread}
