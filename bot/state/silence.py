"""When nothing is heard of a citizen: those who asked for it are told once, and again only after they were here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.engine.effects import SILENCE
from bot.state import notices, people, relations, timers

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.relations import Relation

NOTICE: Final = "silence"
SLACK: Final = timedelta(days=1)
"""The timer may ring so much too early, and is then set to the moment: not every turn has to move it."""


def watch(cursor: Cursor, ids: Ids, relation: Relation, days: int) -> None:
    """Tell the follower once the citizen has not been here for so many days; 0: never."""
    relations.watch(cursor, relation.id, days)
    seen = people.seen_at(cursor, relation.citizen)
    if days and seen is not None:
        _wait(cursor, ids, relation, seen + timedelta(days=days))
    else:
        timers.cancel(cursor, relation.citizen, SILENCE, relation.id)


def seen(cursor: Cursor, ids: Ids, citizen: int, now: datetime) -> None:
    """A citizen is here: wait anew for whoever is to be told, and take back what was said of their silence."""
    for relation in relations.of_citizen(cursor, citizen):
        if relation.silence_days:
            _wait(cursor, ids, relation, now + timedelta(days=relation.silence_days))
            notices.outdate(cursor, relation.staff, citizen, NOTICE, now)


def over_at(cursor: Cursor, relation: Relation, now: datetime) -> datetime:
    """When the citizen will have been silent for so long that it is to be said, as it looks now."""
    seen = people.seen_at(cursor, relation.citizen) or now
    return seen + timedelta(days=relation.silence_days)


def wait_until(cursor: Cursor, ids: Ids, relation: Relation, moment: datetime) -> None:
    """Let the timer ring at this very moment."""
    timers.schedule(cursor, ids.next(), relation.citizen, SILENCE, relation.id, moment)


def _wait(cursor: Cursor, ids: Ids, relation: Relation, until: datetime) -> None:
    timers.schedule(cursor, ids.next(), relation.citizen, SILENCE, relation.id, until, SLACK)
