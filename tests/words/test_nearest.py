"""A phone that is set to a language which is not on offer."""

from __future__ import annotations

import pytest

from bot.words import catalogues
from bot.words.nearest import NEAREST, nearest

OFFERED = ("da", "en", "ar", "uk", "tr", "pl", "fa", "so", "ti", "ku")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("da", "da"),
        ("en-GB", "en"),
        ("uk_UA", "uk"),
        ("AR", "ar"),
        ("nb", "da"),
        ("sv-SE", "da"),
        ("prs", "fa"),
        ("tg", "en"),
        ("ckb", "ku"),
        ("de", "en"),
        ("ru", "en"),
        ("zz-nonsense", "en"),
        ("", "da"),
    ],
)
def test_it_is_its_own_then_the_nearest_then_english(code: str, language: str) -> None:
    assert nearest(code, OFFERED) == language


def test_what_is_nearest_is_a_language_of_ours_and_stands_in_for_one_that_is_none() -> None:
    assert {*NEAREST.values()} <= catalogues().everything.keys()
    assert not NEAREST.keys() & catalogues().everything.keys()


def test_where_little_is_offered_it_is_one_of_that() -> None:
    assert nearest("ar", ("en",)) == "en"
    assert nearest("", ("en",)) == "en"
    assert nearest("nb", ("pl",)) == "pl"
