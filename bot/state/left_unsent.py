"""What somebody said to others before a timer forgot it, and left: each such errand gets its timer once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.effects import UNSENT
from bot.engine.unsent import KEPT

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

ERRANDS: Final = ("remarks", "reminder", "report", "review")
"""The errands of that time in which something is said to others."""


def left_unsent(cursor: Cursor) -> None:
    """The migration by which what was left unsent is forgotten too, some time after its errand was touched last.

    Which of them hold something is sealed: where nothing does, the timer rings for nothing. It has the id of the
    errand, which no other row has.
    """
    for flow in ERRANDS:
        cursor.execute(
            "INSERT INTO timers (id, person, kind, session, due_at, version)"
            " SELECT id, person, :kind, id, updated_at + :kept, 1 FROM exercises WHERE flow = :flow",
            {"kind": UNSENT, "kept": int(KEPT.total_seconds()) * 1000, "flow": flow},
        )
