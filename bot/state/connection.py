"""An SQLite connection whose cursors know the master keys of the database."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.keys import Keys

STATEMENTS = 1_000
"""How many statements stay prepared: more than the program has."""
CACHE_KIB: Final = 8_000
"""Kibibytes of pages that are kept at hand, so that a turn of whoever was here a moment ago reads none or few."""


class Connection(sqlite3.Connection):
    """A connection to a database that is sealed with these keys."""

    TO_WRITE: ClassVar[str] = "BEGIN IMMEDIATE"
    TO_READ: ClassVar[str] = "BEGIN"
    keys: Keys

    def cursor(self, *_: object) -> SealingCursor:  # type: ignore[override] # all are of this one kind
        return super().cursor(SealingCursor)


class SealingCursor(sqlite3.Cursor):
    """A cursor with which texts can be sealed and opened. A `Cursor`."""

    connection: Connection
    skip_locked: Final = ""  # one program writes at a time

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.wrapped: dict[int, tuple[str, str]] = {}

    @property
    def keys(self) -> Keys:
        return self.connection.keys

    def tables(self) -> set[str]:
        self.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in self.fetchall()}


def connected(path: Path | str, keys: Keys, busy_timeout: float = 0.0, *, uri: bool = False) -> Connection:
    """A connection that leaves all transactions to us."""
    connection = sqlite3.connect(
        path,
        timeout=busy_timeout,
        isolation_level=None,
        cached_statements=STATEMENTS,
        factory=Connection,
        uri=uri,
    )
    connection.keys = keys
    connection.text_factory = _text
    return connection


def _text(stored: bytes) -> str:
    """What a column holds; a byte that is no text any more, since a disk has changed it, becomes U+FFFD.

    No seal opens over that, so it is this row's trouble; SQLite's own error would stop whoever reads the table.
    """
    return stored.decode("utf-8", "replace")
