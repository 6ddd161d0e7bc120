"""A second talk for another job begins with what the person has said of themselves before."""

from __future__ import annotations

from tests.engine.stage import session_of
from tests.talk import Citizen, Talk


def second(choice: str) -> Talk:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.tap(choice)
    return talk


def test_who_you_are_and_what_you_love_are_used_again() -> None:
    talk = second("Tale: lager")
    assert "Hvilket job er din tale til?" in talk.last.text
    first, again = talk.answers("elevator_pitch"), session_of(talk, "elevator_pitch").answers
    assert set(again) == {"based_on", "who", "burn"}
    assert {place: again[place]["value"] for place in ("who", "burn")}.items() <= first.items()


def test_an_edit_of_the_first_talk_leaves_the_second_alone() -> None:
    talk = Citizen().with_pitch()
    who = session_of(talk, "elevator_pitch").answers["who"]
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.tap("Tale: lager")
    talk.edit(who["parts"][0][0], "Jeg hedder noget andet.")
    assert session_of(talk, "elevator_pitch").answers["who"]["value"] == who["value"]
    assert "Jeg hedder noget andet." in talk.texts()


def test_it_can_begin_afresh() -> None:
    talk = second("Nej, begynd forfra")
    assert "Hvem er du?" in talk.last.text
    assert set(session_of(talk, "elevator_pitch").answers) == {"based_on"}


def test_the_first_talk_asks_nothing_of_the_kind() -> None:
    assert "Hvem er du?" in Citizen().welcomed().last.text
