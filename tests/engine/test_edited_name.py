"""The message in which somebody said their name can be changed like any other."""

from __future__ import annotations

from tests.talk import Talk


def changed_in_the_first_exercise() -> Talk:
    talk = Talk()
    talk.command("start")
    talk.tap("Dansk")
    talk.tap("Det er i orden")
    name = talk.own_message + 1
    talk.write("Samir")
    talk.tap("En hel øvelse")
    talk.edit(name, "Samira")
    return talk


def test_the_new_name_is_the_one_that_is_used() -> None:
    talk = changed_in_the_first_exercise()
    assert "rettet" in talk.last.text
    talk.command("menu")
    assert "Samira" in talk.last.text
    assert talk.stored()["person"]["name"] == "Samira"


def test_continue_under_the_changed_name_goes_on_in_the_exercise() -> None:
    talk = changed_in_the_first_exercise()
    (question,) = talk.tap("Fortsæt")
    assert "Hvem er du?" in question.text
