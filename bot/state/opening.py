"""Opening an SQLite file: its address, the lock of the one running program, its settings and its schema."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.config import BOT
from bot.state import migrations, moved_away, sealing
from bot.state.connection import CACHE_KIB, Connection, connected
from bot.state.errors import (
    AlreadyOpen,
    BadUrl,
    Damaged,
    DatabaseLost,
    DirectoryMissing,
    NoDatabase,
    NotADatabase,
    NotWritable,
    StorageUnavailable,
)
from bot.state.transaction import tidy, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from bot.state.cursor import Cursor
    from bot.state.keys import Keys
    from bot.state.values import Clock

BUSY_TIMEOUT = 2.0
"""How many seconds to wait for another program's lock before storage counts as unavailable."""

PATIENCE = 10.0
"""The same for a command, or a tidying; it takes this long only where a large file is being tidied."""

TRIES, GLANCE = 3, 0.02
"""How often, and how many seconds apart, the lock is tried before it counts as another program's."""

CHECKED_AT_ONCE = 64 * 1024 * 1024
"""Bytes of a file that is looked through before a start goes on: it takes less than a second. A larger one is looked
through beside the running program."""

LOCK = ".lock"
"""How the lock file of the one running program ends."""

_SCHEME = "sqlite:///"


def path_of(url: str) -> Path:
    """The file that `sqlite:///path` or a bare path names; BadUrl for any other kind of address."""
    path = url.removeprefix(_SCHEME)
    scheme, separator, _ = path.partition("://")
    expected = "DATABASE_URL: expected sqlite:///path/to/file.db, got"
    if separator:  # the rest is not repeated, it may hold a password
        raise BadUrl(f"{expected} an address of kind {scheme!r}")
    if not path or path.startswith(":memory:"):
        raise BadUrl(f"{expected} {url!r}; name a file")
    return Path(path).absolute()


class Database(NamedTuple):
    """The address of a database, the master keys that it is sealed with, and where its erasure ledger is.

    For "" the ledger is beside the database.
    """

    url: str
    keys: Keys
    ledger: str = ""

    @property
    def ledger_file(self) -> Path:
        return ledger_of(self.url, self.ledger)


def ledger_of(url: str, ledger: str) -> Path:
    """The file of the erasure ledger; for "" the one beside the database."""
    path = path_of(url)
    return Path(ledger).absolute() if ledger else path.with_name(f"{path.name}.erasures")


def existing(url: str) -> Path:
    """The file of an address. MovedAway; NoDatabase where nothing is in it, for only the bot itself makes a new one."""
    path = moved_away.unmoved(path_of(url))
    if is_missing(path):
        raise NoDatabase(
            f"DATABASE_URL: expected a database at {path}, found nothing there; correct the path, or start the bot "
            f"once ({BOT} run), which makes a new one"
        )
    return path


def is_missing(path: Path) -> bool:
    """Whether there is no database in a file yet."""
    return not path.exists() or (path.is_file() and not path.stat().st_size)


def see_first_start(path: Path, ledger: Path) -> None:
    """DatabaseLost where no database is, but what only one leaves that was there: another would be everybody's loss.

    The first start begins the ledger only once the database holds something, and the log never stands alone.
    """
    if not is_missing(path):
        return
    log = path.with_name(f"{path.name}-wal")
    left = [str(file) for file in (ledger, log) if file.is_file() and file.stat().st_size]
    if left:
        raise DatabaseLost(
            f"DATABASE_URL: expected the database at {path}, found nothing there, but {' and '.join(left)}, which "
            "it had: perhaps its disk is not mounted, or the file was cut or taken away. Nothing was changed. Put it "
            f"back, or restore a backup ({BOT} restore). Only for a really new beginning move away what it had"
        )


def size_of(path: Path) -> int:
    """The bytes that a database takes, its write-ahead log included."""
    size = 0
    for file in (path, path.with_name(f"{path.name}-wal")):
        with suppress(OSError):
            size += file.stat().st_size
    return size


