"""Who runs on a PostgreSQL database: programs of one version run beside each other, and the schema moves without them.

A running program holds a lock, shared, for as long as its writing connection lasts. Whoever changes the schema holds it
alone. So no program finds another schema than the one that it has begun with, unless its connection was lost meanwhile.
On the same connection it holds a lock for each master key that it knows: none wraps what a program could not open.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import psycopg

from bot.state import migrations
from bot.state.crew import key_of
from bot.state.errors import OlderSchema
from bot.state.postgres_reach import at_work
from bot.state.roll import ADVISORY, KEY, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.state.cursor import Connection as AnyConnection
    from bot.state.cursor import Cursor
    from bot.state.postgres_cursor import Connection

MIGRATING, RUNNING, LEDGER, ROTATING = (0x6A6F_6273_0000 + number for number in range(4))
"""The advisory locks of this program ("jobs"): whoever dies lets go of them, as of a lock file."""
STANDS_STILL: Final = "5s"
"""So long a running program may do nothing within a transaction."""
HOLDERS: Final = (
    "SELECT COALESCE(host(a.client_addr), 'the server''s own machine'),"  # noqa: S608 - all ours
    " to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"
    " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid"
    f" WHERE {ADVISORY} AND l.mode = 'ShareLock' AND {KEY} = :lock"
)
UNAWARE: Final = (
    f"{HOLDERS} AND NOT EXISTS (SELECT 1 FROM pg_locks k"  # noqa: S608 - all ours
    f" WHERE k.pid = l.pid AND {ADVISORY} AND {KEY} = :known)"
)
IN_ORDER: Final = " ORDER BY a.backend_start"


def take(connection: AnyConnection, lock: int) -> bool:
    """Take an advisory lock for as long as the connection lasts; False where somebody else holds it."""
    cursor = connection.cursor()
    cursor.execute(f"SELECT pg_try_advisory_lock({lock})")
    return bool(cursor.fetchone()[0])


def run_on(connection: Connection) -> None:
    """Be one of the programs that run, from now on: commands know of it, and the schema stays as it is."""
    vouch(connection)  # first: nobody finds a program that knows no key yet
    connection.execute(f"SELECT pg_advisory_lock_shared({RUNNING})")
    # Who stands still in a turn, or has lost the network there, lets go of that person's rows.
    connection.execute(f"SET idle_in_transaction_session_timeout = '{STANDS_STILL}'")


def vouch(connection: Connection) -> None:
    """Hold the lock of each master key that this program knows now, and of no other. Never raises.

    What could not be said is said after the next write; until then nothing is wrapped by it.
    """
    at_hand = connection.keys.at_hand
    with suppress(psycopg.Error):
        for key in at_hand - connection.vouched:
            connection.execute(f"SELECT pg_advisory_lock_shared({_lock_of(key)})")
            connection.vouched |= {key}
        for key in connection.vouched - at_hand:
            connection.execute(f"SELECT pg_advisory_unlock_shared({_lock_of(key)})")
            connection.vouched -= {key}


def _lock_of(key: str) -> int:
    """The advisory lock of a master key, by its id: the same for each bot, since a database has its keys together."""
    return key_of(0, f"master key {key}")


def running(cursor: Cursor) -> list[str]:
    """Where programs run on this database, and since when; nothing is taken from one that is just starting.

    Whoever holds their lock alone is none of them: a migration, a restore or a move.
    """
    return _found(cursor, HOLDERS, {"lock": RUNNING})


def unaware(cursor: Cursor, key: str) -> list[str]:
    """Where programs run, and since when, that do not know the master key of this id."""
    return _found(cursor, UNAWARE, {"lock": RUNNING, "known": _lock_of(key)})


def _found(cursor: Cursor, holders: str, locks: Mapping[str, int]) -> list[str]:
    cursor.execute(holders + IN_ORDER, locks)
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
    return (
        f"DATABASE_URL: expected that no program of an older version runs on {database} while it is brought up to "
        f"date, found {len(found)} ({named(found)}). Stop whatever of it runs (run, serve, work), "
        "start the bot in this version, and give a command again. Nothing was changed"
    )


def see_unmoved(cursor: Cursor) -> None:
    """Within a transaction: the schema stays as it is until it ends. NewerSchema where it has moved on already."""
    cursor.execute(f"SELECT pg_advisory_xact_lock_shared({MIGRATING})")
    migrations.missing(migrations.applied(cursor))
