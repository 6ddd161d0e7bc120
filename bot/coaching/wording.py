"""Advice on the wording: how hard it is to read, and what comes again and again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.coaching.lix import WORD, measure
from bot.coaching.reading import Span
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from bot.coaching.given import Given
    from bot.coaching.reading import Reading

LONG_SENTENCES = N_(
    "Some of the sentences are long. Short ones are easier to say, and to hear. Where could there be a full stop?"
)
# Translators: {word} is the longest word that the person wrote.
LONG_WORDS = N_("There are many long words, such as <i>{word}</i>. How would you say it to a friend?")

HARD = 45
"""LIX from which a text is hard to read."""
LIX_LANGUAGES = frozenset({"da"})
"""Languages that the bands of LIX are made for."""
FEWEST = 30
"""Words of a text that can be measured."""
LONG_SENTENCE = 22
"""Words of a sentence, where there is more than one: a text without any stops may still be easily said."""
MANY_LONG = 22
"""Long words in a hundred."""
OWN_LANGUAGE = 0.15
"""The share of little words that tells that a text is in the language."""
OFTEN = 4
SHORT_TEXT = 150
"""Words of a text in which four times is often."""
BEGINNING = 2
"""Words."""


def readability(given: Given) -> Words | None:
    """LIX says that the whole text is hard, and not only because stops are missing: it will be spoken."""
    measured = measure(given.reading.text)
    if given.language not in LIX_LANGUAGES or measured.words < FEWEST or measured.lix < HARD:
        return None
    if not _is_in_language(given.reading):
        return None
    if measured.sentences > 1 and measured.sentence_length >= LONG_SENTENCE:
        return Words(LONG_SENTENCES)
    if measured.long_share >= MANY_LONG:
        return Words(LONG_WORDS, {"word": max(WORD.findall(given.reading.text), key=len)})
    return None


def _is_in_language(reading: Reading) -> bool:
    little = sum(reading.is_one("little", number) for number in range(len(reading.words)))
    return little >= OWN_LANGUAGE * len(reading.words)


def repeated(given: Given) -> Words | None:
    """Sentences begin the same way, or a word comes, four times or more in a short text."""
    if len(given.reading.words) > SHORT_TEXT:
        return None
    return _beginnings(given.reading) or _words(given.reading)


def _beginnings(reading: Reading) -> Words | None:
    """At least half of the sentences begin with the same words; questions may."""
    starts = [
        Span(sentence.first, sentence.first + BEGINNING)
        for sentence in reading.sentences
        if not sentence.asks and sentence.after - sentence.first > BEGINNING
    ]
    same, times = _most(
        [tuple(word.plain for word in reading.words[span.first : span.after]) for span in starts]
    )
    if times < OFTEN or 2 * times < len(starts):
        return None
    # Translators: {words} is how the sentences begin, like "I can"; {n} is at least 4.
    return Words(
        N_("{n} sentence begins with <i>{words}</i>. Could one of them begin in another way?"),
        {"n": times, "words": reading.said(starts[same])},
        plural=N_("{n} sentences begin with <i>{words}</i>. Could one of them begin in another way?"),
    )


def _words(reading: Reading) -> Words | None:
    often = [number for number in range(len(reading.words)) if reading.is_one("often", number)]
    same, times = _most([_stem(reading.words[number].plain) for number in often])
    if times < OFTEN:
        return None
    # Translators: {word} is a word that the person wrote; {n} is at least 4.
    return Words(
        N_("The word <i>{word}</i> comes up {n} time. Could you say it in another way in one of the places?"),
        {"n": times, "word": reading.said(Span(often[same], often[same] + 1)).lower()},
        plural=N_(
            "The word <i>{word}</i> comes up {n} times. Could you say it in another way in one of the places?"
        ),
    )


def _stem(plain: str) -> str:
    """What a word shares with its other forms: "god" and "gode", "opgave" and "opgaver"."""
    return plain.rstrip("enrts")


def _most(things: Sequence[Hashable]) -> tuple[int, int]:
    """Where what comes most often comes first, and how often it does."""
    for thing, times in Counter(things).most_common(1):
        return things.index(thing), times
    return 0, 0
