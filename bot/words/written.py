"""Which language a text is written in: told by its script, its letters and its short words, or not at all.

It is careful: an offer to somebody who writes as ever would be a puzzle, one that is not made costs nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import category, normalize

from bot.engine.letters import alike, script, with_latin_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.words.language import Language
    from bot.words.traits import Traits

ENOUGH: Final = 2_000
"""So many characters of a text are looked at: it can be of ten megabytes, and says by then which language it is in."""
FEWEST_WORDS: Final = 5
"""A shorter text is a name, a place, a title or a greeting as often as a sentence."""
FEWEST_TOLD: Final = 3
"""So many different words of it are the language's own,"""
FEWEST_SMALL: Final = 2
"""and so many of them not by their letters alone: names have these too."""
LEAST_TOLD: Final = 0.3
"""So much of all words are: the others name things, which have the same names in many languages."""
MAJORITY: Final = 0.75
"""So much of a text is in one script: else it is mixed."""
AHEAD: Final = 2
"""So many times as much speaks for a language as for any other."""
QUOTED: Final = re.compile(r"^\s*>.*$|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«", re.MULTILINE)
NO_WORD: Final = re.compile(r"[@/#\d_]|\w\.\w")
"""Stands in addresses, links, numbers and the like, which are the same in every language."""
WORD: Final = re.compile(r"[^\W\d_]+(?:['\u200c][^\W\d_]+)*")


class Marks(NamedTuple):
    """What tells a language; words as `alike` writes them, for many people do, letters as they are."""

    common: frozenset[str]
    letters: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    unlike: frozenset[str]
    script: str
    """The script that the language is written in."""

    def tells(self, word: Word) -> bool:
        """Whether a word speaks for the language."""
        return self.has(word) or not self.letters.isdisjoint(word.text)

    def has(self, word: Word) -> bool:
        """Whether it does so by more than its letters."""
        return word.alike in self.common or self._is_formed(word.text)

    def _is_formed(self, word: str) -> bool:
        """Whether a word begins or ends as many of the language do, with more than that in it."""
        if not word.startswith(self.beginnings) and not word.endswith(self.endings):
            return False
        begins = next((each for each in self.beginnings if word.startswith(each)), "")
        ends = next((each for each in self.endings if word.endswith(each)), "")
        return len(word) > len(begins or ends) + 1


class Word(NamedTuple):
    """A word of a text, and how it is compared."""

    text: str
    alike: str


def told(text: str, languages: Mapping[str, Language], but: Collection[str] = ()) -> str:
    """The code of the one of these languages that a text is in; "" where that cannot be told, or it is in none.

    It is "" too where it is in one `but` of which nobody asks: most texts are, and that is soon found out.
    """
    unquoted = QUOTED.sub(" ", text[:ENOUGH]).split()
    found = WORD.findall(_bare(" ".join(each for each in unquoted if not NO_WORD.search(each))))
    of = _script(found)
    if not of:
        return ""
    words = [Word(each, alike(each)) for each in found]
    known = ((code, marks(each.traits)) for code, each in languages.items())
    every = {code: each for code, each in known if each is not None and each.script == of}
    if any(AHEAD * len(_telling(words, every[code])) > len(words) for code in but if code in every):
        return ""  # none of the others can be so far ahead of it
    told_by = {code: _telling(words, each) for code, each in every.items()}
    best = max(told_by, key=lambda code: len(told_by[code]), default="")
    return best if best and best not in but and _is_clear(best, told_by, every[best], words) else ""


def _telling(words: Sequence[Word], known: Marks) -> list[Word]:
    """The words that speak for a language."""
    return [word for word in words if known.tells(word)]


def _bare(text: str) -> str:
    """The text in small letters, without the marks that may stand above and below those of some scripts."""
    if text.isascii():
        return text.casefold()
    composed = normalize("NFC", with_latin_marks(text).casefold())
    return "".join(each for each in composed if category(each) != "Mn")


def _script(words: Sequence[str]) -> str:
    """The script that nearly all of enough words are in; "" for none."""
    scripts = [script(word[0]) for word in words]
    most = max(set(scripts), key=scripts.count, default="")
    clear = scripts.count(most) >= max(FEWEST_WORDS, MAJORITY * len(words))
    return most if clear else ""


def _is_clear(best: str, told_by: Mapping[str, Sequence[Word]], known: Marks, words: Sequence[Word]) -> bool:
    """Whether enough speaks for a language, and little for any other, on offer or not."""
    mine = told_by[best]
    others = [len(told_by[code]) for code in told_by if code != best]
    rival = max((*others, sum(word.alike in known.unlike for word in words)))
    return (
        len(set(mine)) >= FEWEST_TOLD
        and len(set(filter(known.has, mine))) >= FEWEST_SMALL
        and len(mine) >= LEAST_TOLD * len(words)
        and len(mine) >= AHEAD * rival
    )


@cache
def marks(traits: Traits) -> Marks | None:
    """What tells a language; None where its file says nothing of it, and it is never told."""
    written = traits.written
    if not written:
        return None
    common = frozenset(map(alike, written["common"]))
    return Marks(
        common,
        frozenset(written["letters"]),
        tuple(written["beginnings"]),
        tuple(written["endings"]),
        frozenset(map(alike, written["unlike"])),
        script(min(common)[0]),
    )
