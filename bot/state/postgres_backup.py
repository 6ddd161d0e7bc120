"""A backup of a PostgreSQL database: all rows of one moment, sealed as they come, and read back before it counts."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final

import psycopg

from bot.state import (
    backup,
    copying,
    databases,
    ledger,
    migrations,
    postgres_reach,
    postgres_rows,
    sealing,
    watching,
)
from bot.state import postgres_opening as opening
from bot.state import postgres_programs as programs
from bot.state.backup import OF_ROWS, Made
from bot.state.copying import Contents
from bot.state.errors import (
    CannotBackUp,
    CannotOpen,
    CannotRestore,
    LedgerUnwritable,
    StorageUnavailable,
)
from bot.state.opening import PATIENCE
from bot.state.postgres_address import told
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.keys import Keys
    from bot.state.opening import Database
    from bot.state.postgres_cursor import Connection
    from bot.state.values import Clock

BACKING_UP: Final = 0x6A6F_6273_0010
"""One more advisory lock of this program: whoever holds it makes a backup or a restore, and nobody else does."""
AT_ONCE: Final = 1_000
"""Rows that are asked for at once."""
NO_LEDGER: Final = (
    "ERASURE_LEDGER: expected the file of the erasure ledger, got none, and what was erased or closed waits for it in "
    "the database. Set it to a file that no restore of the database touches."
)


def make(database: Database, folder: Path, clock: Clock, *, new_ledger: bool) -> Made:
    """Errors as `backup.make`. Programs on the database go on meanwhile, and none of them waits for it."""
    with closing(opening.connect(database, PATIENCE)) as link, _explained(database.url):
        if not programs.take(link, BACKING_UP):
            raise CannotBackUp(
                "a backup of this database is being made, or restored, just now; wait for it to end"
            )
        opening.see(link.cursor(), database)
        lost, trouble = _ledger(link, database, clock, anew=new_ledger)
        now = clock()
        with backup.placed(folder), ExitStack() as whole:
            with transaction(link, reading=True):
                link.execute(opening.UNHURRIED)
                found = contents(link.cursor())
                part = whole.enter_context(backup.becoming(folder, now, found.ledger))
                _write(link, part, found, now)
            _verify(part, database.keys, found)
        _remember(database, now)
    file = backup.file_of(folder, now)
    begun = new_ledger and lost and not trouble
    return Made(file, file.stat().st_size, found.rows["people"], trouble, begun, found.unopened)


def _remember(database: Database, now: datetime) -> None:
    """Let whoever watches over the bot see when it was last backed up; it is made also where that cannot be noted.

    By a new connection: the other one did nothing while the backup was read back, and may have been ended for it.
    """
    with (
        suppress(StorageUnavailable, CannotOpen, psycopg.Error),
        closing(opening.connect(database, PATIENCE)) as link,
        transaction(link),
    ):
        watching.backed_up(link.cursor(), now)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Errors as at opening; of what else the server says, that no backup was made."""
    try:
        with postgres_reach.explained(url):
            yield
    except psycopg.Error as error:  # never with its detail, which has rows
        said = error.diag.message_primary or type(error).__name__
        raise CannotBackUp(f"no backup was made: {told(url)} answered: {said}") from error


def _ledger(link: Connection, database: Database, clock: Clock, *, anew: bool) -> tuple[bool, str]:
    """See to it that the ledger has all its lines: whether it was not there, and what is wrong with it."""
    file = databases.ledger_of(database.url, database.ledger)
    keeper = opening.keeper_of(database, clock)
    if file is None or keeper is None:
        return False, NO_LEDGER if ledger.waiting(link.cursor()) else ""
    lost = not file.exists()
    try:
        keeper.write_down(link, anew=anew)
    except LedgerUnwritable as error:
        return lost, str(error)
    return lost, ""


def contents(cursor: Cursor) -> Contents:
    """What is in a database now; everything that is sealed is tried. Tampered or MissingKey where no key is right."""
    applied = migrations.applied(cursor)
    schema = [name for name in migrations.MIGRATIONS if name in applied][-1]
    rows = {table.name: _count(cursor, table.name) for table in postgres_rows.tables(cursor)}
    return Contents(schema, ledger.pen(cursor).ledger, ledger.known(cursor), rows, unopened(cursor))


def _count(cursor: Cursor, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {table}", {})  # noqa: S608 - our own tables
    return int(cursor.fetchone()[0])


def unopened(cursor: Cursor) -> tuple[int, ...]:
    """The people whose key does not open, or something that is sealed with it. Everything is tried."""
    found = set(sealing.unopened(cursor))
    there = {table.name: table.columns for table in postgres_rows.tables(cursor)}
    for table, column, owner in sealing.SEALED:
        if column in there.get(table, ()):  # a backup changes nothing, and so copies a schema of before too
            for whose, row, stored in _values(cursor, table, column, owner):
                if whose not in found and not copying.opens(cursor, f"{table}.{column}", whose, row, stored):
                    found.add(whose)
    return tuple(sorted(found))


def _values(cursor: Cursor, table: str, column: str, owner: str) -> Iterator[tuple[int, int, str]]:
    after = -1
    while True:
        cursor.execute(
            f"SELECT {owner}, id, {column} FROM {table}"  # noqa: S608 - constants
            f" WHERE {column} <> '' AND id > :after ORDER BY id LIMIT :most",
            {"after": after, "most": AT_ONCE},
        )
        rows = cursor.fetchall()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        after = rows[-1][1]


def _write(link: Connection, part: Path, found: Contents, now: datetime) -> None:
    with closing(postgres_rows.given(link, postgres_rows.tables(link.cursor()))) as pieces:
        backup.seal(postgres_rows.stream(pieces), part, link.keys, found, now, OF_ROWS)


def _verify(part: Path, known: Keys, expected: Contents) -> None:
    """Read a backup back, as a restore would."""
    try:
        with backup.opened(part, known, OF_ROWS) as (_, chunks):
            rows = {
                table.name: sum(1 for _ in lines)
                for table, lines in postgres_rows.taken(postgres_rows.stream(chunks))
            }
    except CannotRestore as error:
        raise CannotBackUp(
            f"no backup was made: what was written could not be read back ({error})"
        ) from error
    if rows != expected.rows:
        raise CannotBackUp("no backup was made: what was read back is not what was written; check the disk")
