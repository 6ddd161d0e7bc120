"""Telegram lets nothing into a chat: its person has blocked the bot, is back since, or is not here any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.state import outbox, people, reminding

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.outbox import Row

Meaning: TypeAlias = Literal["blocked", "back", "nobody"]


def note(cursor: Cursor, row: Row, now: datetime) -> Meaning:
    """Keep what waits for somebody who may come back; nobody comes back to what an erased person was to get.

    Who has written, tapped or let the bot in since the row was read is "back", and nothing is changed: the refusal is
    older than that. It is their version that tells, which each of these moves on, and no clock: two machines' differ,
    and a turn is stored later than its own moment. What else moves it (a timer, somebody who follows them) counts the
    same: one more try is better than silence. It is moved on here too: a turn that has not seen the block runs again.
    """
    those = {"bot": row.bot, "chat": row.chat_id}
    cursor.execute(
        "UPDATE people SET version = version + 1 WHERE version = :version"
        " AND id IN (SELECT person FROM addresses WHERE bot = :bot AND chat_id = :chat)",
        those | {"version": row.version},
    )
    if cursor.rowcount > 0:
        people.block(cursor, row.bot, row.chat_id, now)
        reminding.hold_up(cursor, row.bot, row.chat_id, now)
        return "blocked"
    cursor.execute("SELECT 1 FROM addresses WHERE bot = :bot AND chat_id = :chat", those)
    if cursor.fetchone() is not None:
        return "back"
    outbox.aside(cursor, row.id, "blocked, and the person is erased")
    return "nobody"
