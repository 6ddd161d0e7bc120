"""While the question about energy is on the screen, what is written is neither an answer nor a part of one."""

from __future__ import annotations

import pytest

from tests.talk import Citizen, Talk

ENERGY = ["Nok for i dag", "Ét spørgsmål til", "Jeg tager resten"]


def tired() -> Talk:
    """Someone who wanted one question today, and has answered it."""
    talk = Citizen().welcomed(energy="Ét")
    talk.write("Jeg hedder Samir.")
    assert talk.last.labels() == ENERGY
    return talk


def test_a_remark_is_kept_aside_and_the_question_about_energy_stays() -> None:
    talk = tired()
    talk.write("jeg er lidt træt i dag")
    assert talk.answers("elevator_pitch") == {"who": "Jeg hedder Samir."}
    assert talk.texts().count("jeg er lidt træt i dag") == 1
    assert talk.last.text.startswith("Tak, fordi du siger det.")
    assert talk.last.labels() == ENERGY


@pytest.mark.parametrize("words", ["nej", "Nej tak", "dårlig", "træt", "nok", "nok for idag"])
def test_a_no_and_a_tired_word_are_enough_for_today(words: str) -> None:
    talk = tired()
    talk.write(words)
    assert talk.last.text.startswith("Vi stopper her.")


@pytest.mark.parametrize("words", ["god", "fint", "ok", "en mere"])
def test_a_good_word_is_one_more_question(words: str) -> None:
    talk = tired()
    talk.write(words)
    talk.write("Jeg kan lide at køre om natten")
    assert talk.last.labels() == ENERGY
    assert talk.answers("elevator_pitch")["burn"] == "Jeg kan lide at køre om natten"


@pytest.mark.parametrize(
    ("words", "button"),
    [
        ("tager resten", "@all"),
        ("resten så", "@all"),
        ("jeg tager resten", "@all"),
        ("bare et spørgsmål", "@one_more"),
        ("et mere", "@one_more"),
        ("ikke mere i dag", "@pause"),
        ("jeg er træt", "@pause"),
    ],
)
def test_everyday_words_choose_the_button(words: str, button: str) -> None:
    talk = tired()
    said = talk.write(words)[-1].text
    assert said.startswith("Vi stopper her.") == (button == "@pause")
    talk.write("Jeg kan lide at køre om natten")
    answered = talk.answers("elevator_pitch").get("burn", "")
    assert bool(answered) == (button != "@pause")
    assert (talk.last.labels() == ENERGY) == (button == "@one_more")


def test_what_is_not_understood_is_asked_to_tap() -> None:
    talk = tired()
    assert (
        "Tryk på en af knapperne, så går vi videre eller stopper."
        in talk.write("det regner udenfor")[-1].text
    )


@pytest.mark.parametrize("words", ["tak", "hej"])
def test_a_thank_you_does_not_go_past_the_limit(words: str) -> None:
    talk = tired()
    talk.write(words)
    assert talk.last.labels() == ENERGY


def test_the_words_of_a_hidden_button_are_a_remark_too() -> None:
    talk = tired()
    talk.write("Spring over")
    assert talk.last.labels() == ENERGY
    assert talk.answers("elevator_pitch") == {"who": "Jeg hedder Samir."}


def test_a_sticker_does_not_go_past_the_limit() -> None:
    talk = tired()
    talk.send("sticker")
    assert talk.last.labels() == ENERGY


def test_help_and_on_again_does_not_go_past_the_limit() -> None:
    talk = tired()
    talk.command("help")
    talk.tap("Fortsæt")
    assert talk.last.labels() == ENERGY


def test_a_text_from_before_the_question_about_energy_is_early_and_stays_within_the_limit() -> None:
    talk = Citizen().welcomed(energy="Ét")
    talk.burst("Jeg hedder Samir.", "Jeg har kørt lastbil.")
    assert talk.answers("elevator_pitch") == {"who": "Jeg hedder Samir.\nJeg har kørt lastbil."}
    talk.tap("Det er fint")
    assert talk.last.labels() == ENERGY


def test_one_more_question_is_asked_and_answered() -> None:
    talk = tired()
    talk.write("jeg er lidt træt i dag")
    talk.tap("Ét spørgsmål til")
    talk.write("Jeg kan lide at køre om natten")
    assert talk.answers("elevator_pitch")["burn"] == "Jeg kan lide at køre om natten"


def test_coming_back_after_enough_for_today_shows_the_question() -> None:
    talk = tired()
    talk.tap("Nok for i dag")
    talk.tap("Fortsæt")
    assert "2 af" in talk.last.text
    assert talk.last.labels() != ENERGY


@pytest.mark.parametrize("exercise", ["Udfyld min stjerne", "Lav en lille aftale"])
def test_whoever_opens_another_exercise_gets_its_first_question(exercise: str) -> None:
    """They have decided to do more; in the middle of it they are asked again."""
    talk = tired()
    talk.tap("Nok for i dag")
    talk.command("menu")
    talk.tap(exercise)
    assert talk.last.labels() != ENERGY


def test_the_stop_comes_again_after_the_first_question_of_what_was_opened() -> None:
    talk = tired()
    talk.tap("Nok for i dag")
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    talk.write("Ringe til Netto")
    assert talk.answers("plan")["what"] == "Ringe til Netto"
    assert talk.last.labels() == ENERGY
