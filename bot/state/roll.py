"""The programs of a bot, and which of them has which place: as locks say, which go with their program."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state.crew import KINDS, PLACES, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.state.crew import Kind, Place
    from bot.state.cursor import Cursor

ADVISORY: Final = (
    "locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
KEY: Final = "(classid::bigint << 32) | objid::bigint"
HOLDERS: Final = (
    f"SELECT l.pid, {KEY}, COALESCE(a.application_name, '') FROM pg_locks l"  # noqa: S608 - all ours
    f" LEFT JOIN pg_stat_activity a ON a.pid = l.pid WHERE {ADVISORY} ORDER BY a.backend_start, l.pid"
)
TITLE: Final = "jobstjernen"
LONGEST: Final = 63
"""Characters of a connection's name that PostgreSQL keeps."""
TOLD: Final = 5
"""So many of the programs that are in somebody's way are named, at most."""


class Program(NamedTuple):
    """One program: its kind, None of a version that does not say it, and where it runs, as `machine:process`."""

    kind: Kind | None
    name: str
    places: tuple[Place, ...]


ALONE: Final = (Program("run", "", PLACES),)
"""A program that has its database to itself."""


def key_of_kind(bot: int, kind: Kind) -> int:
    """The advisory lock that each program of a kind shares with the others of it."""
    return key_of(bot, f"program {kind}")


def title(kind: Kind) -> str:
    """What this program calls the connection of its locks, so that it is known among others.

    Of a long name the machine's is cut: the process tells the programs of one machine apart.
    """
    before, process = f"{TITLE} {kind} ", f":{os.getpid()}"
    return f"{before}{socket.gethostname()[: LONGEST - len(before) - len(process)]}{process}"


def programs(cursor: Cursor, bot: int) -> list[Program]:
    """Each program of a bot on a PostgreSQL database, in the order of their coming."""
    kinds = {key_of_kind(bot, kind): kind for kind in KINDS}
    places = {key_of(bot, place): place for place in PLACES}
    cursor.execute(HOLDERS, {})
    held: dict[int, tuple[str, set[int]]] = {}
    for process, key, called in cursor.fetchall():
        if key in kinds or key in places:
            held.setdefault(process, (called, set()))[1].add(key)
    return [_program(called, keys, kinds, places) for called, keys in held.values()]


def _program(called: str, keys: set[int], kinds: dict[int, Kind], places: dict[int, Place]) -> Program:
    kind = next((kinds[key] for key in keys if key in kinds), None)
    name = called.removeprefix(f"{TITLE} {kind} ")
    return Program(kind, name, tuple(place for key, place in places.items() if key in keys))


def named(found: Sequence[str]) -> str:
    """Where the programs run that are in somebody's way, as an operator is told."""
    return ", ".join([*found[:TOLD], *(["…"] if len(found) > TOLD else [])])


def holder(programs: Sequence[Program], place: Place) -> Program | None:
    """Who has a place; None where nobody has."""
    return next((each for each in programs if place in each.places), None)
