"""Somebody whose name does not open is in nobody else's way."""

from __future__ import annotations

import pytest

from bot.engine.inputs import Command, Tapped
from bot.state.people import UNREAD
from tests import damage
from tests.flows.city import JONAS, METTE, SAMIR, TOVE, city
from tests.flows.company import data


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
def test_whom_they_follow_finds_all_others(what: str) -> None:
    with city().undone():
        damage.OF_ROWS[what](city().cursor, city().talks[METTE].user)
        found = taps(SAMIR, "People who follow me")
        assert JONAS in found
        assert UNREAD in found
        assert METTE not in found
