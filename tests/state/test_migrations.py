"""A database of an earlier version comes through with the people in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.codes import digest
from bot.engine.session import Session
from bot.engine.text import WithYear, Words
from bot.state import (
    answers,
    bots,
    comments,
    consents,
    migrations,
    organisations,
    outbox,
    people,
    postgres_opening,
    sealing,
    sessions,
    shares,
    shown_days,
)
from bot.state.connection import connected
from bot.state.ids import Ids
from bot.state.values import to_json, to_ms
from tests import postgres
from tests.keys import KEYS
from tests.state.helpers import BOT, Clock, open_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.engine.text import Value
    from bot.state.cursor import Cursor

NEWER = ("about", "rung")
"""What a session of that time did not say."""
PERSON = (
    "INSERT INTO people (id, organisation, language, name, time_zone, focus, agreed, quiet, version, created_at,"
    " seen_at) VALUES (41, 2, 'da', '', 'Europe/Copenhagen', 0, 1, 0, 3, 1, 2)"
)
BEFORE_COMPANY = ("0001 foundation", "0002 marks by bot")
ROWS = (
    "INSERT INTO organisations (id, name, contact, created_at) VALUES (1, 'Before', 'a', 1), (2, 'Now', 'b', 2)",
    "INSERT INTO people (id, organisation, language, name, time_zone, focus, agreed, energy, energy_day, quiet,"
    " version, created_at, seen_at) VALUES (41, 2, 'da', 'Anna', 'Europe/Copenhagen', 7, 1, -1, '', 0, 3, 1, 2)",
    "INSERT INTO addresses (bot, user_id, chat_id, person) VALUES (7001, 41, 41, 41)",
    "INSERT INTO consents (id, person, organisation, text_version, given_at) VALUES (3, 41, 1, '2026-11', 1)",
    "INSERT INTO exercises (id, person, flow, status, session, created_at, updated_at) VALUES"
    " (7, 41, 'elevator_pitch', 'open', :session, 1, 1)",
)


def old(file: Path) -> None:
    """A database from before people could follow one another."""
    with closing(connected(file, KEYS)) as database:
        cursor = database.cursor()
        stored = Session(7, "elevator_pitch", at="who").to_json()
        session = to_json({name: value for name, value in stored.items() if name not in NEWER})
        cursor.execute(migrations.TABLE)
        for name in BEFORE_COMPANY:
            migrations.apply(cursor, name, Clock().now)
        for statement in ROWS:
            cursor.execute(statement, {"session": session})
        database.commit()


async def test_people_their_organisation_and_exercises_come_through(tmp_path: Path, clock: Clock) -> None:
    old(tmp_path / "test.db")
    async with await open_sqlite(tmp_path, clock) as store:
        known = await store.read(lambda cursor: people.find(cursor, 7001, 41))
        assert known is not None
        assert (known.person.name, known.person.agreed, known.person.hat) == ("Anna", True, "")
        assert known.organisation == 2
        assert await store.read(lambda cursor: bots.organisation_of(cursor, BOT)) == 2, "the one of the bot"
        consent = await store.read(lambda cursor: consents.current(cursor, 41))
        assert consent is not None
        assert consent.organisation == 1
        session = await store.read(lambda cursor: sessions.load(cursor, 41, 7))
        assert session is not None
        assert (session.at, session.about) == ("who", 0)
        own = await store.write(lambda c: organisations.ensure(c, BOT, "Now", "new", store.ids, clock()).id)
        assert own == 2


def test_what_was_left_unsent_before_gets_a_timer(tmp_path: Path) -> None:
    """A week after its errand was touched last; an exercise of one's own gets none."""
    old(tmp_path / "test.db")
    with closing(connected(tmp_path / "test.db", KEYS)) as database:
        cursor = database.cursor()
        for name in migrations.missing(migrations.applied(cursor)):
            if name == "0036 left unsent":
                sessions.save(cursor, 41, Session(8, "reminder", at="to_hear_reply"), Clock().now)
            migrations.apply(cursor, name, Clock().now)
        cursor.execute("SELECT person, kind, session, due_at FROM timers", {})
        assert cursor.fetchall() == [(41, "unsent", 8, to_ms(Clock().now + timedelta(days=7)))]


