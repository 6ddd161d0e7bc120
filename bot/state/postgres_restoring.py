"""Restoring a PostgreSQL database, all in one transaction, from taking the old tables away to the last erasure.

Whatever ends it before that, also the death of the program, leaves the database as it was.
"""

from __future__ import annotations

from contextlib import closing, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Final

import psycopg

from bot.state import (
    backup,
    databases,
    ledger,
    migrations,
    postgres_backup,
    postgres_moving,
    postgres_rows,
    restoring,
    sealing,
)
from bot.state import opening as sqlite_opening
from bot.state import postgres_opening as opening
from bot.state import postgres_programs as programs
from bot.state.backup import OF_ROWS
from bot.state.errors import AlreadyOpen, CannotRestore, MissingKey, NewerSchema, StateError
from bot.state.ids import Ids
from bot.state.opening import PATIENCE
from bot.state.postgres_address import told
from bot.state.restoring import Closed, Old, Restored
from bot.state.sealed_file import NotWhole
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from bot.state.backup import Header
    from bot.state.cursor import Cursor
    from bot.state.ledger_file import Pen
    from bot.state.opening import Database
    from bot.state.postgres_cursor import Connection
    from bot.state.restoring import Wish
    from bot.state.values import Clock

OURS: Final = {"migrations", "people"}
"""Tables by which a database of this program is known."""


def restore(database: Database, file: Path, wish: Wish, clock: Clock) -> Restored:
    """Errors as `restoring.restore`."""
    try:
        with backup.opened(file, database.keys, OF_ROWS) as (header, chunks):
            if header.schema not in migrations.MIGRATIONS:
                raise NewerSchema(
                    f"FILE: expected a backup of this version or an older one, {file} has been through "
                    f"{header.schema!r}; restore it with the version that made it, or a newer one. Nothing was changed"
                )
            with _alone(database) as link:
                done = _restore(link, database, header, postgres_rows.stream(chunks), wish, clock)
                postgres_moving.settle(link, database, clock)
                return done
    except OSError as error:
        raise CannotRestore(
            f"FILE, ERASURE_LEDGER: expected files that can be read, and a ledger that can be written "
            f"({error.strerror}: {error.filename}). Nothing was changed"
        ) from error


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """While nobody starts the bot, brings the database up to date or backs it up. AlreadyOpen where somebody does."""
    where = told(database.url)
    with closing(opening.connect(database, PATIENCE)) as link:
        if not programs.take(link, programs.RUNNING):
            raise AlreadyOpen(
                f"DATABASE_URL: expected that nothing runs on {where}, found the bot. Stop all its programs "
                "(`systemctl stop 'jobstjernen*'`, or Ctrl-C), restore once more, and then start "
                "them again. Nothing was changed"
            )
        if not (programs.take(link, programs.MIGRATING) and programs.take(link, postgres_backup.BACKING_UP)):
            raise CannotRestore(
                f"DATABASE_URL: another program backs up, makes or restores {where}, or a command, like an erasure, is "
                "at work on it just now; wait for it to end. Nothing was changed"
            )
        try:
            yield link
        finally:
            with suppress(psycopg.Error):  # the server would let go a moment after the connection has ended
                link.execute("SELECT pg_advisory_unlock_all()")


def _restore(
    link: Connection, database: Database, header: Header, source: BinaryIO, wish: Wish, clock: Clock
) -> Restored:
    now, configured = clock(), databases.ledger_of(database.url, database.ledger)
    with _explained(database.url), _ledger_kept(configured, link), transaction(link):
        whose, old = _take_away(link, database, wish)
        _bring_in(link, header, source, now)
        cursor = link.cursor()
        sqlite_opening.check_keys(cursor, cursor.tables())
        sealing.see_nobodys(cursor)
        pen = ledger.pen(cursor)
        if whose != pen:
            old = Old(unread=old.unread)
        closed = _closed(configured, header, pen, old, wish, now)
        again = restoring.do_again(cursor, Ids(clock), header, closed, old, wish)
        found = postgres_backup.contents(cursor)
        if configured is not None:
            restoring.set_ledger(configured, wish, pen, header, now)
    return restoring.restored(header, found, closed, again, old)


