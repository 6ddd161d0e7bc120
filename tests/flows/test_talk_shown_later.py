"""Whoever is done with a talk for today can show it afterwards, and is told where."""

from __future__ import annotations

import pytest

from tests.flows.reviewing import page
from tests.talk import Citizen
from tests.town import Town

WHERE = "There you can also show it to somebody."


@pytest.fixture
def town() -> Town:
    return Town().with_pitch()


def test_it_is_told_where_and_is_one_tap_away_at_home(town: Town) -> None:
    samir = town.samir
    assert WHERE in page(samir.tap("Done for today"))
    talk = samir.last.labels()[0]
    assert talk.startswith("✔ Talk:")
    samir.tap(talk)
    assert "Show it to Mette" in samir.last.labels()


def test_whoever_has_nobody_to_show_it_to_is_not_told() -> None:
    talk = Citizen().with_pitch()
    assert "vise den til nogen" not in page(talk.tap("Færdig for i dag"))


def test_what_everybody_has_been_shown_needs_no_telling() -> None:
    town = Town().with_shared_pitch()
    said = page(town.samir.tap("Done for today"))
    assert "You find it under /menu." in said
    assert WHERE not in said
