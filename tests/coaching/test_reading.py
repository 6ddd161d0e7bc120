"""A text as the advice reads it: its words and sentences, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.reading import Reading, Span
from bot.coaching.vocabulary import vocabulary

DANISH = vocabulary("da")
assert DANISH is not None


def reading(text: str) -> Reading:
    assert DANISH is not None
    return Reading(text, DANISH)


def sentences(text: str) -> list[str]:
    read = reading(text)
    return [read.said(sentence) for sentence in read.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hej. Ja! Og\nså…\n\nnu", ["Hej", "Ja", "Og", "så", "nu"]),
        ("kl. 10:30 har jeg ca. 3.000 kr.", ["kl. 10:30 har jeg ca. 3.000 kr"]),
        ("Jeg kan f.eks. sy", ["Jeg kan f.eks. sy"]),
        ("hej jeg er bo.jeg kan sy", ["hej jeg er bo.jeg kan sy"]),  # two letters: it may be an address
        ("jeg hedder samir.jeg kan sy", ["jeg hedder samir", "jeg kan sy"]),
        ("C-kort - og bus", ["C-kort - og bus"]),
        ("I'm, it’s", ["I'm, it’s"]),
        ("«Ja»", ["Ja"]),
        ("...!?", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_question_is_known() -> None:
    assert [each.asks for each in reading("Ja. Nej?! Okay").sentences] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jeg har  mange\u200b BOLDE, i lufften.", "mange\u200b BOLDE, i lufften"),
        ("mange bo\u00adlde i luften", "mange bo\u00adlde i luften"),
        ("mange bolde i\tluften", "mange bolde i\tluften"),
    ],
)
def test_a_phrase_is_found_however_it_is_spelled_and_told_as_it_was_written(text: str, said: str) -> None:
    read = reading(text)
    assert [read.said(span) for span in read.found("cliches")] == [said]


def test_no_phrase_runs_past_the_end_of_a_sentence() -> None:
    assert reading("Jeg har mange bolde. I luften er det koldt.").found("cliches") == []


def test_a_word_knows_its_sentence() -> None:
    read = reading("En to. Tre. Fire fem")
    assert [read.sentence(number) for number in range(5)] == [0, 0, 1, 2, 2]


def test_spans_overlap_where_they_share_a_word() -> None:
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))


@given(st.text(st.characters(codec=None), max_size=200))
def test_every_word_stands_where_it_says(text: str) -> None:
    read = reading(text)
    ends = [0, *(word.end for word in read.words)]
    assert all(before <= word.begin < word.end for before, word in zip(ends, read.words, strict=False))
    assert [number for each in read.sentences for number in range(each.first, each.after)] == list(
        range(len(read.words))
    )
