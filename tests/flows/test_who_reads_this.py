"""Whoever asks who reads this is told what holds where they ask: who gets the next words, and what citizens can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.reminding import town, written

if TYPE_CHECKING:
    from tests.town import Town

__all__ = ["town"]

ASKS = "who can see it"
NOBODY = "I send it to nobody before you share it."


@pytest.mark.parametrize("answering", [False, True])
def test_at_a_text_of_somebodys_the_answer_goes_to_them(town: Town, *, answering: bool) -> None:
    written(town, "Now")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    if answering:
        town.samir.tap("✏ Answer Jonas")
    said = town.samir.write(ASKS)[-1].text
    assert "What you write here goes to Jonas." in said
    assert NOBODY not in said
    assert ASKS not in "".join(each.text for each in town.jonas.sent)


def test_at_an_answer_to_what_was_said_of_an_exercise_too(town: Town) -> None:
    town.with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("Well said.")
    town.taps(town.samir, "📬")
    town.samir.tap("Answer Mette")
    assert "What you write here goes to Mette." in town.samir.write(ASKS)[-1].text


def test_staff_are_told_what_citizens_can_read(town: Town) -> None:
    town.mette.command("menu")
    said = town.mette.write(ASKS)[-1].text
    assert "What you write to a citizen, or note about one, the citizen can read" in said
    assert NOBODY not in said


def test_everywhere_else_nobody_gets_it(town: Town) -> None:
    town.samir.command("menu")
    assert NOBODY in town.samir.write(ASKS)[-1].text
