"""A person's text as the advice reads it: its words and sentences, and where in the text each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coaching.content import spelled
from bot.coaching.unseen import UNSEEN
from bot.engine.letters import COMMAS, STOPS

if TYPE_CHECKING:
    from bot.coaching.vocabulary import Vocabulary

LONGEST = 4096
"""Characters that are read: a whole message, more than four minutes to say. What is longer is only counted."""

INSIDE = rf"[^\W_]|[\u0300-\u036f{''.join(sorted(UNSEEN))}]|['’´`ʼ‘](?=[^\W_])"
"""What a word goes on with: letters, accents, what cannot be seen, and an apostrophe before more letters."""
ENDS = rf"{STOPS};:؛፤\n"
ASKS = frozenset("?؟፧")
TOKEN = re.compile(
    rf"(?P<word>[^\W_](?:{INSIDE})*+)|(?P<end>[{ENDS}]+)|(?P<pause>[{COMMAS}()/–—]|\s-+(?=\s))"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: where it stands in the text, how it is compared, and what stands between it and the one before."""

    begin: int
    end: int
    plain: str
    after_pause: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Words beside each other: the first, and the one after the last."""

    first: int
    after: int

    def overlaps(self, other: Span) -> bool:
        return self.first < other.after and other.first < self.after


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """One sentence, and whether it is a question."""

    asks: bool = False


class Reading:
    """A text and what is found in it."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary
        self.words: list[Word] = []
        self.sentences: list[Sentence] = []
        self._folded = " ."
        self._firsts: dict[int, int] = {}
        self._afters: dict[int, int] = {}
        self._found: dict[str, list[Span]] = {}
        self._read()

    def _read(self) -> None:
        pause = False
        for token in TOKEN.finditer(self.text[:LONGEST]):
            if token.lastgroup == "word":
                self._add(token, pause=pause)
                pause = False
            elif token.lastgroup == "pause":
                pause = pause or not self._in_number(token)
            elif not self._in_word(token):
                self._end_sentence(asks=not ASKS.isdisjoint(token[0]))
                pause = False
        self._end_sentence(asks=False)

    def _add(self, token: re.Match[str], *, pause: bool) -> None:
        plain = spelled(token[0], self.vocabulary.spellings)
        plain = "".join(filter(str.isalnum, plain)) or "x"
        self._folded += " , " if pause and not self._folded.endswith(".") else " "
        self._firsts[len(self._folded)] = len(self.words)
        self._folded += plain
        self.words.append(Word(token.start(), token.end(), plain, pause))
        self._afters[len(self._folded)] = len(self.words)

    def _end_sentence(self, *, asks: bool) -> None:
        first = self.sentences[-1].after if self.sentences else 0
        if first < len(self.words):
            self.sentences.append(Sentence(first, len(self.words), asks))
            self._folded += " ."

    def _in_number(self, sign: re.Match[str]) -> bool:
        """Whether a comma or a dash has a figure on both sides: 7,5."""
        return (
            self.text[max(sign.start() - 1, 0)].isdigit() and self.text[sign.end() : sign.end() + 1].isdigit()
        )

    def _in_word(self, sign: re.Match[str]) -> bool:
        """Whether a stop stands within a number, an address or an abbreviation: 3.000, 10:30, f.eks. and ca. 8."""
        before = self.words[-1] if self.words and self.words[-1].end == sign.start() else None
        if sign[0] not in {".", ":"} or before is None:
            return False
        if before.plain in self.vocabulary.words["abbreviations"]:
            return True
        after = self.text[sign.end() : sign.end() + 1]
        return after.isdigit() or (after.isalpha() and before.end - before.begin <= 2)

    def found(self, phrases: str) -> list[Span]:
        """Where the phrases of a list stand, in the order of the text; the longest first at each place."""
        if phrases not in self._found:
            folded = f"{self._folded} "
            spans = {
                Span(self._firsts[begin], self._afters[end])
                for begin, end in self.vocabulary.phrases[phrases].places(folded)
            }
            self._found[phrases] = sorted(spans, key=lambda span: (span.first, -span.after))
        return self._found[phrases]

    def holds(self, phrases: str, within: Span) -> bool:
        """Whether a phrase of a list stands in some of the text."""
        return any(span.overlaps(within) for span in self.found(phrases))

    def is_one(self, words: str, number: int) -> bool:
        """Whether a word is in a list of words."""
        return self.words[number].plain in self.vocabulary.words[words]

    def sentence(self, number: int) -> int:
        """Which sentence a word stands in."""
        return bisect_right(self.sentences, number, key=lambda sentence: sentence.first) - 1

    def said(self, span: Span) -> str:
        """Words of the text as the person wrote them."""
        return self.text[self.words[span.first].begin : self.words[span.after - 1].end]