def test_what_waited_for_whoever_had_blocked_the_bot_is_held(tmp_path: Path) -> None:
    old(tmp_path / "test.db")
    with closing(connected(tmp_path / "test.db", KEYS)) as database:
        cursor = database.cursor()
        for name in migrations.missing(migrations.applied(cursor)):
            if name == "0039 held while blocked":
                cursor.execute("DELETE FROM outbox", {})
                for chat, blocked in ((51, 1), (52, None)):
                    cursor.execute(
                        "INSERT INTO addresses (bot, user_id, chat_id, person, blocked_at)"
                        " VALUES (:bot, :chat, :chat, 41, :blocked)",
                        {"bot": BOT, "chat": chat, "blocked": blocked},
                    )
                    cursor.execute(
                        "INSERT INTO outbox (id, bot, chat_id, language, payload, session, prompt, status, attempts,"
                        " parts, not_before, error, created_at) VALUES"
                        " (:chat, :bot, :chat, 'da', '', 0, -1, 'waiting', 0, 0, 0, '', 0)",
                        {"bot": BOT, "chat": chat},
                    )
            migrations.apply(cursor, name, Clock().now)
        assert outbox.waiting_chats(cursor, BOT, Clock().now, 10) == [52]
        people.unblock(cursor, BOT, 51)
        assert outbox.waiting_chats(cursor, BOT, Clock().now, 10) == [51, 52]


@contextmanager
def emptiest(backend: str, folder: Path) -> Iterator[Cursor]:
    """A database of either kind in which nothing is, not even a table."""
    if backend == "sqlite":
        with closing(connected(folder / "test.db", KEYS)) as file:
            yield file.cursor()
        return
    with (
        postgres.fresh("template0") as database,
        closing(postgres_opening.connect(database, 1.0)) as link,
    ):
        yield link.cursor()


OF_TWO_BOTS = (
    "INSERT INTO addresses (bot, user_id, chat_id, person, blocked_at) VALUES (7001, 41, 41, 41, 5),"
    " (7002, 41, 41, 41, NULL)",
    "INSERT INTO addresses (bot, user_id, chat_id, person, blocked_at) VALUES (7001, 42, 42, 42, 5)",
    "INSERT INTO timers (id, person, kind, session, due_at, version) VALUES (1, 41, 'nudge', 0, 7, 1),"
    " (2, 41, 'plan', 9, 8, 2), (3, 42, 'nudge', 0, 7, 1), (4, 43, 'nudge', 0, 7, 1)",
)


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_each_timer_that_was_set_before_becomes_that_of_the_bot_which_reaches_its_person(
    backend: str, tmp_path: Path
) -> None:
    """Of one who is not blocked there, if any; of whom none reaches it is nobody's, and stays as it was."""
    with emptiest(backend, tmp_path) as cursor:
        cursor.execute(migrations.TABLE)
        for name in migrations.MIGRATIONS:
            if name == "0040 timers by bot":
                cursor.execute(ROWS[0])
                for person in (41, 42, 43):
                    cursor.execute(PERSON.replace("41", str(person)))
                for statement in OF_TWO_BOTS:
                    cursor.execute(statement)
            migrations.apply(cursor, name, Clock().now)
        cursor.execute("SELECT id, bot, due_at, version FROM timers ORDER BY id")
        assert cursor.fetchall() == [(1, 7002, 7, 1), (2, 7002, 8, 2), (3, 7001, 7, 1), (4, 0, 7, 1)]


OF_ONE_FLAG = (
    "INSERT INTO organisations (id, name, contact, own, created_at) VALUES (2, 'Fremad', '', 1, 1),"
    " (3, 'Den Anden', '', 0, 1)",
    "INSERT INTO bots (bot, username) VALUES (7001, 'fremad_bot')",
    "INSERT INTO pulses (bot, beaten_at) VALUES (7001, 5), (7003, 5)",
)


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_each_bot_that_was_here_works_for_the_one_organisation_and_takes_its_own_people_where_it_belongs(
    backend: str, tmp_path: Path
) -> None:
    """Two bots had taken each other's people: all of them were the organisation's of whichever started last."""
    with emptiest(backend, tmp_path) as cursor:
        cursor.execute(migrations.TABLE)
        for name in migrations.MIGRATIONS:
            if name == "0044 own organisations":
                for statement in OF_ONE_FLAG:
                    cursor.execute(statement)
                for person, bot in ((41, 7001), (42, 7002)):
                    cursor.execute(PERSON.replace("41", str(person)))
                    where = {"bot": bot, "person": person}
                    cursor.execute(
                        "INSERT INTO addresses (bot, user_id, chat_id, person) VALUES (:bot, 9, 9, :person)",
                        where,
                    )
            migrations.apply(cursor, name, Clock().now)
        assert bots.known(cursor) == {7001: "fremad_bot", 7002: "", 7003: ""}
        assert [bots.organisation_of(cursor, bot) for bot in (7001, 7002, 7003)] == [2, 2, 2]
        ids = Ids(Clock(), beside=True)
        assert organisations.ensure(cursor, 7001, "Fremad", "x", ids, Clock().now) == organisations.Own(2)
        assert organisations.ensure(cursor, 7002, "Den Anden", "y", ids, Clock().now) == organisations.Own(
            3, 1
        )
        cursor.execute("SELECT id, organisation FROM people ORDER BY id")
        assert cursor.fetchall() == [(41, 2), (42, 3)]


