"""Which database an address names, and what a program needs of either: SQLite is one file, PostgreSQL a server.

The driver of PostgreSQL is only imported where an address asks for it.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.config import POSTGRES
from bot.state import guard, opening, roll, watching
from bot.state import ids as ids_
from bot.state.ids import Ids
from bot.state.opening import BUSY_TIMEOUT
from bot.state.sqlite import Sqlite
from bot.state.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.state.backend import Backend
    from bot.state.crew import Crew, Kind
    from bot.state.cursor import Cursor
    from bot.state.opening import Database
    from bot.state.roll import Program
    from bot.state.values import Clock

ROTATE_LOCK: Final = ".rotate.lock"
FOLDER: Final = Path("data")
"""Where a program on PostgreSQL keeps what it can make again at any time."""


def is_postgres(url: str) -> bool:
    """Whether an address names a database of PostgreSQL."""
    return url.startswith(POSTGRES)


async def open_backend(database: Database, *, clock: Clock, busy_timeout: float) -> Backend:
    """The database that an address names, open. Errors as `Store.open`."""
    if is_postgres(database.url):
        from bot.state.postgres import Postgres  # noqa: PLC0415 - said above

        return await Postgres.open(database, clock=clock, busy_timeout=busy_timeout)
    return await Sqlite.open(database, clock=clock, busy_timeout=busy_timeout)


def crew_of(database: Database, bot: int, kind: Kind) -> Crew | None:
    """The other programs of a bot on its database; None on SQLite, which one program has to itself."""
    if not is_postgres(database.url):
        return None
    from bot.state.postgres_crew import PostgresCrew  # noqa: PLC0415 - said above

    return PostgresCrew(database, bot, kind)


def programs(cursor: Cursor, url: str, bot: int) -> Sequence[Program]:
    """The programs of a bot on its database, and their places; on SQLite there is one that has them all."""
    return roll.programs(cursor, bot) if is_postgres(url) else roll.ALONE


@contextmanager
def looking(database: Database, patience: float = BUSY_TIMEOUT) -> Iterator[Cursor]:
    """A cursor that cannot write, on a database that has to be there; nothing is migrated. Errors as `Store.open`."""
    if is_postgres(database.url):
        from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above
        from bot.state import postgres_reach  # noqa: PLC0415 - said above

        with (
            closing(postgres.connect(database, patience)) as link,
            postgres_reach.explained(database.url),
            transaction(link, reading=True),
        ):
            cursor = link.cursor()
            postgres.see(cursor, database)
            yield cursor
        return
    path = opening.existing(database.url)
    with (
        opening.explained(path),
        closing(opening.connect_looker(path, database.keys, patience)) as connection,
    ):
        yield connection.cursor()


def migrate(database: Database, *, clock: Clock) -> list[str]:
    """Bring a database that is there up to date; the names of the migrations applied now. Errors as `Store.open`."""
    if is_postgres(database.url):
        from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above

        with closing(postgres.connect(database, BUSY_TIMEOUT)) as link:
            return postgres.bring_up_to_date(link, database, clock=clock)
    opening.existing(database.url)
    return opening.migrate(database, clock=clock)


def is_running(database: Database) -> bool:
    """Whether a program has the database open; it is not taken away from one that is just starting."""
    if is_postgres(database.url):
        from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above
        from bot.state import postgres_programs as programs  # noqa: PLC0415 - the same

        with closing(postgres.connect(database, BUSY_TIMEOUT)) as link:
            return bool(programs.running(link.cursor()))
    return opening.is_running(opening.path_of(database.url))


def unaware(database: Database, key: str, patience: float) -> list[str]:
    """Where programs run that have not said that they know the master key of this id."""
    if is_postgres(database.url):
        from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above
        from bot.state import postgres_programs as programs  # noqa: PLC0415 - the same

        with closing(postgres.connect(database, patience)) as link:
            return programs.unaware(link.cursor(), key)
    if not opening.is_running(opening.path_of(database.url)):
        return []
    with looking(database, patience) as cursor:
        return [] if key in watching.keys_known(cursor) else ["on this machine"]


def reach(database: Database) -> None:
    """See that a server of PostgreSQL answers and lets us in; NoAnswer where that may only take a while."""
    from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above

    postgres.connect(database, BUSY_TIMEOUT).close()


def is_new(database: Database) -> bool:
    """Whether there is nothing in it yet, so that a start makes a new one."""
    if is_postgres(database.url):
        from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above

        with closing(postgres.connect(database, BUSY_TIMEOUT)) as link:
            return not link.cursor().tables()
    return opening.is_missing(opening.path_of(database.url))


def vacuumed(database: Database) -> bool:
    """Let PostgreSQL take destroyed keys out of their table; False where somebody is in the way."""
    from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above

    with closing(postgres.connect(database, BUSY_TIMEOUT)) as link:
        return postgres.vacuum(link)


@contextmanager
def postgres_beside(database: Database, *, clock: Clock, patience: float) -> Iterator[tuple[Cursor, Ids]]:
    """On PostgreSQL, what `beside` gives a command."""
    from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above
    from bot.state import postgres_programs, postgres_reach  # noqa: PLC0415 - the same

    with closing(postgres.connect(database, patience)) as link, postgres_reach.explained(database.url):
        postgres.see_up_to_date(link, database, clock)
        with transaction(link):
            postgres_programs.see_unmoved(link.cursor())
            ids = Ids(clock, beside=True)
            ids.start_above(ids_.highest(link.cursor()))
            yield link.cursor(), ids
        postgres.settle(link, database, clock)


def new_ledger(database: Database, *, clock: Clock) -> bool:
    """Begin another ledger for a lost one, on PostgreSQL; False where it was there. Else LedgerUnwritable."""
    from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above

    keeper = postgres.keeper_of(database, clock)
    lost = keeper is not None and opening.is_missing(Path(database.ledger))
    if keeper is not None:
        with closing(postgres.connect(database, BUSY_TIMEOUT)) as link:
            keeper.write_down(link, anew=True)
    return lost


@contextmanager
def rotating(database: Database, file: Path | None) -> Iterator[None]:
    """While no other change of master keys runs, in their file or else of the database; else BlockingIOError."""
    if file is None and is_postgres(database.url):
        from bot.state import postgres_opening as postgres  # noqa: PLC0415 - said above
        from bot.state import postgres_programs as programs  # noqa: PLC0415 - the same

        with closing(postgres.connect(database, BUSY_TIMEOUT)) as link:
            if not programs.take(link, programs.ROTATING):
                raise BlockingIOError
            yield
        return
    real = (file or opening.existing(database.url)).resolve()
    with guard.held(real.with_name(f"{real.name}{ROTATE_LOCK}")):
        yield


def told(url: str) -> str:
    """An address as it may be shown."""
    if is_postgres(url):
        from bot.state import postgres_address  # noqa: PLC0415 - said above

        return postgres_address.told(url)
    return str(opening.path_of(url))


def ledger_of(url: str, ledger: str) -> Path | None:
    """The file of the erasure ledger; None on PostgreSQL where none is set: its entries wait in the database."""
    if is_postgres(url):
        return Path(ledger).absolute() if ledger else None
    return opening.ledger_of(url, ledger)


def folder_of(url: str) -> Path:
    """The folder for what belongs to a database and can be made again at any time."""
    return FOLDER.absolute() if is_postgres(url) else opening.path_of(url).parent


def bytes_of(cursor: Cursor, url: str) -> int:
    """The bytes that a database takes."""
    if is_postgres(url):
        cursor.execute("SELECT pg_database_size(current_database())", {})
        return int(cursor.fetchone()[0])
    return opening.size_of(opening.path_of(url))


def unsafe(cursor: Cursor, url: str) -> list[str]:
    """The settings of a server by which it may lose what it has acknowledged; SQLite's are the program's own."""
    if not is_postgres(url):
        return []
    from bot.state import postgres_server as server  # noqa: PLC0415 - said above

    return server.unsafe(cursor)
