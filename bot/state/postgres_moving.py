"""The PostgreSQL database that an SQLite file is moved into: empty before, and whole or empty afterwards."""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import psycopg

from bot.state import migrations, postgres_reach
from bot.state import postgres_opening as opening
from bot.state import postgres_programs as programs
from bot.state.errors import AlreadyOpen, CannotMove, StorageUnavailable
from bot.state.opening import PATIENCE
from bot.state.postgres_address import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.opening import Database
    from bot.state.postgres_cursor import Connection
    from bot.state.values import Clock

Columns: TypeAlias = tuple[tuple[str, str], ...]
"""The names of a table's columns, and their types as PostgreSQL calls them."""

COLUMNS: Final = (
    "SELECT table_name, column_name, udt_name FROM information_schema.columns"
    " WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
)
FOREIGN_KEYS: Final = (
    "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),"
    " format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
    " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY oid"
)
INDEXES: Final = (
    "SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)"
    " FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = current_schema()::regnamespace"
    " AND c.relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)"
    " ORDER BY i.indexrelid"
)
"""How each is taken away, and made again: with none in the way tables go in any order, and each is checked once."""


@contextmanager
def empty(database: Database) -> Iterator[Connection]:
    """A database with nothing in it, on which nobody starts the bot meanwhile. CannotMove, AlreadyOpen."""
    with closing(_reached(database)) as link:
        with postgres_reach.explained(database.url):
            if not programs.take(link, programs.RUNNING):
                raise AlreadyOpen(
                    f"DATABASE_URL: expected that nothing runs on {told(database.url)}, found the bot, or a "
                    "move that was broken off a moment ago. Nothing was changed"
                )
            if not programs.take(link, programs.MIGRATING):
                raise AlreadyOpen(
                    f"DATABASE_URL: another program makes or moves a database at {told(database.url)} just "
                    "now; wait for it to end. Nothing was changed"
                )
            _see_empty(link.cursor(), database)
        try:
            yield link
        finally:
            with suppress(psycopg.Error):  # the server would let go a moment after the connection has ended
                link.execute("SELECT pg_advisory_unlock_all()")


def _reached(database: Database) -> Connection:
    try:
        return opening.connect(database, PATIENCE)
    except StorageUnavailable as error:
        raise CannotMove(f"{error}. Nothing was moved") from error


def _see_empty(cursor: Cursor, database: Database) -> None:
    found = cursor.tables()
    if not found:
        return
    what = "tables of something else"
    if "people" in found:
        cursor.execute("SELECT COUNT(*) FROM people", {})
        (count,) = cursor.fetchone()
        what = f"one of this program with {count:,} {'person' if count == 1 else 'people'} in it"
    raise CannotMove(
        f"DATABASE_URL: expected an empty database at {told(database.url)}, found {what}; make an empty one "
        "(createdb), and name that. Nothing was changed"
    )


@contextmanager
def explained(url: str, table: str = "") -> Iterator[None]:
    """Turn what the server, or the way to it, does not do into what it means; never with its detail, which has rows."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise CannotMove(
            f"DATABASE_URL: the database {told(url)} does not let its user make tables "
            f"({error.diag.message_primary}); make its user the owner of the database. Nothing was moved"
        ) from error
    except psycopg.Error as error:
        said = error.diag.message_primary or str(error).partition("\n")[0]
        where = f" at the table {table}" if table else ""
        raise CannotMove(
            f"DATABASE_URL: the move to {told(url)} ended{where}: {said} "
            f"({error.sqlstate or type(error).__name__}). FILE is as it was. See whether PostgreSQL runs, can be "
            "reached, and has room on its disk, and repeat the command; should it say then that the database is not "
            "empty, everything had arrived"
        ) from error


def make_tables(link: Connection, now: datetime, through: str = "") -> dict[str, Columns]:
    """Make all tables, without any row, within a transaction; their columns. `through` names the last migration."""
    link.execute(opening.UNHURRIED_BY_OTHERS)
    cursor = link.cursor()
    cursor.execute(migrations.TABLE)
    for name in migrations.MIGRATIONS:
        migrations.apply(cursor, name, now)
        if name == through:
            break
    cursor.execute(COLUMNS)
    found: dict[str, Columns] = {}
    for table, column, kind in cursor.fetchall():
        found[table] = (*found.get(table, ()), (column, kind))
    cursor.execute(f"TRUNCATE {', '.join(found)}")
    return found


def set_aside(link: Connection) -> Callable[[], None]:
    """Take foreign keys and indexes away for a while; what is given puts them back as they were.

    An owner may do that, where to switch off checks takes a superuser. Checked row by row, 20 million rows would have
    the server remember each of them until the end.
    """
    cursor = link.cursor()
    again: list[str] = []
    for which in (FOREIGN_KEYS, INDEXES):
        cursor.execute(which)
        for away, back in cursor.fetchall():
            link.execute(away)
            again.insert(0, back)

    def put_back() -> None:
        for each in again:
            link.execute(each)

    return put_back


def bring_in(link: Connection, table: str, columns: Columns, rows: Iterable[tuple[Any, ...]]) -> None:
    """Stream rows into a table."""
    with link.copy(f"COPY {table} ({_names(columns)}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types([kind for _, kind in columns])
        for row in rows:
            copy.write_row(row)


def read_back(link: Connection, table: str, columns: Columns) -> Iterator[tuple[Any, ...]]:
    """Stream the rows of a table."""
    with link.copy(f"COPY {table} ({_names(columns)}) TO STDOUT (FORMAT BINARY)") as copy:
        copy.set_types([kind for _, kind in columns])
        yield from copy.rows()


def _names(columns: Columns) -> str:
    return ", ".join(name for name, _ in columns)


def settle(link: Connection, database: Database, clock: Clock) -> None:
    """After a move or a restore: the ledger goes on, and the server learns what is in the tables. Never raises."""
    opening.settle(link, database, clock)
    with suppress(psycopg.Error):
        link.execute("ANALYZE")
