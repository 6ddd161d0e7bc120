"""One PostgreSQL transaction for many functions, each in a savepoint of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import errors

from bot.policy import NotAllowed
from bot.state.backend import Outcome
from bot.state.errors import Held, NotTheirs, StorageUnavailable
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.state.backend import Function
    from bot.state.postgres_cursor import Connection

TRIES: Final = 5
"""How often a batch is run that stands in another program's way: each time one of the two goes through."""
AGAIN: Final = 5
"""How often one function is run that makes a row which another program has just made."""
MADE: Final = (errors.UniqueViolation, NotTheirs)
"""What comes of such a row: now it is found, or gets another id. A session of that id is somebody else's."""
OVERTAKEN: Final = (NotAllowed, errors.ForeignKeyViolation)
"""What comes of relying on what another program has taken away since one's last statement: now it is found to be gone.
Whoever is refused twice in a row was not overtaken."""
CROSSED: Final = (errors.SerializationFailure, errors.DeadlockDetected)
WAITS: Final = 50
"""Milliseconds that a batch waits for a row that another program holds: once, for all in it wait with that function."""
GLANCES: Final = 1
"""The same for whoever comes after that one, and for a batch of such as were held before. PostgreSQL knows no less."""
AWAY: Final = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    errors.ReadOnlySqlTransaction,
    errors.InsufficientPrivilege,
    errors.InternalError_,
    errors.DataCorrupted,
    errors.IndexCorrupted,
)
"""What speaks of the server, its disk, our rights there or the way to it; any other speaks of the statement: a bug.

The last three are class XX. As with SQLITE_CORRUPT, what people write to such a bot waits until it is repaired.
"""


def unavailable(error: psycopg.Error) -> StorageUnavailable:
    """An error of the server, with what an operator can do; never with its detail, which may hold a row."""
    said = error.diag.message_primary or str(error).partition("\n")[0]
    return StorageUnavailable(
        f"nothing was stored: {said} ({error.sqlstate or type(error).__name__}); see whether PostgreSQL runs, can be "
        "reached, and has room on its disk; the next write tries again"
    )


def run_batch(
    connection: Connection, functions: Sequence[Function[Any]], *, hurried: bool = False
) -> list[Outcome]:
    """Run the functions in one transaction, each undone alone when it raises; all of them again after a deadlock.

    One that needs a row which another program holds for longer than a moment is `Held`. In a batch there is one such
    moment at most; in a `hurried` one there is none.
    """
    for _ in range(TRIES - 1):
        try:
            return _run_once(connection, functions, hurried=hurried)
        except CROSSED:
            continue
        except AWAY as error:
            raise unavailable(error) from error
    try:
        return _run_once(connection, functions, hurried=hurried)
    except AWAY as error:
        raise unavailable(error) from error


def run_read(connection: Connection, function: Function[Any]) -> Outcome:
    """Run a function on one consistent state of the database; StorageUnavailable where the server fails it."""
    try:
        with transaction(connection, reading=True):
            return Outcome(value=function(connection.cursor()))
    except AWAY as error:
        raise unavailable(error) from error
    except BaseException as error:  # noqa: BLE001 - whatever a function raises is for its own caller
        return Outcome(error=error)


def _run_once(connection: Connection, functions: Sequence[Function[Any]], *, hurried: bool) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with transaction(connection):
        _wait_for_rows(connection, GLANCES if hurried else WAITS)
        for function in functions:
            outcome = _run_alone(connection, function)
            outcomes.append(outcome)
            if isinstance(outcome.error, Held) and not hurried:
                hurried = True
                _wait_for_rows(connection, GLANCES)
    return outcomes


def _wait_for_rows(connection: Connection, milliseconds: int) -> None:
    connection.execute(f"SET LOCAL lock_timeout = {milliseconds}")


def _run_alone(connection: Connection, function: Function[Any]) -> Outcome:
    connection.execute("SAVEPOINT alone")
    before: BaseException | None = None
    for _ in range(AGAIN):
        outcome = _outcome(connection, function)
        if connection.is_lost:
            raise psycopg.OperationalError("the connection was lost")
        if outcome.error is None:
            break
        connection.execute("ROLLBACK TO alone")
        if not _may_come_otherwise(outcome.error, before):
            break
        before = outcome.error
    connection.execute("RELEASE alone")
    return outcome


def _may_come_otherwise(error: BaseException, before: BaseException | None) -> bool:
    """Whether a function that has raised this may find a way now that another program has gone first."""
    refused = isinstance(error, OVERTAKEN) and type(error) is not type(before)
    return refused or isinstance(error, MADE)


def _outcome(connection: Connection, function: Function[Any]) -> Outcome:
    """What a function gives or raises. What ends the whole batch is let out."""
    try:
        outcome = Outcome(value=function(connection.cursor()))
    except CROSSED:
        raise
    except errors.LockNotAvailable as error:
        return Outcome(error=Held(str(unavailable(error))))
    except AWAY as error:
        return Outcome(error=unavailable(error))
    except BaseException as error:  # noqa: BLE001 - whatever a function raises is for its own caller
        return Outcome(error=error)
    if connection.has_failed:  # it has kept quiet about an error, and nothing of it could be stored
        return Outcome(error=StorageUnavailable("nothing was stored: a statement had failed"))
    return outcome
