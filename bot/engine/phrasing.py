"""Lists of everyday phrases in the catalogues: what a person may write, in English or in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.text import Words

if TYPE_CHECKING:
    from bot.engine.context import Language


def phrases(message: str, language: Language) -> tuple[str, ...]:
    """The phrases of a message id that separates them by commas, in English and in the person's language."""
    both = f"{message},{language.say(Words(message))}"
    return tuple(each.strip() for each in both.split(","))
