"""Whoever asked not to be written to stays in peace until they go on with an exercise themselves."""

from __future__ import annotations

import pytest

from tests.talk import Citizen, Talk


def quiet() -> Talk:
    """Someone in the middle of a pitch who has asked not to be written to."""
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir.")
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    assert is_quiet(talk)
    return talk


def is_quiet(talk: Talk) -> bool:
    return bool(talk.stored()["person"]["quiet"])


@pytest.mark.parametrize("command", ["mydata", "help", "language", "pause", "stop"])
def test_looking_something_up_does_not_end_it(command: str) -> None:
    talk = quiet()
    talk.command(command)
    assert is_quiet(talk)
    assert talk.wait(days=5) == []


def test_another_language_does_not_end_it() -> None:
    talk = quiet()
    talk.command("language")
    talk.tap("English")
    assert is_quiet(talk)


def test_asking_for_it_once_more_does_not_end_it() -> None:
    talk = quiet()
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    assert is_quiet(talk)


def test_a_sticker_and_an_edited_message_do_not_end_it() -> None:
    talk = quiet()
    talk.send("sticker")
    talk.edit(talk.own_message, "noget")
    assert is_quiet(talk)


@pytest.mark.parametrize("command", ["menu", "start"])
def test_the_menu_ends_it(command: str) -> None:
    talk = quiet()
    talk.command(command)
    assert not is_quiet(talk)


def test_words_for_the_exercise_end_it() -> None:
    talk = quiet()
    talk.write("Jeg kan lide at køre")
    assert not is_quiet(talk)


def test_a_tap_that_goes_on_with_the_exercise_ends_it() -> None:
    talk = quiet()
    talk.command("help")
    talk.tap("Fortsæt")
    assert not is_quiet(talk)


def test_asking_for_help_in_words_does_not_end_it() -> None:
    talk = quiet()
    talk.write("hjælp")
    assert is_quiet(talk)


def test_a_day_that_was_chosen_waits_until_the_person_is_back() -> None:
    """Nothing comes while they want peace, and nothing that they wished for is lost."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Jeg har mødt nogen")
    talk.write("Mette")
    talk.tap("Spring over")
    talk.tap("Spring over")
    talk.write("på torsdag")
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    assert talk.wait(days=10) == []
    talk.command("menu")
    (said,) = talk.wait(days=2)
    assert said.text.startswith("Hej Samir. Der ligger noget klar til dig")


def test_not_now_does_not_promise_more_than_it_keeps() -> None:
    talk = Citizen().welcomed()
    talk.wait(days=4)
    talk.tap("Ikke nu")
    assert "Jeg skriver kun, hvis du selv har valgt en dag til det." in talk.last.text
