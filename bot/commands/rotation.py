"""A change of master keys: one at a time, and nobody's key is wrapped by one that a running program does not know."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import structlog

from bot.commands.clock import now
from bot.commands.counting import several
from bot.config import BOT, ConfigError
from bot.state import databases, keys, sealing, watching
from bot.state.beside import beside
from bot.state.opening import PATIENCE
from bot.state.roll import named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.opening import Database
    from bot.state.sealing import Wrapped

AT_ONCE: Final = 500
"""People whose keys are wrapped anew in one transaction: so short that nobody's turn waits for it."""
LOOKS, BETWEEN = 120, 0.5
"""How often, and how many seconds apart, it is looked whether the running bot knows a key: it soon says so."""

log = structlog.get_logger(__name__)


class Rotated(NamedTuple):
    """What was done, for the operator; and the people whose key does not open, and stays as it is."""

    said: str
    unopened: tuple[int, ...] = ()


def rotate(database: Database, file: Path | None) -> Rotated:
    """Wrap everybody's key by a new one in the file, or by the first of the setting.

    ConfigError where another change runs, or where the running bot could not open what the new key wraps; Tampered
    where nobody's key opens, which may be a wrong master key. Then nothing was changed.
    """
    with _alone(database, file):
        with beside(database, clock=now) as (cursor, _):
            sealing.see_nobodys(cursor)
        return _by_setting(database) if file is None else _by_file(database, file)


def unused(database: Database, file: Path) -> tuple[str, ...]:
    """The ids of the keys in a file: the first, and those behind it; ConfigError where one of these wraps anything."""
    with beside(database, clock=now) as (cursor, _):
        return _unused(cursor, file)


def drop(database: Database, file: Path, old: list[str]) -> None:
    """Take these keys out of the file, while nobody writes; ConfigError where it has others behind the first by now."""
    with _alone(database, file), beside(database, clock=now) as (cursor, _):
        if list(_unused(cursor, file)[1:]) != old:
            raise ConfigError("drop-old: the keys were changed meanwhile. Nothing was changed; try again")
        keys.write(file, file.read_text("ascii").split()[0] + "\n")
    log.info("keys.dropped", keys=old)


def _unused(cursor: Cursor, file: Path) -> tuple[str, ...]:
    first, *others = keys.Keys.of_file(file).known()
    wrapping = [each for each in sealing.masters(cursor) if each in others]
    if wrapping:
        raise ConfigError(
            f"drop-old: expected {first} to wrap every key, found {', '.join(wrapping)} in use; nothing was changed. "
            f"First change all of them: {BOT} key rotate, which names whose key does not open: {BOT} erase deletes them"
        )
    return first, *others


@contextmanager
def _alone(database: Database, file: Path | None) -> Iterator[None]:
    """While nobody else changes keys; `file` is the one that is changed, if it is one."""
    try:
        with databases.rotating(database, file):
            yield
    except BlockingIOError as error:
        raise ConfigError(
            "another change of keys runs just now; wait for it to end. Nothing was changed"
        ) from error
    except OSError as error:
        raise ConfigError(
            f"{database.keys.where}: expected a place where {file or 'the lock'} can be replaced, by somebody who may "
            f"give the new file to the same owner, got {error.strerror}; run it as that owner, or as root"
        ) from error


def _by_setting(database: Database) -> Rotated:
    first = database.keys.first.id
    with beside(database, clock=now) as (cursor, _):
        in_use = sealing.masters(cursor)
    if in_use == [first]:
        return Rotated(f"Nothing was changed: {first} wraps every key. Put a new key in front of it first.\n")
    _see_known(database, first, looks=1)
    return _done(
        database, first, "the key", "Leave the old keys in DATA_KEY as long as there are older backups"
    )


def _by_file(database: Database, file: Path) -> Rotated:
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
    later = (
        f"The old keys stay in the file for older backups; once you need none of these: {BOT} key drop-old"
    )
    return _done(database, first, str(file), later)


def _see_known(database: Database, key: str, looks: int) -> None:
    """ConfigError where the bot runs, and not each of its programs says that it knows this key."""
    for look in range(looks):
        if look:
            time.sleep(BETWEEN)
        found = databases.unaware(database, key, PATIENCE)
        if not found:
            return
    if databases.is_postgres(database.url):
        do = "does" if len(found) == 1 else "do"
        raise ConfigError(
            f"{database.keys.where}: expected each running program to know the key {key}, {len(found)} {do} not "
            f"({named(found)}): such a program has its keys from somewhere else, may not read this file, or was not "
            "started anew with the new DATA_KEY. Nothing was changed"
        )
    raise ConfigError(
        f"{database.keys.where}: expected the running bot to know the key {key}, it does not: it has its keys from "
        "somewhere else, may not read this file, or was not started anew with the new DATA_KEY. "
        "Nothing was changed"
    )


def _done(database: Database, first: str, new: str, old: str) -> Rotated:
    wrapped, unopened = _rewrap_all(database)
    log.info("keys.rotated", key=first, times=wrapped)
    done = f"{first} wraps every key now, {wrapped} of them anew.\n"
    if unopened:
        done = (
            f"{first} wraps {several(wrapped, 'key')} anew, but not "
            f"{several(len(unopened), 'key that does not open', 'keys that do not open')}.\n"
        )
    said = (
        f"{done}"
        f"Make a backup now ({BOT} backup --to FOLDER), and keep a copy of {new} in another place: nobody can read "
        f"the data or that backup without it. {old}.\n"
    )
    return Rotated(said, unopened)


def _rewrap_all(database: Database) -> tuple[int, tuple[int, ...]]:
    """Wrap everybody's key anew; how many that were, and whose do not open."""
    count, unopened = 0, tuple[int, ...]()
    some = _rewrap(database, sealing.NOBODY - 1)
    while some.last is not None:
        count, unopened = count + some.times, (*unopened, *some.unopened)
        some = _rewrap(database, some.last)
    return count, unopened


def _rewrap(database: Database, after: int) -> Wrapped:
    with beside(database, clock=now) as (cursor, _):
        wrapped = sealing.rewrap(cursor, AT_ONCE, after)
        watching.note_keys(cursor, now())
        return wrapped
