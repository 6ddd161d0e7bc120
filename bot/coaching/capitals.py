"""A capital for each sentence of a text, as somebody writes it who is on a phone and in a hurry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coaching.spelling import letters
from bot.coaching.vocabulary import vocabulary

if TYPE_CHECKING:
    from bot.coaching.vocabulary import WordList

BEGINNING = re.compile(
    r"(?P<before>\S*[^\W_])(?P<stop>[.!?]+)(?P<space> )(?P<first>[a-zà-öø-ÿ])(?![A-ZÀ-ÖØ-Þ])"
)
"""The end of a sentence, and the small letter that the next one begins with: one of Western Europe. "iPhone" stays."""
A_YEAR = 4
"""Figures: "i 2019. jeg" ends a sentence, "den 3. december" does not."""


def capitals(text: str, language: str) -> str:
    """The text with a capital where a sentence begins inside it, in languages whose abbreviations are known.

    A stop behind one of them, or behind "f.eks", a single letter or the number of a day, ends no sentence.
    """
    known = vocabulary(language)
    if known is None:
        return text
    short = known.words["abbreviations"]

    def begun(found: re.Match[str]) -> str:
        first = found["first"]
        ends = found["stop"] != "." or not _goes_on(found["before"], short)
        return f"{found['before']}{found['stop']} {first.upper() if ends else first}"

    return BEGINNING.sub(begun, text)


def _goes_on(before: str, short: WordList) -> bool:
    """Whether the sentence goes on behind a stop after this."""
    word = letters(before.lstrip("(»\"'“”«"))
    single = len(word) == 1 or "." in word or (word.isdigit() and len(word) < A_YEAR)
    return single or word in short
