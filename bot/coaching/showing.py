"""Advice on what is said and not shown: worn-out words, and claims without an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coaching.concrete import is_act
from bot.coaching.reading import Span
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.coaching.given import Given
    from bot.coaching.reading import Reading, Sentence

# Translators: {said} is what the person wrote, word for word, like "many balls in the air".
WORN = N_("Many people write <i>{said}</i>. An example makes it your own. What have you done that shows it?")
# Translators: {said} is what the person wrote, word for word, like "good with people".
CLAIM = N_("You write: <i>{said}</i>. An example makes it stronger. When was that a help?")
# Translators: {trait} is what the person wrote after "I am", word for word, like "flexible".
TRAIT = N_(
    "You write that you are <i>{trait}</i>. An example makes it stronger. When was it good that you were {trait}?"
)
NEAR = 2
"""Sentences after a worn-out phrase in which an example of it may come."""
MANY = 3
"""Worn words in a row that are too many without an example."""
DENIED = 4
"""Words before a phrase among which a "not" denies it."""
MUCH = 2
"""Things done in a sentence that make it an example of what is said next."""
FEWEST = 5
"""Words of a text that can claim something."""


def cliche(given: Given) -> Words | None:
    """A worn-out phrase, or many worn words in a row, with no example near."""
    reading = given.reading
    for span in (*_said_by_me(reading, "cliches"), *_heaps(given)):
        if not _is_shown(given, span):
            return Words(WORN, {"said": reading.said(span)})
    return None


def _heaps(given: Given) -> Iterator[Span]:
    """Many worn words in a row. Where nothing is concrete, or what comes just before is, they are only claims."""
    reading = given.reading
    for chain in _traits(reading) if given.concrete else ():
        worn = [span for span in chain if span in reading.found("worn")]
        if len(worn) >= MANY and reading.sentence(chain[0].first) - 1 not in given.concrete:
            yield Span(worn[0].first, worn[-1].after)


def example(given: Given) -> Words | None:
    """Claims, and nothing concrete in the whole text. Where there are worn-out phrases, those are asked about."""
    reading = given.reading
    if given.concrete or len(reading.words) < FEWEST or cliche(given):
        return None
    trait = next((chain[0] for chain in _traits(reading)), None)
    if trait:
        return Words(TRAIT, {"trait": reading.said(trait)})
    claim = next(_said_by_me(reading, "claims"), None)
    return Words(CLAIM, {"said": reading.said(claim)}) if claim else None


def _said_by_me(reading: Reading, phrases: str) -> Iterator[Span]:
    return (span for span in reading.found(phrases) if _is_said_by_me(reading, span))


def _is_said_by_me(reading: Reading, span: Span) -> bool:
    """Whether a phrase is neither denied, nor asked, nor told about somebody else."""
    sentence = reading.sentences[reading.sentence(span.first)]
    if sentence.asks or reading.holds("others", sentence):
        return False
    before = range(max(sentence.first, span.first - DENIED), span.first)
    return not any(reading.is_one("not", number) for number in before)


def _is_shown(given: Given, span: Span) -> bool:
    """Whether an example stands in the same sentence or soon after; or just before, where it is told at length."""
    reading = given.reading
    number = reading.sentence(span.first)
    if not given.concrete.isdisjoint(range(number, number + NEAR + 1)):
        return True
    concludes = reading.is_one("so", reading.sentences[number].first)
    return number - 1 in given.concrete and (concludes or _tells_much(reading, reading.sentences[number - 1]))


def _tells_much(reading: Reading, sentence: Sentence) -> bool:
    words = range(sentence.first, sentence.after)
    return sum(is_act(reading, each) for each in words) >= MUCH


def _traits(reading: Reading) -> Iterator[list[Span]]:
    """What the person says to be, in a row: "I am calm, friendly and open"."""
    for start in reading.found("i_am"):
        chain = list(_chain(reading, start))
        if chain and _is_said_by_me(reading, chain[0]):
            yield chain


def _chain(reading: Reading, start: Span) -> Iterator[Span]:
    traits = {span.first: span for phrases in ("traits", "worn") for span in reading.found(phrases)}
    after = reading.sentences[reading.sentence(start.first)].after
    number = start.after
    while number < after:
        if number in traits:
            yield traits[number]
            number = traits[number].after
        elif reading.is_one("degree", number):
            number += 1
        else:
            return
