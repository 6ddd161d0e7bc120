"""The strong, concrete phrases of a text, word for word: what was done, with a number, a tool or a name in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.coaching.concrete import is_number, names
from bot.coaching.distress import care
from bot.coaching.reading import Reading, Span
from bot.coaching.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.coaching.reading import Sentence

MOST = 2
SHORTEST, LONGEST = 3, 9
"""Words of a phrase."""
BEFORE = 4
"""Words before a phrase among which "not" or the like means that it is no praise."""
COUNTED = 4
"""Letters of a word that a number may count; what is shorter and can be counted is in the lists."""
YEAR = re.compile(r"(?:19|20)\d\d")
AMOUNT, TOOL, NAME, MADE = range(4)
"""What a phrase is strong by, the strongest first."""


class Strength(NamedTuple):
    by: int
    span: Span


def strengths(text: str, *, language: str) -> tuple[str, ...]:
    """At most two phrases that may be named as good, the strongest first. Better none than a wrong one.

    Nothing is praised in a text with a sign of distress.
    """
    known = vocabulary(language)
    if known is None or care(text):
        return ()
    reading = Reading(text, known)
    best: dict[str, Span] = {}
    for strength in sorted(_all(reading), key=lambda each: (each.by, each.span.first)):
        if len(best) < MOST and not any(strength.span.overlaps(other) for other in best.values()):
            best.setdefault(reading.said(strength.span), strength.span)
    return tuple(best)


def _all(reading: Reading) -> Iterator[Strength]:
    for sentence in reading.sentences:
        if sentence.asks or reading.holds("others", sentence):
            continue
        for strength in _in_sentence(reading, sentence):
            if not _is_vetoed(reading, sentence, strength.span):
                yield strength


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Strength]:
    after = sentence.first
    named = names(reading, sentence)
    for start in _starts(reading, sentence):
        strength = _from(reading, start, sentence, named) if start >= after else None
        if strength:
            after = strength.span.after
            yield strength
    for span in reading.found("tools"):
        if span.overlaps(sentence):
            yield Strength(TOOL, span)


def _starts(reading: Reading, sentence: Sentence) -> list[int]:
    """Where a phrase may begin: with what was done, or with one's own trade."""
    words = range(sentence.first, sentence.after)
    starts = {number for number in words if reading.is_one("done", number)}
    starts |= {span.first for span in reading.found("starts") if span.overlaps(sentence)}
    trades = (_first_part(reading, number) for number in words if reading.is_one("trades", number))
    return sorted(starts | {number for number in trades if _is_own(reading, number, sentence)})


def _first_part(reading: Reading, number: int) -> int:
    """Where a trade begins: "social- og sundhedshjælper" with its first part."""
    has_two = number >= 2 and reading.text.startswith("- ", reading.words[number - 2].end)
    return number - 2 if has_two else number


def _is_own(reading: Reading, number: int, sentence: Sentence) -> bool:
    """Whether the person says to be or to have been this: "har været murer", "as a nurse", not "hos en murer"."""
    before = number - 1
    if before > sentence.first and reading.is_one("little", before) and not reading.is_one("being", before):
        before -= 1
    return before >= sentence.first and reading.is_one("being", before)


def _from(reading: Reading, first: int, sentence: Sentence, named: frozenset[int]) -> Strength | None:
    """The longest phrase that begins at a word and ends with something counted, or else with a name."""
    best: Strength | None = None
    number = first + 1
    while number < min(first + LONGEST, sentence.after) and not _breaks(reading, number, first):
        if _is_counted(reading, number) and not reading.holds("empty", Span(number, number + 1)):
            best = Strength(AMOUNT, Span(first, number + 1))
        elif number in named and (best is None or best.by == NAME):
            best = Strength(NAME, Span(first, number + 1))
        number += 1
    if best is None and reading.is_one("made", first):
        while reading.is_one("little", number - 1):
            number -= 1
        best = Strength(MADE, Span(first, number))
    return best if best and best.span.after - first >= SHORTEST else None


def _breaks(reading: Reading, number: int, first: int) -> bool:
    """Whether another clause begins; "worked as" and "kørte jeg" begin none."""
    if reading.words[number].after_pause:
        return True
    return reading.is_one("breaks", number) and not (number == first + 1 and reading.is_one("being", number))


def _is_counted(reading: Reading, number: int) -> bool:
    """Whether a number before a word counts it: "otte år", "60 nye gæster"; a year counts nothing.

    Only some words may stand between the two: in "ni mennesker hver dag" it is what is counted.
    """
    plain = reading.words[number].plain
    if not reading.is_one("units", number) and (
        len(plain) < COUNTED or is_number(reading, number) or reading.is_one("little", number)
    ):
        return False
    return _is_amount(reading, number - 1) or (
        _is_amount(reading, number - 2) and reading.is_one("between", number - 1)
    )


def _is_amount(reading: Reading, number: int) -> bool:
    return number >= 0 and is_number(reading, number) and not YEAR.fullmatch(reading.words[number].plain)


def _is_vetoed(reading: Reading, sentence: Sentence, span: Span) -> bool:
    """Whether something in a phrase, or in its clause just before it, speaks against praise."""
    first = span.first
    while first > max(sentence.first, span.first - BEFORE) and not reading.words[first].after_pause:
        first -= 1
    return reading.holds("vetoes", Span(first, span.after))
