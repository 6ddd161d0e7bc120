"""Danish with another language below: what stands on buttons, and where the Danish of the others is found."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat import render
from bot.engine.steps import Arrange, Ask, AskDate, AskMany, Choice, Pick, Review, Scale
from bot.engine.text import Words
from tests.engine.test_set_to import changed
from tests.talk import Citizen, Talk

LONG = "What you have saved about me"


def payload(*labels: str, **further: Any) -> dict[str, Any]:
    buttons = [
        {"label": Words(label).to_json(), "data": f"1.2:{key}", "quiet": False}
        for key, label in enumerate(labels)
    ]
    said = {"kind": "say", "paragraphs": [Words("Skip").to_json()], "buttons": buttons, "beneath": "en"}
    return said | further


def labels(part: dict[str, Any]) -> list[str]:
    return [button["text"] for row in part["reply_markup"]["inline_keyboard"] for button in row]


def test_choices_that_do_not_all_fit_stand_in_the_text_in_both() -> None:
    """A yes and its no look alike on the buttons, and in the text too."""
    (part,) = render.parts(payload("Yes", LONG), "da")
    assert labels(part) == ["Yes", LONG]
    above = "Spring over\n\n▪ Ja — Yes\n▪ Det, du har gemt om mig — What you have saved about me\n\n· · ·"
    assert part["text"] == f"{above}\n\nSkip"
    (fold,) = part["entities"]
    assert (fold["type"], fold["offset"]) == ("expandable_blockquote", len("Spring over\n\n"))


def test_of_a_menu_only_what_had_no_room_stands_in_the_text() -> None:
    (part,) = render.parts(payload("Yes", LONG, menu=True), "da")
    assert labels(part) == ["Ja · Yes", LONG]
    assert "▪ Ja" not in part["text"]
    assert "▪ Det, du har gemt om mig — " in part["text"]


def test_where_all_fit_and_in_simple_mode_the_text_has_no_such_lines() -> None:
    for each in (
        payload("Yes", "No"),
        payload("Yes", LONG, simple=True),
        payload("Yes", LONG, menu=True, simple=True),
    ):
        (part,) = render.parts(each, "da")
        assert "▪" not in part["text"]


def test_what_is_to_be_learnt_is_not_read_aloud() -> None:
    aloud = payload("Yes", LONG) | {"aloud": "all", "speed": "normal"}
    (part,) = render.parts(aloud, "da", voiced=("da", "en"))
    assert [each.text for each in part["aloud"] if each.text] == [
        "Spring over",
        "Skip",
        "You can choose:",
        "Yes",
        LONG,
    ]
    on_the_phone = {"kind": "speak", "text": part["caption"], "choices": ["Yes", LONG], "speed": "normal"}
    (tapped,) = render.parts(on_the_phone | {"beneath": "en"}, "da", voiced=("da", "en"))
    assert tapped["aloud"] == part["aloud"]


MANY = tuple(Choice(key=f"to_{number}", label="Later") for number in range(5))


@pytest.mark.parametrize(
    ("question", "is_menu"),
    [
        (Ask(id="a", choices=MANY), True),
        (Ask(id="a", choices=MANY[:4]), False),
        (Ask(id="a", choices=(*MANY, Choice(key="no", label="No"))), False),
        (Ask(id="a", choices=(*MANY, Choice(key="delete", label="Delete it", exact=True))), False),
        (Ask(id="a", choices=(*MANY, Choice(key="look", label="Just looking", means="no"))), False),
        (Pick(id="a", source="offers"), True),
        (Pick(id="a", source="offers", choices=(Choice(key="no", label="No"),)), False),
        (AskMany(id="a", choices=MANY), True),
        (Arrange(id="a", of="b"), True),
        (Review(id="a", of=("b",)), True),
        (AskDate(id="a"), False),
        (Scale(id="a", labels=("Hard", "Easy")), False),
    ],
)
def test_what_is_agreed_to_refused_or_weighed_is_no_menu(question: Any, is_menu: bool) -> None:
    assert question.is_menu(None) is is_menu


def test_at_home_and_among_the_beginnings_of_a_sentence_each_button_carries_what_it_has_room_for() -> None:
    talk = changed(Citizen().welcomed(), beneath="en")
    talk.command("menu")
    assert {"📁 Mine øvelser · My work", "New elevator pitch"} <= {*talk.last.labels()}
    talk.tap("New elevator pitch")
    talk.tap("Help me get started")
    beginnings = [line for line in talk.last.text.splitlines() if line.startswith("▪ ")]
    assert beginnings[0] == "▪ Jeg har arbejdet med … — I have worked with …"


def test_in_the_first_message_everybody_finds_what_is_asked() -> None:
    """Whoever reads no Danish sees their own word for a language, above their own language."""
    talk = Talk()
    talk.command("start")
    assert talk.last.text.splitlines()[-1] == (
        "🌐 \u2068Sprog · Language · \u2068اللغة\u2069 · Мова · Dil · Język · "
        "\u2068زبان\u2069 · Luqadda · ቋንቋ · Ziman\u2069"
    )
