"""The demo's invented citizens: who they are, what the database holds of them, and that it is whole or not there."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest

from bot import config
from bot.chat.turn import Turns
from bot.commands import demo
from bot.commands.demo_people import EVERYBODY, METTE, Settling, settle
from bot.commands.invented import told
from bot.commands.invented.citizen import Citizen
from bot.commands.invented.lives import LIVES
from bot.commands.invented.organisation import PHONES, Organisation, make
from bot.commands.invented.world import Clock, World
from bot.commands.storage import database_of, make_folder
from bot.desk.waiting import OF_CITIZENS
from bot.flows import discover
from bot.phone.settings import CITIZEN
from bot.state import caseload, export, notices, organisations, outbox, people, sessions
from bot.state.ids import Ids
from bot.state.opening import connect_looker, connect_writer, path_of
from bot.state.transaction import transaction
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.config import Config
    from bot.state.connection import Connection

LOST: dict[str, list[str]] = {}
"""Who did not find what they wanted to tap, by database."""
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
A_MOMENT = timedelta(seconds=5)
UNUSED = 1_000_000
"""Numbers of updates and messages from here on are new to the half year."""


def new(folder: Path) -> Config:
    read = config.read(demo.settings(8081, 8082, folder, {}))
    make_folder(read.database_url)
    demo.make_key(Path(read.data_key_file), path_of(read.database_url), folder)
    return read


@cache
def half_a_year() -> Config:
    """A demo's database, made once; nobody here changes it."""
    settings = new(Path(mkdtemp(prefix="jobstjernen-")))

    class Watched(Organisation):
        def live(self, each_month: Callable[[], None] = lambda: None) -> None:
            super().live(each_month)
            LOST[settings.database_url] = [each.citizen.told.name for each in self.courses if each.lost]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.commands.invented.organisation.Organisation", Watched)
        make(settings, NOW, lambda: None)
    return settings


def looking(settings: Config) -> closing[Connection]:
    return closing(connect_looker(path_of(settings.database_url), database_of(settings).keys, 2.0))


def stored(settings: Config) -> list[dict[str, Any]]:
    """Everything about every citizen, as they could take it along."""
    with looking(settings) as connection:
        return [export.everything(connection.cursor(), settings.bot, user) for user in PHONES]


def test_the_contact_person_finds_thirty_lively_citizens() -> None:
    settings = half_a_year()
    with looking(settings) as connection:
        cursor = connection.cursor()
        mette = people.id_of(cursor, settings.bot, METTE.id)
        assert mette is not None
        names = list(caseload.names(cursor, mette).values())
        assert sorted(names) == sorted(each.name for each in told.read()[0])
        assert len(names) == len(PHONES) == 30
        waiting = Counter(each.kind for each in notices.waiting(cursor, mette))
    assert waiting["shared"] >= 3
    assert {"call", "help", "silence", "joined"} < waiting.keys()
    assert waiting.keys() <= OF_CITIZENS.keys()


def test_stars_move_forward_and_back_and_some_have_three() -> None:
    moves, counts = Counter[str](), Counter[int]()
    for citizen in stored(half_a_year()):
        kept = [each for each in citizen["versions"] if "scores" in each["content"]]
        stars = list({each["exercise"]: each["content"]["scores"] for each in kept}.values())
        counts[len(stars)] += 1
        for before, now in pairwise(stars):
            moves.update(
                "forward" if now[axis] > step else "back"
                for axis, step in before.items()
                if now[axis] != step
            )
    assert counts[3] >= 6
    assert counts[2] >= 6
    assert moves["forward"] > moves["back"] > 10


def test_the_database_is_sound_and_everybody_can_go_on() -> None:
    settings = half_a_year()
    flows = discover()
    with looking(settings) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        cursor = connection.cursor()
        everybody = [person for (person,) in cursor.execute("SELECT id FROM people").fetchall()]
        found = [each for person in everybody for each in sessions.overview(cursor, person)]
        assert len(found) > 300
        for session in found:
            flow = flows[session.flow]
            assert not session.at or flow.exists(session.at), (session.flow, session.at)
        for unasked in (False, True):
            assert outbox.waiting_chats(cursor, settings.bot, NOW, 100, unasked=unasked) == []
        first, last = cursor.execute("SELECT MIN(created_at), MAX(created_at) FROM answers").fetchone()
        assert cursor.execute("SELECT COUNT(*) FROM timers WHERE due_at < ?", (last,)).fetchone() == (0,)
    assert timedelta(milliseconds=last - first) > timedelta(weeks=25)
    assert last <= NOW.timestamp() * 1000 + 3_600_000


