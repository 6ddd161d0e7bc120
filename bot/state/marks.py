"""The second migration: update marks are found by bot and time, so that the newest of each bot can stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor


def marks_by_bot(cursor: Cursor) -> None:
    """Put the bot in front of the time in the index of the marks."""
    cursor.execute("DROP INDEX updates_received", {})
    cursor.execute("CREATE INDEX updates_received ON updates (bot, received_at)", {})
