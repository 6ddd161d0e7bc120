"""The third migration: the hours in which a person may be written to unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.cursor import Cursor


def hours(cursor: Cursor) -> None:
    """Give everybody the hours that held for all until now, and peace on weekends and public holidays."""
    cursor.execute("ALTER TABLE people ADD COLUMN awake_from TEXT NOT NULL DEFAULT '09:00'", {})
    cursor.execute("ALTER TABLE people ADD COLUMN awake_to TEXT NOT NULL DEFAULT '20:00'", {})
    cursor.execute("ALTER TABLE people ADD COLUMN weekends SMALLINT NOT NULL DEFAULT 0", {})
