"""A file of phrases: each list has a list per language, with groups and spellings that all of them share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from bot.coaching.content import spelled
from bot.coaching.phrases import Part, Phrases
from bot.coaching.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.coaching.content import Content, Groups, Spellings
    from bot.coaching.phrases import Spell


@dataclass(frozen=True)
class PhraseFile:
    """What such a file says; each mistake in it is a BadLists."""

    content: Content

    def only(self, known: Iterable[str], meant: str) -> None:
        """Refuse what nothing reads; `meant` says what there can be."""
        unknown = self.content.values.keys() - {*known, "words", "spellings"}
        if unknown:
            self.content.wrong(min(unknown), f"nothing reads this; {meant}")

    def fold(self, text: str) -> str:
        """A text as the phrases are compared with it."""
        return folded(text, self.spellings)

    @cached_property
    def spellings(self) -> Spellings:
        """Words in another spelling, with the one they stand for."""
        return self.content.spellings(self.content.values.get("spellings", {}), "spellings")

    def phrases(self, table: str) -> Phrases:
        """The phrases of a list, in all languages."""
        return Phrases(tuple(part for parts in self.spoken(table).values() for part in parts))

    def spoken(self, table: str) -> dict[str, list[Part]]:
        """The phrases of a list, by their language."""
        return {
            language: list(
                self.content.parts(
                    phrases, f"{table}.{language}", self._groups.get(language, {}), self._spell
                )
            )
            for language, phrases in self.content.table(self.content.values.get(table, {}), table).items()
        }

    @cached_property
    def _spell(self) -> Spell:
        return partial(spelled, spellings=self.spellings)

    @cached_property
    def _groups(self) -> dict[str, Groups]:
        words = self.content.table(self.content.values.get("words", {}), "words")
        return {
            language: self.content.groups(named, f"words.{language}", self._spell)
            for language, named in words.items()
        }
