"""Words that are not for a tired reader: officialese, two words for one concept, and words of other languages."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS: Final = Path(__file__).with_name("words.toml")
KINDS: Final = ("hard", "one", "foreign")
LETTERS: Final = r"[^\W\d_]*"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """A word in all its forms: the kind of list it stands in, what to say, and whether staff may read it."""

    kind: str
    say: str
    found: re.Pattern[str]
    entries: tuple[str, ...]
    staff: bool


@cache
def unwanted() -> tuple[Unwanted, ...]:
    """The lists of `words.toml`, ready to look with."""
    lists = tomllib.loads(LISTS.read_text("utf-8"))
    return tuple(_read(kind, entry) for kind in KINDS for entry in lists[kind])


def found_in(text: str) -> Iterator[tuple[Unwanted, str]]:
    """Each entry of the lists of which a form stands in a text, and that form."""
    if _any().search(text):
        for each in unwanted():
            if found := each.found.search(text):
                yield each, found[0]


@cache
def _any() -> re.Pattern[str]:
    """All of them at once: in most texts none is found, and looking for each takes a hundred times as long."""
    return re.compile("|".join(each.found.pattern for each in unwanted()), re.IGNORECASE)


def _read(kind: str, entry: dict[str, Any]) -> Unwanted:
    forms = "|".join(pattern_of(words) for words in entry["not"])
    found = re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)
    return Unwanted(kind, entry["say"], found, tuple(entry["not"]), entry.get("staff", False))


def pattern_of(words: str) -> str:
    """An entry as a pattern: a star is any letters; between two words stands a space, a stop or a line's end."""
    return r"[\s./]+".join(re.escape(word).replace(r"\*", LETTERS) for word in words.split())
