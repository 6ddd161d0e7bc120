"""Words that answer no question, since no turn runs for them: what of an input they are, and what they hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.inputs import Command, Edited, Other, Spoke, Typed
from bot.state import answers, sessions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.flow import Flow
    from bot.engine.inputs import Input
    from bot.engine.person import Person
    from bot.state.cursor import Cursor


def as_text(given: Input) -> Typed | Spoke | None:
    """What of an input must not be lost when its turn broke."""
    match given:
        case Typed() | Spoke():
            return given
        case (
            Edited(text, message)
            | Other(text=text, message=message)
            | Command(argument=text, message=message)
        ) if text:
            return Typed(text, message)
    return None


def errand(cursor: Cursor, flows: Mapping[str, Flow], person: Person, message: int) -> int:
    """The errand of staff that words belong to: they may be about a citizen, and are deleted with it then. 0: none.

    It is the one that has the message already, or else the one that is open. What is somebody's own hangs on no
    exercise: it must not be deleted with one that it may have nothing to do with. Nothing is opened here.
    """
    there = dict(sessions.flows(cursor, person.id))
    known = answers.of_message(cursor, person.id, message) if message else None
    session = (known[0] if known else 0) or person.focus
    flow = flows.get(there.get(session, ""))
    return session if flow is not None and flow.for_staff else 0
