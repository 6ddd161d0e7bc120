"""A second exercise made of a first one: the same answers and the newest version, and nothing that ties the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.effects import Keep, Record
from bot.engine.performing import keep
from bot.engine.scratch import Scratch
from bot.engine.session import Session
from bot.engine.steps import Keep as KeepStep
from bot.engine.turn import Turn

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.effects import Effect
    from bot.engine.flow import Flow
    from bot.engine.session import Answer, Status


def duplicate(
    flow: Flow, original: Session, new: int, context: Context
) -> tuple[Session, tuple[Effect, ...]]:
    """The copy under this id, standing where the original stands, and what has to be stored for it."""
    copied = {
        place: _by_itself(answer)
        for place, answer in original.answers.items()
        if not _is_left_out(flow, place)
    }
    beyond = _is_left_out(flow, original.at)
    status: Status = "done" if beyond or flow.is_finished(original) else "open"
    session = Session(
        id=new,
        flow=original.flow,
        at=flow.reopen or flow.start if beyond else original.at,
        status=status,
        answers=copied,
        trail=[place for place in original.trail if not _is_left_out(flow, place)],
        scratch=Scratch(),
        kept=dict(original.kept),
    )
    records = (Record(new, place, answer) for place, answer in copied.items() if answer["kind"] != "done")
    return session, (*records, *_version(flow, session, context))


def _is_left_out(flow: Flow, place: str) -> bool:
    """Whether a place is one of those that a copy leaves out, or stands within one."""
    return not {*place.split("/")}.isdisjoint(flow.not_copied)


def _version(flow: Flow, copy: Session, context: Context) -> tuple[Effect, ...]:
    """The newest version of the copy: the original's, made anew where that tells of what was left out."""
    if not copy.kept or not flow.not_copied:
        return (Keep(copy.id, dict(copy.kept)),) if copy.kept else ()
    turn = Turn(flow, copy, context)
    copy.kept = {}
    for step in flow.all_steps:
        if isinstance(step, KeepStep) and not step.amend:
            keep(turn, step)
    return tuple(turn.effects)


def _by_itself(answer: Answer) -> Answer:
    """An answer that an edit of the message it came from does not change."""
    parts = answer.get("parts")
    return {**answer, "parts": [[0, text] for _, text in parts]} if parts else dict(answer)
