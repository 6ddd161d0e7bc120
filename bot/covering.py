"""Secrets covered in whatever is told: an error is pasted into a mail before anybody thinks."""

from __future__ import annotations

import re

LIKE_A_SECRET = re.compile(
    r"\d{3,}(?::|%3[Aa])[A-Za-z0-9_-]{10,}"  # a token, also one that was made part of an address
    r"|(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[a-z])(?=[A-Za-z0-9_-]*[A-Z])[A-Za-z0-9_-]{30,}=*"  # a key, or half a token
    r"|[0-9A-Fa-f]{32,}"
)
"""What a token, a key or another secret looks like, wherever it stands: settings get swapped, or pasted together."""
PASSWORD = re.compile(r"\S*@")
HIDDEN = "…"
LONGEST_SHOWN = 80


def covered(text: str) -> str:
    """A text without what looks like a secret in it: an error is pasted into a mail before anybody thinks."""
    return LIKE_A_SECRET.sub(HIDDEN, text)


def shown(value: str) -> str:
    """What arrived in a setting, as an error may repeat it: also without the name and password of an address."""
    return repr(covered(PASSWORD.sub(f"{HIDDEN}@", value))[:LONGEST_SHOWN])
