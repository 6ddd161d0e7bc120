"""A world of phones once more: what takes many turns to come about is played once, and copied for each test."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.state import ledger, migrations, sealing
from bot.state.connection import connected
from bot.state.ids import Ids
from bot.state.keys import BYTES
from tests.keys import KEYS

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.connection import Connection
    from bot.state.cursor import Cursor
    from tests.talk import Talk, World


@cache
def migrated(now: datetime) -> bytes:
    """An empty database with all migrations, to begin every talk with a copy of."""
    connection = connected(":memory:", KEYS)
    cursor = connection.cursor()
    cursor.execute(migrations.TABLE)
    for name in migrations.missing(()):
        migrations.apply(cursor, name, now)
    always_the_same_receipts(cursor)
    packed = connection.serialize()
    connection.close()
    return packed


def always_the_same_receipts(cursor: Cursor) -> None:
    """Put a key that is no secret in the place of the one that was drawn for the ledger."""
    wrapped = sealing._wrapped(KEYS.first, sealing.NOBODY, bytes(BYTES))
    cursor.execute(
        "UPDATE data_keys SET wrapped = :wrapped WHERE owner = :nobody",
        {"wrapped": wrapped, "nobody": sealing.NOBODY},
    )
    cursor.wrapped.clear()
    ledger.move(cursor, ledger.pen(cursor).beginning)


def opened(stored: bytes) -> Connection:
    """A database in memory that begins with what is stored in another."""
    connection = connected(":memory:", KEYS)
    connection.deserialize(stored)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def copied(world: World, stored: bytes | None = None) -> World:
    """The same clock, bot, database and phones as they stand now; what happens to either is nothing to the other.

    In another thread than the world's own, `stored` is its database as it was serialized there.
    """
    new = copy(world)
    new.drawn = list(world.drawn)
    new.connection = opened(world.connection.serialize() if stored is None else stored)
    turns, ids = world.turns, Ids(lambda: new.now, bits=new._bits)
    ids.start_above(turns.ids._last)
    new.turns = replace(turns, ids=ids, newcomers=deepcopy(turns.newcomers), again=deepcopy(turns.again))
    new.talks = [_in(new, talk) for talk in world.talks]
    return new


def _in(world: World, talk: Talk) -> Talk:
    """A phone as it stands now, in the copy of its world."""
    new = copy(talk)
    new.world, new.turns = world, world.turns
    new.sent, new.toasts, new.removed = list(talk.sent), list(talk.toasts), list(talk.removed)
    return new


def once_more(talk: Talk) -> Talk:
    """The phone in a copy of its world."""
    return copied(talk.world).talks[talk.world.talks.index(talk)]
