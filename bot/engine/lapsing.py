"""A yes that cannot be taken back counts right after it was asked for, and only if nothing else was done since.

Which questions these are is declared (`Question.lapses_to`); what becomes of one is `navigation.once_more`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine.effects import Record, Say, Toast
from bot.engine.steps.choosing import Choosing

if TYPE_CHECKING:
    from bot.engine.conversation import Conversation
    from bot.engine.sprint import Chosen
    from bot.engine.turn import Turn

RIGHT_THEN = timedelta(minutes=15)


def is_over(turn: Turn) -> bool:
    """Whether the question at hand is such a one, and its time is over; also under a clock that was set back."""
    if turn.question is None or not turn.question.lapses_to:
        return False
    since = turn.context.now.timestamp() - turn.session.scratch.since
    return not 0 <= since <= RIGHT_THEN.total_seconds()


def is_past(turn: Turn, place: str, chosen: Chosen) -> bool:
    """Whether this is a yes to such a question that does not count any more; a no always does."""
    question = turn.flow.question(place)
    if not (question.lapses_to and isinstance(question, Choosing)):
        return False
    exact = any(choice.key == chosen.key and choice.exact for choice in question.choices)
    asked_now = place == turn.session.at and chosen.prompt == turn.session.scratch.newest
    return exact and (not asked_now or is_over(turn))


def is_passed(turn: Turn, place: str, chosen: Chosen) -> bool:
    """Whether this decides something by a button that is not the newest, or whose question the person has left."""
    question = turn.flow.question(place)
    if not (question.begins_at and isinstance(question, Choosing)):
        return False
    exact = any(choice.key == chosen.key and choice.exact for choice in question.choices)
    at_hand = place == turn.session.at and turn.session.id == turn.context.person.focus
    return exact and not (at_hand and chosen.prompt in (turn.session.prompt, turn.session.scratch.newest))


def lapse(talk: Conversation) -> None:
    """After a turn in which something was done or said: only what it has asked itself, and left in focus, counts."""
    if not any(isinstance(effect, Say | Toast | Record) for effect in talk.effects):
        return
    now = talk.context.now.timestamp()
    for number in {talk.context.person.focus, *talk.changed}:
        session = talk.session(number)
        if session is None or not session.scratch.since:
            continue
        if number != talk.person.focus or session.scratch.since != now:
            talk.changed[number] = replace(session, scratch=replace(session.scratch, since=0.0))
