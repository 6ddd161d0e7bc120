"""Somebody, or a disk, changes rows of people in the file, and no cursor remembers how a key was before."""

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
    cursor.wrapped.clear()


def rename(cursor: Cursor, owner: int) -> None:
    """The name of the master key that has wrapped it."""
    cursor.execute("UPDATE data_keys SET master = 'invented' WHERE owner = :owner", {"owner": owner})
    cursor.wrapped.clear()


def lose(cursor: Cursor, owner: int) -> None:
    """The row is gone."""
    cursor.execute("DELETE FROM data_keys WHERE owner = :owner", {"owner": owner})
    cursor.wrapped.clear()


def spoil(cursor: Cursor, owner: int) -> None:
    """Everything that somebody has a key for, but the key."""
    _put_before_words(cursor, owner, "'AAAA'")


def _put_before_words(cursor: Cursor, owner: int, what: str) -> None:
    for table, column, whose in (
        ("people", "name", "id"),
        ("exercises", "session", "person"),
        ("answers", "content", "person"),
        ("versions", "content", "person"),
        ("shares", "snapshot", "citizen"),
        ("reminders", "text", "citizen"),
    ):
        cursor.execute(
            f"UPDATE {table} SET {column} = {what} || {column} WHERE {whose} = :owner",
            {"owner": owner},
        )


NO_TEXT = "CAST(x'ff' AS TEXT)"
"""A byte that stands in no text of UTF-8, and comes after all that do."""


def garble_key(cursor: Cursor, owner: int) -> None:
    """Somebody's wrapped key is no text any more."""
    cursor.execute(
        f"UPDATE data_keys SET wrapped = {NO_TEXT} || wrapped WHERE owner = :owner",
        {"owner": owner},
    )
    cursor.wrapped.clear()


def garble_master(cursor: Cursor, owner: int) -> None:
    """The name of the master key that has wrapped it is none."""
    cursor.execute(
        f"UPDATE data_keys SET master = {NO_TEXT} || master WHERE owner = :owner",
        {"owner": owner},
    )
    cursor.wrapped.clear()


def garble(cursor: Cursor, owner: int) -> None:
    """Everything that somebody has a key for is no text any more."""
    _put_before_words(cursor, owner, NO_TEXT)


OF_KEYS: Mapping[str, Callable[[Cursor, int], None]] = {
    "a flipped bit": flip,
    "another master key": rename,
    "no key": lose,
    "a key that is no text": garble_key,
    "another master key that is no text": garble_master,
}
OF_ROWS: Mapping[str, Callable[[Cursor, int], None]] = {
    **OF_KEYS,
    "its words": spoil,
    "words that are no text": garble,
}
