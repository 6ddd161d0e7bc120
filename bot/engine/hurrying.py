"""What does not wait behind other messages: a timer and a message of its own, however much else waits to be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine.hours import allowed_from
from bot.engine.view import View

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.engine.conversation import Conversation
    from bot.engine.flow import Flow
    from bot.engine.hours import Hours
    from bot.engine.inputs import Due
    from bot.engine.person import Person
    from bot.engine.session import Session
    from bot.engine.text import Words

LATER_IF_QUIET = timedelta(days=1)
"""How long what nobody has asked for waits for somebody who wants no messages."""


@dataclass(frozen=True, slots=True)
class Hurry:
    """A `kind` of timer of an errand's own, and what it `says`; None where that is not so any more.

    What was `asked_for` comes at any hour.
    """

    kind: str
    says: Callable[[View], Words | None]
    asked_for: bool = False


def errand(talk: Conversation, timer: Due) -> Flow | None:
    """The errand that hurries by this kind of timer; None for any other kind."""
    flows = (each for each in talk.flows.values() if each.hurries and each.hurries.kind == timer.kind)
    return next(flows, None)


def told(talk: Conversation, flow: Flow, session: Session) -> Words | None:
    """What there is to say in a hurry; None for nothing any more."""
    view = View(flow, session, talk.context, talk.person, flow.start)
    return flow.hurries.says(view) if flow.hurries else None


def may_come(flow: Flow, person: Person, now: datetime, hours: Hours) -> datetime:
    """Now, or the next moment at which it may come, as UTC."""
    if flow.hurries and flow.hurries.asked_for:
        return now
    return now + LATER_IF_QUIET if person.quiet else allowed_from(now, hours)
