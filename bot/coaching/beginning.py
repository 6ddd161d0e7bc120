"""Advice on how a text begins: what was hard is better heard a little later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coaching.reading import Reading, Span
from bot.coaching.vocabulary import vocabulary
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.coaching.given import Given
    from bot.coaching.reading import Sentence

# Translators: the person's text begins with unemployment, illness or a bad boss. Say it kindly; nothing is forbidden.
HARD_FIRST = N_(
    "You begin with what has been hard. You are welcome to tell it, just a little later. "
    "What can you do that could come first?"
)
LEAD_IN = 12
"""Words of a sentence that may only lead in to the next."""
SENTENCES = 3
"""Sentences in which a greeting and a name may come first."""


def opening(given: Given) -> Words | None:
    """Unemployment, illness or a complaint comes first, and the question does not ask for it."""
    start = _start(given.reading)
    if start is None:
        return None
    if _complains(given, start) or (_is_hard(given.reading, start) and not _is_asked(given)):
        return Words(HARD_FIRST)
    return None


def tells_hardship(text: str, language: str) -> bool:
    """Whether a text tells of illness, unemployment or a bad boss; it may, where nobody can tell in this language."""
    known = vocabulary(language)
    if known is None:
        return True
    reading = Reading(text, known)
    hard = (*reading.found("openings"), *reading.found("complaints"))
    return any(not reading.holds("harmless", span) for span in hard)


def _complains(given: Given, start: Span) -> bool:
    """Whether the first sentence is a complaint; or the second, where the first is only a short lead-in."""
    reading = given.reading
    number = reading.sentence(start.first)
    if start.after - start.first <= LEAD_IN and number not in given.concrete:
        start = Span(start.first, reading.sentences[min(number + 1, len(reading.sentences) - 1)].after)
    return any(
        span.overlaps(start) and not reading.holds("harmless", span) for span in reading.found("complaints")
    )


def _start(reading: Reading) -> Span | None:
    """The first sentence, without a greeting, a name and an age."""
    for sentence in reading.sentences[:SENTENCES]:
        first = _after_name(reading, sentence)
        if any(not reading.is_one("little", number) for number in range(first, sentence.after)):
            return Span(first, sentence.after)
    return None


def _after_name(reading: Reading, sentence: Sentence) -> int:
    first = sentence.first
    for span in reading.found("names"):
        if span.overlaps(sentence) and _is_next(reading, first, span.first):
            first = span.after
            while first < sentence.after and not (
                reading.is_one("little", first) or reading.words[first].after_pause
            ):
                first += 1
    for span in reading.found("empty"):
        if span.overlaps(sentence) and span.first >= first and _is_next(reading, first, span.first):
            first = span.after
    return first


def _is_next(reading: Reading, first: int, number: int) -> bool:
    """Whether only little words come before a place."""
    return all(reading.is_one("little", each) for each in range(first, number))


def _is_hard(reading: Reading, start: Span) -> bool:
    return any(
        span.overlaps(start)
        and span.first >= start.first
        and _is_next(reading, start.first, span.first)
        and not reading.holds("harmless", span)
        for span in reading.found("openings")
    )


def _is_asked(given: Given) -> bool:
    return bool(Reading(given.about, given.reading.vocabulary).found("asked"))
