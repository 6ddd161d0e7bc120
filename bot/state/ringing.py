"""How a timer begins to ring: it is used up first, so that a lost race costs no more than that one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import people, timers

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.state.timers import Timer


def begin(cursor: Cursor, bot: int, timer: Timer, *, opened: bool = True) -> Known | None:
    """Whose timer it is, once it is used up; None where it is not to ring here, and so nothing is to be done.

    Whoever is reached by another bot after all, since they blocked this one while it was being set, is left to that.
    """
    if not timers.take(cursor, timer):
        return None
    found = people.by_id(cursor, timer.person, opened=opened)
    if found is None or found[1] != bot:
        timers.put_back(cursor, timer)
        return None
    return found[0]
