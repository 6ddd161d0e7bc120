"""A backup and a restore try everything that is sealed, not only keys: whose words do not open is named."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.state import (
    backup,
    comments,
    copying,
    opening,
    outbox,
    people,
    reminder_answers,
    reports,
    sealing,
    versions,
)
from bot.state.reports import Report
from bot.state.sealing import SEALED
from tests.keys import KEYS
from tests.state.helpers import BOT
from tests.state.places import Place, Town, as_in

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.cursor import Cursor


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


SPOKEN = {"file": "x", "seconds": 7}


def fill(town: Town) -> None:
    """A row in every table that has something sealed."""
    cursor, ids, now, anna = town.cursor, town.store.ids, town.store.clock(), town.anna.id
    found = people.by_id(cursor, anna)
    assert found is not None
    tired = replace(found[0].person, energy=1, energy_day="2026-11-02", speed="slow")
    people.save(cursor, tired, found[0].version, now, seen=False)
    versions.keep(cursor, ids.next(), anna, town.exercise, {"text": "x"}, now)
    comments.add(
        cursor,
        ids.next(),
        anna,
        town.mette,
        town.mette,
        town.exercise,
        1,
        "",
        "comment",
        "x",
        {"a": "x"},
        now,
        SPOKEN,
    )
    today = now.date()
    report = Report(
        ids.next(), anna, town.relation, town.mette, found[0].organisation, today, today, "da", now
    )
    reports.begin(cursor, report)
    reports.keep(cursor, ids.next(), report, 1, town.mette, dict(reports.EMPTY), now)
    text = sealing.seal(cursor, "reminders.text", anna, town.reminder, "x")
    cursor.execute("UPDATE reminders SET text = :text WHERE id = :id", {"text": text, "id": town.reminder})
    reminder_answers.add(cursor, ids.next(), anna, town.reminder, "x", now, SPOKEN)
    for person in (anna, None):
        outbox.add(cursor, ids.next(), BOT, 7, person, "da", {"kind": "say"}, 0, -1, now)


def tried(place: Place) -> tuple[int, ...]:
    return copying.contents(place.file, KEYS).unopened


@pytest.mark.parametrize("to", ["'AAAA' || stored", "'Kurt'", "CAST(x'fffe41' AS TEXT)", "x'00ff'"])
def test_every_column_is_tried_and_its_owner_named(place: Place, to: str) -> None:
    town = place.settle()
    place.do(lambda cursor: fill(as_in(town, cursor)))
    assert tried(place) == ()
    with closing(opening.connect(place.file, KEYS, 1.0)) as connection:
        for table, column, owner in SEALED:
            row, whose, before = connection.execute(
                f"SELECT id, {owner}, {column} FROM {table} WHERE {column} <> '' ORDER BY {owner} DESC"
            ).fetchone()
            put = f"UPDATE {table} SET {column} = {{}} WHERE id = :row"
            connection.execute(put.format(to.replace("stored", column)), {"row": row})
            assert tried(place) == (whose,), f"{table}.{column}"
            connection.execute(put.format(":before"), {"row": row, "before": before})
    assert tried(place) == ()


def test_what_was_sent_and_has_no_words_any_more_is_no_damage(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: fill(as_in(town, cursor)))

    def sent(cursor: Cursor) -> None:
        cursor.execute("SELECT id FROM outbox", {})
        for (row,) in cursor.fetchall():
            outbox.sent(cursor, row, row, place.clock())

    place.do(sent)
    assert tried(place) == ()


def test_a_message_that_belongs_to_nobody_is_tried_too(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: fill(as_in(town, cursor)))
    place.do(lambda cursor: cursor.execute("UPDATE outbox SET payload = 'AAAA' WHERE person IS NULL", {}))
    folder = place.path / "backups"
    folder.mkdir()
    assert backup.make(place.database, folder, clock=place.clock).unopened == (sealing.NOBODY,)
