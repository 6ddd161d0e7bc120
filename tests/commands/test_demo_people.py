"""The demo's people: settled once, connected, and left alone after that."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import config
from bot.commands import demo
from bot.commands.demo_people import EVERYBODY, JONAS, METTE, settle
from bot.commands.storage import database_of, make_folder
from bot.engine.person import Person
from bot.phone.settings import CITIZEN
from bot.state import organisations, people, relations
from bot.state.ids import Ids
from bot.state.opening import connect_looker, path_of
from bot.state.store import Store

if TYPE_CHECKING:
    from bot.config import Config
    from bot.state.cursor import Cursor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FOLLOWED = [("Sara", "Mette", "contact"), ("Sara", "Jonas", "mentor")]


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    read = config.read(demo.settings(8081, 8082, tmp_path, {}))
    make_folder(read.database_url)
    demo.make_key(Path(read.data_key_file), path_of(read.database_url), tmp_path)
    return read


def rows(settings: Config, query: str) -> list[tuple[Any, ...]]:
    """What stands in the bot's database."""
    with closing(
        connect_looker(path_of(settings.database_url), database_of(settings).keys, 2.0)
    ) as connection:
        return connection.execute(query).fetchall()


def followed(settings: Config) -> list[tuple[Any, ...]]:
    joined = rows(settings, "SELECT citizen, staff, role FROM relations WHERE ended_at IS NULL ORDER BY id")
    called = names(settings)
    return [(called[citizen], called[staff], role) for citizen, staff, role in joined]


def names(settings: Config) -> dict[int, str]:
    """What everybody is called, by id."""
    with closing(
        connect_looker(path_of(settings.database_url), database_of(settings).keys, 2.0)
    ) as connection:
        cursor = connection.cursor()
        ids = [row for (row,) in cursor.execute("SELECT id FROM people").fetchall()]
        return {row: people.name_of(cursor, row) for row in ids}


async def earlier(settings: Config, person: Person | None) -> None:
    """A database that a demo of one citizen has made."""
    ids = Ids(lambda: NOW)

    def store(cursor: Cursor) -> None:
        where = organisations.ensure(cursor, settings.bot, "Demoforeningen", "demo@example.org", ids, NOW).id
        if person is not None:
            people.create(cursor, settings.bot, CITIZEN.id, CITIZEN.id, person, where, NOW)

    async with await Store.open(database_of(settings), clock=lambda: NOW, ids=ids) as opened:
        await opened.write(store)


async def test_a_citizen_is_followed_by_two_and_nothing_waits_for_anybody(settings: Config) -> None:
    await settle(settings, EVERYBODY)
    assert followed(settings) == FOLLOWED
    assert sorted(names(settings).values()) == ["Jonas", "Mette", "Sara"]
    assert rows(settings, "SELECT language, agreed, hat FROM people ORDER BY hat") == [
        ("da", 1, ""),
        ("da", 1, "contact"),
        ("da", 1, "mentor"),
    ]
    assert rows(settings, "SELECT awake_from, awake_to, weekends FROM people") == [("00:00", "23:59", 1)] * 3
    assert rows(settings, "SELECT COUNT(*) FROM consents") == [(3,)]
    assert rows(settings, "SELECT * FROM notices") == rows(settings, "SELECT * FROM timers") == []


async def test_whoever_is_there_already_is_not_settled_twice(settings: Config) -> None:
    """As after a demo that was killed before all had pressed START."""
    for new in (EVERYBODY, EVERYBODY, (METTE, JONAS), (JONAS,)):
        await settle(settings, new)
    assert followed(settings) == FOLLOWED
    for table, count in (("people", 3), ("consents", 3), ("roles", 2), ("organisations", 1)):
        assert rows(settings, f"SELECT COUNT(*) FROM {table}") == [(count,)]


async def test_who_used_an_earlier_demo_keeps_their_name_and_is_connected(settings: Config) -> None:
    await earlier(settings, Person(1, name="Samir", agreed=True))
    await settle(settings, (METTE, JONAS))
    assert followed(settings) == [("Samir", "Mette", "contact"), ("Samir", "Jonas", "mentor")]


@pytest.mark.parametrize("person", [None, Person(1, name="Samir")], ids=["erased", "not asked yet"])
async def test_who_has_agreed_to_nothing_is_not_connected(settings: Config, person: Person | None) -> None:
    await earlier(settings, person)
    await settle(settings, (METTE, JONAS))
    assert followed(settings) == []


async def test_a_citizen_who_has_parted_stays_so(settings: Config) -> None:
    await settle(settings, EVERYBODY)

    def part(cursor: Cursor) -> None:
        cursor.execute("SELECT id FROM relations WHERE role = 'mentor'", {})
        ((mentor,),) = cursor.fetchall()
        relations.end(cursor, mentor, NOW)

    ids = Ids(lambda: NOW)
    async with await Store.open(database_of(settings), clock=lambda: NOW, ids=ids) as opened:
        await opened.write(part)
    await settle(settings, (METTE,))
    assert followed(settings) == FOLLOWED[:1]
