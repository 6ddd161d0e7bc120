"""Reads distress.toml and distress/: the phrases that are signs of distress, and the numbers that help."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.coaching.content import Content
from bot.coaching.phrase_file import PhraseFile
from bot.coaching.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.coaching.phrases import Part

FILE = "bot/coaching/distress.toml"
LANGUAGES = "bot/coaching/distress"
"""Beside it, a file for the phrases of each language."""
TABLES = (
    "harmless",
    "denied",
    "meant",
    "phrases",
    "topics",
    "me",
    "others",
    "hopeless",
    "worn_out",
    "relieved",
)
"""The lists of phrases, each with a list per language."""
SIGNS = ("meant", "phrases", "topics", "denied", "hopeless", "worn_out")
ANY_SIGN = "any sign"
"""All the lists of signs together: most messages have none of them, and that is soon found out."""
NUMBERS = ("emergency", "helpline")


@dataclass(frozen=True, slots=True)
class Lists:
    """What the files say."""

    file: PhraseFile
    numbers: dict[str, str]
    phrases: dict[str, Phrases]
    spoken: dict[str, Phrases]
    """The signs of each language."""

    def fold(self, text: str) -> str:
        return self.file.fold(text)

    def found(self, table: str, text: str) -> bool:
        """Whether a folded text has a phrase of this list in it."""
        return self.phrases[table].found(text)

    def hidden(self, table: str, text: str) -> str:
        """A folded text without the phrases of this list."""
        return self.phrases[table].hidden(text)


@cache
def lists() -> Lists:
    """What the files of this program say."""
    here = files("bot.coaching")
    found = (each for each in here.joinpath("distress").iterdir() if each.name.endswith(".toml"))
    languages = [
        Content(f"{LANGUAGES}/{each.name}", each.read_text(encoding="utf-8"))
        for each in sorted(found, key=lambda each: each.name)
    ]
    return read(here.joinpath("distress.toml").read_text(encoding="utf-8"), languages)


def read(text: str, languages: Iterable[Content] = ()) -> Lists:
    """What such a file says, with those of the languages; an error names the file and the phrase."""
    content = Content(FILE, text)
    for language in languages:
        content.add(language)
    file = PhraseFile(content)
    file.only((*TABLES, *NUMBERS, "changed"), f"the lists are {', '.join(TABLES)}, words and spellings")
    numbers = {
        name: str(file.content.values.get(name) or file.content.wrong(name, "no number is given"))
        for name in NUMBERS
    }
    tables = {name: file.spoken(name) for name in TABLES}
    phrases = {name: _together(spoken.values()) for name, spoken in tables.items()}
    phrases[ANY_SIGN] = Phrases(tuple(part for name in SIGNS for part in phrases[name].parts))
    codes = {code for name in SIGNS for code in tables[name]}
    spoken = {code: _together(tables[name].get(code, []) for name in SIGNS) for code in sorted(codes)}
    return Lists(file, numbers, phrases, spoken)


def _together(lists: Iterable[list[Part]]) -> Phrases:
    return Phrases(tuple(part for each in lists for part in each))
