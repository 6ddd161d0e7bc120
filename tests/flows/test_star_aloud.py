"""The star read aloud: its scale is heard once, the question each time, and all of it at a tap on the speaker."""

from __future__ import annotations

from bot.chat.aloud import spoken
from bot.engine.aloud import SPEAKER
from bot.words import catalogues
from tests.talk import Citizen, Talk

CHOOSE = {"da": "Du kan vælge:", "en": "You can choose:"}


def at_the_star(beneath: str = "", aloud: str = "Læs alt højt") -> Talk:
    """A citizen at the first question of the star, who has everything read aloud."""
    talk = Citizen().welcomed()
    talk.command("menu")
    for label in ("⚙ Indstillinger", "🔊 Oplæsning", aloud, "Tilbage"):
        talk.tap(label)
    if beneath:
        for label in ("⚙ Indstillinger", "Sprog", beneath):
            talk.tap(label)
        talk.tap(talk.last.labels()[0])
    talk.command("menu")
    talk.tap("Fill in my star" if beneath else "Udfyld min stjerne")
    return talk


def has_speaker(talk: Talk) -> bool:
    return any(data == SPEAKER for _, data in talk.last.buttons)


def step(talk: Talk, number: int) -> None:
    talk.tap(f"{number} ")


def test_the_scale_is_read_at_the_first_question_and_then_the_question_alone() -> None:
    talk = at_the_star()
    first = talk.heard[-1]
    assert first[first.index(CHOOSE["da"]) + 1] == "1 Rigtig svært"
    assert not has_speaker(talk), "all of it has been read"
    step(talk, 3)
    assert CHOOSE["da"] not in talk.heard[-1]
    assert "1 Rigtig svært" not in talk.heard[-1]
    assert any("tro på" in line for line in talk.heard[-1])
    assert talk.last.labels()[0] == "1 Rigtig svært", "it stands there all the same"


def test_a_question_of_the_star_is_nobodys_own_so_that_it_is_spoken_once_for_everybody() -> None:
    talk = at_the_star()
    _, own = spoken(talk.last.text, talk.last.labels(), catalogues().language("da"))
    assert not own


def test_whoever_wants_the_scale_once_more_taps_the_speaker() -> None:
    talk = at_the_star()
    step(talk, 3)
    assert has_speaker(talk)
    talk.listen()
    assert "1 Rigtig svært" in talk.heard[-1]


def test_who_was_not_understood_hears_it_again() -> None:
    talk = at_the_star()
    step(talk, 3)
    talk.write("banan")
    assert "1 Rigtig svært" in talk.heard[-1]


def test_who_has_been_away_hears_it_again() -> None:
    talk = at_the_star()
    step(talk, 3)
    talk.tap("⏸ Pause")
    talk.command("menu")
    talk.tap(next(label for label in talk.last.labels() if label.startswith("Stjerne")))
    assert "1 Rigtig svært" in talk.heard[-1]


def test_at_a_tap_alone_nothing_is_left_out() -> None:
    talk = at_the_star(aloud="✓ Kun når jeg trykker på 🔊")
    talk.shows_speaker = True
    for _ in range(2):
        step(talk, 3)
        talk.listen()
        assert "1 Rigtig svært" in talk.heard[-1]


def test_with_an_own_language_below_the_question_is_read_in_both_and_the_scale_in_that() -> None:
    talk = at_the_star("English")
    first = talk.heard[-1]
    assert any("du vil arbejde med" in line for line in first)
    assert any("you want to work with" in line for line in first)
    assert first[first.index(CHOOSE["en"]) + 1 :][0] == "1 Really hard"
    assert not {CHOOSE["da"], "1 Rigtig svært"} & {*first}
