"""Messages as Telegram takes them: text, formats, parts and buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import BotCommand, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
from telegram.constants import BotCommandLimit, InlineKeyboardButtonLimit, MessageLimit

from bot.chat import render, split
from bot.engine.effects import Button, Say
from bot.engine.text import Words, literal
from bot.words import Catalogues, catalogues
from bot.words.draft import units
from tests.words.conftest import ARABIC_FORMS, TWO_FORMS, add_language

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = """
msgid "Hello <b>{name}</b>."
msgstr "{first} <b>{{name}}</b>."

msgid "How is the <i>day</i>?"
msgstr ""
"""


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Catalogues:
    root: Path = tmp_path_factory.mktemp("locales")
    texts = TEXTS.replace("{{name}}", "{name}")
    add_language(root, "en", texts.replace("{first}", "Hello"), TWO_FORMS)
    add_language(root, "da", texts.replace("{first}", "Hej"), TWO_FORMS)
    add_language(root, "ar", texts.replace("{first}", "مرحبا"), ARABIC_FORMS, locale="ar")
    return Catalogues.load(root)


def payload(say: Say) -> dict[str, Any]:
    """A message as it lies in the outbox."""
    return {
        "kind": "say",
        "paragraphs": [each.to_json() for each in say.paragraphs],
        "buttons": [{"label": b.label.to_json(), "data": b.data, "quiet": b.quiet} for b in say.buttons],
    }


def rendered(known: Catalogues, say: Say, language: str = "da") -> list[dict[str, Any]]:
    """The parts of a message, each checked against Telegram's rules by the types of python-telegram-bot."""
    parts = render.parts(payload(say), language, known)
    assert parts
    for part in parts:
        assert part.keys() <= {"text", "entities", "link_preview_options", "reply_markup"}
        length = len(part["text"].encode("utf-16-le")) // 2
        assert MessageLimit.MIN_TEXT_LENGTH <= length <= MessageLimit.MAX_TEXT_LENGTH
        assert part["text"] == part["text"].strip()
        assert LinkPreviewOptions.de_json(part["link_preview_options"], None).is_disabled
        for entity in MessageEntity.de_list(part.get("entities", []), None):
            assert entity.type in {"bold", "italic"}
            assert 0 <= entity.offset < entity.offset + entity.length <= length
        if "reply_markup" in part:
            check_keyboard(part["reply_markup"])
    return parts


def check_keyboard(markup: dict[str, Any]) -> None:
    parsed = InlineKeyboardMarkup.de_json(markup, None)
    assert parsed.to_dict() == markup
    for button in (button for row in parsed.inline_keyboard for button in row):
        assert button.text.strip()
        assert isinstance(button.callback_data, str)
        low, high = (
            InlineKeyboardButtonLimit.MIN_CALLBACK_DATA,
            InlineKeyboardButtonLimit.MAX_CALLBACK_DATA,
        )
        assert low <= len(button.callback_data.encode()) <= high


def keyboard(known: Catalogues, labels: list[str], quiet: list[str], language: str = "da") -> list[list[str]]:
    """The labels of a message's buttons, row by row."""
    buttons = tuple(
        Button(Words(label), f"1:{index}", quiet=index >= len(labels))
        for index, label in enumerate((*labels, *quiet))
    )
    (part,) = rendered(known, Say((Words("Choose"),), buttons), language)
    return [[button["text"] for button in row] for row in part["reply_markup"]["inline_keyboard"]]


