"""`python -m bot key`: the master keys that seal what people write: make one, list them, change to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot import config
from bot.commands import rotation, storage
from bot.commands.clock import now
from bot.config import ConfigError
from bot.state import keys, sealing
from bot.state.beside import beside

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.state.opening import Database


def add_options(parser: argparse.ArgumentParser) -> None:
    whats = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    new = whats.add_parser("new", help="print a new key, or write it into a file of its own")
    new.add_argument("--file", type=Path, help="a file that does not exist yet; only you may read it")
    whats.add_parser("list", help="which keys are in use, and for how many people")
    rotate = whats.add_parser(
        "rotate", help="change to a new key, while the bot runs; the old ones stay readable"
    )
    rotate.add_argument(
        "--drop-old",
        action="store_true",
        help="take the old keys out of the file; older backups open no more",
    )


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Do it, and say what was done."""
    match options.what:
        case "new":
            said = new(options.file)
        case "list":
            said = in_use(storage.database(environment))
        case _:
            said = rotate(environment, drop_old=options.drop_old)
    sys.stdout.write(said)
    return 0


def new(file: Path | None) -> str:
    """A new key; ConfigError where the file, or a link, is there already: it is not ours to replace."""
    made = f"{keys.new_key()}\n"
    if file is None:
        return made
    try:
        if file.exists() or file.is_symlink():
            raise ConfigError(
                f"--file: expected a file that does not exist, got {file}; to change a key: key rotate"
            )
        keys.write(file, made)
    except OSError as error:
        raise ConfigError(
            f"--file: expected a place that can be written, got {file} ({error.strerror})"
        ) from error
    return f"Wrote {file}. Keep a copy elsewhere: without it nobody can read the data again.\n"


def in_use(database: Database) -> str:
    """A line for each master key that has wrapped somebody's key."""
    with beside(database, clock=now) as (cursor, _):
        counts = {master: sealing.wrapped_by(cursor, master) for master in sealing.masters(cursor)}
    first = database.keys.first.id
    lines = (
        f"{master}  {count} people{', wraps what is new' if master == first else ''}\n"
        for master, count in counts.items()
    )
    return "".join(lines)


def rotate(environment: Mapping[str, str], *, drop_old: bool) -> str:
    """Wrap everybody's key by a new master key: one that is made now for a file, or the one put first in DATA_KEY."""
    file = config.data_key_file(environment)
    if drop_old and not file:
        raise ConfigError(
            "--drop-old: expected DATA_KEY_FILE, got DATA_KEY; take the old keys out of DATA_KEY yourself"
        )
    return rotation.rotate(storage.database(environment), Path(file) if file else None, drop_old=drop_old)
