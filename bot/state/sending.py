"""What another program may be sending just now: only the one that does so knows it, but what waits can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.values import from_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor


def on_its_way(cursor: Cursor, bot: int, chat_id: int, now: datetime) -> int:
    """The message of a chat that may be on its way to Telegram at this moment; 0 where none is."""
    cursor.execute(
        "SELECT id, attempts, not_before FROM outbox WHERE status = 'waiting' AND bot = :bot AND chat_id = :chat"
        " ORDER BY id LIMIT 1",
        {"bot": bot, "chat": chat_id},
    )
    row = cursor.fetchone()
    if row is None:
        return 0
    id_, attempts, not_before = row
    return int(id_) if attempts == 0 or from_ms(not_before) <= now else 0
