"""Opening a PostgreSQL database: its settings, its schema, and what keeps several programs apart."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
import structlog
from psycopg import conninfo

from bot.config import BOT
from bot.state import migrations, opening
from bot.state.errors import DatabaseLost, NoDatabase, NotADatabase
from bot.state.keeper import Keeper
from bot.state.postgres_address import parts_of, told
from bot.state.postgres_cursor import Connection
from bot.state.postgres_programs import LEDGER, MIGRATING, alone, run_on, take
from bot.state.postgres_reach import DEFAULTS, explained
from bot.state.postgres_server import see_session
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from bot.state.cursor import Connection as AnyConnection
    from bot.state.cursor import Cursor
    from bot.state.opening import Database
    from bot.state.values import Clock

KEPT_ALIVE: Final = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
"""When the server looks whether we are still there: a machine that has lost its power shall hold no lock for long."""

UNHURRIED: Final = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
"""For a transaction that may take as long as it takes, whatever the server sets for its users."""
UNHURRIED_BY_OTHERS: Final = f"{UNHURRIED}; SET LOCAL lock_timeout = 0"
"""The same, and for however long somebody else holds what it needs."""
IN_USE: Final = (
    "another program, like a restore, a move or an update, is at work on the database; we wait for its end"
)

log = structlog.get_logger(__name__)


def connect(database: Database, patience: float) -> Connection:
    """A connection with every setting. `patience`: how many seconds a write waits for another program's lock."""
    settings = DEFAULTS | parts_of(database.url) | {"client_encoding": "UTF8"}
    reach = partial(psycopg.connect, conninfo.make_conninfo("", **settings), autocommit=True)
    with explained(database.url):
        link = reach()
        try:
            see_session(link, reach, told(database.url))
            link.execute("SELECT set_config('lock_timeout', %s, false)", [f"{int(patience * 1000)}ms"])
            for name, value in KEPT_ALIVE.items():
                link.execute("SELECT set_config(%s, %s, false)", [name, value])
            # What is acknowledged is on disk; a server that waits for others too is left as it is.
            link.execute(
                "SELECT set_config('synchronous_commit', 'on', false)"
                " WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')"
            )
            _see_encoding(link.info.parameter_status("server_encoding"), database.url)
        except BaseException:
            link.close()
            raise
    return Connection(link, database.keys)


def _see_encoding(found: str | None, url: str) -> None:
    """NotADatabase where it cannot hold every letter."""
    if found != "UTF8":
        raise NotADatabase(
            f"DATABASE_URL: expected a database in UTF8 at {told(url)}, got {found}; make one: "
            "createdb --encoding UTF8 --template template0 NAME"
        )


def bring_up_to_date(
    connection: Connection, database: Database, *, clock: Clock, stays: bool = False
) -> list[str]:
    """Apply what is missing of the schema, and give the names of that; one program after the other.

    Before anything is touched: MissingKey where the key of the database is not here, OlderSchema where something is
    missing and programs run on it. Whoever `stays` is one of these from then on, before anybody else looks.
    """
    with explained(database.url), held(connection, MIGRATING):
        applied = _apply_missing(connection, database, clock)
        if stays:
            run_on(connection)
        return applied


def come_back(connection: Connection, database: Database, *, writes: bool) -> None:
    """Go on with a new connection for one that was lost. CannotOpen where the database is not the same any more.

    A newer version may have brought it up to date meanwhile, which this program must not write into.
    """
    with explained(database.url):
        if writes:
            run_on(connection)
        see(connection.cursor(), database)


def _apply_missing(connection: Connection, database: Database, clock: Clock) -> list[str]:
    cursor = connection.cursor()
    tables = opening.tables_of(cursor, needed=False)
    opening.check_keys(cursor, tables)
    if not tables:
        _see_first_start(database)
    missing = migrations.missing(migrations.applied(cursor) if tables else ())
    if missing:
        with alone(connection, told(database.url)):
            _apply(connection, missing, clock)
    return missing


