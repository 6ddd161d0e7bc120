"""A database with very many citizens, all of whom have a reminder that is due in the same minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot import config
from bot.coaching.recurrence import Rule
from bot.commands.storage import database_of
from bot.engine.effects import REMINDER
from bot.engine.person import Person
from bot.state import organisations, people, relations, reminders, roles, timers
from bot.state.beside import beside
from bot.state.values import to_ms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids

FIRST: Final = 8_000_000_001
"""The chat of the first of them; whoever fills in forms meanwhile has a lower number."""
ALWAYS: Final = ("00:00", "23:59")
"""They may be written to whenever the benchmark runs."""
DENMARK: Final = ZoneInfo("Europe/Copenhagen")


def build(environment: Mapping[str, str], citizens: int, seconds: float) -> None:
    """Put them into the database that this environment names; all is due so many seconds after that."""
    settings = config.read(environment)
    database, now = database_of(settings), datetime.now(UTC)
    with beside(database, clock=lambda: now) as (cursor, ids):
        name, contact = settings.organisation_name, settings.organisation_contact
        place = organisations.ensure(cursor, settings.bot, name, contact, ids, now).id
        mentor = _person(cursor, ids, settings.bot, FIRST - 1, place, now)
        roles.give(cursor, ids.next(), mentor, place, "mentor", now)
        for number in range(citizens):
            citizen = _person(cursor, ids, settings.bot, FIRST + number, place, now)
            relation = ids.next()
            relations.begin(cursor, relation, citizen, mentor, place, "mentor", now)
            _remind(cursor, ids, relation, now, now)
        due = datetime.now(UTC) + timedelta(seconds=seconds)
        cursor.execute(
            "UPDATE timers SET due_at = :due WHERE kind = :kind AND due_at = :now",
            {"due": to_ms(due), "kind": REMINDER, "now": to_ms(now)},
        )


def _person(cursor: Cursor, ids: Ids, bot: int, user: int, place: int, now: datetime) -> int:
    first, last = ALWAYS
    person = Person(
        ids.random(), "en", f"Robin {user}", agreed=True, awake_from=first, awake_to=last, weekends=True
    )
    people.create(cursor, bot, user, user, person, place, now)
    return person.id


def _remind(cursor: Cursor, ids: Ids, number: int, due: datetime, now: datetime) -> None:
    relation = relations.get(cursor, number)
    assert relation is not None
    local = due.astimezone(DENMARK)
    rule = Rule("once", local.date(), local.time()).to_json()
    new = ids.next()
    reminders.make(cursor, new, relation, "elevator_pitch", 0, "", rule, due, now)
    timers.schedule(cursor, ids.next(), relation.citizen, REMINDER, new, due)
