"""`python -m bot move FILE`: everything in an SQLite file goes into the PostgreSQL database of the settings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import structlog

from bot.commands import storage, unopened
from bot.commands.clock import now
from bot.commands.counting import people, several
from bot.commands.terminal import Declined, agrees
from bot.config import ConfigError
from bot.state import databases, moved_away, moving, opening

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.state.moving import Moved

ASKED: Final = "Do not start the bot on either of them meanwhile. Move all of it?"
AFTER: Final = (
    "Each table says the same in both. Start the bot with these settings now, and never again on {file}, which was not "
    "changed. Leave {mark} there, also when you delete the file: as long as it is there no bot starts there. "
    "Make a backup now: those of the file cannot be restored here. Keep the file until you are sure that all "
    "is well, for some days. Then delete it with its -wal, -shm, .lock, .backup.lock and .restore.lock files, as many "
    "as there are, and its backups as they grow old: "
    "they hold what people wrote, also of whoever is erased from now on. Leave the erasure ledger, which goes on: "
    "{ledger}.\n"
)
AS_IT_IS: Final = " What is stored of them was moved as it is."

log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="the SQLite file to move; DATABASE_URL says where it goes"
    )
    parser.add_argument(
        "--yes", action="store_true", help="move at once, in a script, in place of the question"
    )


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Say what would be moved, ask, move it, and say so. Code 1 where something of it does not open, 3 after a no."""
    database = storage.database(environment)
    if not databases.is_postgres(database.url):
        raise ConfigError(
            "DATABASE_URL: expected the empty PostgreSQL database that FILE is to be moved into "
            "(postgresql://user:password@host:port/name), got an SQLite file. Nothing was changed"
        )
    target = databases.told(database.url)
    if not options.yes:
        # The question stands outside of all locks: what has changed meanwhile is found when it is moved.
        found = moving.look(options.file, database)
        sys.stdout.write(f"In {options.file}: {told(found)}.\nIt goes to {target}, which is empty.\n")
        if not agrees(ASKED):
            raise Declined
    done = moving.move(options.file, database, clock=now)
    log.info("database.moved", path=options.file)
    sys.stdout.write(f"Moved to {target}: {told(done)}.\n")
    mark = moved_away.mark_of(opening.path_of(options.file))
    ledger = databases.ledger_of(database.url, database.ledger)
    sys.stdout.write(AFTER.format(file=options.file, mark=mark, ledger=ledger))
    return int(unopened.told(database, done.unopened, more=AS_IT_IS))


def told(what: Moved) -> str:
    """How much it is."""
    rows = what.rows
    return (
        f"{people(rows['people'])}, {several(rows['exercises'], 'exercise')}, {several(rows['answers'], 'answer')}, "
        f"{several(rows['outbox'], 'message')}, {several(rows['timers'], 'timer')}; "
        f"in all {several(sum(rows.values()), 'row')} in {several(len(rows), 'table')}"
    )
