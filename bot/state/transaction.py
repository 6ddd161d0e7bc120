"""One transaction, whole or not at all, of either database; and what is SQLite's own of it: batches, reads, tidying."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bot.state.backend import Outcome
from bot.state.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.state.backend import Function
    from bot.state.connection import Connection
    from bot.state.cursor import Connection as AnyConnection

Means: TypeAlias = Literal["", "file", "keys"]
"""What is written anew, so that no copy of what was deleted stays behind in it."""

_DEVICE_CODES = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}
"""Primary result codes that speak of the file or the device; any other speaks of the statement: a bug."""

REBUILT_AT_ONCE = 128 * 1024 * 1024
"""Bytes of a file that is written anew while people wait for it: it takes about 0.6 seconds for 100 megabytes."""

TIDY_PATIENCE = 100
"""Milliseconds that tidying waits for a reader; writes wait with it, and there will be another time."""


def _unavailable(error: sqlite3.Error) -> StorageUnavailable:
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StorageUnavailable(
        f"nothing was stored: {error} ({name}); free disk space, "
        "or see who holds or changed the database file; the next write tries again"
    )


def _failed(error: BaseException) -> Outcome:
    """A function's own error, or StorageUnavailable where the device is what failed it."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
        if code & 0xFF in _DEVICE_CODES:
            return Outcome(error=_unavailable(error))
    return Outcome(error=error)


def is_large(connection: sqlite3.Connection) -> bool:
    """Whether it takes longer to write the file anew than anybody may wait for."""
    (pages,), (size,) = (
        connection.execute(f"PRAGMA {each}").fetchone() for each in ("page_count", "page_size")
    )
    return bool(pages * size > REBUILT_AT_ONCE)


def tidy(connection: Connection, rebuild: Means = "") -> bool:
    """Bring the write-ahead log into the file and empty it; False where a reader or the disk is in the way.

    `rebuild` first writes the whole "file" anew, or the "keys" in it: where SQLite moves rows between pages it leaves
    copies behind, which `secure_delete` does not find when those rows are deleted.
    """
    try:
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {TIDY_PATIENCE}")
        try:
            if rebuild == "file":
                connection.execute("VACUUM")
            elif rebuild == "keys":
                _renew_keys(connection)
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")
    except sqlite3.Error:
        return False
    return bool(busy == 0)


def _renew_keys(connection: Connection) -> None:
    """Write everybody's keys into pages that hold nothing else; `secure_delete` overwrites those that they were in."""
    with transaction(connection):
        connection.execute("CREATE TEMP TABLE kept AS SELECT owner, master, wrapped FROM data_keys")
        connection.execute("DELETE FROM data_keys")
        connection.execute(
            "INSERT INTO data_keys (owner, master, wrapped) SELECT owner, master, wrapped FROM kept ORDER BY owner"
        )
        connection.execute("DROP TABLE kept")


@contextmanager
def transaction(connection: AnyConnection, *, reading: bool = False) -> Iterator[None]:
    """Commit what happens inside, or roll all of it back and let the error out. Of either database."""
    connection.execute(connection.TO_READ if reading else connection.TO_WRITE)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def run_batch(connection: Connection, functions: Sequence[Function[Any]]) -> list[Outcome]:
    """Run the functions in one transaction, each undone alone when it raises."""
    try:
        with transaction(connection):
            return [_run_alone(connection, function) for function in functions]
    except sqlite3.Error as error:
        raise _unavailable(error) from error


def run_read(connection: Connection, function: Function[Any]) -> Outcome:
    """Run a function on one consistent state of the database."""
    try:
        with transaction(connection, reading=True):
            return Outcome(value=function(connection.cursor()))
    except BaseException as error:  # noqa: BLE001 - whatever a function raises is for its own caller
        return _failed(error)


def _run_alone(connection: Connection, function: Function[Any]) -> Outcome:
    cursor = connection.cursor()
    cursor.execute("SAVEPOINT alone")
    try:
        outcome = Outcome(value=function(cursor))
    except BaseException as error:  # noqa: BLE001 - whatever a function raises is for its own caller
        outcome = _failed(error)
    if not connection.in_transaction:
        # SQLite ends a whole transaction by itself on some failures; then the neighbours' work is gone too.
        # They are not told what this function raised: its words may be a person's.
        if isinstance(outcome.error, StorageUnavailable):
            raise outcome.error
        raise StorageUnavailable("nothing was stored: the database ended the transaction; try again")
    if outcome.error is not None:
        cursor.execute("ROLLBACK TO alone")
    cursor.execute("RELEASE alone")
    cursor.close()
    return outcome