def covered(part: dict[str, Any]) -> list[str]:
    """What each format covers."""
    entities = MessageEntity.de_list(part.get("entities", []), None)
    raw = part["text"].encode("utf-16-le")
    return [raw[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le") for each in entities]


def test_paragraphs_stand_apart_and_keep_their_formats(known: Catalogues) -> None:
    say = Say(
        (Words("Hello <b>{name}</b>.", {"name": "😀 Bo"}), Words("How is the <i>day</i>?"), literal("<b>"))
    )
    (part,) = rendered(known, say, "en")
    assert part["text"] == "Hello 😀 Bo.\n\nHow is the day?\n\n<b>"
    assert covered(part) == ["😀 Bo", "day"]
    assert "reply_markup" not in part


def test_a_message_is_said_in_the_language_asked_for(known: Catalogues) -> None:
    say = Say((Words("Hello <b>{name}</b>.", {"name": "Bo"}),))
    assert [rendered(known, say, code)[0]["text"] for code in ("da", "en-GB", "xx")] == [
        "Hej Bo.",
        "Hello Bo.",
        "Hello Bo.",
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (),
        ("",),
        (" \n ",),
        ("\u200b\u2060",),
        ("\u2068\u2069", "\u00a0"),
        ("\u2800",),
        ("\x00\x1f",),
        ("\u200f" * 5000,),
        ("\ufe0f",),
    ],
)
def test_a_message_in_which_nothing_shows_is_never_sent_empty(
    known: Catalogues, paragraphs: tuple[str, ...]
) -> None:
    say = Say(tuple(map(literal, paragraphs)), (Button(Words("Ja"), "1:a"),))
    (part,) = rendered(known, say)
    assert part["text"] == "…"
    assert part["reply_markup"]["inline_keyboard"] == [[{"text": "Ja", "callback_data": "1:a"}]]


@pytest.mark.parametrize("text", ["a", "😀", "\U0001fae8", "?", "سلام", "0", "؟", "\ue000"])
def test_whatever_shows_is_sent_as_it_is(known: Catalogues, text: str) -> None:
    assert text in rendered(known, Say((literal(text),)))[0]["text"]


def test_an_empty_paragraph_leaves_no_gap(known: Catalogues) -> None:
    say = Say((literal("one"), literal(" "), literal("two")))
    assert rendered(known, say)[0]["text"] == "one\n\ntwo"


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("x" * 4096, [4096]),
        ("x" * 4097, [4096, 1]),
        ("😀" * 2049, [4096, 2]),
        ("x" + "😀" * 2048, [4095, 2]),
        ("a" * 4090 + " " + "b" * 100, [4090, 100]),
        ("a" * 3000 + "\n" + "b" * 1000 + " " + "c" * 1000, [3000, 2001]),
        ("a" * 2500 + "\n\n" + "b" * 1000 + "\n" + "c" * 1000, [2500, 2001]),
        ("a" * 100 + "\n\n" + "b" * 5000, [4096, 1006]),
        ("a" * 4095 + "e\u0301" + "b", [4095, 3]),
        ("a" * 4093 + "👩\u200d🍳", [4093, 5]),
        ("a" * 4093 + "👍🏽", [4093, 4]),
        ("a" * 4096 + "\n\n" + "b", [4096, 1]),
        ("a" * 2100 + " " + "b" * 1995 + " " + "c", [4096, 1]),
    ],
)
def test_a_long_text_is_cut_where_it_hurts_least(known: Catalogues, text: str, lengths: list[int]) -> None:
    parts = rendered(known, Say((literal(text),), (Button(Words("Ja"), "1:a"),)))
    assert [units(part["text"]) for part in parts] == lengths
    assert "".join("".join(part["text"].split()) for part in parts) == "".join(text.split())
    assert ["reply_markup" in part for part in parts] == [False] * (len(parts) - 1) + [True]


