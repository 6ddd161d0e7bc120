"""Somebody writes that they are tired, or would like to stop for today: a break is offered, and it is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine import asking, early
from bot.engine.steps import Ask, Write
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.context import Wish
    from bot.engine.inputs import Typed
    from bot.engine.turn import Turn

TIRED: Final[Wish] = "tired"
OFFER = N_("Do you want to take a break now? What you wrote is saved. I do not use it as your answer.")


def is_meant(turn: Turn) -> bool:
    """Whether a text says that, and is no answer: in an exercise, where nobody was asked how they are."""
    question = turn.question
    if turn.context.signs.wish != TIRED or question is None or turn.closed or not turn.flow.pausable:
        return False
    return turn.session.status != "done" and not turn.session.scratch.resting and not _may_be_told(turn)


def _may_be_told(turn: Turn) -> bool:
    """Whether the question at hand is one to which that somebody is tired is an answer, there or one tap on."""
    question = turn.question
    own = question.own_words() if isinstance(question, Ask) else None
    asked = turn.flow.question(own.goto) if own else question
    return isinstance(asked, Write) and (asked.brief or asked.weary)


def offer(turn: Turn, given: Typed) -> None:
    """Keep the words, and ask whether it is enough for today; one tap makes them the answer all the same."""
    early.set_aside(turn, given)
    turn.missed = True
    ways = (("@pause", Words(asking.YES)), ("@on", Words(asking.GO_ON)), *turn.extra)
    turn.extra.clear()
    turn.say(Words(OFFER), buttons=ways)
