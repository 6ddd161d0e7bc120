"""A second exercise made of a first one: the same answers and the newest version, and nothing that ties the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.effects import Keep, Record
from bot.engine.scratch import Scratch
from bot.engine.session import Session

if TYPE_CHECKING:
    from bot.engine.effects import Effect
    from bot.engine.flow import Flow
    from bot.engine.session import Answer, Status


def duplicate(flow: Flow, original: Session, new: int) -> tuple[Session, tuple[Effect, ...]]:
    """The copy under this id, standing where the original stands, and what has to be stored for it."""
    status: Status = "done" if flow.is_finished(original) else "open"
    answers = {place: _by_itself(answer) for place, answer in original.answers.items()}
    session = Session(
        id=new,
        flow=original.flow,
        at=original.at,
        status=status,
        answers=answers,
        trail=list(original.trail),
        scratch=Scratch(),
        kept=dict(original.kept),
    )
    records = (Record(new, place, answer) for place, answer in answers.items() if answer["kind"] != "done")
    versions = (Keep(new, dict(original.kept)),) if original.kept else ()
    return session, (*records, *versions)


def _by_itself(answer: Answer) -> Answer:
    """An answer that an edit of the message it came from does not change."""
    parts = answer.get("parts")
    return {**answer, "parts": [[0, text] for _, text in parts]} if parts else dict(answer)
