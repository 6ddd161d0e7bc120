"""What follows from deleting an exercise: timers elsewhere whose days go by it are set anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.adopting import adopt
from bot.engine.performing import plan_anew
from bot.engine.steps import Wake
from bot.engine.turn import Turn

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.effects import Effect
    from bot.engine.flow import Flow
    from bot.engine.session import Session


def goes_by(flow: Flow, other: str) -> bool:
    """Whether a flow has a timer whose day goes by the exercises of another one."""
    return any(isinstance(step, Wake) and step.goes_by == other for step in flow.all_steps)


def timers_anew(flow: Flow, session: Session, context: Context) -> tuple[Effect, ...]:
    """The timers of a session as they are now that something they went by is gone."""
    now = session.copy()
    adopt(flow, now)
    turn = Turn(flow, now, context)
    plan_anew(turn)
    return tuple(turn.effects)
