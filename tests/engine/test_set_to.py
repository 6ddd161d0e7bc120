"""Where a setting is chosen, what it is now is marked: on its button, in simple mode, in two languages, aloud."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.chat import render
from bot.chat.aloud import read_off, spoken
from bot.engine.text import Words
from bot.state import people
from bot.voice.speech import Part
from bot.words import catalogues
from tests.talk import BOT, Citizen, Talk


def changed(talk: Talk, **settings: Any) -> Talk:
    """The same phone, whose owner has decided this."""
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    people.save(cursor, replace(known.person, **settings), known.version, talk.now, seen=True)
    talk._connection.commit()
    return talk


def at(talk: Talk, *taps: str) -> list[str]:
    """What is marked of the buttons where these taps under Settings lead."""
    talk.command("menu")
    for each in ("⚙ Indstillinger", *taps):
        talk.tap(each)
    return marked(talk)


def marked(talk: Talk) -> list[str]:
    return [label for label in talk.last.labels() if "✓" in label]


@pytest.mark.parametrize(
    ("taps", "before", "choice", "after"),
    [
        (["Hvor meget jeg skriver"], "✓ Som jeg plejer", "Forklar mere", "✓ Forklar mere"),
        (["🔊 Oplæsning"], "✓ Kun når jeg trykker på 🔊", "Læs ikke højt", "✓ Læs ikke højt"),
        (["🔊 Oplæsning", "Hvor hurtigt"], "✓ Som normalt", "", ""),
        (["Sprog"], "✓ Dansk", "", ""),
        (["Beskeder", "Weekender og helligdage"], "✓ Nej", "", ""),
    ],
)
def test_what_is_set_now_is_marked(taps: list[str], before: str, choice: str, after: str) -> None:
    talk = Citizen().welcomed()
    assert at(talk, *taps) == [before]
    if choice:
        talk.tap(choice)
        assert marked(talk) == [after]


def test_a_time_that_is_set_is_marked_where_it_is_offered() -> None:
    talk = changed(Citizen().welcomed(), awake_from="09:00")
    assert at(talk, "Beskeder", "Andre tider på dagen") == ["✓ 09.00"]


def test_of_two_languages_the_own_one_is_marked() -> None:
    talk = changed(Citizen().welcomed(), beneath="pl")
    talk.command("language")
    assert marked(talk) == ["✓ Polski"]


def test_in_simple_mode_the_picture_stays_and_the_label_can_be_written() -> None:
    talk = changed(Citizen().welcomed(), detail="less")
    talk.command("menu")
    talk.tap("⚙ Indstillinger")
    talk.tap("🔤 Hvor meget jeg skriver")
    assert marked(talk) == ["🤏 ✓ Så lidt som muligt"]
    talk.write("så lidt som muligt")
    assert marked(talk) == ["🤏 ✓ Så lidt som muligt"]


def test_with_a_language_beneath_there_is_one_mark() -> None:
    slowly = {"label": Words("✓ {label}", {"label": Words("Slowly")}).to_json(), "data": "1.2:slow"}
    asked = {"kind": "say", "paragraphs": [Words("Thank you.").to_json()], "buttons": [slowly]}
    for simple, label in ((False, "✓ Langsomt · Slowly"), (True, "🐢 ✓ Langsomt · Slowly")):
        (part,) = render.parts({**asked, "beneath": "en", "simple": simple}, "da")
        assert part["reply_markup"]["inline_keyboard"][0][0]["text"] == label


def test_a_language_that_is_chosen_has_no_cross_before_it() -> None:
    """One language is no "no" to two: in simple mode its button has a sign of its own."""
    talk = changed(Citizen().welcomed(), detail="less")
    talk.command("language")
    talk.write("Українська")
    assert talk.last.labels()[:2] == ["🌐 Данська й українська", "💬 Тільки українська"]


def test_a_language_in_letters_from_the_right_is_named_once_where_it_is_set() -> None:
    talk = changed(Citizen().welcomed(), beneath="ar")
    talk.command("language")
    assert [label.count("العربية") for label in marked(talk)] == [1]


def test_aloud_it_is_said_what_is_chosen_now() -> None:
    known = catalogues()
    parts, own = spoken("Tak.", ["✓ Langsomt", "Hurtigt"], known.language("da"))
    assert parts[-2:] == (Part("da", "Valgt nu: Langsomt"), Part("da", "Hurtigt"))
    assert own  # what somebody has set is theirs
    danish, english = known.language("da"), known.language("en")
    choices = read_off(["✓ Langsomt · Slowly", "Hurtigt · Quickly"], danish, english, english)
    parts, own = spoken("Tak.", choices, danish, english, english)
    assert parts[-2:] == (Part("en", "Chosen now: Slowly"), Part("en", "Quickly"))
    assert own  # what somebody has set is theirs
