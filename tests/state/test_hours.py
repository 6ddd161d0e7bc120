"""The third migration: who was there before keeps the hours that held for everybody."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from bot.engine.person import Person
from bot.state import migrations, people
from bot.state.connection import connected
from tests.keys import KEYS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEFORE = (
    "INSERT INTO people (id, organisation, language, name, time_zone, focus, agreed, energy, energy_day, quiet,"
    " version, created_at, seen_at) VALUES (7, 3, 'da', 'Anna', 'Europe/Copenhagen', 0, 1, -1, '',"
    " 0, 1, 0, 0)"
)
ORGANISATION = "INSERT INTO organisations VALUES (3, 'Kommunen', 'k@example.org', 0)"
ADDRESS = "INSERT INTO addresses (bot, user_id, chat_id, person) VALUES (1, 41, 41, 7)"


def test_people_who_are_there_already_get_the_hours_that_held_for_all() -> None:
    with closing(connected(":memory:", KEYS)) as connection:
        cursor = connection.cursor()
        cursor.execute(migrations.TABLE)
        *earlier, newest = list(migrations.MIGRATIONS)[:3]
        for name in earlier:
            migrations.apply(cursor, name, NOW)
        for statement in (ORGANISATION, BEFORE, ADDRESS):
            cursor.execute(statement)
        assert newest == "0003 hours"
        for name in list(migrations.MIGRATIONS)[2:]:
            migrations.apply(cursor, name, NOW)
        known = people.find(cursor, 1, 41)
    assert known is not None
    usual = Person(7, name="Anna", agreed=True)
    assert known.person == usual
    assert (usual.awake_from, usual.awake_to, usual.weekends) == ("09:00", "20:00", False)
