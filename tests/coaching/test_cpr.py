"""CPR numbers: which are covered, and which other numbers stay."""

from __future__ import annotations

import pytest

from bot.coaching.cpr import MASK, mask, mask_said
from tests.coaching.cpr_examples import (
    BEHIND_A_NUMBER,
    CPR_NUMBERS,
    IN_BRACKETS,
    IN_PAIRS,
    NO_CPR_NUMBERS,
)

DIGITS = {
    name: str.maketrans("0123456789", digits)
    for name, digits in {
        "Arabic": "٠١٢٣٤٥٦٧٨٩",
        "Persian": "۰۱۲۳۴۵۶۷۸۹",
        "wide": "０１２３４５６７８９",
    }.items()
}


@pytest.mark.parametrize("number", CPR_NUMBERS)
@pytest.mark.parametrize(
    "around", ["{}", "mit nummer er {}.", "({})", "cpr:{},", "سمير {} هنا", "nr. 2 {} 3"]
)
def test_a_cpr_number_is_masked_wherever_it_stands(number: str, around: str) -> None:
    assert mask(around.format(number)) == around.format(MASK)


@pytest.mark.parametrize(("text", "masked"), IN_BRACKETS)
def test_a_bracket_inside_a_cpr_number_is_masked_with_it(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(("text", "masked"), BEHIND_A_NUMBER)
def test_a_number_before_it_takes_nothing_of_a_cpr_number(text: str, masked: str) -> None:
    """What is left out for the end of a phone number ends where a whole CPR number begins."""
    assert mask(text) == masked


@pytest.mark.parametrize("text", NO_CPR_NUMBERS)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize("script", DIGITS)
def test_the_digits_of_every_script_are_read_alike(script: str) -> None:
    digits = DIGITS[script]
    assert [text for text in NO_CPR_NUMBERS if mask(text.translate(digits)) != text.translate(digits)] == []
    assert [number for number in CPR_NUMBERS if mask(number.translate(digits)) != MASK] == []


@pytest.mark.parametrize(
    "text",
    [
        "رقمي ٢٠ ٣٠ ٤٠ ٥٠",
        "رقم الطلب ٤٥٠١ـ٩٠ـ١٢٣٤",
        "من ٠١/٠٢/٢٠١٩ الى ٢٠٢٠",
        "٠١/٠٢/٢٠١٩، ٢١٠٠ كوبنهاغن",
        "٢٠ ٣٠ ١٠ ١٢ ٢١٠٠",
        "۱۳۷۰/۰۱/۰۱ ۱۲۳۴",
        "شماره من ۲۰ ۳۰ ۱۰ ۱۲ ۲۱۰۰",
        "١٢٫٠٣١٫٩٩٠",
    ],
)
def test_other_numbers_in_arabic_and_persian_digits_stay(text: str) -> None:
    assert mask(text) == text


def test_every_cpr_number_of_a_text_is_masked() -> None:
    text = "mig: 010190-1234, min mor: 0202551234 og min bror 030392 1234"
    assert mask(text) == f"mig: {MASK}, min mor: {MASK} og min bror {MASK}"


@pytest.mark.parametrize("between", [" ", "\n", "-", "/", ", "])
@pytest.mark.parametrize(
    "number", ["010190-1234", "010190 1234", "01 01 90 1234", "01.01.90-1234", "0101901234"]
)
def test_every_cpr_number_of_a_list_is_masked(number: str, between: str) -> None:
    assert mask(between.join([number] * 4)) == between.join([MASK] * 4)


def test_a_number_that_only_looks_like_one_hides_none() -> None:
    """It shares its last four digits with a real one."""
    assert mask("320190 0101 901234") == f"320190 {MASK}"


def test_what_cannot_be_seen_stays_where_it_is_no_part_of_a_number() -> None:
    assert mask("👩‍👩‍👧 \u2068010190\u200b-1234\u2069\u200f 2\ufe0f\u20e3") == (
        f"👩‍👩‍👧 \u2068{MASK}\u2069\u200f 2\ufe0f\u20e3"
    )


HUGE = (
    ("", "1", 10_000_000),
    ("", " ", 10_000_000),
    ("", "\u200b", 10_000_000),
    ("", "0\u200b", 1_000_000),
    ("01", " ", 1_000_000),
    ("01.", " ", 1_000_000),
    ("01.01", " ", 1_000_000),
    ("01.01 ", " ", 1_000_000),
    ("0101", " ", 1_000_000),
    ("010190", " ", 1_000_000),
    ("010190", "\u200b", 1_000_000),
    ("010190", "-./( ", 200_000),
    ("01.02.1990", " - ", 300_000),
    ("", "01.01.90 ", 100_000),
    ("", "01 ", 300_000),
    ("", "01" + " " * 1000, 1000),
    ("", "01." + " " * 1000, 1000),
    ("", "010190" + "\n" * 1000, 1000),
    ("", "010190-12" + " " * 1000, 1000),
    ("", "010190-,_", 100_000),
    ("", "1/1-90-", 100_000),
    ("", "20 30 10 12 ", 100_000),
    ("", "36 ", 50_001),
    ("", "9 ", 50_001),
    ("", "01-", 300_000),
    ("", "01.02.2019.", 100_000),
    ("", "010190 de sidste fire ", 30_000),
    ("010190 cpr", " ", 1_000_000),
    ("01 januar", " ", 1_000_000),
)


@pytest.mark.parametrize(("head", "piece", "times"), HUGE)
def test_a_huge_text_is_done_with_soon(head: str, piece: str, times: int) -> None:
    """Were the time to grow with the square of the length, this would not end."""
    text = head + piece * times + "x"
    assert mask(text) == text


@pytest.mark.parametrize("between", [" ", "\u200b", "-"])
def test_a_number_is_found_across_a_huge_gap(between: str) -> None:
    assert mask("010190" + between * 1_000_000 + "1234") == MASK


@pytest.mark.parametrize(
    "number",
    [
        *CPR_NUMBERS,
        "0 1 0 1 9 0 1 2 3 4",
        "01 01 90 12 34",
        "01, 01, 90, 12, 34",
        "01-01-90-12-34",
        "01 01 1990 12 34",
        "01 01 19 90 12 34",
        "0, 1, 0, 1, 9, 0, 1, 2, 3, 4",
        "61. 01. 90. 12. 34",
        "٠١ ٠١ ٩٠ ١٢ ٣٤",
    ],
)
def test_what_is_heard_of_a_number_is_covered_also_where_it_was_said_slowly(number: str) -> None:
    assert mask_said(f"Det er {number}. Tak") == f"Det er {MASK}. Tak"
    assert mask_said(f"12 34 56 78, {number}").endswith(MASK)


@pytest.mark.parametrize(
    "text",
    [
        "Ring på 20 30 10 12",
        "20 30 10 12 eller 22 33 44 55",
        "Fra 10 til 12 og 14, 15, 16",
        "Den 3.12.2026 10.15",
        "Den 03.12.2026 10.15",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
        "01 13 90 12 34",
        "01 01 og 90 12 34",
    ],
)
def test_other_numbers_that_are_heard_stay(text: str) -> None:
    assert mask_said(text) == text


@pytest.mark.parametrize("number", IN_PAIRS)
@pytest.mark.parametrize(
    "around", ["{}", "mit nummer er {}.", "({})", "cpr: {}, tak", "Jeg er 36, {}", "20 30 40 50, {}"]
)
def test_digits_that_are_typed_one_by_one_or_in_pairs_are_masked(number: str, around: str) -> None:
    """They were left as if they were a phone number, but none that is Danish has ten digits."""
    assert mask(around.format(number)) == around.format(MASK)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("20 30 40 50 01 01 90 12 34", f"20 30 40 50 {MASK}"),
        ("+45 20 30 40 50 01 01 90 12 34", f"+45 20 30 40 50 {MASK}"),
        ("01 01 90 42 34 20 30 40 50", f"{MASK} 20 30 40 50"),
        ("36 01 01 90 12 34", f"36 {MASK}"),
        ("01 01 90 42 34 01 01 90 42 34", f"{MASK} {MASK}"),
    ],
)
def test_a_phone_number_beside_such_digits_stays(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", ["18.05.09-1230", "0501234567", "0612345678", "010124 0742-1500"])
def test_what_may_be_a_cpr_number_is_masked_rather_than_kept(text: str) -> None:
    assert MASK in mask(text)
