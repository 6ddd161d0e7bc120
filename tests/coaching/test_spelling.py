"""How words are compared: in one spelling, and for no text at a cost that grows faster than its length."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from bot.coaching import spelling
from bot.coaching.spelling import LONGEST, folded, letters

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Form: TypeAlias = Literal["NFC", "NFD", "NFKC", "NFKD"]

LENGTH = 4_096
"""The longest text that Telegram carries."""


@cache
def taken_apart() -> list[str]:
    """Every character that normalisation takes apart, or moves."""
    every = map(chr, range(sys.maxunicode + 1))
    return [each for each in every if unicodedata.decomposition(each) or unicodedata.combining(each)]


@pytest.fixture
def normalised(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters went into each call that brings characters to one form."""
    calls: list[int] = []

    def normalize(form: Form, text: str) -> str:
        calls.append(len(text))
        return unicodedata.normalize(form, text)

    counted = SimpleNamespace(normalize=normalize, combining=unicodedata.combining)
    monkeypatch.setattr(spelling, "unicodedata", counted)
    return calls


@pytest.mark.parametrize(
    "row", ["\u0f73", "\u0f81", "\u0344", "\u0301\u0323", "a\u0308\u0323", "\ufdfa", "ﷻ", "ΐ", "ﬃ"]
)
def test_no_row_of_characters_is_sorted_or_made_long(row: str, normalised: list[int]) -> None:
    """Together, 4,096 times U+0F73 took a third of a second, in the one thread that writes for everybody."""
    read = letters((row * LENGTH)[:LENGTH])
    assert max(normalised, default=0) <= 1
    assert len(normalised) <= len(set(row)) + LONGEST
    assert len(read) <= LONGEST * LENGTH


def test_as_many_different_characters_as_there_are_cost_no_more_than_one_each(normalised: list[int]) -> None:
    for start in range(0, len(taken_apart()), LENGTH):
        normalised.clear()
        letters("".join(taken_apart()[start : start + LENGTH]))
        assert set(normalised) == {1}
        assert len(normalised) <= LONGEST * LENGTH


def test_no_character_is_read_as_more_than_a_few() -> None:
    assert [each for each in taken_apart() if len(letters(f"-{each}-")) > LONGEST + 2] == []


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sælvmord", "selvmord"),
        ("sälvmord", "selvmord"),
        ("slår ĳs", "slar ijs"),
        ("dö", "do"),
        ("crème brûlée", "creme brule"),
        ("ｄø", "do"),
        ("ﬃ", "fi"),
        ("𝔡ø", "do"),
    ],
)
def test_a_letter_is_the_same_in_one_character_or_in_several(form: Form, written: str, read: str) -> None:
    assert letters(unicodedata.normalize(form, written)) == read


def test_a_pile_of_accents_hides_no_word() -> None:
    assert letters("s" + "\u0301\u0323\u0f73" * 500 + "elvmord") == "selvmord"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أريدُ أَن أموتَ", "اريد ان اموت"),
        ("آخر رسـالة", "اخر رساله"),
        ("على", "علي"),
        ("شيء", "شي"),
        ("ﻻ", "لا"),
        ("می‌خواهم", "ميخواهم"),
        ("کمک", "كمك"),
        ("ölmek ISTIYORUM", "olmek istiyorum"),
        ("İstanbul'da ıssız", "istanbulda issiz"),
        ("żyć się łyknęłam", "zyc sie lyknelam"),
        ("зап’ястя", "запястя"),
        ("з'їв ґрунт", "зив грунт"),
        ("існує", "иснуе"),
        ("жить", "жит"),
        ("ñan dixwazim bijîm", "nan dixwazim bijim"),
        ("ሓደ ሰብ ዓለም ፀሓይ", "ሃደ ሠብ ኣለም ጸሃይ"),
        ("ይኽእልን ቐተለ", "ይክእልን ቀተለ"),
        ("٢٠ ۲۰", "20 20"),
    ],
)
def test_letters_that_are_written_for_each_other_are_the_same(form: Form, one: str, other: str) -> None:
    assert letters(unicodedata.normalize(form, one)) == letters(other)


@pytest.mark.parametrize(
    ("one", "other"), [("የ", "ይ"), ("سر", "شر"), ("быть", "бить"), ("чому", "кому"), ("አለ", "እለ")]
)
def test_other_letters_stay_apart(one: str, other: str) -> None:
    assert letters(one) != letters(other)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("لماذا؟ نعم۔ لا؛ ربما", " . لماذا . نعم . لا . ربما . "),
        ("نعم، لا", " . نعم , لا . "),
        ("እወ። ኣይፋል፧ ሕራይ፣ ደሓን", " . እወ . ኣይፋል . ህራይ , ደሃን . "),
        ("ክመውት፡እደሊ", " . ክመውት እደሊ . "),
    ],
)
def test_sentences_end_in_every_script(text: str, read: str) -> None:
    assert folded(text, {}) == read
