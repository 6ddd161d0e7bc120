"""Text of two directions in one line: which line begins at the right, when to isolate a person's words, and how."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import bidirectional

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
OPENERS = "\u2066\u2067\u2068"
RIGHT_TO_LEFT_MARK = "\u200f"
"""A letter that is not seen, written from right to left."""

STRONG = {"L": False, "R": True, "AL": True}
DIGITS = {"EN", "AN"}
EMBEDDINGS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
ONE_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
"""A number, a time or a day in digits: it reads alike in both directions, whatever stands around it."""
STEERING: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMATS: Final = re.compile(r"</?\w+>")
PLACEHOLDERS: Final = re.compile(r"\{\w+\}")
"""Their own letters are not seen."""
ARROWS: Final = {"→": "←", "←": "→", "⬅": "➡", "➡": "⬅"}
"""Each arrow and the one that means the same to who reads the other way."""


def isolated(text: str, *, rtl: bool) -> str:
    """The text, kept from disturbing a sentence of this direction, and from being disturbed by it.

    It is isolated only where it can be read wrongly. Steering characters that it leaves unpaired are paired outside it,
    so that the text itself stays whole. A space at its end parts it from what follows, and stays outside as well.
    """
    kinds = {bidirectional(character) for character in text}
    if not kinds & EMBEDDINGS and _reads_alike(text, kinds, rtl=rtl):
        return text
    unopened, unclosed = _unpaired(text)
    inner = text.rstrip(" ")
    after = text[len(inner) :]
    return FIRST_STRONG_ISOLATE * (1 + unopened) + inner + POP_ISOLATE * (1 + unclosed) + after


def unmarked(text: str) -> str:
    """A text without the marks that only steer its direction, and are not seen."""
    return STEERING.sub("", text)


def from_the_right(sentence: str, english: str) -> str:
    """A sentence of ours in a language from right to left: its arrows turned, each of its lines begun at the right.

    `english` is what it translates: an arrow that is there means the same in the translation. Telegram, like a page,
    takes the first letter of a line for its direction, and that can be of a name.
    """
    for arrow in ARROWS.keys() & set(english):
        sentence = sentence.replace(arrow, ARROWS[arrow])
    return "".join(map(_begun_at_the_right, sentence.splitlines(keepends=True)))


def _begun_at_the_right(line: str) -> str:
    """A line with a mark before it, unless it begins with a letter of its language.

    A line wholly in Latin letters is of another language, and a lone placeholder is somebody's own text: these are as
    they are.
    """
    shown = FORMATS.sub("", line)
    ours = PLACEHOLDERS.sub("", shown)
    directions = _directions(ours)
    other = not any(directions) if directions else not ours.strip()
    begins = _directions(PLACEHOLDERS.sub("x", shown))
    return line if other or begins[:1] == [True] else RIGHT_TO_LEFT_MARK + line


def _directions(text: str) -> list[bool]:
    """Of each letter whether it is written from right to left."""
    return [STRONG[kind] for kind in map(bidirectional, text) if kind in STRONG]


def _reads_alike(text: str, kinds: set[str], *, rtl: bool) -> bool:
    """Whether a text is seen the same way on its own and in a sentence of this direction.

    From right to left, digits and signs read differently: +45 12 34 would be 34 12 45+, for example.
    """
    strong = {STRONG[kind] for kind in kinds if kind in STRONG}
    if not rtl or strong - {rtl}:
        return strong <= {rtl}
    if kinds & DIGITS:
        return ONE_NUMBER.fullmatch(text) is not None
    return bool(strong) or len(text) <= 1


def _unpaired(text: str) -> tuple[int, int]:
    """How many isolates the text ends without having begun, and begins without ending."""
    unopened = unclosed = 0
    for character in text:
        if character in OPENERS:
            unclosed += 1
        elif character == POP_ISOLATE and unclosed:
            unclosed -= 1
        elif character == POP_ISOLATE:
            unopened += 1
    return unopened, unclosed
