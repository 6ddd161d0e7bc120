"""Simple mode on the phone: symbols before buttons, sentences apart, and the same as ever when it is read aloud."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat import render
from bot.engine.aloud import SPEAKER
from bot.engine.effects import Remove, Speak
from bot.engine.person import Person
from bot.engine.text import Words
from bot.state.commit import manner, remove, speak, wording
from bot.words.draft import units

ASKED = {
    "kind": "say",
    "paragraphs": [Words("Thank you. Do you want to answer now?").to_json()],
    "buttons": [
        {"label": Words("Yes").to_json(), "data": "1.2:yes", "quiet": False},
        {"label": Words("Next time").to_json(), "data": "1.2:later", "quiet": False},
        {"label": Words("⬅ Back").to_json(), "data": "1.2:@back", "quiet": True},
    ],
}


def labels(part: dict[str, Any]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in part["reply_markup"]["inline_keyboard"]]


def data(part: dict[str, Any]) -> list[str]:
    return [button["callback_data"] for row in part["reply_markup"]["inline_keyboard"] for button in row]


def test_buttons_have_symbols_and_sentences_stand_apart() -> None:
    (usual,), (simple,) = (render.parts(each, "da") for each in (ASKED, ASKED | {"simple": True}))
    assert simple["text"] == "Tak.\nVil du svare nu?"
    assert labels(simple) == [["✅ Ja", "⏰ Næste gang"], ["⬅ Tilbage"]]
    assert data(simple) == data(usual)


def test_in_two_languages_a_button_has_one_symbol() -> None:
    (part,) = render.parts(ASKED | {"simple": True, "beneath": "en"}, "da")
    assert labels(part)[0] == ["✅ Ja · Yes"]
    assert part["text"].startswith("Tak.\nVil du svare nu?\n\n· · ·\n\n")


def test_a_long_label_is_cut_with_its_symbol() -> None:
    theirs = {"label": Words("{text}", {"text": "æ" * 100}).to_json(), "data": "1.2:3k", "quiet": False}
    (part,) = render.parts(ASKED | {"simple": True, "buttons": [theirs]}, "da")
    ((label,),) = labels(part)
    assert label.startswith("Ⓐ ææ")
    assert units(label) == render.LABEL_LIMIT


@pytest.mark.parametrize("language", ["da", "ar"])
def test_the_digits_of_a_scale_stand_in_one_row(language: str) -> None:
    scale = [
        {"label": Words("{n}", {"n": n}).to_json(), "data": f"1.2:{n}", "quiet": False} for n in range(1, 8)
    ]
    (part,) = render.parts(ASKED | {"simple": True, "buttons": [*scale, ASKED["buttons"][0]]}, language)
    assert [len(row) for row in labels(part)] == [7, 1]


def test_read_aloud_it_is_the_same_as_ever() -> None:
    heard = ASKED | {"aloud": "all", "speed": "normal"}
    (usual,), (simple,) = (
        render.parts(each, "da", voiced=("da",)) for each in (heard, heard | {"simple": True})
    )
    assert simple["aloud"] == usual["aloud"]
    assert not simple["own"]


def test_at_a_tap_symbols_are_not_read_out_and_it_is_nobodys_own() -> None:
    tapped = {"kind": "speak", "text": "Tak.\nVil du svare nu?", "choices": ["✅ Ja"], "speed": "normal"}
    (part,) = render.parts(tapped, "da", voiced=("da",))
    assert [line.text for line in part["aloud"]] == ["Tak.", "Vil du svare nu?", "Du kan vælge:", "Ja"]
    assert not part["own"]


def test_everything_that_is_said_to_somebody_in_simple_mode_is_said_simply() -> None:
    simple = Person(1, detail="less", beneath="ar")
    removed = Words("That is fine.")
    assert wording(simple) == {"beneath": "ar", "simple": True}
    assert manner(simple)["simple"]
    assert speak(Speak("Tak"), simple)["simple"]
    assert "simple" not in remove(Remove(1, removed, removed))
    assert "simple" not in manner(Person(1, detail="more"))
    assert "simple" not in manner(Person(1, detail="less", hat="contact"))


def test_a_folded_explanation_is_a_quotation_that_opens() -> None:
    folded = Words("<fold>{words}</fold>", {"words": Words("That is fine.")})
    (part,) = render.parts({"kind": "say", "paragraphs": [folded.to_json()]}, "da")
    assert part["entities"] == [{"type": "expandable_blockquote", "offset": 0, "length": units(part["text"])}]


def test_the_speaker_keeps_its_own_symbol() -> None:
    payload = ASKED | {"simple": True, "aloud": "button", "speed": "normal"}
    (part,) = render.parts(payload, "da", voiced=("da",))
    assert part["reply_markup"]["inline_keyboard"][-1][-1] == {"text": "🔊 Læs op", "callback_data": SPEAKER}


def test_the_speaker_keeps_its_own_symbol_beside_its_setting() -> None:
    setting = {"label": Words("🔊 Reading aloud").to_json(), "data": "1.2:aloud", "quiet": False}
    payload = ASKED | {"buttons": [setting], "simple": True, "aloud": "button", "speed": "normal"}
    (part,) = render.parts(payload, "da", voiced=("da",))
    first, *_, last = (label for row in labels(part) for label in row)
    assert first.startswith("👂 ")
    assert last == "🔊 Læs op"
