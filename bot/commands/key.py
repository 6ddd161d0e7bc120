"""`python -m bot key`: the master keys that seal what people write: make one, list them, change to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot import config
from bot.commands import rotation, storage, unopened
from bot.commands.clock import now
from bot.commands.counting import people
from bot.commands.terminal import Declined, agrees
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
    whats.add_parser("list", help="which keys there are, and what each wraps")
    whats.add_parser("rotate", help="change to a new key, while the bot runs; the old ones stay readable")
    drop = whats.add_parser(
        "drop-old", help="take keys out of the file that wrap nothing any more; older backups open no more"
    )
    drop.add_argument("--yes", action="store_true", help="do not ask first")


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Do it, and say what was done; code 1 where it was done but for a key that does not open, 3 after a no."""
    match options.what:
        case "new":
            said = new(options.file)
        case "list":
            said = in_use(storage.database(environment))
        case "rotate":
            return rotate(environment)
        case _:
            said = drop_old(environment, agreed=options.yes)
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
    """A line for each master key that is at hand, the first one first, or that has wrapped somebody's key."""
    with beside(database, clock=now) as (cursor, _):
        counts = {master: sealing.wrapped_by(cursor, master) for master in sealing.masters(cursor)}
    first, *others = database.keys.known()
    unused = "wraps nothing any more, opens older backups"
    told = [f"{first}  {people(counts.pop(first, 0))}, wraps what is new"]
    told += [f"{each}  {people(counts.pop(each)) if each in counts else unused}" for each in others]
    told += [f"{master}  {people(count)}, is not here" for master, count in counts.items()]
    return "".join(f"{line}\n" for line in told)


def rotate(environment: Mapping[str, str]) -> int:
    """Wrap everybody's key by a new master key: one that is made now for a file, or the one put first in DATA_KEY."""
    file, database = config.data_key_file(environment), storage.database(environment)
    done = rotation.rotate(database, Path(file) if file else None)
    sys.stdout.write(done.said)
    return int(unopened.told(database, done.unopened))


def drop_old(environment: Mapping[str, str], *, agreed: bool) -> str:
    """Take the keys that wrap nothing any more out of the file, once the operator has said yes; else Declined."""
    database, file = storage.database(environment), config.data_key_file(environment)
    if not file:
        raise ConfigError(
            "drop-old: expected DATA_KEY_FILE, got DATA_KEY; where `key list` says that the others wrap nothing, "
            "take them out of DATA_KEY yourself, and start the bot anew"
        )
    first, *old = rotation.unused(database, Path(file))
    if not old:
        return f"Nothing was changed: {first} is the only key in {file}.\n"
    named = ", ".join(old)
    asked = (
        f"{named} of {file} wrap nothing any more. Backups that were made before the change to {first} need them, and "
        "open no more without.\nDrop them?"
    )
    # The question stands outside of the transaction: the bot goes on writing while the operator thinks.
    if not agreed and not agrees(asked):
        raise Declined
    rotation.drop(database, Path(file), old)
    return (
        f"Dropped {named}; {first} is the only key in {file} now. Backups that were made before the change to it open "
        "no more: delete them.\n"
    )
