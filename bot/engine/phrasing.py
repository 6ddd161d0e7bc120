"""What people write, compared with what buttons say and with lists of everyday phrases in the catalogues."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.engine.text import Words

if TYPE_CHECKING:
    from bot.engine.context import Language


def phrases(message: str, language: Language) -> tuple[str, ...]:
    """The phrases of a message id that separates them by commas, in English and in the person's language."""
    both = f"{message},{language.say(Words(message))}"
    return tuple(each.strip() for each in both.split(","))


def says(text: str, message: str, language: Language) -> bool:
    """Whether the whole text is one of the phrases of a message id."""
    return bare(text) in _bare_phrases(phrases(message, language))


@lru_cache(maxsize=256)
def _bare_phrases(each: tuple[str, ...]) -> frozenset[str]:
    """Phrases as texts are compared with them; kept, because every text of every person is."""
    return frozenset(map(bare, each))


def bare(label: str) -> str:
    """A label without case, symbols and spaces; one without letters stays as it is, for "-1" is not "1"."""
    kept = "".join(character for character in label.casefold() if character.isalnum())
    return kept if any(character.isalpha() for character in kept) else label.strip()
