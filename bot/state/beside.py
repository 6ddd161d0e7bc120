"""One short transaction beside the running program: how an operator's command changes the database.

One program at a time runs on a database, and holds its lock. What it does not hold is SQLite's own lock, but for the
moments in which it writes: between two of these there is room for a command. What such a command stores, the running
program finds at its next turn; a timer that is due, within a minute. A command never changes the schema of a database
that is in use.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state import databases, guard, leftovers, migrations, opening
from bot.state import ids as ids_
from bot.state.errors import OLDER, AlreadyOpen, BeingRestored, OlderSchema
from bot.state.ids import Ids
from bot.state.keeper import Keeper
from bot.state.transaction import tidy, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.keys import Keys
    from bot.state.opening import Database
    from bot.state.values import Clock

RESTORE_LOCK: Final = ".restore.lock"


class Beside(NamedTuple):
    """What a command works with: a cursor inside its transaction, and ids that the running program never makes."""

    cursor: Cursor
    ids: Ids


@contextmanager
def beside(database: Database, *, clock: Clock, patience: float = opening.PATIENCE) -> Iterator[Beside]:
    """A transaction that is committed at the end, and undone whole by any error; then the erasure ledger has its lines.

    The database is brought up to date where nobody uses it. OlderSchema where somebody does, NoDatabase where there is
    none, BeingRestored during a restore; else errors as `Store.open`.
    """
    if databases.is_postgres(database.url):
        with databases.postgres_beside(database, clock=clock, patience=patience) as (cursor, ids):
            yield Beside(cursor, ids)
        return
    with unrestored(opening.existing(database.url)):
        path, keys = up_to_date(database, clock=clock, patience=patience), database.keys
        with opening.explained(path), closing(opening.connect(path, keys, patience)) as connection:
            with transaction(connection):
                cursor = connection.cursor()
                migrations.missing(
                    migrations.applied(cursor)
                )  # refuses what a newer version has made meanwhile
                ids = Ids(clock, beside=True)
                ids.start_above(ids_.highest(cursor))
                yield Beside(cursor, ids)
            if Keeper(database.ledger_file, clock).settle(connection):
                tidy(connection)
                leftovers.clear(path)


@contextmanager
def unrestored(path: Path) -> Iterator[None]:
    """While no restore begins or ends on a database; BeingRestored where one runs: it would undo what is changed."""
    with ExitStack() as stack:
        with opening.explained(path):
            try:
                stack.enter_context(guard.held(restore_lock(path), shared=True))
            except BlockingIOError as error:
                raise BeingRestored(
                    f"DATABASE_URL: a restore, or a move, is at work on {path} just now; wait for it to end, and then "
                    "repeat the command. Nothing was changed"
                ) from error
        yield


def restore_lock(path: Path) -> Path:
    """The lock that commands share, and a restore holds alone."""
    real = path.resolve()
    return real.with_name(f"{real.name}{RESTORE_LOCK}")


def up_to_date(database: Database, *, clock: Clock, patience: float = opening.PATIENCE) -> Path:
    """The file of a database that is there, with the schema of this program. Errors as `beside`."""
    path = opening.existing(database.url)
    if _missing(path, database.keys, patience):
        _bring_up_to_date(database, clock)
    return path


def _missing(path: Path, keys: Keys, patience: float) -> list[str]:
    """The migrations that a database has not been through; with a wrong key not a byte of it is changed."""
    opening.see_keys(path, keys, patience)
    with opening.explained(path), closing(opening.connect(path, keys, patience)) as connection:
        cursor = connection.cursor()
        opening.tables_of(cursor, needed=True)
        return migrations.missing(migrations.applied(cursor))


def _bring_up_to_date(database: Database, clock: Clock) -> None:
    try:
        opening.migrate(database, clock=clock)
    except AlreadyOpen as error:
        raise OlderSchema(OLDER) from error
