"""Whoever is erased is gone from every table, whatever they have been to others, and open screens close kindly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.engine.callbacks import to_base36
from bot.engine.inputs import Command, Tapped
from bot.state import people
from tests import damage
from tests.flows.city import METTE, PEOPLE, SAMIR, SECRETS, city
from tests.flows.company import data
from tests.keys import everything, opened
from tests.talk import BOT

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

ID = 2**45
"""Every id of a row or person is higher, and every moment lower."""


def tables(cursor: Cursor) -> list[str]:
    cursor.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'", {})
    return [name for (name,) in cursor.fetchall()]


def goes_along(cursor: Cursor, person: int) -> set[int]:
    """The person, and every row that belongs to them by the schema, or to a row that does."""
    theirs = {("people", person)}
    news = theirs
    while news:
        found = {
            (table, row)
            for table in tables(cursor)
            for parent, column in _parents(cursor, table)
            for name, number in news
            if parent == name
            for row in _rows(cursor, table, column, number)
        }
        news = found - theirs
        theirs = theirs | news
    return {number for _, number in theirs if number > ID}


def _parents(cursor: Cursor, table: str) -> list[tuple[str, str]]:
    cursor.execute(
        'SELECT "table", "from" FROM pragma_foreign_key_list(:table) WHERE on_delete = \'CASCADE\'',
        {"table": table},
    )
    return cursor.fetchall()


def _rows(cursor: Cursor, table: str, column: str, number: int) -> list[int]:
    cursor.execute(
        "SELECT name FROM pragma_table_info(:table) WHERE pk > 0 ORDER BY pk DESC", {"table": table}
    )
    (key, *_) = cursor.fetchone()
    cursor.execute(f"SELECT {key} FROM {table} WHERE {column} = :number", {"number": number})
    return [row for (row,) in cursor.fetchall()]


def bare(cursor: Cursor, marks: set[int]) -> set[tuple[str, int]]:
    """Where a number is left that nothing has any more, in somebody else's own row, and tells nothing.

    It is the session of a message that was sent, whose words are gone; what a notice was of; and the key of a button
    that somebody else has tapped.
    """
    cursor.execute("SELECT session FROM outbox WHERE payload = ''", {})
    sent = {("outbox", session) for (session,) in cursor.fetchall()}
    cursor.execute("SELECT subject FROM notices", {})
    noted = {("notices", subject) for (subject,) in cursor.fetchall()}
    tapped = {(table, mark) for table in ("answers", "exercises") for mark in marks}
    return sent | noted | tapped


def erase(name: str, *, opened: bool = True) -> None:
    talk, cursor = city().talks[name], city().cursor
    known = people.find(cursor, BOT, talk.user, opened=opened)
    assert known is not None
    talk.turns.erase(cursor, known, city().world.now)


@pytest.mark.parametrize("name", PEOPLE)
def test_no_table_holds_anything_of_who_was_erased_but_the_receipt_on_its_way(name: str) -> None:
    cursor, talk = city().cursor, city().talks[name]
    with city().undone():
        marks = goes_along(cursor, talk.user)
        assert len(marks) > 3, "there is something to erase"
        erase(name)
        cursor.execute("SELECT COUNT(*) FROM outbox WHERE chat_id = :user", {"user": talk.user})
        assert cursor.fetchone() == (2,), "the receipt, and the list of commands that everybody gets"
        talk.deliver()
        cursor.execute("DELETE FROM outbox WHERE person IS NULL", {})  # as the next sweep does
        left = {table: json.dumps(rows, default=str) for table, rows in everything(cursor).items()}
        words = {name, SECRETS.get(name, name), str(talk.user)}
        assert [(table, word) for table, rows in left.items() for word in words if word in rows] == []
        assert [mark for mark in marks if str(mark) in left["exercises"] + left["answers"]] == []
        found = {
            (table, mark)
            for table, rows in left.items()
            for mark in marks
            if str(mark) in rows or to_base36(mark) in rows
        }
        assert found <= bare(cursor, marks), "a number of theirs"


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_opened_for_it_and_the_receipt_is_the_same(name: str) -> None:
    cursor, talk = city().cursor, city().talks[name]
    with city().undone():
        erase(name)
        expected = [message.text for message in talk.deliver()]
    with city().undone():
        for person in (each.user for each in city().talks.values()):
            damage.spoil(cursor, person)
            damage.flip(cursor, person)
        erase(name, opened=False)
        assert [message.text for message in talk.deliver()] == expected
        cursor.execute("SELECT COUNT(*) FROM people WHERE id = :person", {"person": talk.user})
        assert cursor.fetchone() == (0,)


def test_whoever_is_followed_by_somebody_whose_rows_do_not_open_can_delete_everything_in_the_chat() -> None:
    with city().undone():
        damage.flip(city().cursor, city().talks[METTE].user)
        city().turn(SAMIR, Command("stop", "", 9_000))
        for label in ("Delete everything", "Yes, delete everything", "Yes, delete it now"):
            said, _ = city().turn(SAMIR, Tapped(data(city().talks[SAMIR], label), 1))
        assert "receipt is" in said[0].text


@pytest.mark.parametrize("name", PEOPLE)
def test_every_open_screen_of_others_answers_kindly_and_shows_nothing_of_them(name: str) -> None:
    cursor = city().cursor
    for other in PEOPLE:
        if other == name:
            continue
        shown = [data for message in city().talks[other].sent[-6:] for _, data in message.buttons]
        with city().undone():
            erase(name)
            for data in shown:
                with city().undone():
                    said, toasts = city().turn(other, Tapped(data, 1))
                    assert said or toasts, (other, data)
                    text = "\n".join(message.text for message in said)
                    assert name not in text
                    assert SECRETS.get(name, name) not in text
                    assert "Something went wrong" not in text
            assert not [each for each in opened(cursor, "outbox.payload") if name in each]


@pytest.mark.parametrize("name", [PEOPLE[0], PEOPLE[1]])
def test_the_receipt_of_an_operator_is_the_one_of_the_chat(name: str) -> None:
    talk = city().talks[name]
    with city().undone():
        erase(name)
        by_command = [message.text for message in talk.deliver()]
    with city().undone():
        city().turn(name, Command("stop", "", 9_000))
        for label in ("Delete everything", "Yes, delete everything", "Yes, delete it now"):
            in_the_chat, _ = city().turn(name, Tapped(data(talk, label), 1))
    assert [message.text for message in in_the_chat] == by_command
    assert "receipt is" in by_command[0]
