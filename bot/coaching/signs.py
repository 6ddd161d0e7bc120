"""Reads distress.toml: the phrases that are signs of distress, and the numbers that help."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from bot.coaching.phrases import BadPhrase, Part, Phrases, any_of, whole
from bot.coaching.spelling import folded, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "bot/coaching/distress.toml"
TABLES = ("harmless", "denied", "phrases", "topics", "me", "others", "hopeless", "worn_out", "relieved")
"""The lists of phrases, each with a list per language."""
SIGNS = ("phrases", "topics", "denied", "hopeless", "worn_out")
ANY_SIGN = "any sign"
"""All the lists of signs together: most messages have none of them, and that is soon found out."""
NUMBERS = ("emergency", "helpline")

Groups: TypeAlias = dict[str, Part]


class BadLists(ValueError):
    """distress.toml cannot be used; says where in it, and why."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What distress.toml says."""

    numbers: dict[str, str]
    spellings: dict[str, str]
    phrases: dict[str, Phrases]

    def fold(self, text: str) -> str:
        return folded(text, self.spellings)

    def found(self, table: str, text: str) -> bool:
        """Whether a folded text has a phrase of this list in it."""
        return self.phrases[table].found(text)

    def hidden(self, table: str, text: str) -> str:
        """A folded text without the phrases of this list."""
        return self.phrases[table].hidden(text)


@cache
def lists() -> Lists:
    """What the file of this program says."""
    return read(files("bot.coaching").joinpath("distress.toml").read_text(encoding="utf-8"))


def read(text: str) -> Lists:
    """What such a file says; an error names the file and the phrase."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadLists(f"{FILE}: {error}") from error
    unknown = content.keys() - {*TABLES, *NUMBERS, "changed", "words", "spellings"}
    if unknown:
        _wrong(min(unknown), f"nothing reads this; the lists are {', '.join(TABLES)}, words and spellings")
    numbers = {name: str(content.get(name) or _wrong(name, "no number is given")) for name in NUMBERS}
    spellings = _spellings(content)
    spell = partial(_spelled, spellings=spellings)
    groups = _groups(content, spell)
    phrases = {name: _phrases(content, name, groups, spell) for name in TABLES}
    phrases[ANY_SIGN] = Phrases(tuple(part for name in SIGNS for part in phrases[name].parts))
    return Lists(numbers, spellings, phrases)


def _spelled(word: str, spellings: Mapping[str, str]) -> str:
    plain = letters(word)
    return spellings.get(plain, plain)


def _spellings(content: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, others in _table(content, "spellings", "spellings").items():
        for other in _strings(others, f"spellings.{word}"):
            if not letters(other).isalnum():
                _wrong(f"spellings.{word}", f"{other!r} is not one word")
            if found.setdefault(letters(other), letters(word)) != letters(word):
                _wrong(f"spellings.{word}", f"{other!r} stands for another word already")
    return found


def _groups(content: Mapping[str, object], spell: Callable[[str], str]) -> dict[str, Groups]:
    """The named groups of each language; one may use those above it."""
    found: dict[str, Groups] = {}
    for language, named in _table(content, "words", "words").items():
        groups = found[language] = Groups()
        for name, phrases in _table({language: named}, language, f"words.{language}").items():
            where = f"words.{language}.{name}"
            if not (each := _strings(phrases, where)):
                _wrong(where, "there is nothing in it")
            groups[name] = any_of([_part(where, phrase, groups, spell) for phrase in each])
    return found


def _phrases(
    content: Mapping[str, object], table: str, groups: Mapping[str, Groups], spell: Callable[[str], str]
) -> Phrases:
    parts = []
    for language, phrases in _table(content, table, table).items():
        where = f"{table}.{language}"
        parts += [
            _part(where, phrase, groups.get(language, {}), spell) for phrase in _strings(phrases, where)
        ]
    return Phrases(tuple(parts))


def _part(where: str, phrase: str, groups: Groups, spell: Callable[[str], str]) -> Part:
    try:
        return whole(phrase, groups, spell)
    except BadPhrase as error:
        return _wrong(where, f"{phrase!r}: {error}")


def _table(content: Mapping[str, object], name: str, where: str) -> dict[str, object]:
    table = content.get(name, {})
    return table if isinstance(table, dict) else _wrong(where, f"expected a table of lists, found {table!r}")


def _strings(value: object, where: str) -> list[str]:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    return _wrong(where, f'expected a list of phrases in quotes, ["…", "…"], found {value!r}')


def _wrong(where: str, why: str) -> NoReturn:
    raise BadLists(f"{FILE}: {where}: {why}")
