"""LIX, the Nordic measure of how hard a text is to read: long sentences and long words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.engine.letters import OTHER_STOPS

WORD = re.compile(r"[^\W\d_]+")
STOPS = f".!?:{OTHER_STOPS}"
SENTENCE_END = re.compile(rf"(?<![{STOPS}])[{STOPS}]++\s|\n")
"""Begins at the first of several stops, so that no text, however many are in it, is gone over again and again."""
LONG = 7
"""Letters of a long word."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What LIX is counted from. A text is measured as a whole: one short sentence says nothing."""

    words: int
    long_words: int
    sentences: int

    @property
    def sentence_length(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def long_share(self) -> float:
        """Long words in a hundred."""
        return 100 * self.long_words / self.words if self.words else 0.0

    @property
    def lix(self) -> float:
        """Up to 24 is very easy, 25 to 34 easy, 35 to 44 medium, 45 to 54 hard, from 55 on very hard."""
        return self.sentence_length + self.long_share


def measure(text: str) -> Measure:
    """Count a text's words and sentences. A line without a stop ends a sentence too."""
    words = WORD.findall(text)
    return Measure(
        words=len(words),
        long_words=sum(len(word) >= LONG for word in words),
        sentences=sum(WORD.search(part) is not None for part in SENTENCE_END.split(text)),
    )


def lix(text: str) -> float:
    """How hard a text is to read; 0 where there are no words in it."""
    return measure(text).lix