def _apply(connection: Connection, missing: Sequence[str], clock: Clock) -> None:
    log.info("storage.migrating", times=len(missing))  # which may wait for a backup
    with transaction(connection):
        connection.execute(UNHURRIED_BY_OTHERS)
        connection.cursor().execute(migrations.TABLE)
    for name in missing:
        with transaction(connection):
            connection.execute(UNHURRIED_BY_OTHERS)
            migrations.apply(connection.cursor(), name, clock())


def _see_first_start(database: Database) -> None:
    """DatabaseLost where nothing is in the database, but its erasure ledger has lines: another one was there."""
    file = ledger_of(database)
    if file is not None and file.is_file() and file.stat().st_size:
        raise DatabaseLost(
            f"DATABASE_URL: expected the database at {told(database.url)} to hold something, found nothing, but the "
            f"erasure ledger {file}, which it had. Nothing was changed. Restore a backup of it ({BOT} restore); only "
            "for a really new beginning move the ledger away"
        )


def ledger_of(database: Database) -> Path | None:
    """The file of the erasure ledger; None where none is set: then its entries wait in the database."""
    return Path(database.ledger).absolute() if database.ledger else None


def see(cursor: Cursor, database: Database) -> None:
    """NoDatabase where the bot has never been started on it, MissingKey, NewerSchema: what a command looks at first."""
    tables = opening.tables_of(cursor, needed=False)
    if not tables:
        raise NoDatabase(
            f"DATABASE_URL: expected a database of this program at {told(database.url)}, found an empty one; correct "
            f"the address, or start the bot once ({BOT} run), which makes its tables"
        )
    opening.check_keys(cursor, tables)
    migrations.missing(migrations.applied(cursor))


def see_up_to_date(connection: Connection, database: Database, clock: Clock) -> None:
    """Bring a database that is there up to date where nobody uses it; OlderSchema where somebody does."""
    cursor = connection.cursor()
    see(cursor, database)
    if migrations.missing(migrations.applied(cursor)):
        bring_up_to_date(connection, database, clock=clock)


def settle(connection: Connection, database: Database, clock: Clock) -> None:
    """Let the erasure ledger have its lines, where there is a file for it."""
    keeper = keeper_of(database, clock)
    if keeper is not None:
        keeper.settle(connection)


def keeper_of(database: Database, clock: Clock) -> Keeper | None:
    """Who keeps the erasure ledger; None where there is no file for it."""
    file = ledger_of(database)
    return None if file is None else Keeper(file, clock, alone=alone_at_ledger, late=True)


@contextmanager
def held(connection: AnyConnection, lock: int, *, forever: bool = True) -> Iterator[None]:
    """Hold an advisory lock, alone; nobody else meanwhile does what it stands for.

    `forever`: wait however long that takes, and say so in the log, for nothing else shows meanwhile that the program
    lives; else LockNotAvailable after the patience of the connection.
    """
    if not (forever and take(connection, lock)):
        _wait_for(connection, lock, forever=forever)
    try:
        yield
    finally:
        with suppress(psycopg.Error):  # whoever has lost the connection has lost the lock
            connection.execute(f"SELECT pg_advisory_unlock({lock})")


def _wait_for(connection: AnyConnection, lock: int, *, forever: bool) -> None:
    if forever:
        log.info("storage.in_use", reason=IN_USE)
    patience = f"{UNHURRIED_BY_OTHERS}; " if forever else ""
    try:
        connection.execute(f"BEGIN; {patience}SELECT pg_advisory_lock({lock}); COMMIT")
    except psycopg.Error:
        if connection.in_transaction:  # else nothing could be done with the connection any more
            connection.execute("ROLLBACK")
        raise


def alone_at_ledger(connection: AnyConnection) -> AbstractContextManager[None]:
    """While no other program writes for this database into its erasure ledger; turns do not wait for it for long."""
    return held(connection, LEDGER, forever=False)


def vacuum(connection: Connection) -> bool:
    """Take the rows of destroyed keys out of their table; False where somebody is in the way. Never raises."""
    try:
        connection.execute("VACUUM data_keys")
    except psycopg.Error:
        return False
    return True
