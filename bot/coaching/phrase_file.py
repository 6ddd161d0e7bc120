"""Reads a file of phrases: lists per language in the grammar of `phrases.py`, with their own groups and spellings."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from bot.coaching.phrases import BadPhrase, Part, Phrases, any_of, whole
from bot.coaching.spelling import folded, letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class BadLists(ValueError):
    """A file of phrases cannot be used; says where in it, and why."""


@dataclass(frozen=True)
class PhraseFile:
    """A file by its name, as errors give it, and what it says."""

    name: str
    content: Mapping[str, object]

    @classmethod
    def parse(cls, name: str, text: str) -> PhraseFile:
        """The file; BadLists where it is no TOML."""
        try:
            return cls(name, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise BadLists(f"{name}: {error}") from error

    def only(self, known: Iterable[str], meant: str) -> None:
        """Refuse what nothing reads; `meant` says what there can be."""
        unknown = self.content.keys() - {*known, "words", "spellings"}
        if unknown:
            self.wrong(min(unknown), f"nothing reads this; {meant}")

    def fold(self, text: str) -> str:
        """A text as the phrases are compared with it."""
        return folded(text, self.spellings)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Words in another spelling, with the one they stand for."""
        found: dict[str, str] = {}
        for word, others in self._table(self.content, "spellings", "spellings").items():
            for other in self._strings(others, f"spellings.{word}"):
                if not letters(other).isalnum():
                    self.wrong(f"spellings.{word}", f"{other!r} is not one word")
                if found.setdefault(letters(other), letters(word)) != letters(word):
                    self.wrong(f"spellings.{word}", f"{other!r} stands for another word already")
        return found

    def phrases(self, table: str) -> Phrases:
        """The phrases of a list, in all languages."""
        parts = []
        for language, phrases in self._table(self.content, table, table).items():
            where = f"{table}.{language}"
            groups = self._groups.get(language, {})
            parts += [self._part(where, phrase, groups) for phrase in self._strings(phrases, where)]
        return Phrases(tuple(parts))

    @cached_property
    def _groups(self) -> dict[str, dict[str, Part]]:
        """The named groups of each language; one may use those above it."""
        found: dict[str, dict[str, Part]] = {}
        for language, named in self._table(self.content, "words", "words").items():
            groups = found[language] = {}
            for name, phrases in self._table({language: named}, language, f"words.{language}").items():
                where = f"words.{language}.{name}"
                if not (each := self._strings(phrases, where)):
                    self.wrong(where, "there is nothing in it")
                groups[name] = any_of([self._part(where, phrase, groups) for phrase in each])
        return found

    def _part(self, where: str, phrase: str, groups: Mapping[str, Part]) -> Part:
        try:
            return whole(phrase, groups, self._spelled)
        except BadPhrase as error:
            return self.wrong(where, f"{phrase!r}: {error}")

    def _spelled(self, word: str) -> str:
        plain = letters(word)
        return self.spellings.get(plain, plain)

    def _table(self, content: Mapping[str, object], name: str, where: str) -> dict[str, object]:
        table = content.get(name, {})
        if not isinstance(table, dict):
            self.wrong(where, f"expected a table of lists, found {table!r}")
        return table

    def _strings(self, value: object, where: str) -> list[str]:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        return self.wrong(where, f'expected a list of phrases in quotes, ["…", "…"], found {value!r}')

    def wrong(self, where: str, why: str) -> NoReturn:
        """Refuse the file for what stands at this place."""
        raise BadLists(f"{self.name}: {where}: {why}")
