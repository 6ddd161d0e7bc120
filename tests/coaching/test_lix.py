"""How hard a text is to read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.lix import lix, measure


def test_it_counts_as_its_inventor_did() -> None:
    assert lix("Jeg kan godt lide at køre lastbil.") == 7 + 100 / 7
    assert lix("Kom ind. Tag plads!") == 2


@pytest.mark.parametrize(("word", "long"), [("seksor", 0), ("syvbogs", 1), ("syv7bogs", 0)])
def test_a_long_word_has_seven_letters(word: str, long: int) -> None:
    assert measure(word).long_words == long


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Uden punktum", 1),
        ("Én. To! Tre? Fire: fem", 5),
        ("En linje\nog en til", 2),
        ("Vent ... nu.", 2),
        ("Kl. 7.30 på dr.dk", 2),  # a stop inside a number or a name is none
        ("🙂\n...\n", 0),
    ],
)
def test_stops_and_lines_end_sentences(text: str, sentences: int) -> None:
    assert measure(text).sentences == sentences


@given(st.text())
def test_every_text_has_a_number(text: str) -> None:
    assert lix(text) >= 0
