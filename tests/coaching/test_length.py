"""How long a text takes to say, and whether that fits an elevator pitch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.length import LONGEST, SHORTEST, fit, spoken_seconds


@pytest.mark.parametrize(
    ("words", "seconds"),
    [(1, 1), (3, 1), (10, 5), (20, 9), (22, 10), (65, 30), (70, 30), (130, 60), (1300, 600)],
)
def test_a_calm_pace_is_130_words_a_minute(words: int, seconds: int) -> None:
    assert spoken_seconds("ord " * words) == seconds


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing_takes_a_second(text: str) -> None:
    assert spoken_seconds(text) == 1


def test_line_breaks_and_spaces_take_no_time() -> None:
    assert spoken_seconds("jeg  hedder\n\nSamir\tog kører") == spoken_seconds("jeg hedder Samir og kører")


@given(st.lists(st.just("ord"), max_size=400))
def test_more_words_never_take_less_time(words: list[str]) -> None:
    assert spoken_seconds(" ".join(words)) <= spoken_seconds(" ".join([*words, "ord"]))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (1, "short"),
        (SHORTEST - 1, "short"),
        (SHORTEST, "fits"),
        (30, "fits"),
        (60, "fits"),
        (LONGEST, "fits"),
        (66, "long"),
    ],
)
def test_half_a_minute_to_a_minute_fits(seconds: int, expected: str) -> None:
    assert fit(seconds) == expected
