"""Errands that a timer begins, one for each time it rings; their flow says whether it asks now, and what is noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.engine.callbacks import to_base36
from bot.engine.effects import NUDGE, Cancel
from bot.engine.session import Session
from bot.engine.sprint import Started
from bot.engine.view import View

if TYPE_CHECKING:
    from bot.engine.conversation import Conversation
    from bot.engine.deeds import Deed
    from bot.engine.effects import Effect
    from bot.engine.flow import Flow
    from bot.engine.inputs import Due


@dataclass(frozen=True, slots=True)
class Ring:
    """What a flow makes of its timer: whether the person is asked to open the errand now, and what is to be noted.

    `effects` are what else is to happen before they are.
    """

    asks: bool = False
    deeds: tuple[Deed, ...] = ()
    effects: tuple[Effect, ...] = ()


def errand(talk: Conversation, timer: Due) -> Flow | None:
    """The flow that decides what becomes of this kind of timer; None for any other kind."""
    flows = (flow for flow in talk.flows.values() if flow.ring is not None and flow.rings == timer.kind)
    return next(flows, None)


def ring(talk: Conversation, flow: Flow, timer: Due) -> None:
    """Begin the errand, about what the timer names; the focus stays where the person is."""
    subject = {"kind": "choice", "value": to_base36(timer.session)}
    session = Session(id=talk.context.fresh(), flow=flow.id, answers={flow.rings: subject})
    decide = flow.ring
    view = View(flow, session, talk.context, talk.person, flow.start)
    rung = decide(view, timer.at) if decide else Ring()
    talk.effects += (*rung.deeds, *rung.effects)
    if not rung.asks:
        return
    focus = talk.person.focus
    talk.run(session, Started())
    talk.person = replace(talk.person, focus=focus)
    talk.effects.append(Cancel(NUDGE))  # one message is enough to come back to
