"""While an example or beginnings of a sentence are shown, every message that asks shows them whole, once."""

from __future__ import annotations

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


def test_after_a_pause_the_beginnings_are_offered_again() -> None:
    talk = Citizen().welcomed()
    talk.tap("Hjælp mig i gang")
    talk.tap("⏸ Pause")
    talk.tap("Fortsæt")
    assert talk.last.text.count(FITS) == 1
    assert "Jeg hedder …" in talk.last.labels()


def test_after_a_pause_the_example_is_there_again() -> None:
    talk = Citizen().welcomed()
    talk.tap("💡 Vis et eksempel")
    shown = talk.last.text
    talk.tap("⏸ Pause")
    talk.tap("Fortsæt")
    assert talk.last.text.endswith(shown)


def test_what_is_kept_aside_after_a_pause_comes_behind_the_beginning() -> None:
    talk = begun()
    talk.tap("⏸ Pause")
    talk.write("Samir og er chauffør")
    talk.tap("Brug det som mit svar")
    assert talk.answers("elevator_pitch")["who"] == "Jeg hedder Samir og er chauffør"
    assert talk.stored()["unplaced"] == []
