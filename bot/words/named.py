"""The words in the names of days: each means itself, and is no misspelling of another word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from bot.engine.letters import is_one_off
from bot.words import names
from bot.words.moments import one_line
from bot.words.typed import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.words.traits import Traits


SHORTEST: Final = 5
"""Letters of a word that is told with one of them wrong; in a shorter one that makes another word."""


def read(word: str, traits: Traits) -> str:
    """The word in one spelling, where it stands in the name of a day, a part of it or a month; else ""."""
    return _words(traits).get(fold(word), "")


def mended(text: str, traits: Traits) -> str:
    """The text with the names of days spelt as they are where a letter is wrong: "mandg" is "mandag".

    A word that is as near to another day stays: "tersdag" is neither Tuesday nor Thursday.
    """
    return " ".join(_mended(word, traits) for word in one_line(text).split())


def _mended(word: str, traits: Traits) -> str:
    known = _words(traits)
    if word in known or len(word) < SHORTEST:
        return word
    near = {meant for name, meant in known.items() if len(name) >= SHORTEST and is_one_off(word, name)}
    return near.pop() if len(near) == 1 else word


@cache
def _words(traits: Traits) -> Mapping[str, str]:
    """Each word with its spelling: that of CLDR for the name of a weekday or month, else its own."""
    own = {word: word for phrase in traits.days["offsets"] for word in fold(phrase).split()}
    for known, cldr in (
        (names.weekdays(traits), traits.locale.days),
        (names.months(traits), traits.locale.months),
    ):
        spelt = {index: fold(name) for index, name in cldr["format"]["wide"].items()}
        own |= {name: spelt[index] for name, index in known.full.items() if " " not in name}
    return own
