"""What people type, brought to one form before it is compared with a word list."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 80
"""Characters: a longer text is more than a day or a number."""

SPELLINGS = (("æ", "a"), ("ø", "o"), ("ae", "a"), ("oe", "o"), ("aa", "a"))
"""Danish letters and how they are written on a foreign keyboard; both become the plain letter."""


def fold(text: str) -> str:
    """The text without regard to capitals, accents, Danish letters, invisible characters and extra spaces."""
    kept = (each for each in normalize("NFD", text.casefold()) if category(each) not in ("Mn", "Cf"))
    folded = " ".join("".join(kept).split())
    for spelling, letter in SPELLINGS:
        folded = folded.replace(spelling, letter)
    return folded


@cache
def _escaped(word: str) -> str:
    return re.escape(fold(word))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words as `fold` writes them, the longest first; for none, one that nothing fits."""
    longest_first = sorted({_escaped(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(longest_first) + ")" if longest_first else "(?!)"
