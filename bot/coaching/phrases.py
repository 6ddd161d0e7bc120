"""What people may say, written as phrases: a small grammar compiled to regular expressions.

    slå mig ihjel       these words, one after the other; a comma or a full stop between them is no matter
    mere/længere        one of these words
    (selv)              perhaps
    selvmord*           a word that begins so; at least three letters
    ~اقتل               an Arabic word, also with the "and", "so", "will" or "to" that is written together with it
    {take}              one of a group of phrases that has a name
    …  …5               up to three words, or up to five, whatever they are
    #                   a number from 5 up, in digits
    !af                 the next word is not this; also a group: !{place}
    jeg cutter.         at the end of a sentence, or before a pause; .selvmord. is a sentence of its own

A phrase is only looked for in a text that has all the words it needs, told by their first letters. What it matches is
never longer than the phrase and its gaps, so that the work grows with a text's length and no faster.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from bot.coaching.spelling import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Spell: TypeAlias = Callable[[str], str]

JOIN = r"(?: [.,])? "
WITHIN = r"(?: ,)? "
"""What is looked past ends with its sentence: "Jeg vil dø. Mit liv er slut" is not "vil do mit"."""
GAP = r"(?:(?: ,)? \w++){{0,{}}}"
GAP_WORDS = 3
NUMBER = rf"{JOIN}(?:[5-9]|\d\d++)"
TOKEN = re.compile(r"…\d?|\{\w+\}|~?[^\W_]+\*?|\S")
ATTACHED = tuple(before + verb for before in ("", "و", "ف") for verb in ("", "س", "ه", "ح", "ب", "ل"))
"""What is written together with an Arabic verb: "and" or "so", then "will" (in Cairo ه or ح), ب, or "to"."""
INITIALS = re.compile(r" (\d|\w{1,3})")
"""Where a word begins in a folded text, and its first letters."""


class BadPhrase(ValueError):
    """A phrase that does not follow the grammar."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a phrase: what it matches, and the words it needs, each as the first letters of its choices."""

    pattern: str
    needs: tuple[frozenset[str], ...] = ()


SIGNS = {
    "start": Part(r"(?<=[.,])"),
    "end": Part(r"(?= [.,])"),
    "#": Part(NUMBER, (frozenset("0123456789"),)),
}


def sequence(parts: Iterable[Part]) -> Part:
    """Parts one after the other."""
    every = list(parts)
    return Part("".join(part.pattern for part in every), tuple(need for part in every for need in part.needs))


def any_of(parts: Iterable[Part]) -> Part:
    """One of several parts, tried in their order; which has to have one word of each."""
    every = list(parts)
    if all(part.pattern.startswith(JOIN) for part in every):  # said once, it is tried once
        pattern = f"{JOIN}(?:{'|'.join(part.pattern.removeprefix(JOIN) for part in every)})"
    else:
        pattern = f"(?:{'|'.join(part.pattern for part in every)})"
    if not all(part.needs for part in every):
        return Part(pattern)
    return Part(pattern, (frozenset[str]().union(*(rarest(part) for part in every)),))


def rarest(part: Part) -> frozenset[str]:
    """The word it needs that has the fewest choices; the last of several, as the telling word often is."""
    return min(reversed(part.needs), key=len)


