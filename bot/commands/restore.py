"""`python -m bot restore FILE`: a backup takes the place of the database, without what was erased since."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from bot import config
from bot.commands import content, storage, unopened
from bot.commands.clock import now
from bot.commands.counting import people, several
from bot.commands.letters import minute
from bot.flows._health import Health
from bot.state import databases, restoring
from bot.state.restoring import Wish

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.state.ledger import Kind
    from bot.state.restoring import Restored

SAID: Final[Mapping[Kind, tuple[str, str]]] = {
    "person": ("person erased", "people erased"),
    "exercise": ("exercise deleted", "exercises deleted"),
    "answer": ("text deleted", "texts deleted"),
    "share": ("share taken back", "shares taken back"),
    "observation": ("set of scores hidden beside a star", "sets of scores hidden beside a star"),
    "relation": ("following ended", "followings ended"),
    "role": ("role ended", "roles ended"),
    "invitation": ("invitation closed", "invitations closed"),
    "reminder": ("reminder stopped", "reminders stopped"),
    "consent": ("consent taken back", "consents taken back"),
}
"""What was done again, of one and of more."""

NOT_SENT: Final = (
    "Not sent, and lost with the old database: {}. Everything of theirs is deleted, but they do not hear of it: where "
    "somebody asks, say that it is done.\n"
)
HEALTH_LEFT: Final = (
    " Among it may be answers about health, which they had said no to: these are there again. Nobody else is shown "
    "anything of theirs."
)

log = structlog.get_logger(__name__)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what `backup` has made")
    parser.add_argument(
        "--ledger",
        type=Path,
        metavar="FILE",
        help="the newest copy of the erasure ledger, if not at its place",
    )
    parser.add_argument("--overwrite", action="store_true", help="delete the database that is there now")
    parser.add_argument(
        "--without-ledger",
        action="store_true",
        help="the ledger is lost: bring back whoever and whatever was erased after the backup",
    )


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Restore it, and say what was done again. The bot must not run."""
    database = storage.database(environment)
    about_health = Health(content.read(config.star_file(environment))).closes
    wish = Wish(options.ledger, options.overwrite, options.without_ledger, about_health)
    done = restoring.restore(database, options.file, wish, clock=now)
    log.info("backup.restored", path=str(options.file))
    again = ", ".join(several(count, *SAID[kind]) for kind, count in done.again.items() if count)
    erased = done.again["person"]
    of_whom = f", of whom {several(erased, 'is', 'are')} erased again" if erased else ""
    said = f"Restored {people(done.people + erased)}, as of {minute(done.made_at)}{of_whom}.\n"
    if options.without_ledger:
        said += (
            "WITHOUT the erasure ledger: what was deleted or taken back after that is there again, and has to be "
            "deleted again. "
        )
        begun = databases.ledger_of(database.url, database.ledger)
        said += "A new ledger is begun; make a backup now.\n" if begun else "Make a backup now.\n"
    else:
        said += ledger_of(done)
        said += f"Done again, by the erasure ledger: {again or 'nothing was to be done'}.\n"
    if done.receipts:
        said += NOT_SENT.format(several(done.receipts, "receipt of an erasure", "receipts of erasures"))
    if done.unread:
        said += (
            "The old database could not be read: should it have noted an erasure that the ledger could not take "
            "(ledger.unwritable in the log), that one is missing.\n"
        )
    sys.stdout.write(said)
    unopened.told(database, done.unopened)
    unopened.told(database, done.about_health, more=HEALTH_LEFT)
    return 0


def ledger_of(done: Restored) -> str:
    """How new the ledger is, and what it may miss: an old copy looks like one in which nothing has happened since."""
    if done.last is None:
        said = "The erasure ledger has no lines: as far as it knows nothing was ever deleted or taken back.\n"
    else:
        said = f"The erasure ledger has {several(done.lines, 'line')}, the last of {minute(done.last)}.\n"
    if done.vouched or (done.last is not None and done.last > done.made_at):
        return said
    return said + (
        "LOOK: none of its lines is newer than the backup. If anybody has deleted or taken back anything since, it is "
        "an old copy, and what they deleted is there again: look for a newer copy, and restore once more with that, "
        "before you start the bot.\n"
    )
