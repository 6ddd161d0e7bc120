"""The star read aloud: the question each time, how its scale is heard at first, and the scale itself at a tap."""

from __future__ import annotations

from bot.chat.aloud import spoken
from bot.engine.aloud import BUTTONS, SPEAKER
from bot.words import catalogues
from tests.talk import Citizen, Talk

CHOOSE = {"da": "Du kan vælge:", "en": "You can choose:"}
LAST_ONE = {
    "da": "Tryk på den sidste knap for at høre de andre.",
    "en": "Tap the last button to hear the others.",
}


def at_the_star(beneath: str = "", aloud: str = "Læs alt højt") -> Talk:
    """A citizen at the first question of the star, who has everything read aloud."""
    talk = Citizen().welcomed()
    talk.command("menu")
    for label in ("⚙ Indstillinger", "🔊 Oplæsning", aloud, "Tilbage"):
        talk.tap(label)
    if beneath:
        talk.tap("Sprog")
        talk.tap(beneath)
        talk.tap(talk.last.labels()[0])
    talk.command("menu")
    talk.tap("Fill in my star" if beneath else "Udfyld min stjerne")
    return talk


def step(talk: Talk, number: int) -> None:
    talk.tap(f"{number} ")


def test_the_question_is_read_first_and_the_scale_at_a_tap() -> None:
    """Nine choices took twenty seconds."""
    talk = at_the_star()
    assert talk.heard[-1][-1] == LAST_ONE["da"]
    assert not {CHOOSE["da"], "1 Rigtig svært"} & {*talk.heard[-1]}
    assert [data for _, data in talk.last.buttons if data in (SPEAKER, BUTTONS)] == [BUTTONS]
    talk.hear_buttons()
    assert talk.heard[-1][:2] == (CHOOSE["da"], "1 Rigtig svært")


def test_at_the_next_question_nobody_is_told_once_more_how_to_hear_it() -> None:
    talk = at_the_star()
    step(talk, 3)
    assert LAST_ONE["da"] not in talk.heard[-1]
    assert any("tro på" in line for line in talk.heard[-1])
    assert talk.last.labels()[0] == "1 Rigtig svært", "it stands there all the same"
    talk.hear_buttons()
    assert "1 Rigtig svært" in talk.heard[-1]


def test_a_question_of_the_star_is_nobodys_own_so_that_it_is_spoken_once_for_everybody() -> None:
    talk = at_the_star()
    _, own = spoken(talk.last.text, talk.last.labels(), catalogues().language("da"))
    assert not own


def test_who_was_not_understood_is_told_again() -> None:
    talk = at_the_star()
    step(talk, 3)
    talk.write("banan")
    assert talk.heard[-1][-1] == LAST_ONE["da"]


def test_who_has_been_away_is_told_again() -> None:
    talk = at_the_star()
    step(talk, 3)
    talk.tap("⏸ Pause")
    talk.command("menu")
    talk.tap(next(label for label in talk.last.labels() if label.startswith("Stjerne")))
    assert talk.heard[-1][-1] == LAST_ONE["da"]


def test_at_a_tap_alone_it_is_the_same_each_time() -> None:
    talk = at_the_star(aloud="✓ Kun når jeg trykker på 🔊")
    talk.shows_speaker = True
    for _ in range(2):
        step(talk, 3)
        assert [data for _, data in talk.last.buttons[-2:]] == [SPEAKER, BUTTONS]
        talk.listen()
        assert talk.heard[-1][-1] == LAST_ONE["da"]
        talk.hear_buttons()
        assert "1 Rigtig svært" in talk.heard[-1]


def test_with_an_own_language_below_what_is_long_is_read_in_that_and_a_short_question_in_both() -> None:
    talk = at_the_star("English")
    first = talk.heard[-1]
    assert not any("du vil arbejde med" in line for line in first)
    assert any("you want to work with" in line for line in first)
    assert first[-1] == LAST_ONE["en"]
    talk.hear_buttons()
    assert talk.heard[-1][:2] == (CHOOSE["en"], "1 Really hard")
    step(talk, 3)
    second = talk.heard[-1]
    assert any("at tro på" in line for line in second)
    assert any("believing" in line for line in second)
