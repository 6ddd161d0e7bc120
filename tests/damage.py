"""Somebody, or a disk, changes rows of people in the file."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.state.cursor import Cursor


def flip(cursor: Cursor, owner: int) -> None:
    """One bit of somebody's wrapped key."""
    cursor.execute("SELECT wrapped FROM data_keys WHERE owner = :owner", {"owner": owner})
    stored = bytearray(base64.b64decode(cursor.fetchone()[0]))
    stored[20] ^= 1
    cursor.execute(
        "UPDATE data_keys SET wrapped = :wrapped WHERE owner = :owner",
        {"wrapped": base64.b64encode(stored).decode(), "owner": owner},
    )


def rename(cursor: Cursor, owner: int) -> None:
    """The name of the master key that has wrapped it."""
    cursor.execute("UPDATE data_keys SET master = 'invented' WHERE owner = :owner", {"owner": owner})


def lose(cursor: Cursor, owner: int) -> None:
    """The row is gone."""
    cursor.execute("DELETE FROM data_keys WHERE owner = :owner", {"owner": owner})


def spoil(cursor: Cursor, owner: int) -> None:
    """Everything that somebody has a key for, but the key."""
    for statement in (
        "UPDATE people SET name = 'AAAA' || name WHERE id = :owner",
        "UPDATE exercises SET session = 'AAAA' || session WHERE person = :owner",
        "UPDATE answers SET content = 'AAAA' || content WHERE person = :owner",
        "UPDATE versions SET content = 'AAAA' || content WHERE person = :owner",
        "UPDATE shares SET snapshot = 'AAAA' || snapshot WHERE citizen = :owner",
        "UPDATE reminders SET text = 'AAAA' || text WHERE citizen = :owner",
    ):
        cursor.execute(statement, {"owner": owner})


OF_KEYS: Mapping[str, Callable[[Cursor, int], None]] = {
    "a flipped bit": flip,
    "another master key": rename,
    "no key": lose,
}
OF_ROWS: Mapping[str, Callable[[Cursor, int], None]] = {**OF_KEYS, "its words": spoil}
