"""Databases of tests on their way to PostgreSQL: as the file that a bot has left, with its ledger."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, cast

from bot.state import moving, opening, postgres_opening
from bot.state.keeper import Keeper
from bot.state.transaction import transaction
from tests import postgres
from tests.keys import KEYS
from tests.talk import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack
    from datetime import datetime
    from pathlib import Path

    from bot.state.connection import Connection
    from bot.state.cursor import Cursor
    from bot.state.opening import Database

LEDGER = "ledger.erasures"
PATIENCE = 5.0
OWNER = "owner"
MAKE_OWNER = f"""DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(1);
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{OWNER}') THEN CREATE ROLE {OWNER} LOGIN; END IF;
END $$"""


def filed(connection: Connection, folder: Path, now: datetime) -> Path:
    """What is in a database, in a file, with the ledger that the bot has begun for it."""
    file = folder / "bot.db"
    file.write_bytes(connection.serialize())
    with closing(opening.connect(file, KEYS, PATIENCE)) as opened:
        Keeper(folder / LEDGER, lambda: now).write_down(opened, anew=True)
    return file


@contextmanager
def empty() -> Iterator[Database]:
    """A database with nothing in it, of a user who owns it and may do nothing else, as the guide says."""
    with postgres.fresh(template="template0") as database:
        with postgres.administration() as link:
            link.execute(MAKE_OWNER)
            link.execute(
                f"ALTER DATABASE {database.url.partition('@/')[2].partition('?')[0]} OWNER TO {OWNER}"
            )
        yield database._replace(url=database.url.replace(f"//{postgres.OWNER}@", f"//{OWNER}@"))


@contextmanager
def target(folder: Path) -> Iterator[Database]:
    """An empty database on PostgreSQL, as the settings name it, with the ledger of the file in the folder."""
    with empty() as database:
        yield database._replace(ledger=str(folder / LEDGER))


@contextmanager
def reading(database: Database) -> Iterator[Cursor]:
    with (
        closing(postgres_opening.connect(database, PATIENCE)) as link,
        transaction(link, reading=True),
    ):
        yield link.cursor()


def rows_in(database: Database, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    with reading(database) as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}", {})
        return cursor.fetchall()


class MovingWorld(World):
    """A world of phones that begins on SQLite, and at some moment goes on with PostgreSQL."""

    moves = 0

    def move(self, folder: Path, until: ExitStack) -> None:
        """The bot stops, an operator moves everything, and it starts again."""
        file = filed(self.connection, folder, self.now)
        self.connection.close()
        database = until.enter_context(target(folder))
        moving.move(str(file), database, clock=lambda: self.now)
        link = until.enter_context(closing(postgres_opening.connect(database, PATIENCE)))
        self.moves += 1
        self.connection = cast("Connection", link)  # tests do with it what both kinds can
