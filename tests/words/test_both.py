"""Two languages at once: what is said, what stands on a button, and what is understood."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.engine.text import N_, Words, literal
from bot.words import catalogues
from bot.words.both import APART, Both, in_both, in_half
from bot.words.language import Language

MONDAY = date(2026, 11, 23)
DANISH, ENGLISH = (catalogues().language(code) for code in ("da", "en"))
BOTH = Both(DANISH, ENGLISH)


def test_each_paragraph_stands_in_the_one_language_and_below_in_the_other() -> None:
    said = [Words(N_("Skip")), literal("Netto"), Words(N_("Yes"))]
    assert [text for text, _ in in_both(said, DANISH, ENGLISH)] == [
        "Spring over",
        "Netto",
        "Ja",
        APART,
        "Skip",
        "Yes",
    ]


def test_what_reads_alike_in_both_stands_there_once() -> None:
    assert [text for text, _ in in_both([literal("Netto")], DANISH, ENGLISH)] == ["Netto"]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Skip", "Spring over · Skip"),
        ("⏸ Pause", "⏸ Pause"),
        ("📁 My work", "📁 Mine øvelser · My work"),
        ("1. Alone", "1. Alene · Alone"),
        ("What you have saved about me", "What you have saved about me"),
    ],
)
def test_a_button_carries_both_where_they_fit_and_else_the_one_that_is_understood(
    label: str, shown: str
) -> None:
    """Its symbol or number stands there once."""
    assert in_half(Words(label), DANISH, ENGLISH) == shown


def test_what_is_written_is_understood_in_either() -> None:
    assert BOTH.date("i morgen", MONDAY) == BOTH.date("tomorrow", MONDAY) == date(2026, 11, 24)
    assert BOTH.time("halv ti") == BOTH.time("half past nine") == time(9, 30)
    assert BOTH.time("midnat og en halv") is None
    assert BOTH.number("tre") == BOTH.number("three") == 3
    assert BOTH.number("nul") == 0
    assert BOTH.moment("tomorrow at 10", MONDAY) == (date(2026, 11, 24), time(10))
    assert BOTH.repetition("every Monday at 9", MONDAY) == ENGLISH.repetition("every Monday at 9", MONDAY)
    assert BOTH.name_of_day("monday") == ENGLISH.name_of_day("monday")
    assert BOTH.names(Words(N_("Skip"))) == ("Spring over", "Skip")


def test_what_is_kept_is_in_the_first() -> None:
    assert (BOTH.code, BOTH.say(Words(N_("Skip"))), BOTH.order("Åse")) == (
        "da",
        "Spring over",
        DANISH.order("Åse"),
    )


def test_a_language_that_is_not_there_stands_below_nothing() -> None:
    assert isinstance(catalogues().both("da", "xx"), Language)
    assert isinstance(catalogues().both("da", ""), Language)
