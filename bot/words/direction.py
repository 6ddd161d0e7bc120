"""Text of two directions in one line: when to isolate a person's words, and how."""

from __future__ import annotations

from unicodedata import bidirectional

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
OPENERS = "\u2066\u2067\u2068"

STRONG = {"L": False, "R": True, "AL": True}
EMBEDDINGS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def isolated(text: str, *, rtl: bool) -> str:
    """The text, kept from disturbing a sentence of this direction.

    It is isolated only where it holds letters of the other direction or characters that steer direction.
    Steering characters that it leaves unpaired are paired outside it, so that the text itself stays whole.
    """
    kinds = {bidirectional(character) for character in text}
    if not kinds & EMBEDDINGS and all(STRONG.get(kind, rtl) == rtl for kind in kinds):
        return text
    unopened, unclosed = _unpaired(text)
    return FIRST_STRONG_ISOLATE * (1 + unopened) + text + POP_ISOLATE * (1 + unclosed)


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
