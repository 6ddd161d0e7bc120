"""While an example or beginnings of a sentence are shown, every message that asks shows them whole, once."""

from __future__ import annotations

import pytest

from tests.talk import Citizen, Talk

REST = "Skriv resten af sætningen: Jeg hedder …"
FITS = "Vælg det, der passer bedst."


def begun() -> Talk:
    """Someone who has chosen how their first sentence begins."""
    talk = Citizen().welcomed()
    talk.tap("Hjælp mig i gang")
    assert talk.last.text.count(FITS) == 1
    talk.tap("Jeg hedder …")
    assert talk.last.text.count(REST) == 1
    return talk


def test_after_a_pause_the_sentence_to_finish_is_there_again() -> None:
    talk = begun()
    talk.tap("⏸ Pause")
    talk.tap("Fortsæt")
    assert talk.last.text.count(REST) == 1


def test_after_a_sticker_the_sentence_to_finish_is_there_again() -> None:
    talk = begun()
    talk.send("sticker")
    assert talk.last.text.count(REST) == 1


def test_after_an_answer_that_does_not_do_the_sentence_to_finish_is_there_again() -> None:
    talk = begun()
    talk.write("😀")
    assert talk.last.text.count(REST) == 1


@pytest.mark.parametrize("help_", ["Hjælp mig i gang", "💡 Vis et eksempel"])
def test_after_a_pause_the_question_stands_in_place_of_the_help(help_: str) -> None:
    talk = Citizen().welcomed()
    asked = talk.last
    talk.tap(help_)
    talk.tap("⏸ Pause")
    talk.tap("Fortsæt")
    question, once = asked.text.rsplit("\n\n", 1)
    assert once.startswith("Skriv eller indtal.")
    assert talk.last.text.endswith(question)
    assert talk.last.labels() == asked.labels()


def test_what_is_kept_aside_after_a_pause_comes_behind_the_beginning() -> None:
    talk = begun()
    talk.tap("⏸ Pause")
    talk.write("Samir og er chauffør")
    talk.tap("Brug mine ord som mit svar")
    assert talk.answers("elevator_pitch")["who"] == "Jeg hedder Samir og er chauffør"
    assert talk.stored()["unplaced"] == []
