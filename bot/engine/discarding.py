"""What follows from deleting an exercise: a timer that only the newest of its flow has passes to the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.adopting import adopt
from bot.engine.performing import hushed, wake, waking_day
from bot.engine.steps import Wake
from bot.engine.turn import Turn

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.effects import Effect
    from bot.engine.flow import Flow
    from bot.engine.session import Session


def timers_passed_on(flow: Flow, gone: Session, context: Context) -> tuple[Effect, ...]:
    """The timers to set for the newest exercise that is left, of those that the deleted one had."""
    before = Turn(flow, gone.copy(), context)
    had = {
        step.kind: step
        for step in flow.all_steps
        if isinstance(step, Wake)
        and step.alone
        and waking_day(before, step)
        and not hushed(before, step.kind)
    }
    heir = _newest(flow, gone, context) if had else None
    if heir is None or heir.id > gone.id:
        return ()  # the newest one has had the timer all along
    turn = Turn(flow, heir, context)
    for step in had.values():
        if not hushed(turn, step.kind):
            wake(turn, step)
    return tuple(turn.effects)


def _newest(flow: Flow, gone: Session, context: Context) -> Session | None:
    """The newest exercise of the same flow, brought up to date with it."""
    keys = [int(item.key, 36) for item in context.facts("others", gone, context)]
    found = context.changed.get(keys[0]) or context.sessions.get(keys[0]) if keys else None
    if found is None:
        return None
    newest = found.copy()
    adopt(flow, newest)
    return newest
