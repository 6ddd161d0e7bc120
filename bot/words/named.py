"""The words in the names of days: each means itself, and is no misspelling of another word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.words import names
from bot.words.typed import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.words.traits import Traits


def read(word: str, traits: Traits) -> str:
    """The word in one spelling, where it stands in the name of a day, a part of it or a month; else ""."""
    return _words(traits).get(fold(word), "")


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
