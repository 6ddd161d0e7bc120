"""Which way a text is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RIGHT_TO_LEFT: Final = {"R", "AL"}
ISOLATES: Final = {"LRI", "RLI", "FSI"}


STEERING: Final = re.compile("[\u202a-\u202e]")
"""Embeddings and overrides: what they begin goes on to the end of the line unless it is ended."""


def unturned(text: str) -> str:
    """A text in which nothing turns what it does not enclose.

    It has no embeddings and overrides, and no isolate that is not begun and ended on the same line.

    Source: the Unicode Bidirectional Algorithm (UAX #9); since isolates are there, nobody needs the others.
    """
    return "".join(map(_paired, STEERING.sub("", text).splitlines(keepends=True)))


def carried(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a text, each with its isolates whole: what one leaves open is ended there, and begun again below."""
    begun: list[str] = []
    for line in lines:
        before = "".join(begun)
        for each in line:
            if bidirectional(each) in ISOLATES:
                begun.append(each)
            elif bidirectional(each) == "PDI" and begun:
                begun.pop()
        yield _paired(before + line + "\u2069" * len(begun))


def _paired(line: str) -> str:
    """A line with those of its isolates that are whole."""
    begun: list[int] = []
    single = set[int]()
    for place, kind in enumerate(map(bidirectional, line)):
        if kind in ISOLATES:
            begun.append(place)
        elif kind == "PDI" and begun:
            begun.pop()
        elif kind == "PDI":
            single.add(place)
    single.update(begun)
    return "".join(each for place, each in enumerate(line) if place not in single)


def is_rtl(text: str, *, otherwise: bool = False) -> bool:
    """Whether a text is written from right to left: its first letter outside of any isolate tells.

    `otherwise` is the answer where it has none.

    Source: rules P2 and P3 of the Unicode Bidirectional Algorithm (UAX #9).
    """
    depth = 0
    for kind in map(bidirectional, text):
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind in {"L", *RIGHT_TO_LEFT}:
            return kind in RIGHT_TO_LEFT
    return otherwise
