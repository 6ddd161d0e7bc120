"""Somebody whose name does not open is in nobody else's way."""

from __future__ import annotations

import pytest

from bot.engine.inputs import Command, Tapped
from bot.state import people
from bot.state.sealing import UNREAD
from tests import damage
from tests.flows.city import JONAS, METTE, SAMIR, TOVE, city
from tests.flows.company import data
from tests.talk import BOT
from tests.town import Town

CHANGES = {
    "its key": "UPDATE data_keys SET wrapped = 'AAAA' || wrapped WHERE owner = :person",
    "a comment": "UPDATE comments SET text = 'AAAA' || text WHERE citizen = :person AND text <> ''",
    "scores": "UPDATE observations SET content = 'AAAA' || content WHERE citizen = :person",
}


def taps(name: str, *labels: str) -> str:
    """What somebody reads at the end of a way from home."""
    said, _ = city().turn(name, Command("menu", "", 9_000))
    for label in labels:
        said, _ = city().turn(name, Tapped(data(city().talks[name], label), 1))
    return "\n".join(
        [*(message.text for message in said), *(label for each in said for label in each.labels())]
    )


@pytest.mark.parametrize("what", ["a flipped bit", "its words"])
def test_whoever_follows_them_finds_all_others(what: str) -> None:
    with city().undone():
        damage.OF_ROWS[what](city().cursor, city().talks[SAMIR].user)
        found = taps(METTE, "My citizens")
        assert TOVE in found
        assert UNREAD in found
        assert SAMIR not in found
        assert "Something went wrong" not in found


@pytest.mark.parametrize("what", ["a flipped bit", "its words"])
def test_whoever_follows_them_reminds_all_others(what: str) -> None:
    with city().undone():
        damage.OF_ROWS[what](city().cursor, city().talks[SAMIR].user)
        found = taps(METTE, "Send a reminder")
        assert TOVE in found
        assert UNREAD in found
        assert SAMIR not in found
        assert "Something went wrong" not in taps(METTE, "My reminders")


@pytest.mark.parametrize("what", ["a flipped bit", "its words"])
def test_whom_they_follow_finds_all_others(what: str) -> None:
    with city().undone():
        damage.OF_ROWS[what](city().cursor, city().talks[METTE].user)
        found = taps(SAMIR, "People who follow me")
        assert JONAS in found
        assert UNREAD in found
        assert METTE not in found


@pytest.mark.parametrize("change", ["its key", "a comment", "scores"])
def test_whoever_wrote_to_them_reads_what_is_saved_of_themselves(change: str) -> None:
    town = Town().with_shared_pitch().with_remarks().with_shared_star().with_scored_star()
    cursor = town.mette._connection.cursor()
    person = people.id_of(cursor, BOT, town.samir.user)
    assert person is not None
    cursor.execute(CHANGES[change], {"person": person})
    said = "\n".join(message.text for message in town.mette.command("mydata"))
    assert "What you have written to others" in said
    assert (UNREAD in said) == (change != "scores")