def _ledger_kept(configured: Path | None, link: Connection) -> AbstractContextManager[None]:
    """Where the answer to `COMMIT` is lost the database may be the restored one, so its ledger stays."""
    return (
        nullcontext()
        if configured is None
        else restoring.ledger_kept(configured, unless=lambda: link.is_lost)
    )


def _take_away(link: Connection, database: Database, wish: Wish) -> tuple[Pen | None, Old]:
    """Take the tables away that are there; what they say of which ledger. CannotRestore where they shall stay."""
    cursor, where = link.cursor(), told(database.url)
    there = sorted(table.name for table in postgres_rows.tables(cursor))
    if not there:
        return None, Old()
    if not set(there) >= OURS:
        raise CannotRestore(
            f"DATABASE_URL: expected a database of this program at {where}, or an empty one, found tables of something "
            "else. Nothing was changed"
        )
    if not wish.overwrite:
        raise CannotRestore(
            f"DATABASE_URL: expected no database at {where}, found one; to put the backup in its place, and delete "
            "it: --overwrite"
        )
    try:
        link.execute(f"LOCK TABLE {', '.join(there)} IN ACCESS EXCLUSIVE MODE")
    except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected) as error:
        raise CannotRestore(
            "a command, like an erasure, is at work on this database just now; wait for it to end. Nothing was changed"
        ) from error
    whose, old = _old(cursor, where)
    link.execute(f"DROP TABLE {', '.join(there)}")
    return whose, old


def _old(cursor: Cursor, where: str) -> tuple[Pen | None, Old]:
    """What the database there knows of which ledger. CannotRestore where its key is not at hand."""
    try:
        return ledger.pen(cursor), restoring.old_by(cursor)
    except MissingKey as error:
        raise CannotRestore(
            f"{where}: {error}. Where that key is lost for good, restore into another, empty database"
        ) from error
    except StateError:
        return None, Old(unread=True)


def _bring_in(link: Connection, header: Header, source: BinaryIO, now: datetime) -> None:
    """Make the tables as they were when the backup was made, fill them, and bring them up to date."""
    expected = {
        table: {name for name, _ in columns}
        for table, columns in postgres_moving.make_tables(link, now, header.schema).items()
    }
    put_back = postgres_moving.set_aside(link)
    for table, rows in postgres_rows.taken(source):
        if expected.pop(table.name, None) != set(table.columns):
            raise NotWhole
        with link.copy(f"COPY {table.told} FROM STDIN") as copy:
            for row in rows:
                copy.write(row)
    if expected:
        raise NotWhole
    put_back()
    cursor = link.cursor()
    for name in migrations.missing(migrations.applied(cursor)):
        migrations.apply(cursor, name, now)


def _closed(configured: Path | None, header: Header, pen: Pen, old: Old, wish: Wish, now: datetime) -> Closed:
    """What the ledger says; without a file for it, only what waits for one in the old database."""
    if configured is not None:
        return restoring.closed_by(configured, header, pen, old, wish, now)
    if not wish.without_ledger:
        raise CannotRestore(
            "ERASURE_LEDGER: expected the file of the erasure ledger that the bot goes on with, got none; name it. "
            f"{restoring.WITHOUT}"
        )
    return Closed({each.hash: now for each in old.pending}, header.known)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turn what the server, or the way to it, does not do into what it means; never with its detail, which has rows."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise CannotRestore(
            f"DATABASE_URL: the database {told(url)} does not let its user make tables "
            f"({error.diag.message_primary}); make its user the owner of the database. Nothing was changed"
        ) from error
    except psycopg.Error as error:
        said = error.diag.message_primary or str(error).partition("\n")[0]
        raise CannotRestore(
            f"DATABASE_URL: the restore into {told(url)} ended: {said} "
            f"({error.sqlstate or type(error).__name__}). The database there is as it was, unless all had arrived and "
            "only the answer was lost. See whether PostgreSQL runs, can be reached, and has room on its disk, and "
            "repeat the command"
        ) from error
