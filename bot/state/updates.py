"""Which updates have been dealt with, so that a repeated one changes nothing; and strange ones set aside."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.state.values import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

NEWEST_KEPT: Final = 10_000
"""So many marks of a bot stay however old they look: after the clock has jumped ahead, all of them look old. What
Telegram may still repeat (a batch of 100, or what a webhook has open) is far less."""
AT_ONCE: Final = 500
"""So many old marks, or a few more of the same moment, are deleted in one transaction: nobody waits for long."""
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


def purge(cursor: Cursor, bot: int, before: datetime, now: datetime) -> bool:
    """Forget a bot's marks older than this moment, `AT_ONCE` at most and less the newest `NEWEST_KEPT`.

    Strange updates go later. Whether there may be more to forget.
    Marks from the future, made before the clock was set back, count as made now: they would pass for the newest.
    """
    cursor.execute(
        "UPDATE updates SET received_at = :now WHERE bot = :bot AND received_at > :now",
        {"bot": bot, "now": to_ms(now)},
    )
    kept = _moment(cursor, "bot = :bot ORDER BY received_at DESC", NEWEST_KEPT, bot)
    more = False
    if kept is not None:
        border = min(to_ms(before), kept)
        step = _moment(
            cursor, "bot = :bot AND received_at < :border ORDER BY received_at", AT_ONCE, bot, border
        )
        more = step is not None
        cursor.execute(
            "DELETE FROM updates WHERE bot = :bot AND received_at < :border",
            {"bot": bot, "border": border if step is None else min(border, step + 1)},
        )
    cursor.execute(
        "DELETE FROM set_aside WHERE received_at < :before", {"before": to_ms(before - STRANGE_KEPT)}
    )
    return more


def _moment(cursor: Cursor, which: str, number: int, bot: int, border: int = 0) -> int | None:
    """When the one of this number of some of a bot's marks was received; None where there are not so many."""
    cursor.execute(
        f"SELECT received_at FROM updates WHERE {which} LIMIT 1 OFFSET :before",  # noqa: S608 - constants
        {"bot": bot, "border": border, "before": number - 1},
    )
    row = cursor.fetchone()
    return None if row is None else int(row[0])