def is_running(path: Path) -> bool:
    """Whether a program has the database open, by its lock; it is not taken away from one that is just starting."""
    real = path.resolve()
    try:
        descriptor = os.open(real.with_name(real.name + LOCK), os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def migrate(database: Database, *, clock: Clock) -> list[str]:
    """Bring the schema up to date without starting anything; the names of the migrations applied now.

    Errors as `Store.open`; AlreadyOpen while the program is running.
    """
    path = path_of(database.url)
    lock = take_lock(path)
    try:
        see_first_start(path, database.ledger_file)
        return bring_up_to_date(path, keys=database.keys, clock=clock, busy_timeout=BUSY_TIMEOUT)
    finally:
        os.close(lock)


def take_lock(path: Path) -> int:
    """Lock `<path>.lock` for this process, and give the descriptor: closing it, or dying, lets go.

    The lock file stays: deleting it could take the lock away from a program that is just starting.
    """
    if not path.parent.is_dir():
        raise DirectoryMissing(
            f"DATABASE_URL: expected a directory {path.parent} for the database {path.name}; create it"
        )
    if path.is_dir():
        raise NotWritable(f"DATABASE_URL: expected a file for the database, {path} is a directory")
    # A link to the file is the same database.
    real = path.resolve()
    if real.exists() and real.stat().st_nlink > 1:
        raise NotWritable(
            f"DATABASE_URL: {real} has several names (hard links); leave it one, so that it has one lock"
        )
    file = real.with_name(real.name + LOCK)
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise NotWritable(
            f"DATABASE_URL: the lock file {file} cannot be written ({error.strerror}); "
            "give this user the right to do so"
        ) from error
    try:
        _lock(descriptor, file)
    except BlockingIOError as error:
        os.close(descriptor)
        raise AlreadyOpen(
            f"DATABASE_URL: the database {path} is already open in another running program; stop that one first, "
            "or give this one a database of its own"
        ) from error
    return descriptor


def _lock(descriptor: int, file: Path) -> None:
    """Lock at once, or a moment later: `is_running` looks at the lock for some microseconds.

    A file that a failed restore has just taken away locks nobody out.
    """
    for _ in range(TRIES - 1):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            time.sleep(GLANCE)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if not file.exists() or not os.path.samestat(os.fstat(descriptor), file.stat()):
        raise BlockingIOError


def bring_up_to_date(
    path: Path, *, keys: Keys, clock: Clock, busy_timeout: float, checks: bool = True
) -> list[str]:
    """Make the file where there is none, apply what is missing of the schema, and give the names of that.

    Before anything is touched: Damaged where the file is broken, MissingKey where its key is not here. Whoever
    does without the `checks` has to `check_whole` beside; what is about to be changed is looked through all the same.
    """
    with explained(path):
        if not is_missing(path):
            with closing(untouching(path, keys, busy_timeout)) as looking:
                if checks or _is_old(looking):
                    check_whole(looking, path)
                _see_keys(looking)
        # Only the program's own user may read what people wrote; SQLite gives its side files the same mode.
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
        with closing(connect(path, keys, busy_timeout)) as connection:
            return _apply_missing(connection, clock)


def _is_old(looking: Connection) -> bool:
    """Whether something is missing of the schema."""
    cursor = looking.cursor()
    tables = tables_of(cursor, needed=False)
    return bool(migrations.missing(migrations.applied(cursor) if tables else ()))


def see_keys(path: Path, keys: Keys, busy_timeout: float) -> None:
    """MissingKey where the database is sealed with a master key that is not here; not a byte of it is changed."""
    with explained(path), closing(untouching(path, keys, busy_timeout)) as looking:
        _see_keys(looking)


def _see_keys(looking: Connection) -> None:
    cursor = looking.cursor()
    check_keys(cursor, tables_of(cursor, needed=False))


@contextmanager
def untouched(path: Path, keys: Keys, busy_timeout: float) -> Iterator[Connection]:
    """A connection that cannot write, to a database of this program that is whole, and whose key is here.

    Damaged, NotADatabase or MissingKey where it is not so; what goes wrong while it is read is explained too.
    """
    with explained(path), closing(untouching(path, keys, busy_timeout)) as looking:
        check_whole(looking, path)
        if looking.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Damaged(_damaged(path))
        cursor = looking.cursor()
        check_keys(cursor, tables_of(cursor, needed=True))
        yield looking


def untouching(path: Path, keys: Keys, busy_timeout: float) -> Connection:
    """A connection that cannot write: any other brings the log of a program that was killed into the file at its end.

    Only where SQLite has left a journal (a first start that was killed), that has to be rolled back before there is
    anything to look at.
    """
    mode = "rw" if path.with_name(f"{path.name}-journal").exists() else "ro"
    return connected(f"{path.as_uri()}?mode={mode}", keys, busy_timeout, uri=True)


def check_whole(looking: Connection, path: Path) -> None:
    """Damaged where the structure of the file is broken, or an index and its table say different things.

    With a changed index somebody would be a stranger, or somebody else. It takes about a second for each 100 megabytes.
    What is sealed tells if it is whole when it is opened.
    """
    with explained(path):
        (found,) = looking.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise Damaged(_damaged(path))


def _damaged(path: Path) -> str:
    return (
        f"DATABASE_URL: the database {path} is damaged: a disk may be failing, or a copy is not whole. "
        "Nothing was changed. Put it aside with the files beside it, and restore a backup, "
        "or what `sqlite3 FILE .recover` finds in it"
    )


def connect_writer(path: Path, keys: Keys, busy_timeout: float, on_erasure: Callable[[], None]) -> Connection:
    """A connection with every setting, that leaves all transactions to us.

    `on_erasure` is called when a person or an exercise is deleted, by whichever statement: no eraser has to remember to
    say so.
    """
    with explained(path):
        connection = connect(path, keys, busy_timeout)
        connection.create_function("erased", 0, on_erasure)
        for table in ("people", "exercises"):
            connection.execute(
                f"CREATE TEMP TRIGGER {table}_erased AFTER DELETE ON main.{table} BEGIN SELECT erased(); END"
            )
        return connection


def connect_looker(path: Path, keys: Keys, busy_timeout: float) -> Connection:
    """A connection that refuses to write, to a database that has to be there with the schema of this program.

    Errors as `Store.open`; nothing is migrated.
    """
    see_keys(path, keys, busy_timeout)
    connection = connect_reader(path, keys, busy_timeout)
    try:
        with explained(path):
            cursor = connection.cursor()
            check_keys(cursor, tables_of(cursor, needed=True))
            migrations.missing(migrations.applied(cursor))
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(path: Path, keys: Keys, busy_timeout: float) -> Connection:
    """A connection that refuses to write."""
    with explained(path):
        connection = connect(path, keys, busy_timeout)
        connection.execute("PRAGMA query_only = ON")
        return connection


def connect(path: Path | str, keys: Keys, busy_timeout: float) -> Connection:
    """A connection with every setting."""
    connection = connected(path, keys, busy_timeout)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _apply_missing(connection: Connection, clock: Clock) -> list[str]:
    cursor = connection.cursor()
    tables = tables_of(cursor, needed=False)
    check_keys(cursor, tables)
    missing = migrations.missing(migrations.applied(cursor) if tables else ())
    cursor.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        cursor.execute(migrations.TABLE)
        # Deletes nothing, but is refused where the file cannot be written, which the lines above need not be.
        cursor.execute("DELETE FROM migrations WHERE name = ''")
    for name in missing:
        with transaction(connection):
            migrations.apply(cursor, name, clock())
    if tables and not migrations.SEALING.isdisjoint(missing):
        tidy(connection, "file")  # nothing that stood in the clear stays behind in the file
    return missing


def check_keys(cursor: Cursor, tables: Collection[str]) -> None:
    """MissingKey where the database is sealed with a master key that is not here; nothing is changed."""
    if "data_keys" in tables:
        sealing.check(cursor, sealing.masters(cursor), noted="master_keys" in tables)


def tables_of(cursor: Cursor, *, needed: bool) -> set[str]:
    """The tables there are; NotADatabase where they are another program's, or where there are none but have to be."""
    tables = cursor.tables()
    if "migrations" not in tables and (tables or needed):
        found = "one with other tables" if tables else "an empty one"
        raise NotADatabase(
            f"DATABASE_URL: expected a database of this program, got {found}; name another file"
        )
    return tables


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error at opening into what it means to the operator."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CANTOPEN) & 0xFF
        if kind == sqlite3.SQLITE_CORRUPT:
            raise Damaged(_damaged(path)) from error
        if kind == sqlite3.SQLITE_NOTADB:
            raise NotADatabase(
                f"DATABASE_URL: expected {path} to be an SQLite database, it is another kind of file"
            ) from error
        if kind in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
            raise NotWritable(
                f"DATABASE_URL: the database {path} cannot be written ({error}); give this user the right to do so"
            ) from error
        raise StorageUnavailable(f"DATABASE_URL: the database {path} cannot be used now: {error}") from error