def whole(phrase: str, groups: Mapping[str, Part], spell: Spell) -> Part:
    """A phrase of the grammar, to be looked for in texts whose words are spelled by `spell`."""
    part = _Reader(phrase, groups, spell).read()
    if not part.needs:
        raise BadPhrase("it needs no word at all; leave one outside of ( ) and !")
    return part


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, phrase: str, groups: Mapping[str, Part], spell: Spell) -> None:
        text = phrase.strip().replace("...", "…").replace("'", "").replace("’", "")
        self.starts, self.ends = text.startswith("."), text.endswith(".")
        self.tokens = TOKEN.findall(text.removeprefix(".").removesuffix("."))
        self.groups, self.spell, self.depth = groups, spell, 0

    def read(self) -> Part:
        parts = list(self._until_closed())
        if not parts:
            raise BadPhrase("there is nothing in it")
        return sequence(
            ([SIGNS["start"]] if self.starts else []) + parts + ([SIGNS["end"]] if self.ends else [])
        )

    def _until_closed(self) -> Iterator[Part]:
        while self.tokens:
            if self.tokens[0] == ")":
                if not self.depth:
                    self._fail("a ) without a (")
                return
            yield self._one()
        if self.depth:
            self._fail("a ( without a )")

    def _one(self) -> Part:
        part = self._single()
        if self.tokens[:1] != ["/"]:
            return part
        choices = [part]
        while self.tokens[:1] == ["/"]:
            self.tokens.pop(0)
            choices.append(self._single())
        return any_of(choices)

    def _single(self) -> Part:
        if not self.tokens:
            self._fail("something is missing at its end")
        piece = self.tokens.pop(0)
        if piece.strip("~*").isalnum():
            return _word(piece, self.spell)
        if piece[0] == "…":
            return Part(GAP.format(piece[1:] or GAP_WORDS))
        if len(piece) > 1:
            return self.groups.get(piece[1:-1]) or self._fail(f"there is no group {piece} above it")
        if piece == "#":
            return SIGNS["#"]
        if piece == "!":
            return Part(f"(?!{self._one().pattern} )")
        if piece == "(":
            return self._optional()
        return self._fail(f"{piece!r} means nothing here")

    def _optional(self) -> Part:
        self.depth += 1
        inside = sequence(self._until_closed())
        self.depth -= 1
        self.tokens.pop(0)
        return Part(f"(?:{inside.pattern})?")

    def _fail(self, why: str) -> NoReturn:
        raise BadPhrase(why)


@lru_cache(maxsize=16_384)  # most words of a file stand in many of its phrases
def _word(word: str, spell: Spell) -> Part:
    if word.startswith("~"):
        return _attached(word[1:], spell)
    if not word.endswith("*"):
        spelled = spell(word)
        return Part(JOIN + spelled, (_initials(spelled),))
    stem = letters(word[:-1])
    if len(stem) < 3:
        raise BadPhrase(f"{word}: at least three letters stand before a *")
    return Part(rf"{JOIN}{stem}\w*+", (_initials(stem),))


def _attached(word: str, spell: Spell) -> Part:
    if word.endswith("*"):
        raise BadPhrase(f"~{word}: what may be attached stands before a whole word")
    spelled = spell(word)
    needs = frozenset().union(*(_initials(letters(each + spelled)) for each in ATTACHED))
    return Part(f"{JOIN}(?:[وف]?[سهحبل]?){spelled}", (needs,))


def _initials(word: str) -> frozenset[str]:
    return frozenset(INITIALS.findall(f" {word}"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when it is needed first: most phrases never are."""
    return re.compile(rf"(?= \w){pattern}(?= )")


@dataclass(frozen=True)
class Phrases:
    """A list of phrases that are looked for together."""

    parts: tuple[Part, ...]

    def found(self, text: str) -> bool:
        """Whether a folded text has any of them in it."""
        return any(_compiled(pattern).search(text) for pattern in self._possible(text))

    def hidden(self, text: str) -> str:
        """A folded text with a bar, which no phrase and no gap runs across, in the place of each of them."""
        for pattern in self._possible(text):
            text = _compiled(pattern.replace(JOIN, WITHIN)).sub(" |", text)
        return text

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in a folded text each of them begins and ends; none runs past the end of a sentence."""
        for pattern in self._possible(text):
            for match in _compiled(pattern.replace(JOIN, WITHIN)).finditer(text):
                yield match.start() + 1, match.end()

    @cached_property
    def _by_rarest(self) -> dict[str, list[tuple[tuple[frozenset[str], ...], str]]]:
        """The words each phrase needs besides its rarest, and its pattern, by the first letters of the rarest.

        The rarest is the one that the fewest phrases need: what many of them need is a common word.
        """
        uses = Counter(initials for part in self.parts for need in part.needs for initials in need)
        found: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
        for part in self.parts:
            first = min(part.needs, key=lambda need: sum(uses[initials] for initials in need))
            others = tuple(sorted((need for need in set(part.needs) if need != first), key=len))
            for initials in first:
                found.setdefault(initials, []).append((others, part.pattern))
        return found

    def _possible(self, text: str) -> Iterator[str]:
        """The patterns of the phrases of which a text has every word."""
        words = set(INITIALS.findall(text))
        for initials in sorted(words & self._by_rarest.keys()):
            for others, pattern in self._by_rarest[initials]:
                if not any(map(words.isdisjoint, others)):
                    yield pattern
