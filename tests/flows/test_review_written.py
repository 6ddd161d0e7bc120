"""Words that are written where a review asks what one wants to say: a comment, once their writer says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.reviewing import GONE, MENU, OVERTAKEN, READ, TAKEN_BACK, change, page, said, take_back
from tests.flows.test_heard_first import FORGOTTEN
from tests.town import Town

if TYPE_CHECKING:
    from tests.screen import Message


SUGGEST, ANSWER = "Suggest one improvement", "Comment on an answer"
MENUS = ["", SUGGEST, ANSWER]
"""Where words are not asked for: the menu, and what it leads to that asks what they will be about."""


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
    assert town.mette.write("no")[-1].text == f"{FORGOTTEN}\n\n{MENU}"
    assert said(town) == []


@pytest.mark.parametrize("at", MENUS)
@pytest.mark.parametrize("when", ["before", "while asked"])
def test_what_is_written_at_a_menu_is_said_to_be_unsent_when_it_is_taken_back(when: str, at: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    if at:
        town.mette.tap(at)
    if when == "before":
        take_back(town)
    answer = town.mette.write("That was well said, Samir")
    if when == "while asked":
        take_back(town)
        answer = town.mette.tap("Yes, send it")
    assert TAKEN_BACK in page(answer)
    assert "did not quite understand" not in page(answer)
    assert GONE not in page(answer)
    assert said(town) == []


@pytest.mark.parametrize("at", [SUGGEST, ANSWER])
def test_what_is_written_where_it_is_asked_what_it_is_about_is_kept_and_about_the_whole(at: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap(at)
    kind, of_it = ("suggestion", "for the whole") if at == SUGGEST else ("comment", "on the whole")
    asked = page(town.mette.write("Say first that you have a licence"))
    assert f"Shall I send that to Samir as a {kind} {of_it}?" in asked
    assert said(town) == []
    assert "It is saved. Samir finds it here" in page(town.mette.tap("Yes, send it"))
    assert said(town) == [READ, (kind, "", "Say first that you have a licence")]


def test_the_name_of_an_answer_is_still_a_choice() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap(SUGGEST)
    assert "Write or record one thing that Samir can try." in page(town.mette.write("the whole"))


def test_a_suggestion_that_was_written_there_goes_to_nobody_after_a_no() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap(SUGGEST)
    town.mette.write("Say first that you have a licence")
    assert town.mette.write("no")[-1].text == f"{FORGOTTEN}\n\n{MENU}"
    assert said(town) == []


def test_a_suggestion_that_was_asked_for_is_sent_without_asking_after_one_that_was_not() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap(SUGGEST)
    town.mette.write("Say first that you have a licence")
    town.mette.tap("No, do not send it")
    town.mette.tap(SUGGEST)
    town.mette.tap("The whole")
    assert "It is saved." in page(town.mette.write("Begin with your name"))
    assert said(town) == [READ, ("suggestion", "", "Begin with your name")]


def test_a_comment_written_at_the_menu_is_about_the_whole_after_one_at_an_answer() -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    town.mette.tap(ANSWER)
    town.mette.write("That was well said, Samir")
    town.mette.tap("No, do not send it")
    assert "Shall I send that to Samir as a comment?" in page(town.mette.write("Well done, all of it"))
    town.mette.tap("Yes, send it")
    assert said(town) == [READ, ("comment", "", "Well done, all of it")]


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


def test_nobody_is_asked_to_improve_how_somebody_says_they_are_but_to_suggest_a_small_step() -> None:
    town = Town().with_shared_star()
    town.reviews(town.mette)
    assert "Suggest one improvement" not in town.mette.last.labels()
    town.mette.tap("Suggest a small step")
    assert "Which small step could Samir take? Samir decides that." in page(town.mette.tap("The whole"))
    town.mette.write("Go for a walk before breakfast")
    assert said(town)[-1] == ("suggestion", "", "Go for a walk before breakfast")
    town.rings(town.samir)
    town.samir.tap("Continue")
    assert "Make a small plan" in town.samir.last.labels()
