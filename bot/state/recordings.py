"""Recordings of what people say to one another, beside its text: Telegram's file and its seconds, sealed as that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.state.sealing import UNREAD, seal_json
from bot.state.values import from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.cursor import Cursor


def spoken_to_others(cursor: Cursor) -> None:
    """The migration by which what is said to somebody, of an exercise or to a reminder, can be spoken."""
    for table in ("comments", "reminder_answers"):
        cursor.execute(f"ALTER TABLE {table} ADD COLUMN recording TEXT NOT NULL DEFAULT ''", {})


def sealed(cursor: Cursor, column: str, owner: int, row: int, recording: Mapping[str, Any] | None) -> str:
    """A recording as it is stored in a column of a row; nothing where nothing was spoken."""
    return seal_json(cursor, column, owner, row, dict(recording)) if recording else ""


def opened(clear: str) -> dict[str, Any]:
    """What was stored as it was before it was sealed: `file` and `seconds`; nothing of one that does not open."""
    found: dict[str, Any] = {} if clear in ("", UNREAD) else from_json(clear)
    return found
