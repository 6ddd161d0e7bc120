"""What was said to others and not sent: forgotten where its errand ends, and where it has waited for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine.effects import UNSENT, Cancel, Schedule, Unsay
from bot.engine.flow import step_of
from bot.engine.turn import Turn

if TYPE_CHECKING:
    from bot.engine.conversation import Conversation
    from bot.engine.flow import Flow
    from bot.engine.inputs import Due
    from bot.engine.session import Answer, Session

KEPT = timedelta(days=7)
"""How long what waits to be sent can still be, by the button that stands in the chat."""


def is_unsent(answer: Answer | None) -> bool:
    """Whether something was said in an answer that goes to others, and waits; what was sent or skipped does not."""
    return answer is not None and answer["kind"] in {"text", "voice"}


def forget(turn: Turn) -> None:
    """Forget all that waits to be sent in this session."""
    for place in waiting(turn.flow, turn.session):
        turn.unsay(turn.session.answers.pop(place))


def waiting(flow: Flow, session: Session) -> tuple[str, ...]:
    """The places at which something waits to be sent."""
    said = (place for place, answer in session.answers.items() if is_unsent(answer))
    return tuple(place for place in said if step_of(place) in flow.sent_on)


def plan(talk: Conversation) -> None:
    """After a turn: what waits to be sent now is forgotten a while after the person was there last."""
    for number, session in talk.changed.items():
        flow = talk.flows[session.flow]
        if not flow.sent_on:
            continue
        before = talk.context.sessions.get(number)
        if _waits(flow, session):
            talk.effects.append(Schedule(UNSENT, talk.context.now + KEPT, number))
        elif before is not None and _waits(flow, before):
            talk.effects.append(Cancel(UNSENT, number))


def _waits(flow: Flow, session: Session) -> bool:
    """Whether something waits to be sent, or to be listened to before that."""
    return bool(waiting(flow, session)) or session.scratch.spoken is not None


def due(talk: Conversation, timer: Due) -> None:
    """What waits to be sent has waited for long."""
    session = talk.session(timer.session)
    if session is None or not _waits(talk.flows[session.flow], session):
        return
    turn = Turn(talk.flows[session.flow], session.copy(), talk.context)
    forget(turn)
    _forget_spoken(turn)
    talk.changed[session.id] = turn.session
    talk.effects += turn.effects


def _forget_spoken(turn: Turn) -> None:
    """Forget the recordings that were listened to, and of which nobody has said that the words are right."""
    scratch = turn.session.scratch
    if scratch.spoken is None:
        return
    before = (*(message for message, _ in scratch.earlier), *(message for message, _, _ in scratch.takes))
    turn.effects.append(Unsay((*before, scratch.spoken.message)))
    turn.session.scratch = replace(scratch, spoken=None, heard="", earlier=(), takes=())
