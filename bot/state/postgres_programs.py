"""Who runs on a PostgreSQL database: programs of one version run beside each other, and the schema moves without them.

A running program holds a lock, shared, for as long as its writing connection lasts. Whoever changes the schema holds it
alone. So no program finds another schema than the one that it has begun with, unless its connection was lost meanwhile.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import psycopg

from bot.state import migrations
from bot.state.errors import OlderSchema
from bot.state.postgres_reach import at_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.cursor import Connection as AnyConnection
    from bot.state.cursor import Cursor
    from bot.state.postgres_cursor import Connection

MIGRATING, RUNNING, LEDGER, ROTATING = (0x6A6F_6273_0000 + number for number in range(4))
"""The advisory locks of this program ("jobs"): whoever dies lets go of them, as of a lock file."""
STANDS_STILL: Final = "5s"
"""So long a running program may do nothing within a transaction."""
TOLD: Final = 5
"""So many of the programs that run are named, at most."""
HOLDERS: Final = (
    "SELECT COALESCE(host(a.client_addr), 'the server''s own machine'),"
    " to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"
    " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.mode = 'ShareLock'"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND (CAST(l.classid AS BIGINT) << 32) | CAST(l.objid AS BIGINT) = :lock ORDER BY a.backend_start"
)


def take(connection: AnyConnection, lock: int) -> bool:
    """Take an advisory lock for as long as the connection lasts; False where somebody else holds it."""
    cursor = connection.cursor()
    cursor.execute(f"SELECT pg_try_advisory_lock({lock})")
    return bool(cursor.fetchone()[0])


def run_on(connection: Connection) -> None:
    """Be one of the programs that run, from now on: commands know of it, and the schema stays as it is."""
    connection.execute(f"SELECT pg_advisory_lock_shared({RUNNING})")
    # Who stands still in a turn, or has lost the network there, lets go of that person's rows.
    connection.execute(f"SET idle_in_transaction_session_timeout = '{STANDS_STILL}'")


def running(cursor: Cursor) -> list[str]:
    """Where programs run on this database, and since when; nothing is taken from one that is just starting.

    Whoever holds their lock alone is none of them: a migration, a restore or a move.
    """
    cursor.execute(HOLDERS, {"lock": RUNNING})
    return [f"on {where} since {begun} UTC" for where, begun in cursor.fetchall()]


@contextmanager
def alone(connection: Connection, database: str) -> Iterator[None]:
    """While no program runs on the database, which is told of as this, nor begins to; else OlderSchema, BeingRestored.

    They would be of an older version, and go on writing what the newer schema does not know, or lacks.
    """
    if not take(connection, RUNNING):
        found = running(connection.cursor())
        raise OlderSchema(_in_the_way(found, database)) if found else at_work(database)
    try:
        yield
    finally:
        with suppress(psycopg.Error):  # whoever has lost the connection has lost the lock
            connection.execute(f"SELECT pg_advisory_unlock({RUNNING})")


def _in_the_way(found: list[str], database: str) -> str:
    more = ["…"] if len(found) > TOLD else []
    return (
        f"DATABASE_URL: expected that no program of an older version runs on {database} while it is brought up to "
        f"date, found {len(found)} ({', '.join([*found[:TOLD], *more])}). Stop whatever of it runs (run, serve, work), "
        "start the bot in this version, and give a command again. Nothing was changed"
    )


def see_unmoved(cursor: Cursor) -> None:
    """Within a transaction: the schema stays as it is until it ends. NewerSchema where it has moved on already."""
    cursor.execute(f"SELECT pg_advisory_xact_lock_shared({MIGRATING})")
    migrations.missing(migrations.applied(cursor))
