"""Which updates have been dealt with, so that a repeated one changes nothing; and strange ones set aside."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.state.values import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

STRANGE_KEPT = timedelta(days=30)
"""How much longer than ordinary updates the strange ones stay, for an operator to look at their kinds."""


def mark(cursor: Cursor, bot: int, update_id: int, now: datetime) -> bool:
    """Remember that this update has been dealt with; False when it was marked before."""
    cursor.execute(
        "INSERT INTO updates (bot, update_id, received_at) VALUES (:bot, :update_id, :now)"
        " ON CONFLICT (bot, update_id) DO NOTHING",
        {"bot": bot, "update_id": update_id, "now": to_ms(now)},
    )
    return cursor.rowcount == 1


def set_aside(cursor: Cursor, bot: int, update_id: int, kind: str, now: datetime) -> None:
    """Keep the id and the kind of an update that nobody understands; never its content."""
    cursor.execute(
        "INSERT INTO set_aside (bot, update_id, kind, received_at) VALUES (:bot, :update_id, :kind, :now)"
        " ON CONFLICT (bot, update_id) DO UPDATE"
        " SET kind = excluded.kind, received_at = excluded.received_at",
        {"bot": bot, "update_id": update_id, "kind": kind, "now": to_ms(now)},
    )


def purge(cursor: Cursor, before: datetime) -> None:
    """Forget marks older than this moment, and strange updates that are `STRANGE_KEPT` older still."""
    cursor.execute("DELETE FROM updates WHERE received_at < :before", {"before": to_ms(before)})
    cursor.execute(
        "DELETE FROM set_aside WHERE received_at < :before", {"before": to_ms(before - STRANGE_KEPT)}
    )
