"""Words that are written where a review asks what one wants to say: a comment, once their writer says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.reviewing import GONE, MENU, OVERTAKEN, READ, TAKEN_BACK, change, page, said, take_back
from tests.town import Town

if TYPE_CHECKING:
    from tests.talk import Message


def writes_at_the_menu(town: Town) -> list[Message]:
    """Mette writes what she wants to say where she is asked that, without tapping first."""
    town.reviews(town.mette)
    return town.mette.write("That was well said, Samir")


def test_what_is_written_at_the_menu_is_a_comment_once_its_writer_says_so() -> None:
    town = Town().with_shared_pitch()
    assert page(writes_at_the_menu(town)) == "Shall I send that to Samir as a comment?"
    assert said(town) == []
    assert "It is saved. Samir finds it here" in page(town.mette.tap("Yes, send it"))
    assert said(town) == [READ, ("comment", "", "That was well said, Samir")]
    assert town.mette.last.text.endswith(MENU)


def test_what_is_written_at_the_menu_goes_to_nobody_after_a_no() -> None:
    town = Town().with_shared_pitch()
    writes_at_the_menu(town)
    assert town.mette.write("no")[-1].text == MENU
    assert said(town) == []


@pytest.mark.parametrize("when", ["before", "while asked"])
def test_what_is_written_at_the_menu_is_said_to_be_unsent_when_it_is_taken_back(when: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    if when == "before":
        take_back(town)
    answer = town.mette.write("That was well said, Samir")
    if when == "while asked":
        take_back(town)
        answer = town.mette.tap("Yes, send it")
    assert TAKEN_BACK in page(answer) if when == "while asked" else GONE in page(answer)
    assert said(town) == []


@pytest.mark.parametrize("when", ["before", "while asked"])
def test_what_is_written_at_the_menu_is_not_sent_to_a_newer_version(when: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    if when == "before":
        change(town)
    answer = town.mette.write("That was well said, Samir")
    if when == "while asked":
        change(town)
        answer = town.mette.tap("Yes, send it")
    assert OVERTAKEN in page(answer)
    assert said(town) == []


def test_a_question_at_the_menu_is_answered_and_not_taken_for_a_comment() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    assert "Shall I send" not in page(town.mette.write("are you a human?"))


def test_whoever_writes_nothing_is_not_told_that_it_was_not_sent() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap("Write a comment")
    take_back(town)
    text = page(town.mette.tap("Cancel"))
    assert GONE in text
    assert "not sent" not in text
