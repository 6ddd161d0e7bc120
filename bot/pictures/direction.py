"""Which way a text is written."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

RIGHT_TO_LEFT: Final = {"R", "AL"}
ISOLATES: Final = {"LRI", "RLI", "FSI"}


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
