"""The words in the names of days: each means itself, and is no misspelling of another word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.words.typed import fold

if TYPE_CHECKING:
    from bot.words.traits import Traits


def read(word: str, traits: Traits) -> str:
    """The word as `fold` writes it, where it stands in the name of a day, a part of it or a month; else ""."""
    folded = fold(word)
    return folded if folded in _words(traits) else ""


@cache
def _words(traits: Traits) -> frozenset[str]:
    names = (
        *traits.locale.days["format"]["wide"].values(),
        *traits.locale.months["format"]["wide"].values(),
        *traits.days["offsets"],
    )
    return frozenset(word for name in names for word in fold(name).split())
