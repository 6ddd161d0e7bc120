"""A finished exercise that is opened again is shown before it asks what next; a new star can be shown at once."""

from __future__ import annotations

import pytest

from tests.flows.reviewing import page
from tests.flows.stars import opened, starred
from tests.town import Town


@pytest.mark.parametrize("way", ["menu", "pause"])
def test_a_talk_that_was_left_at_its_menu_is_shown_again(way: str) -> None:
    town = Town().with_pitch()
    town.samir.command(way)
    said = town.samir.tap("✔ Talk" if way == "menu" else "Continue")
    assert "Your talk." in page(said)
    assert "Welcome back" not in page(said)
    assert "What would you like to do with your talk?" in said[-1].text


def test_a_star_that_was_left_at_its_menu_is_shown_again() -> None:
    talk = opened(starred())
    talk.command("menu")
    said = talk.tap("✔ Stjerne")
    assert any(message.drawing for message in said)
    assert "Velkommen tilbage" not in page(said)


def scored(town: Town) -> None:
    town.taps(town.samir, "Fill in my star")
    for step in (*"44343556", "Yes", "☐ Everyday life", "✔ Done", "Skip"):
        town.samir.tap(step)
    town.samir.write("today")


def test_a_new_star_can_be_shown_to_who_follows_right_away() -> None:
    town = Town()
    scored(town)
    if "Not now" in town.samir.last.labels():
        town.samir.tap("Not now")
    assert "Show it to Mette" in town.samir.last.labels()


def test_where_nobody_follows_a_new_star_ends_at_home() -> None:
    talk = starred()
    assert not any(label.startswith("Vis det") for label in talk.last.labels())
