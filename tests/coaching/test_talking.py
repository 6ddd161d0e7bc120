"""Advice on how long a text takes to say."""

from __future__ import annotations

import pytest

from bot.coaching.advice import advise
from bot.words import catalogues
from tests.coaching.advised import pitch, rules


def words(number: int) -> str:
    return "kørt " * number


def test_a_pitch_of_clearly_more_than_a_minute_is_long() -> None:
    assert pitch(words(150)) == []
    assert pitch(words(165)) == ["too_long"]


def test_an_answer_may_take_two_minutes() -> None:
    assert rules(words(280)) == []
    assert rules(words(300)) == ["too_long"]


@pytest.mark.parametrize(
    ("number", "length"),
    [
        (165, "cirka 75 sekunder"),
        (240, "cirka 110 sekunder"),
        (260, "cirka 2 minutter"),
        (520, "cirka 4 minutter"),
    ],
)
def test_a_long_pitch_is_told_its_length(number: int, length: str) -> None:
    (point,) = advise(words(number), kind="pitch", language="da")
    assert length in catalogues().say(point.words, "da")


def test_a_few_words_are_hardly_a_talk_and_nothing_more_is_said_of_them() -> None:
    assert pitch("Jeg er ledig. Jeg er en teamplayer.") == ["too_short"]
    assert pitch(words(17)) == ["too_short"]
    assert pitch(words(18)) == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Ved ikke", True),
        ("Det har jeg ikke", True),
        ("Det har jeg ikke endnu", False),
        ("Mandag og tirsdag", False),  # concrete
        ("Truckkort, 8 år", False),
        ("Må man ryge?", False),  # a question to ask them
        ("時間を守ることができますし一人でも仕事ができます" * 6, False),  # no spaces
    ],
)
def test_a_short_answer_may_be_one(text: str, *, short: bool) -> None:
    assert rules(text) == ["too_short"] * short