def test_the_same_seed_and_day_give_the_same(tmp_path: Path) -> None:
    again = new(tmp_path)
    make(again, NOW, lambda: None)
    assert stored(again) == stored(half_a_year())


def test_nobody_loses_the_thread() -> None:
    """A script that taps what is not there any more shows that an exercise has changed."""
    assert LOST[half_a_year().database_url] == []


def test_each_life_is_lived_by_somebody_and_each_has_words_of_their_own() -> None:
    citizens, said = told.read()
    assert {each.life for each in citizens} == LIVES.keys()
    assert len({each.who for each in citizens}) == len(citizens)
    assert all(said.values())
    assert {each.language for each in citizens} == {"da", "en"}


async def test_sara_joins_them_and_mette_stays_who_she_is(tmp_path: Path) -> None:
    settings = new(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Organisation, "live", lambda *_: None)
        make(settings, NOW, lambda: None)
    await settle(settings, EVERYBODY)
    with looking(settings) as connection:
        cursor = connection.cursor()
        mette = people.id_of(cursor, settings.bot, METTE.id)
        assert mette is not None
        assert list(caseload.names(cursor, mette).values()) == ["Sara"]
        assert cursor.execute("SELECT COUNT(*) FROM people").fetchone() == (3,)


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[World]:
    """The demo as it begins: with Sara, and with what waits of the thirty."""
    shutil.copytree(path_of(half_a_year().database_url).parent, tmp_path / "bot")
    settings = config.read(settings_in(tmp_path))
    database, ids = database_of(settings), Ids(lambda: NOW)
    writer = connect_writer(path_of(database.url), database.keys, 2.0, lambda: None)
    with closing(writer) as connection, transaction(connection):
        cursor = connection.cursor()
        Settling(cursor, ids, settings, NOW).settle(EVERYBODY)
        name, contact = settings.organisation_name, settings.organisation_contact
        organisation = organisations.ensure(cursor, settings.bot, name, contact, ids, NOW).id
        turns = Turns(settings.bot, organisation, discover(), catalogues(), ids)
        yield World(cursor, turns, Clock(NOW), updates=UNUSED, messages=UNUSED)


def test_what_sara_shows_is_told_at_once_and_stands_on_the_first_page(begun: World) -> None:
    """As the README tells it, although much waits already, and Mette was told of that today."""
    citizens, said = told.read()
    sara = Citizen(begun.phone(CITIZEN.id, "da"), citizens[0], LIVES["steady"], said, Random(1))
    mette = begun.phone(METTE.id, "da")
    sara.pitch(shows=True)
    begun.pass_to(begun.now + A_MOMENT)
    mette.tap("Continue")
    assert mette.offers("Sara: something new to see")


def settings_in(folder: Path) -> dict[str, str]:
    return demo.settings(8081, 8082, folder, {})


def test_they_are_made_in_a_new_folder_alone_and_take_their_place_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made: list[str] = []

    def make(read: Config, now: datetime, each_month: Any) -> None:
        made.append(read.database_url)
        assert not (tmp_path / "bot").exists()
        path_of(read.database_url).touch()
        each_month()

    monkeypatch.setattr("bot.commands.invented.organisation.make", make)
    for _ in range(2):
        demo.invent(tmp_path, settings_in)
    assert len(made) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bot"]
    assert {path.name for path in (tmp_path / "bot").iterdir()} == {"data.key", "jobstjernen.db"}
    assert capsys.readouterr().out.endswith(" .\n")


def test_what_is_interrupted_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "tell", interrupt)
    with pytest.raises(KeyboardInterrupt):
        demo.invent(tmp_path, settings_in)
    assert list(tmp_path.iterdir()) == []


def interrupt() -> None:
    raise KeyboardInterrupt
