"""The screen: characters that cannot be stored, what is masked, and what is done about signs of distress."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.cpr import MASK
from bot.coaching.screen import screen
from bot.engine.inputs import Command, Edited, Other, Spoke, Tapped, Typed


def test_a_cpr_number_is_masked_and_the_turn_is_told() -> None:
    screened = screen(Typed("jeg er 010190-1234", 7))
    assert screened.input == Typed(f"jeg er {MASK}", 7)
    assert screened.signs.masked


def test_another_number_is_left_alone() -> None:
    screened = screen(Typed("ring på 20 30 40 50"))
    assert screened.input == Typed("ring på 20 30 40 50")
    assert not screened.signs.masked


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("010190-1234", True),
        (" 0101901234.", True),
        ("(010190) 1234", True),
        ("\u2068010190\u200b1234\u2069", True),
        ("jeg er 010190-1234", False),
        ("lager", False),
    ],
)
def test_it_tells_whether_anything_else_was_written(text: str, *, alone: bool) -> None:
    assert screen(Typed(text)).signs.only_masked == alone


@pytest.mark.parametrize(
    ("text", "mostly"),
    [
        ("010190-1234", True),
        ("Мій номер 010190-1234", True),
        ("mit nummer er 010190-1234.", True),
        ("mit nummer er altså 010190-1234", False),
        ("slet alt 010190-1234", False),
        ("mit nummer er", False),
    ],
)
def test_it_tells_whether_hardly_a_word_was_written_beside_a_number(text: str, *, mostly: bool) -> None:
    assert screen(Typed(text)).signs.mostly_masked == mostly


@pytest.mark.parametrize("code", [0, 0xD800, 0xDFFF])
def test_what_no_database_keeps_is_replaced(code: int) -> None:
    assert screen(Typed(f"a{chr(code)}b")).input == Typed("a\ufffdb")


def test_other_characters_are_left_alone() -> None:
    text = "\u200fمرحبا\u200f 👩‍👩‍👧 æøå\n\t<b>&amp;</b> \u0001"
    assert screen(Typed(text)).input == Typed(text)


def test_every_kind_of_text_is_screened() -> None:
    number = "010190-1234"
    assert screen(Edited(number, 3)).input == Edited(MASK, 3)
    assert screen(Other("photo", number, 3)).input == Other("photo", MASK, 3)
    assert screen(Command("start", number)).input == Command("start", MASK)
    assert screen(Command("hej", "jeg vil gerne dø")).signs.care


def test_the_words_below_a_recording_are_screened_and_the_recording_stays_an_answer() -> None:
    screened = screen(Spoke("file", 3, 7, "010190-1234"))
    assert screened.input == Spoke("file", 3, 7, MASK)
    assert screened.signs.masked
    assert not screened.signs.only_masked
    assert not screened.signs.mostly_masked
    assert screen(Spoke("file", 3, 7, "jeg vil gerne dø")).signs.care


@pytest.mark.parametrize("given_input", [Spoke("file", 3, 7), Tapped("1.2:yes", 7)])
def test_what_holds_no_text_passes_as_it_is(given_input: Spoke | Tapped) -> None:
    assert screen(given_input).input == given_input


@given(st.text(st.characters(codec=None), max_size=200))
def test_screening_twice_changes_nothing_more(text: str) -> None:
    once = screen(Typed(text)).input
    again = screen(once)
    assert again.input == once
    assert not again.signs.masked


@pytest.mark.parametrize("sent", [Typed("hej"), Spoke("file", 3, 7), Other("photo", "", 3)])
def test_what_may_follow_a_sign_of_distress_can_be_answered(sent: Typed | Spoke | Other) -> None:
    company = screen(sent).signs.company
    assert [sorted(words.values) for words in company] == [[], ["emergency", "helpline"]]


def test_acute_distress_brings_the_numbers() -> None:
    care = screen(Typed("jeg vil dø")).signs.care
    assert [words.values for words in care] == [{"emergency": "112", "helpline": "70 201 201"}, {}]


def test_the_worn_out_are_answered_without_an_alarm() -> None:
    care = screen(Typed("jeg kan ikke mere")).signs.care
    assert [words.values for words in care] == [{}, {"helpline": "70 201 201"}]


def test_anything_else_is_answered_with_nothing_more() -> None:
    assert not screen(Typed("jeg har arbejdet på lager")).signs.care
