"""Which sentences of a text tell something concrete: what was done, where, when, how many."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from bot.coaching.reading import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.coaching.reading import Reading, Sentence

FEW = 3
"""Words of a sentence in which capitals still mean something."""
FULL_NAME = 3
"""Words with a capital that may be one person's name."""


def concrete(reading: Reading) -> frozenset[int]:
    """The numbers of the sentences with something concrete in them; what may be an example counts as one."""
    return frozenset(
        number for number, sentence in enumerate(reading.sentences) if _is_concrete(reading, sentence)
    )


def _is_concrete(reading: Reading, sentence: Sentence) -> bool:
    if any(is_act(reading, number) for number in range(sentence.first, sentence.after)):
        return True
    return not reading.holds("wishes", sentence) and any(
        not reading.holds("empty", span) for span in _telling(reading, sentence)
    )


def _telling(reading: Reading, sentence: Sentence) -> Iterator[Span]:
    """What tells when, where, with what and how many."""
    named = names(reading, sentence)
    for number in range(sentence.first, sentence.after):
        if number in named or is_number(reading, number):
            yield Span(number, number + 1)
    for span in (*reading.found("concrete"), *reading.found("tools")):
        if span.overlaps(sentence):
            yield span


def is_act(reading: Reading, number: int) -> bool:
    """Whether a word is something that somebody does or has done."""
    act = reading.is_one("done", number) or reading.is_one("acts", number)
    return act and not reading.holds("empty", Span(number, number + 1))


def is_number(reading: Reading, number: int) -> bool:
    return reading.words[number].plain[0].isdigit() or reading.is_one("numbers", number)


def names(reading: Reading, sentence: Sentence) -> frozenset[int]:
    """The words that name a place, a firm or a tool: with a capital inside a sentence, and not one's own name."""
    words = range(sentence.first, sentence.after)
    capitals = {number for number in words if _has_capital(reading, number)}
    if len(words) > FEW and len(capitals) > len(words) / 2:
        return frozenset()  # with capitals everywhere, they mean nothing
    own = {
        number
        for phrases in ("names", "i_am")
        for span in reading.found(phrases)
        if span.overlaps(sentence)
        for number in takewhile(capitals.__contains__, range(span.after, span.after + FULL_NAME))
    }
    return frozenset(
        number for number in capitals - own - {sentence.first} if not reading.is_one("little", number)
    )


def _has_capital(reading: Reading, number: int) -> bool:
    return reading.text[reading.words[number].begin].isupper()