@pytest.mark.parametrize("paragraphs", [1, 400])
def test_a_very_long_message_is_measured_once_or_twice_and_not_once_for_each_part(
    known: Catalogues, paragraphs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand messages of one took five seconds, in which nobody else got any."""
    measured: list[int] = []

    def counted(text: str) -> int:
        measured.append(len(text))
        return units(text)

    monkeypatch.setattr(split, "units", counted)
    monkeypatch.setattr(render, "units", counted)
    name = "et ord og så et til 😀 " * (40_000 // paragraphs)
    said = Say((Words("Hello <b>{name}</b>.", {"name": name}),) * paragraphs)
    parts = render.parts(payload(said), "da", known)
    assert len(parts) > 200
    assert sum(measured) <= 5 * sum(len(part["text"]) for part in parts)
    assert sum("".join(covered(part)).count("😀") for part in parts) == paragraphs * (40_000 // paragraphs)


def test_a_part_in_which_nothing_shows_is_left_out(known: Catalogues) -> None:
    (part,) = rendered(known, Say((literal("x" * 4096 + "\u200b" * 5000),)))
    assert part["text"] == "x" * 4096


def test_a_format_that_runs_over_a_cut_goes_on_in_the_next_part(known: Catalogues) -> None:
    name = "x" * 4000 + " " + "y" * 200
    parts = rendered(known, Say((Words("Hello <b>{name}</b>.", {"name": name}),)))
    assert [covered(part) for part in parts] == [["x" * 4000], ["y" * 200]]
    assert parts[1]["text"] == "y" * 200 + "."


@given(
    name=st.text(st.characters(), max_size=30) | st.text("a 😀\n\u0301\u200dس", min_size=1, max_size=40),
    times=st.integers(1, 400),
    label=st.text(max_size=100),
    language=st.sampled_from(["da", "en", "ar"]),
)
def test_any_text_in_any_place_makes_messages_that_telegram_takes(
    known: Catalogues, name: str, times: int, label: str, language: str
) -> None:
    paragraphs = (
        Words("Hello <b>{name}</b>.", {"name": name * times}),
        literal(name),
        Words("How is the <i>day</i>?"),
    )
    parts = rendered(known, Say(paragraphs, (Button(literal(label), "1:a"),)), language)
    assert covered(parts[-1])[-1] == "day"


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Dansk", "English", "العربية"], [["Dansk", "English", "العربية"]]),
        (["\u2068En øvelse til\u2069", "Nej"], [["\u2068En øvelse til\u2069"], ["Nej"]]),
        (["\u2068En øvelse nu\u2069", "Nej"], [["\u2068En øvelse nu\u2069", "Nej"]]),
        (["Calm", "Nervous"], [["Calm", "Nervous"]]),
        (["Ja", "Nej"], [["Ja", "Nej"]]),
        (["En hel øvelse", "Bare kigge"], [["En hel øvelse"], ["Bare kigge"]]),
        (list("1234567"), [["1", "2", "3", "4"], ["5", "6", "7"]]),
        (list("12345"), [["1", "2", "3"], ["4", "5"]]),
        (["Godt", "Lidt svært", "Svært"], [["Godt", "Lidt svært"], ["Svært"]]),
        (["Godt", "Rigtig svært nu"], [["Godt"], ["Rigtig svært nu"]]),
        (["Kurdî (Kurmancî)"] * 10, [["Kurdî (Kurmancî)"] * 2] * 5),
        (["Kurdî (Kurmancî)"] * 9, [["Kurdî (Kurmancî)"]] * 9),
        (["Et godt stykke over atten"] * 10, [["Et godt stykke over atten"]] * 10),
    ],
)
def test_short_choices_share_a_row(known: Catalogues, labels: list[str], rows: list[list[str]]) -> None:
    assert keyboard(known, labels, []) == rows


def test_ways_around_stand_below_the_choices(known: Catalogues) -> None:
    assert keyboard(known, ["Ja"], ["⬅ Back", "⏸ Pause", "Skip"]) == [["Ja"], ["⬅ Back", "⏸ Pause"], ["Skip"]]
    assert keyboard(known, [], ["Hjælp mig i gang nu", "Skip"]) == [["Hjælp mig i gang nu"], ["Skip"]]


SCALE = ("Really hard", "Hard", "A little hard", "So-so", "Okay", "Good", "Really good")


def scaled(known: Catalogues, language: str, **manner: Any) -> list[list[str]]:
    """The buttons of a question of the star, row by row."""
    labels = [Words("{n} {word}", {"n": n, "word": Words(word)}) for n, word in enumerate(SCALE, 1)]
    steps = [Button(label, f"1:{n}") for n, label in enumerate(labels, 1)]
    beside = [
        Button(Words("I do not know"), "1:unsure"),
        Button(Words("I would rather not say"), "1:rather_not"),
    ]
    ways = [Button(Words("⬅ Back"), "1:@back", quiet=True), Button(Words("⏸ Pause"), "1:@pause", quiet=True)]
    said = payload(Say((Words("Choose"),), (*steps, *beside, *ways))) | manner
    (part,) = render.parts(said, language, known)
    return [[button["text"] for button in row] for row in part["reply_markup"]["inline_keyboard"]]


@pytest.mark.parametrize(("language", "manner"), [("da", {}), ("ar", {}), ("da", {"beneath": "ar"})])
def test_a_scale_with_words_stands_in_two_columns_and_leaves_room_for_its_question(
    language: str, manner: dict[str, str]
) -> None:
    """Eleven buttons, one a row, pushed it off a small phone."""
    shown = scaled(catalogues(), language, **manner)
    assert [len(row) for row in shown] == [2, 2, 2, 1, 2, 2]
    assert [label.lstrip("\u200f")[0] for row in shown[:4] for label in row] == list("1234567")


def test_of_two_languages_the_steps_of_a_scale_carry_the_one_that_is_understood() -> None:
    assert scaled(catalogues(), "da", beneath="en")[0] == ["1 Really hard", "2 Hard"]


def test_a_scale_whose_words_are_longer_has_one_step_a_row(known: Catalogues) -> None:
    steps = tuple(Button(literal(f"{n} {'ord' * n}"), f"1:{n}") for n in range(1, 6))
    (part,) = rendered(known, Say((Words("Choose"),), steps), "da")
    assert [len(row) for row in part["reply_markup"]["inline_keyboard"]] == [1] * 5


def test_right_to_left_gets_one_button_a_row(known: Catalogues) -> None:
    assert keyboard(known, ["1", "2"], ["3", "4"], "ar") == [["1"], ["2"], ["3"], ["4"]]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("", "…"),
        (" \n", "…"),
        ("\u200b", "…"),
        ("two\nlines", "two lines"),
        ("x" * 64, "x" * 64),
        ("x" * 65, "x" * 63 + "…"),
        ("word " * 30, ("word " * 12).strip() + "…"),
        ("😀" * 40, "😀" * 31 + "…"),
    ],
)
def test_a_label_is_one_line_that_shows(known: Catalogues, label: str, shown: str) -> None:
    assert keyboard(known, [], [label]) == [[shown]]
    assert render.label(Words(label).to_json(), "da", known) == shown


def test_a_toast_is_cut_to_what_telegram_shows(known: Catalogues) -> None:
    toast = render.toast(literal("word " * 100).to_json(), "da", known)
    assert len(toast) <= 200
    assert toast.endswith("word…")
    assert render.toast(Words("How is the <i>day</i>?").to_json(), "da", known) == "How is the day?"


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_command_menu_fits_telegram(language: str) -> None:
    commands = [BotCommand(each["command"], each["description"]) for each in render.commands(language)]
    assert [each.command for each in commands] == [
        "start",
        "menu",
        "help",
        "language",
        "pause",
        "mydata",
        "stop",
    ]
    for each in commands:
        assert BotCommandLimit.MIN_DESCRIPTION <= len(each.description) <= BotCommandLimit.MAX_DESCRIPTION
    assert len(commands) <= BotCommandLimit.MAX_COMMAND_NUMBER
