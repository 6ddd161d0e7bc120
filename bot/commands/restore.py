"""`python -m bot restore FILE`: a backup takes the place of the database, without what was erased since."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot import config
from bot.commands import content, storage
from bot.commands.clock import now
from bot.flows._health import Health
from bot.state import restoring
from bot.state.restoring import Wish

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.state.ledger import Kind

SAID: Final[Mapping[Kind, str]] = {
    "person": "people erased",
    "exercise": "exercises deleted",
    "answer": "texts deleted",
    "share": "shares taken back",
    "relation": "followings ended",
    "role": "roles ended",
    "invitation": "invitations closed",
    "reminder": "reminders stopped",
    "consent": "consents taken back",
}


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
    again = ", ".join(f"{count} {SAID[kind]}" for kind, count in done.again.items() if count)
    said = f"Restored {done.people} people, as of {done.made_at:%Y-%m-%d %H:%M} UTC.\n"
    if options.without_ledger:
        said += (
            "WITHOUT the erasure ledger: what was deleted or taken back after that is there again, and has to be "
            "deleted again. A new ledger is begun; make a backup now.\n"
        )
    else:
        said += f"Done again, by the erasure ledger: {again or 'nothing was to be done'}.\n"
    if done.unread:
        said += (
            "The old database could not be read: should it have noted an erasure that the ledger could not take "
            "(ledger.unwritable in the log), that one is missing.\n"
        )
    sys.stdout.write(said)
    return 0
