"""`python -m bot backup --to FOLDER`: a sealed and verified copy of the database, while the bot runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from bot.commands import storage, unopened
from bot.commands.arguments import number
from bot.commands.clock import now
from bot.commands.counting import people, several
from bot.config import ConfigError
from bot.state import backup, databases, watching
from bot.state.beside import beside

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.state.backup import Made
    from bot.state.opening import Database

BEGUN: Final = (
    "Began a new erasure ledger at {file}. Backups of before it can only be restored --without-ledger, which brings "
    "back whoever and whatever was deleted after them: delete these backups. Ship the new ledger too.\n"
)
NOT_BEGUN: Final = "The erasure ledger is at {file}, and goes on: no new one was begun.\n"
AS_IT_IS: Final = " What is stored of them is in the backup as it is."
KEPT: Final = " No older backup was deleted: one of them may hold it whole."
SPARED: Final = " {} stayed: the {} newest ones before this stay, since a clock may have been wrong."
LATER: Final = (
    "Dated later than this backup: {} in {}, the latest is {}. A clock was wrong, then or now: set it right, and "
    "delete what has a wrong date. --keep would leave it until that date has passed.\n"
)
NOTED: Final = (
    "Noted that another program has made a backup now. Let it be deleted as those of this command are: whoever is "
    "erased from now on is in it.\n"
)
AWAY: Final = "No new ledger was begun, since there is a file at its place: take that away first.\n"

log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--to", type=Path, metavar="FOLDER", help="where the backup goes: another disk, best")
    what.add_argument(
        "--made-elsewhere",
        action="store_true",
        help="make none: only note that another program, like the PostgreSQL server's own, has just made one",
    )
    parser.add_argument(
        "--keep",
        type=number("a number of days, at least 1, like 30", 1),
        metavar="DAYS",
        help="then delete older backups of this database in that folder, but for the newest few",
    )
    parser.add_argument(
        "--new-ledger",
        action="store_true",
        help="the erasure ledger is lost: begin another one; older backups cannot be restored by a ledger any more",
    )


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Make it and say where it is. Code 1 where it was made, and something wants attention."""
    _see_fitting(options)
    database = storage.database(environment)
    if options.made_elsewhere:
        return _note(database)
    ledger_at = databases.ledger_of(database.url, database.ledger)
    if options.new_ledger and ledger_at is None:
        raise ConfigError("ERASURE_LEDGER: expected the file that the new ledger begins in, got nothing")
    made = backup.make(database, options.to, clock=now, new_ledger=options.new_ledger)
    log.info("backup.made", path=str(made.file))
    whole = "whole but for what does not open" if made.unopened else "whole"
    sys.stdout.write(
        f"Wrote {made.file}: {made.size:,} bytes, {people(made.people)}; read back, and {whole}.\n"
    )
    if options.new_ledger and not made.trouble:
        sys.stdout.write((BEGUN if made.begun else NOT_BEGUN).format(file=ledger_at))
    if options.keep and not made.unopened:
        _delete_older(made, options.keep)
    later = backup.dated_later(made.file)
    if later:
        sys.stderr.write(LATER.format(several(len(later), "backup"), options.to, later[0].name))
    if made.trouble:
        away = AWAY if options.new_ledger else ""
        sys.stderr.write(
            f"{made.trouble}\n{away}Until then no erasure gets its line, and a restore would miss it.\n"
        )
    damaged = unopened.told(database, made.unopened, more=AS_IT_IS + (KEPT if options.keep else ""))
    return int(bool(made.trouble) or bool(later) or damaged)


def _see_fitting(options: argparse.Namespace) -> None:
    """ConfigError where something is asked for that only goes with a backup of one's own."""
    asked = {"--keep": options.keep, "--new-ledger": options.new_ledger}
    for option, given in asked.items():
        if options.made_elsewhere and given:
            raise ConfigError(
                f"{option}: expected it with --to, got it with --made-elsewhere, which makes no backup, and deletes "
                "none; leave it out. Nothing was noted"
            )


def _note(database: Database) -> int:
    """Let whoever watches over the bot see when another program has backed its database up."""
    with beside(database, clock=now) as (cursor, _):
        watching.backed_up(cursor, now())
    log.info("backup.noted")
    sys.stdout.write(NOTED)
    return 0


def _delete_older(made: Made, days: int) -> None:
    deleted = backup.delete_older(made.file, days)
    stayed = SPARED.format(deleted.spared, backup.LEAST) if deleted.spared else ""
    count = several(deleted.gone, "backup")
    sys.stdout.write(f"Deleted {count} older than {several(days, 'day')}.{stayed}\n")
