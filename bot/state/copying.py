"""A copy of an SQLite file while it is in use, and whether a copy is whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from bot.state import ledger, leftovers, migrations, opening, sealing
from bot.state.errors import StorageUnavailable, Tampered
from bot.state.ledger_file import sync_folder
from bot.state.transaction import tidy

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.connection import Connection
    from bot.state.cursor import Cursor
    from bot.state.keys import Keys
    from bot.state.ledger_file import Mark


class Contents(NamedTuple):
    """What is in a copy: its newest migration, how far it knows which ledger, and the number of rows of each table.

    `unopened` are the people whose key does not open, or anything of theirs; all else of it is whole.
    """

    schema: str
    ledger: str
    known: Mark
    rows: dict[str, int]
    unopened: tuple[int, ...]


def copy(path: Path, keys: Keys, target: Path) -> None:
    """Write one consistent state of a database that is in use into a new file, without a trace of deleted rows.

    It reads as one reader does: writes go on meanwhile, and never make it begin again.
    """
    with opening.explained(path):
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(opening.connect(path, keys, opening.PATIENCE)) as connection:
            connection.execute("VACUUM main INTO :target", {"target": str(target)})
            tidy(connection)  # where somebody was erased meanwhile, this reader was in the way


def contents(path: Path, keys: Keys) -> Contents:
    """What is in a copy, once it was found to be whole, and tried whose key in it opens, and whose words.

    StorageUnavailable where it is not whole; MissingKey, or Tampered, where its master key is not here.
    """
    with opening.explained(path), closing(opening.connect(path, keys, opening.PATIENCE)) as connection:
        check(connection)
        cursor = connection.cursor()
        unopened = _unopened(connection)
        applied = migrations.applied(cursor)
        rows = {table: _count(connection, table) for table in sorted(opening.tables_of(cursor, needed=True))}
        schema = [name for name in migrations.MIGRATIONS if name in applied][-1]
        return Contents(schema, ledger.pen(cursor).ledger, ledger.known(cursor), rows, unopened)


def check(connection: Connection) -> None:
    """StorageUnavailable where a database is not whole."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)").fetchall()]
    if found != ["ok"] or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StorageUnavailable("the database is not whole: SQLite finds faults in it")


def finish(connection: Connection) -> None:
    """Rebuild a file that nobody else uses, so that no trace of a deleted row is left, and let it stand alone."""
    connection.execute("VACUUM")
    stand_alone(connection)


def stand_alone(connection: Connection) -> None:
    """Bring the write-ahead log into the file, and do without it: nothing of the database is beside it any more."""
    (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":
        raise StorageUnavailable("the database is in use: its log cannot be brought into the file")


def replace(path: Path, fresh: Path, keys: Keys) -> None:
    """Put a finished file in the place of a database; the old one is gone at the same instant, with all beside it.

    Its own log goes into it first: one that stayed behind would be taken for the new one's.
    """
    if path.exists():
        try:
            with closing(opening.connect(path, keys, opening.PATIENCE)) as connection:
                stand_alone(connection)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in {
                sqlite3.SQLITE_CORRUPT,
                sqlite3.SQLITE_NOTADB,
            }:
                raise StorageUnavailable(
                    f"the old database cannot be closed: {error}; nothing was changed"
                ) from error
    leftovers.remove(path, but_itself=True)
    descriptor = os.open(fresh, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    fresh.replace(path)
    sync_folder(path.parent)


def _unopened(connection: Connection) -> tuple[int, ...]:
    """The people whose key does not open, or something that is sealed with it. Everything is tried, a row at a time.

    It is read as bytes: what a disk has changed need not be text any more.
    """
    cursor = connection.cursor()
    found = set(sealing.unopened(cursor))
    for table, column, owner in sealing.SEALED:
        if not _has(
            connection, table, column
        ):  # a backup changes nothing, and so copies a schema of before too
            continue
        rows = connection.execute(
            f"SELECT id, {owner}, CAST({column} AS BLOB) FROM {table} WHERE {column} <> ''"  # noqa: S608 - constants
        )
        for row, whose, stored in rows:
            text = stored.decode("ascii", "replace")
            if whose not in found and not opens(cursor, f"{table}.{column}", whose, row, text):
                found.add(whose)
    return tuple(sorted(found))


def _has(connection: Connection, table: str, column: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM pragma_table_info(:table) WHERE name = :column", {"table": table, "column": column}
    )
    return found.fetchone() is not None


def opens(cursor: Cursor, column: str, owner: int, row: int, stored: str) -> bool:
    """Whether a sealed value opens."""
    try:
        sealing.unseal(cursor, column, owner, row, stored)
    except Tampered:
        return False
    return True


def _count(connection: Connection, table: str) -> int:
    (found,) = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608 - our own tables
    return int(found)
