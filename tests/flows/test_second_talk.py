"""A second talk for another job begins with what the person has said of themselves before."""

from __future__ import annotations

import pytest

from bot.engine.inputs import Tapped
from tests.engine.stage import session_of
from tests.talk import Citizen, Talk


def second(choice: str) -> Talk:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.tap(choice)
    return talk


def test_who_you_are_and_what_you_love_are_used_again() -> None:
    talk = second("Ja, brug det")
    assert "Hvilket job er din tale til?" in talk.last.text
    first, again = talk.answers("elevator_pitch"), session_of(talk, "elevator_pitch").answers
    assert set(again) == {"based_on", "who", "burn"}
    assert {place: again[place]["value"] for place in ("who", "burn")}.items() <= first.items()


@pytest.mark.parametrize("text", ["ja", "ja tak", "Ja, brug det", "Tale: lager"])
def test_where_there_is_one_talk_a_yes_takes_it_and_so_does_its_name(text: str) -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    assert talk.last.labels()[:2] == ["Ja, brug det", "Nej, begynd forfra"]
    talk.write(text)
    assert set(talk.answers("elevator_pitch")) == {"based_on", "who", "burn"}


@pytest.mark.parametrize("text", ["nej", "nej tak"])
def test_a_no_begins_afresh(text: str) -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.write(text)
    assert "Hvem er du?" in talk.last.text


def test_an_edit_of_the_first_talk_leaves_the_second_alone() -> None:
    talk = Citizen().with_pitch()
    who = session_of(talk, "elevator_pitch").answers["who"]
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.tap("Ja, brug det")
    talk.edit(who["parts"][0][0], "Jeg hedder noget andet.")
    assert session_of(talk, "elevator_pitch").answers["who"]["value"] == who["value"]
    assert "Jeg hedder noget andet." in talk.texts()


def test_it_can_begin_afresh() -> None:
    talk = second("Nej, begynd forfra")
    assert "Hvem er du?" in talk.last.text
    assert set(session_of(talk, "elevator_pitch").answers) == {"based_on"}


def test_the_first_talk_asks_nothing_of_the_kind() -> None:
    assert "Hvem er du?" in Citizen().welcomed().last.text


def test_who_changes_their_mind_begins_afresh_after_all() -> None:
    """What was taken over gives way; what was written here stays."""
    talk = second("Ja, brug det")
    talk.write("kok")
    talk.tap("⬅")
    talk.tap("⬅")
    talk.tap("Nej, begynd forfra")
    assert "Hvem er du?" in talk.last.text
    talk.write("Jeg hedder Samir, og jeg er kok.")
    assert "Hvad brænder du for?" in talk.last.text
    talk.tap("Spring over")
    assert talk.answers("elevator_pitch")["job"] == "kok"


def test_a_text_that_comes_early_after_a_reused_answer_is_kept() -> None:
    talk = second("Ja, brug det")
    talk.command("help")
    talk.tap("Ret et svar")
    talk.tap("Hvem du er")
    keep = next(data for label, data in talk.last.buttons if label == "Behold mit svar")
    talk._turn(Tapped(keep, talk.last.id))
    talk.write("og en ting til")
    assert "og en ting til" in str(talk.stored())
