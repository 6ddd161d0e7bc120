"""What the bots are called at Telegram, of which links into the chat are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor


def remember(cursor: Cursor, bot: int, username: str) -> None:
    """Keep the name of a bot."""
    cursor.execute(
        "INSERT INTO bots (bot, username) VALUES (:bot, :username)"
        " ON CONFLICT (bot) DO UPDATE SET username = excluded.username",
        {"bot": bot, "username": username},
    )


def link(cursor: Cursor, code: str, bot: int | None = None) -> str:
    """The address that begins a chat with a code; "" where the bot has not been heard of. `bot` None: the only one."""
    cursor.execute(
        "SELECT username FROM bots WHERE bot = COALESCE(:bot, bot) ORDER BY bot DESC LIMIT 1", {"bot": bot}
    )
    row = cursor.fetchone()
    return "" if row is None else f"https://t.me/{row[0]}?start={code}"
