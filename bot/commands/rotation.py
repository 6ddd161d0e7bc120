"""A change of master keys: one at a time, and nobody's key is wrapped by one that the running bot does not know."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from bot.commands.clock import now
from bot.config import ConfigError
from bot.state import guard, keys, opening, sealing, watching
from bot.state.beside import PATIENCE, beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.opening import Database

AT_ONCE: Final = 500
"""People whose keys are wrapped anew in one transaction: so short that nobody's turn waits for it."""
LOOKS, BETWEEN = 120, 0.5
"""How often, and how many seconds apart, it is looked whether the running bot knows a key: it soon says so."""
LOCK: Final = ".rotate.lock"


def rotate(database: Database, file: Path | None, *, drop_old: bool) -> str:
    """Wrap everybody's key by a new one in the file, or by the first of the setting; what was done, for the operator.

    ConfigError where another change runs, or where the running bot could not open what the new key wraps.
    """
    path = opening.existing(database.url)
    try:
        with _alone((file or path).resolve()):
            if file is None:
                return _by_setting(database)
            return _by_file(database, file, drop_old=drop_old)
    except OSError as error:
        raise ConfigError(
            f"{database.keys.where}: expected a place where {file or path} can be replaced, by somebody who may give "
            f"the new file to the same owner, got {error.strerror}; run it as that owner, or as root"
        ) from error


@contextmanager
def _alone(locked: Path) -> Iterator[None]:
    try:
        with guard.held(locked.with_name(f"{locked.name}{LOCK}")):
            yield
    except BlockingIOError as error:
        raise ConfigError(
            "another change of keys runs just now; wait for it to end. Nothing was changed"
        ) from error


def _by_setting(database: Database) -> str:
    first = database.keys.first.id
    with beside(database, clock=now) as (cursor, _):
        in_use = sealing.masters(cursor)
    if in_use == [first]:
        return f"Nothing was changed: {first} wraps every key. Put a new key in front of it first.\n"
    _see_known(database, first, looks=1)
    return _done(database, first, "Keep the old keys: older backups need them")


def _by_file(database: Database, file: Path, *, drop_old: bool) -> str:
    keys.clear_parts(file)
    before, new = file.read_text("ascii"), keys.new_key()
    first = keys.Keys.of_text(new).first.id
    try:
        # Behind the others it wraps nothing yet: should the bot not know it, nothing has happened.
        keys.write(file, f"{before.rstrip()}\n{new}\n")
        _see_known(database, first, looks=LOOKS)
    except BaseException:
        keys.write(file, before)
        raise
    keys.write(file, f"{new}\n{before}")
    if not drop_old:
        return _done(database, first, "Keep the old keys: older backups need them")
    said = _done(database, first, "The old keys are gone")
    _drop_old(database, file, first)
    return said


def _see_known(database: Database, key: str, looks: int) -> None:
    """ConfigError where the bot runs and does not say that it knows this key."""
    path = opening.path_of(database.url)
    for look in range(looks):
        if look:
            time.sleep(BETWEEN)
        if not opening.is_running(path):
            return
        with closing(opening.connect_looker(path, database.keys, PATIENCE)) as connection:
            if key in watching.keys_known(connection.cursor()):
                return
    raise ConfigError(
        f"{database.keys.where}: expected the running bot to know the key {key}, it does not: it has its keys from "
        "somewhere else, may not read this file, or was not started anew with the new DATA_KEY. "
        "Nothing was changed"
    )


def _done(database: Database, first: str, kept: str) -> str:
    wrapped = 0
    while count := _rewrap(database):
        wrapped += count
    return f"{first} wraps every key now, {wrapped} of them anew. {kept}.\n"


def _rewrap(database: Database) -> int:
    with beside(database, clock=now) as (cursor, _):
        return sealing.rewrap(cursor, AT_ONCE)


def _drop_old(database: Database, file: Path, first: str) -> None:
    """Take the old keys out of the file, while nobody writes: none of them may wrap anything."""
    with beside(database, clock=now) as (cursor, _):
        if sealing.masters(cursor) != [first]:
            raise ConfigError(
                f"--drop-old: expected {first} to wrap every key, found others in use; the old keys are kept. Look "
                "which: key list"
            )
        keys.write(file, file.read_text("ascii").split()[0] + "\n")
