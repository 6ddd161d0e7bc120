"""Reads advice.toml: the phrases and words that the advice goes by, per language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.coaching.content import Content, spelled
from bot.coaching.phrases import Phrases
from bot.coaching.spelling import letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "bot/coaching/advice.toml"
PHRASES = (
    "cliches", "claims", "i_am", "traits", "worn", "others", "concrete", "empty", "wishes", "tools",
    "openings", "harmless", "complaints", "asked", "names", "starts", "vetoes",
)  # fmt: skip
WORDS = (
    "degree", "not", "so", "done", "acts", "often", "little", "trades", "being", "numbers", "units", "between",
    "made", "breaks", "abbreviations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordList:
    """Single words: whole ones, how they begin, how they end; and which of those are not meant."""

    whole: frozenset[str]
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    but: WordList | None = None

    def __contains__(self, word: str) -> bool:
        """Whether a word, spelled as it is compared, is one of them."""
        if self.but and word in self.but:
            return False
        return word in self.whole or word.startswith(self.begins) or word.endswith(self.ends)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What advice.toml says for one language."""

    spellings: Mapping[str, str]
    phrases: Mapping[str, Phrases]
    words: Mapping[str, WordList]


NO_RULES = Vocabulary({}, dict.fromkeys(PHRASES, Phrases(())), dict.fromkeys(WORDS, WordList(frozenset())))
"""What is known of the words of a language that the file says nothing of."""


def vocabulary(language: str) -> Vocabulary | None:
    """What the program's own file says for a language; None where there are no rules for it."""
    return _vocabularies().get(language)


@cache
def _vocabularies() -> dict[str, Vocabulary]:
    return read(files("bot.coaching").joinpath("advice.toml").read_text(encoding="utf-8"))


def read(text: str) -> dict[str, Vocabulary]:
    """What such a file says, by language; an error names the file, the list and the phrase."""
    content = Content(FILE, text)
    return {
        language: _language(content, language, content.table(lists, language))
        for language, lists in content.values.items()
    }


def _language(content: Content, language: str, lists: Mapping[str, object]) -> Vocabulary:
    for name in sorted(lists.keys() ^ {*PHRASES, *WORDS, "words", "spellings"}):
        content.wrong(f"{language}.{name}", "is missing" if name not in lists else "nothing reads this list")
    for name in (*PHRASES, *WORDS):
        entries = content.strings(lists[name], f"{language}.{name}")
        for twice in sorted({entry for entry in entries if entries.count(entry) > 1}):
            content.wrong(f"{language}.{name}", f"{twice!r} stands here twice")
    spellings = content.spellings(lists["spellings"], f"{language}.spellings")
    spell = partial(spelled, spellings=spellings)
    groups = content.groups(lists["words"], f"{language}.words", spell)
    return Vocabulary(
        spellings,
        {
            name: Phrases(tuple(content.parts(lists[name], f"{language}.{name}", groups, spell)))
            for name in PHRASES
        },
        {name: _words(content, lists[name], f"{language}.{name}", spellings) for name in WORDS},
    )


def _words(content: Content, value: object, where: str, spellings: Mapping[str, str]) -> WordList:
    entries = content.strings(value, where)
    for entry in entries:
        if not letters(entry.removeprefix("!").strip("*")).isalnum():
            content.wrong(where, f"{entry!r} is not one word")
    return _list(
        [entry for entry in entries if not entry.startswith("!")],
        [entry[1:] for entry in entries if entry.startswith("!")],
        spellings,
    )


def _list(entries: Sequence[str], but: Sequence[str], spellings: Mapping[str, str]) -> WordList:
    return WordList(
        frozenset(spelled(entry, spellings) for entry in entries if "*" not in entry),
        tuple(letters(entry[:-1]) for entry in entries if entry.endswith("*")),
        tuple(letters(entry[1:]) for entry in entries if entry.startswith("*")),
        _list(but, (), spellings) if but else None,
    )
