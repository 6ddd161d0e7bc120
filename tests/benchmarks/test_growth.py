"""The growth of a bot is measured over databases that are whole, and whose citizens are people to the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.growth import __main__ as run
from benchmarks.growth.__main__ import Row, Taken, main
from benchmarks.growth.multiply import FIRST_USER, multiply
from benchmarks.growth.template import DATABASE, build, settings
from benchmarks.growth.worker import Bot, Clock
from bot.commands.storage import database_of
from bot.state import opening, organisations, people, reminders, sessions
from bot.state.ids import Ids
from bot.state.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.state.cursor import Cursor

CITIZENS = 30


def test_every_citizen_is_whole_and_opens_with_a_key_of_their_own(tmp_path: Path) -> None:
    config, now = settings(tmp_path), datetime.now(UTC)
    multiply(config, build(config, now), CITIZENS, now)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT COUNT(*) FROM relations").fetchone() == (CITIZENS,)
        assert connection.execute("SELECT COUNT(*) FROM answers").fetchone()[0] >= 20 * CITIZENS
        assert connection.execute("SELECT COUNT(DISTINCT wrapped) FROM data_keys").fetchone()[0] > CITIZENS
    keys = database_of(config).keys
    with closing(opening.connect_reader(tmp_path / DATABASE, keys, 1.0)) as connection:
        cursor = connection.cursor()
        known = people.find(cursor, config.bot, FIRST_USER + CITIZENS - 1)
        assert known is not None
        focus = sessions.load(cursor, known.person.id, known.person.focus)
        assert focus is not None
        assert (focus.id, focus.flow, focus.status) == (known.person.focus, "elevator_pitch", "open")
        assert [each.text for each in reminders.of_citizen(cursor, known.person.id)] != [""]


async def test_a_whole_turn_leaves_nothing_that_waits_to_be_sent(tmp_path: Path) -> None:
    config, now = settings(tmp_path), datetime.now(UTC)
    multiply(config, build(config, now), CITIZENS, now)
    clock = Clock()
    async with await Store.open(database_of(config), clock=clock, ids=Ids(clock)) as store:
        (place, _), *_ = await store.read(organisations.made)
        bot = Bot(config, store, clock, CITIZENS, 1, place)
        told = await bot.turn(4)
        await bot.remind(4)
        assert await store.read(_fates) == {"sent", "waiting"}, "reminders are written, and not sent"
        await bot.sending.send_all()
        assert await store.read(_fates) == {"sent"}
    names = ("first", "first cpu", "next", "next cpu")
    assert {name: len(times) for name, times in told.items()} == dict.fromkeys(names, 4)


def _fates(cursor: Cursor) -> set[str]:
    """What has become of all messages to those who have not blocked the bot."""
    cursor.execute("SELECT DISTINCT status FROM outbox WHERE held = 0", {})
    return {status for (status,) in cursor.fetchall()}


def test_a_run_with_few_citizens_writes_every_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "STARTS", 1)
    monkeypatch.setattr(run, "PORTION", 2)
    monkeypatch.setattr(run, "ERASURES", 1)
    results = tmp_path / "results.md"
    main(["--citizens", "12", "24", "--turns", "2", "--write", str(results)])
    page = results.read_text("utf-8")
    assert "`python -m benchmarks.growth --citizens 12 24 --turns 2 --seed 1`" in page
    assert "{" not in page
    assert "|  | 12 citizens | 24 | 24 to 12 |" in page
    for name in (
        "Whole turn, median",
        "Whole turn, p99",
        "Somebody's first turn, median",
        "Start until it asks for updates",
        "Sweep of the next hour",
        "File",
    ):
        assert f"\n| {name}" in page


def test_ratios_are_those_to_the_fewest_and_p99_is_the_worst_of_a_hundred() -> None:
    assert Row("x", "ms", (2.0, 3.0, 1.0)).ratios == (1.0, 1.5, 0.5)
    taken = Taken(1)
    taken.add({"memory": 5.0, "wall": [float(each) for each in range(101)]}, "turn")
    assert (taken.middle("turn wall"), taken.late("turn wall"), taken.memory) == (50_000, 99_000, 5.0)


def test_the_page_says_what_is_within_the_bound_and_what_is_not() -> None:
    found = [
        Row("A turn", "ms", (2.0, 2.3, 2.2), bounded=True),
        Row("A start", "s", (2.0, 2.0, 2.19), bounded=True),
        Row("Memory", "MB", (100.0, 99.0, 90.0), bounded=True),
        Row("A file", "MB", (1.0, 10.0, 100.0)),
    ]
    assert run.verdict([1_000, 100_000, 1_000_000], found) == (
        "Within it with up to 1,000,000 citizens: A start (1.095); Memory (0.990). **Above it: A turn (1.150).**"
    )
