"""What a person wrote where they were asked to write one thing on each line."""

from __future__ import annotations

import re
from zlib import crc32

MARK = re.compile(r"^\s*(?:[-–•*·]+|\d{1,2}[.)](?=\s))\s*")
"""How people begin the lines of a list."""


def lines_of(text: str) -> tuple[str, ...]:
    """The things written, without what only marks them as a list; a line without a letter or digit is none."""
    things = (MARK.sub("", line).strip() for line in text.splitlines())
    return tuple(thing for thing in things if any(map(str.isalnum, thing)))


def key_of(thing: str) -> str:
    """By what a thing is known again wherever it stands in the list; signs and capitals do not matter."""
    words = " ".join(re.findall(r"\w+", thing.casefold()))
    return f"{crc32(words.encode()):x}"
