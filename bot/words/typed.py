"""What people type, brought to one form before it is compared with a word list."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from bot.engine.letters import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Meant = TypeVar("Meant")

LONGEST = 80
"""Characters: a longer text is more than a day or a number."""

SPELLINGS = (("æ", "a"), ("ø", "o"), ("ae", "a"), ("oe", "o"), ("aa", "a"))
"""Danish letters and how they are written on a foreign keyboard; both become the plain letter."""
HALF_SPACE = "\u200c"


def fold(text: str) -> str:
    """The text without regard to capitals, accents, Danish letters, invisible characters and extra spaces.

    Letters, digits and marks that only look different in different scripts and keyboards are the same.
    """
    folded = " ".join(plain(text).split())
    for spelling, letter in SPELLINGS:
        folded = folded.replace(spelling, letter)
    return folded


def spellings(word: str) -> set[str]:
    """A word of a list as `fold` writes it: where it has a half-space, also with a space there."""
    return {fold(word), fold(word.replace(HALF_SPACE, " "))} if HALF_SPACE in word else {fold(word)}


def folded(table: Mapping[str, Meant]) -> dict[str, Meant]:
    """What each phrase of a table means, by every way to write it."""
    return {each: meant for phrase, meant in table.items() for each in spellings(phrase)}


@cache
def _escaped(word: str) -> tuple[str, ...]:
    return tuple(map(re.escape, spellings(word)))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words as `fold` writes them, the longest first; for none, one that nothing fits."""
    longest_first = sorted({each for word in words for each in _escaped(word)}, key=len, reverse=True)
    return "(?:" + "|".join(longest_first) + ")" if longest_first else "(?!)"
