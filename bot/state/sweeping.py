"""Traces that a command's erasure leaves in the files are taken out, since the running program does not know of it."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, Final

from bot.state import databases, opening, transaction
from bot.state.beside import unrestored

if TYPE_CHECKING:
    from bot.state.opening import Database
    from bot.state.transaction import Means

TRIES: Final = 50
"""How often it is tried while somebody reads or writes, a tenth of a second each time."""


def sweep(database: Database, *, tries: int = TRIES) -> bool:
    """Rebuild the file, and empty the log; False where somebody reads all the time, and it has to be tried again.

    Of a large file that the bot has open only the keys are written anew, so that nobody waits for minutes.
    """
    if databases.is_postgres(database.url):
        return databases.vacuumed(database)
    path = opening.existing(database.url)
    os.environ.setdefault("SQLITE_TMPDIR", str(path.parent))  # what SQLite puts aside is people's text too
    with (
        unrestored(path),
        opening.explained(path),
        closing(opening.connect(path, database.keys, opening.PATIENCE)) as connection,
    ):
        means: Means = "keys" if opening.is_running(path) and transaction.is_large(connection) else "file"
        return any(transaction.tidy(connection, means) for _ in range(tries))
