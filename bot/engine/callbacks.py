"""Callback data of buttons: `session.prompt:choice`, at most 64 bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_KEY = 13
"""Digits of a 63-bit number in base 36."""
MAX_BYTES = 64
CHOICE = re.compile(r"[@A-Za-z0-9_.:/-]{1,64}")
"""What a choice can be: never a person's own words, which a forged button could carry."""
MAX_CHOICE = 44
"""What remains for the choice after a 63-bit session id in base 36, two separators and a prompt number."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What a button says when it is tapped."""

    session: int
    prompt: int
    choice: str

    def pack(self) -> str:
        data = f"{to_base36(self.session)}.{self.prompt}:{self.choice}"
        if len(data.encode()) > MAX_BYTES:
            raise ValueError(
                f"expected callback data of at most {MAX_BYTES} bytes, got {data!r}; shorten the key"
            )
        return data


def unpack(data: str) -> Callback | None:
    """The callback behind a button's data; None where it is not one of ours."""
    head, colon, choice = data.partition(":")
    session, dot, prompt = head.partition(".")
    if not (colon and dot and choice and prompt.isascii() and prompt.isdecimal() and session.isascii()):
        return None
    if (
        not session.isalnum()
        or len(session) > LONGEST_KEY
        or len(prompt) > 15
        or not CHOICE.fullmatch(choice)
    ):
        return None
    return Callback(int(session, 36), int(prompt), choice)


@lru_cache(maxsize=4096)  # a turn names the same rows again and again
def to_base36(number: int) -> str:
    """A non-negative number in base 36, the reverse of `from_base36`."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"


def from_base36(text: str) -> int:
    """The number that a key names; 0 for what is no key."""
    return int(text, 36) if text.isalnum() and text.isascii() and len(text) <= LONGEST_KEY else 0
