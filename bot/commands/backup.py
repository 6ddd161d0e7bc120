"""`python -m bot backup --to FOLDER`: a sealed and verified copy of the database, while the bot runs."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import storage
from bot.commands.clock import now
from bot.state import backup

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="where the backup goes: another disk, best"
    )
    parser.add_argument(
        "--keep", type=days, metavar="DAYS", help="then delete older backups of this database in that folder"
    )
    parser.add_argument(
        "--new-ledger",
        action="store_true",
        help="the erasure ledger is lost: begin another one; older backups cannot be restored by a ledger any more",
    )


def days(text: str) -> int:
    """A number of days, at least one."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"expected a number of days, at least 1, got {text!r}")
    return int(text)


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Make it and say where it is. Code 1 where it was made, but the erasure ledger takes no lines."""
    made = backup.make(storage.database(environment), options.to, clock=now, new_ledger=options.new_ledger)
    sys.stdout.write(f"Wrote {made.file}: {made.size:,} bytes, {made.people} people; read back, and whole.\n")
    if options.keep:
        count = backup.delete_older(made.file, options.keep)
        sys.stdout.write(f"Deleted {count} older than {options.keep} days.\n")
    if made.trouble:
        sys.stderr.write(
            f"{made.trouble}\nUntil then no erasure gets its line, and a restore would miss it.\n"
        )
        return 1
    return 0