REMARKED = (
    "INSERT INTO people (id, organisation, language, name, time_zone, focus, agreed, energy, energy_day, quiet,"
    " version, created_at, seen_at) VALUES (42, 2, 'da', 'Mette', 'Europe/Copenhagen', 0, 1, -1, '', 0, 3, 1, 2)",
    "INSERT INTO shares (id, citizen, viewer, exercise, version, snapshot, shared_at) VALUES (50, 41, 42, 7, 1,"
    """ '{"answers":[{"place":"who","question":["Who"],"answer":["Anna"],"file":"x"}]}', 1)""",
    "INSERT INTO comments (id, citizen, author, viewer, exercise, version, place, kind, text, said_at) VALUES"
    " (60, 41, 42, 42, 7, 1, 'who', 'comment', 'Good', 2), (62, 41, 42, 42, 7, 1, '', 'comment', 'All good', 3)",
)


def test_remarks_of_before_keep_the_answers_that_they_are_about(tmp_path: Path) -> None:
    old(tmp_path / "test.db")
    with closing(connected(tmp_path / "test.db", KEYS)) as database:
        cursor = database.cursor()
        for name in migrations.missing(migrations.applied(cursor)):
            if name == "0014 answers beside remarks":
                for statement in REMARKED:
                    cursor.execute(statement)
            migrations.apply(cursor, name, Clock().now)
        first, second = comments.of_exercise(cursor, 7)
    assert first.about == {"question": ["Who"], "answer": ["Anna"], "file": "x"}
    assert second.about == {}


TWICE = (
    *REMARKED[:2],
    "INSERT INTO shares (id, citizen, viewer, exercise, version, snapshot, shared_at) VALUES"
    """ (51, 41, 42, 7, 1, '{"text":"x"}', 2), (52, 41, 42, 7, 2, '{"text":"y"}', 3)""",
    "INSERT INTO shares (id, citizen, viewer, exercise, version, snapshot, shared_at, withdrawn_at) VALUES"
    " (49, 41, 42, 7, 1, '{}', 1, 1)",
)


def test_what_somebody_saw_twice_they_see_once(tmp_path: Path) -> None:
    old(tmp_path / "test.db")
    with closing(connected(tmp_path / "test.db", KEYS)) as database:
        cursor = database.cursor()
        for name in migrations.missing(migrations.applied(cursor)):
            if name == "0018 shared once":
                for statement in TWICE:
                    cursor.execute(statement)
            migrations.apply(cursor, name, Clock().now)
        assert [(each.id, each.version) for each in shares.of_citizen(cursor, 41)] == [(50, 1), (52, 2)]
        cursor.execute("SELECT snapshot FROM shares WHERE id = 51")
        assert cursor.fetchone() == ("",)
        with pytest.raises(sqlite3.IntegrityError):
            cursor.execute("UPDATE shares SET withdrawn_at = NULL WHERE id = 51")


@pytest.mark.parametrize("at_once", [1, shown_days.AT_ONCE])
def test_what_is_shown_gets_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """Of a star the day that it was begun, of a plan the one that it is for; nothing else, and nothing that is over."""
    monkeypatch.setattr(shown_days, "AT_ONCE", at_once)
    old(tmp_path / "test.db")
    with closing(connected(tmp_path / "test.db", KEYS)) as database:
        cursor = database.cursor()
        for name in migrations.missing(migrations.applied(cursor)):
            if name == "0014 answers beside remarks":
                cursor.execute(REMARKED[0])
            if name == "0031 shown days":
                for number, (flow, snapshot, withdrawn) in enumerate(SHOWN, 61):
                    _show(cursor, number, flow, snapshot, withdrawn)
            migrations.apply(cursor, name, Clock().now)
        cursor.execute("SELECT flow, day FROM shares WHERE id > 60 ORDER BY id")
        assert cursor.fetchall() == [
            ("star", date(2026, 3, 1).toordinal()),
            ("plan", date(2026, 12, 4).toordinal()),
            ("plan", date(2026, 12, 5).toordinal()),
            *(("plan", None) for _ in range(4)),
            ("elevator_pitch", None),
        ]


