"""Codes of invitations: what they look like, whether somebody has sent one, and what is kept of it."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.engine.inputs import Command, Edited, Typed
from bot.engine.letters import alike
from bot.engine.phrasing import phrases
from bot.engine.text import N_

if TYPE_CHECKING:
    from bot.engine.context import Language
    from bot.engine.inputs import Input

# Translators: what a person may call the code of an invitation in a sentence, in lower case; separated by commas.
CODE = N_("code, the code")
MOST_AROUND = 5
"""Words beside a code; a longer sentence is more likely an answer."""
LETTERS = "ABCDEFGHJKLMNPRSTUVXYZ"
"""Letters that are not taken for a digit or for one another."""
FORM = r"([A-Za-z]{2})[\s-]?(\d{3})[\s-]?(\d{3})"
SHORT = re.compile(rf"\s*{FORM}\s*")
"""Two letters and six digits: short enough to be read aloud and typed on a phone. No Danish number plate looks so."""
WITHIN = re.compile(rf"(?<!\w){FORM}(?!\w)")
LINKED = re.compile(r"[A-Za-z0-9_-]{22}")
"""128 bits, for links: nobody types these."""
LINK = re.compile(r"(?<!\S)(?:https?://)?(?:t|telegram)\.me/[A-Za-z0-9_]+/?\?start=([A-Za-z0-9_-]+)(?!\S)")
"""A link that opens the chat with a code, where somebody has copied it instead of opening it."""


def found(given: Input, language: Language) -> str:
    """The code that somebody typed or pasted as a link, or put right, or that a link carried; "" for anything else."""
    if isinstance(given, Typed | Edited):
        return plain(given.text) or _pasted(given.text) or _named(given.text, language)
    if isinstance(given, Command) and given.name == "start":
        return _carried(given.argument)
    return ""


def _carried(argument: str) -> str:
    """The code that a link puts after /start; "" for any other text."""
    return plain(argument) or (argument if LINKED.fullmatch(argument) else "")


def _pasted(text: str) -> str:
    """The code in a link, alone or with a few words beside it; "" for any other text."""
    match = LINK.search(text)
    around = LINK.sub(" ", text).split() if match else []
    return _carried(match[1]) if match and len(around) <= MOST_AROUND else ""


def _named(text: str, language: Language) -> str:
    """The code in a short sentence that calls it one: "my code is KM 482 739"; "" for any other text."""
    match = WITHIN.search(text)
    around = WITHIN.sub(" ", text).casefold().replace(":", " ").split() if match else []
    called = any(word in phrases(CODE, language) for word in around)
    return plain(match[0]) if match and called and len(around) <= MOST_AROUND else ""


def plain(text: str) -> str:
    """A short code as it is compared: "km 482-739" is KM482739; "" for any other text."""
    match = SHORT.fullmatch(alike(text))
    return "".join(match.groups()).upper() if match else ""


def digest(code: str) -> str:
    """What is kept of a code: whoever reads it cannot use it as one."""
    return sha256(code.encode()).hexdigest()


def spaced(code: str) -> str:
    """A short code as people read it: "KM 482 739"."""
    return f"{code[:2]} {code[2:5]} {code[5:]}"
