"""Reads a file of lists of phrases: professionals write it, so every mistake in it is named with its place."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from bot.coaching.phrases import BadPhrase, Part, any_of, whole
from bot.coaching.spelling import letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.coaching.phrases import Spell

Groups: TypeAlias = dict[str, Part]
Spellings: TypeAlias = dict[str, str]


class BadLists(ValueError):
    """A file of lists cannot be used; says where in it, and why."""


class Content:
    """What such a file says. `where` is the name of a list in it, as an error gives it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._elsewhere: dict[str, str] = {}
        try:
            self.values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadLists(f"{file}: {error}") from error
        except (ValueError, RecursionError) as error:  # thousands of digits, or of brackets in each other
            raise BadLists(
                f"{file}: a number is too long, or brackets are in each other too deeply"
            ) from error

    def add(self, other: Content) -> None:
        """Take in the lists of another file; each list stands in one file alone."""
        for table, lists in other.values.items():
            mine = self.table(self.values.setdefault(table, {}), table)
            for name, value in other.table(lists, table).items():
                if name in mine:
                    other.wrong(f"{table}.{name}", "this stands in another file as well")
                mine[name] = value
                self._elsewhere[f"{table}.{name}"] = other.file

    def wrong(self, where: str, why: str) -> NoReturn:
        """Say what is wrong in a list, with the file that it stands in."""
        file = self._elsewhere.get(".".join(where.split(".")[:2]), self.file)
        raise BadLists(f"{file}: {where}: {why}")

    def table(self, value: object, where: str) -> dict[str, object]:
        if isinstance(value, dict):
            return value
        return self.wrong(where, f"expected a table of lists, found {value!r}")

    def strings(self, value: object, where: str) -> list[str]:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        return self.wrong(where, f'expected a list of phrases in quotes, ["…", "…"], found {value!r}')

    def spellings(self, value: object, where: str) -> Spellings:
        """What to take a word for: every other spelling, as its letters are compared, and the word it stands for."""
        found: Spellings = {}
        for word, others in self.table(value, where).items():
            for other in self.strings(others, f"{where}.{word}"):
                if not letters(other).isalnum():
                    self.wrong(f"{where}.{word}", f"{other!r} is not one word")
                if found.setdefault(letters(other), letters(word)) != letters(word):
                    self.wrong(f"{where}.{word}", f"{other!r} stands for another word already")
        return found

    def groups(self, value: object, where: str, spell: Spell) -> Groups:
        """Phrases under a name, which other phrases use; a group may use those above it."""
        groups: Groups = {}
        for name, phrases in self.table(value, where).items():
            if not (each := self.strings(phrases, f"{where}.{name}")):
                self.wrong(f"{where}.{name}", "there is nothing in it")
            groups[name] = any_of([self.part(phrase, f"{where}.{name}", groups, spell) for phrase in each])
        return groups

    def parts(self, value: object, where: str, groups: Groups, spell: Spell) -> list[Part]:
        """A list of phrases."""
        return [self.part(phrase, where, groups, spell) for phrase in self.strings(value, where)]

    def part(self, phrase: str, where: str, groups: Groups, spell: Spell) -> Part:
        try:
            return whole(phrase, groups, spell)
        except BadPhrase as error:
            return self.wrong(where, f"{phrase!r}: {error}")


def spelled(word: str, spellings: Mapping[str, str]) -> str:
    """A word as it is compared."""
    plain = letters(word)
    return spellings.get(plain, plain)