def _for(day: Value) -> list[dict[str, Any]]:
    return [{"place": "day", "question": {}, "answer": Words("{day}", {"day": day}).to_json()}]


SHOWN: tuple[tuple[str, str, int | None], ...] = (
    ("star", to_json({"answers": []}), None),
    ("plan", to_json({"answers": _for(date(2026, 12, 4))}), None),
    ("plan", to_json({"answers": _for(WithYear(date(2026, 12, 5)))}), None),
    ("plan", to_json({"answers": _for(date(2026, 12, 4)), "outcome": "won"}), None),
    ("plan", to_json({"answers": []}), None),
    ("plan", sealing.UNREAD, None),
    ("plan", "", 9),
    ("elevator_pitch", to_json({"answers": _for(date(2026, 12, 4))}), None),
)
"""What somebody showed before: of which flow, what it said, and when it was taken back."""


def _show(cursor: Cursor, number: int, flow: str, snapshot: str, withdrawn: int | None) -> None:
    """Show it as it was shown then; what does not open is sealed for another row."""
    begun = to_ms(datetime(2026, 3, 1, 12, tzinfo=UTC))
    cursor.execute(
        "INSERT INTO exercises (id, person, flow, status, session, created_at, updated_at)"
        " VALUES (:number, 41, :flow, 'done', '', :begun, :begun)",
        {"number": number, "flow": flow, "begun": begun},
    )
    row = number + 1000 if snapshot == sealing.UNREAD else number
    cursor.execute(
        "INSERT INTO shares (id, citizen, viewer, exercise, version, snapshot, shared_at, withdrawn_at)"
        " VALUES (:number, 41, 42, :number, 1, :sealed, 1, :withdrawn)",
        {
            "number": number,
            "sealed": sealing.seal(cursor, shares.SNAPSHOT, 41, row, snapshot),
            "withdrawn": withdrawn,
        },
    )


CODES = {"invite": ("made", "held"), "join": ("code", "code"), "first_contact": ("code", "code")}
TYPED = (
    (21, "code", {"kind": "code", "value": "KM482739"}),
    (22, "", {"kind": "text", "value": "km 482 739"}),
    (23, "", {"kind": "text", "value": "AB 123 456"}),
)
BEFORE_DIGESTS = [name for name in migrations.MIGRATIONS if name < "0015"]


def with_codes(file: Path) -> None:
    """A database of when the codes of invitations were kept as people read them."""
    with closing(connected(file, KEYS)) as database:
        cursor = database.cursor()
        cursor.execute(migrations.TABLE)
        for name in BEFORE_DIGESTS:
            migrations.apply(cursor, name, Clock().now)
        for statement in ROWS[:2]:
            cursor.execute(statement)
        cursor.execute(
            "INSERT INTO invitations (id, code, organisation, role, follower, made_by, made_at, expires_at)"
            " VALUES (9, ?, 2, 'contact', 41, 41, 1, 9)",
            (digest("KM482739"),),
        )
        for number, (flow, (place, kind)) in enumerate(CODES.items(), 11):
            session = Session(number, flow, answers={place: {"kind": kind, "value": "KM482739"}})
            cursor.execute(
                "INSERT INTO exercises (id, person, flow, status, session, created_at, updated_at)"
                " VALUES (?, 41, ?, 'open', ?, 1, 1)",
                (number, flow, to_json(session.to_json())),
            )
        for number, place, content in TYPED:
            cursor.execute(
                "INSERT INTO answers (id, person, place, revision, content, created_at) VALUES (?, 41, ?, 1, ?, 1)",
                (number, place, to_json(content)),
            )
        database.commit()


async def test_codes_that_were_kept_become_digests_and_other_texts_stay(tmp_path: Path, clock: Clock) -> None:
    with_codes(tmp_path / "test.db")
    async with await open_sqlite(tmp_path, clock) as store:
        stored = {each.flow: each.answers for each in await store.read(lambda c: sessions.overview(c, 41))}
        assert stored["invite"]["made"]["value"] == ""
        assert {stored[flow]["code"]["value"] for flow in ("join", "first_contact")} == {digest("KM482739")}
        kept = await store.read(lambda cursor: answers.all_of(cursor, 41))
        assert [each.content["value"] for each in kept] == [digest("KM482739"), "AB 123 456"]
