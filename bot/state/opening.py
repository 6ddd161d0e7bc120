"""Opening an SQLite file: its address, the lock of the one running program, its settings and its schema."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from bot.state import migrations
from bot.state.errors import (
    AlreadyOpen,
    BadUrl,
    DirectoryMissing,
    NotADatabase,
    NotWritable,
    StateError,
    StorageUnavailable,
)
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from bot.state.values import Clock

_SCHEME = "sqlite:///"


def path_of(url: str) -> Path:
    """The file that `sqlite:///path` or a bare path names; BadUrl for any other kind of address."""
    path = url.removeprefix(_SCHEME)
    scheme, separator, _ = path.partition("://")
    if separator:  # the rest is not repeated, it may hold a password
        raise BadUrl(f"expected the database as sqlite:///path/to/file.db, got an address of kind {scheme!r}")
    if not path or path.startswith(":memory:"):
        raise BadUrl(f"expected the database as sqlite:///path/to/file.db, got {url!r}; name a file")
    return Path(path).absolute()


def migrate(url: str, *, clock: Clock) -> list[str]:
    """Bring the schema up to date without starting anything; the names of the migrations applied now.

    Errors as `Store.open`; AlreadyOpen while the program is running.
    """
    path = path_of(url)
    lock = take_lock(path)
    try:
        connection, applied = prepare(path, clock=clock, busy_timeout=2.0)
        connection.close()
        return applied
    finally:
        os.close(lock)


def take_lock(path: Path) -> int:
    """Lock `<path>.lock` for this process, and give the descriptor: closing it, or dying, lets go.

    The lock file stays: deleting it could take the lock away from a program that is just starting.
    """
    if not path.parent.is_dir():
        raise DirectoryMissing(f"expected a directory {path.parent} for the database {path.name}; create it")
    file = path.with_name(path.name + ".lock")
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise NotWritable(
            f"the lock file {file} cannot be written ({error.strerror}); give this user the right to do so"
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise AlreadyOpen(
            f"the database {path} is already open in another running program; stop that one first, "
            "or give this one a database of its own"
        ) from error
    return descriptor


def prepare(path: Path, *, clock: Clock, busy_timeout: float) -> tuple[sqlite3.Connection, list[str]]:
    """A connection for writing with every setting and the newest schema, and the migrations applied now."""
    try:
        # Only the program's own user may read what people wrote; SQLite gives its side files the same mode.
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
        connection = connect(path, busy_timeout)
        try:
            return connection, _bring_up_to_date(connection, clock)
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise explained(path, error) from error


def connect(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """A connection that leaves every transaction to us."""
    connection = sqlite3.connect(path, timeout=busy_timeout, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def connect_reader(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """A connection that refuses to write."""
    connection = connect(path, busy_timeout)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, clock: Clock) -> list[str]:
    cursor = connection.cursor()
    tables = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "migrations" not in tables:
        raise NotADatabase(
            "expected a database of this program, got one with other tables; name another file"
        )
    missing = migrations.missing(migrations.applied(cursor) if tables else ())
    cursor.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):  # also when there is nothing to do: it shows that the file can be written
        cursor.execute(migrations.TABLE)
    for name in missing:
        with transaction(connection):
            migrations.apply(cursor, name, clock())
    return missing


def explained(path: Path, error: OSError | sqlite3.Error) -> StateError:
    """What an error at opening means to the operator."""
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CANTOPEN) & 0xFF
    if kind == sqlite3.SQLITE_NOTADB:
        return NotADatabase(
            f"expected {path} to be an SQLite database, got another kind of file; name another"
        )
    if kind in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return NotWritable(
            f"the database {path} cannot be written ({error}); give this user the right to write it"
        )
    return StorageUnavailable(f"the database {path} cannot be used now: {error}")
