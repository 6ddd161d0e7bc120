"""Whoever asks who reads this is told what holds there: who gets the next words, what citizens can read."""

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
    assert "What you write or record here goes to Jonas." in said
    assert NOBODY not in said
    assert ASKS not in "".join(each.text for each in town.jonas.sent)


def test_at_an_answer_to_what_was_said_of_an_exercise_too(town: Town) -> None:
    town.with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    town.mette.write("Well said.")
    town.taps(town.samir, "📬")
    town.samir.tap("Answer Mette")
    assert "What you write or record here goes to Mette." in town.samir.write(ASKS)[-1].text


def test_staff_are_told_what_citizens_can_read(town: Town) -> None:
    town.mette.command("menu")
    said = town.mette.write(ASKS)[-1].text
    assert "What you write to a citizen, or note about one, the citizen can read" in said
    assert NOBODY not in said


def test_everywhere_else_nobody_gets_it(town: Town) -> None:
    town.samir.command("menu")
    assert NOBODY in town.samir.write(ASKS)[-1].text


def test_the_question_about_health_names_a_contact_person_only_to_who_has_one(town: Town) -> None:
    town.samir.says_yes_to_health = False
    town.taps(town.samir, "Fill in my star", *"44343")
    said = town.samir.last.text
    assert "Those who follow you see your answers only once you show them." in said
    assert "If you show Mette your star, Mette can score it too." in said
    assert "Those who look after the program are able to read your answers, and so is Telegram." in said
