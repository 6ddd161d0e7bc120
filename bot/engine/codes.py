"""Codes of invitations: what they look like, whether somebody has sent one, and what is kept of it."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.engine.inputs import Command, Edited, Typed

if TYPE_CHECKING:
    from bot.engine.inputs import Input

LETTERS = "ABCDEFGHJKLMNPRSTUVXYZ"
"""Letters that are not taken for a digit or for one another."""
SHORT = re.compile(r"\s*([A-Za-z]{2})[\s-]?(\d{3})[\s-]?(\d{3})\s*")
"""Two letters and six digits: short enough to be read aloud and typed on a phone. No Danish number plate looks so."""
LINKED = re.compile(r"[A-Za-z0-9_-]{22}")
"""128 bits, for links: nobody types these."""


def found(given: Input) -> str:
    """The code that somebody typed, or put right, or that a link carried; "" for anything else."""
    if isinstance(given, Typed | Edited):
        return plain(given.text)
    if isinstance(given, Command) and given.name == "start":
        return plain(given.argument) or (given.argument if LINKED.fullmatch(given.argument) else "")
    return ""


def plain(text: str) -> str:
    """A short code as it is compared: "km 482-739" is KM482739; "" for any other text."""
    match = SHORT.fullmatch(text)
    return "".join(match.groups()).upper() if match else ""


def digest(code: str) -> str:
    """What is kept of a code: whoever reads it cannot use it as one."""
    return sha256(code.encode()).hexdigest()


def spaced(code: str) -> str:
    """A short code as people read it: "KM 482 739"."""
    return f"{code[:2]} {code[2:5]} {code[5:]}"
