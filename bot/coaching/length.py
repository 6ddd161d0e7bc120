"""How long a text takes to say at a calm practice pace."""

from __future__ import annotations

WORDS_A_MINUTE = 130
"""A calm practice pace in Danish is 120 to 140 words a minute."""

SHORTEST = 20
LONGEST = 65
"""Seconds: an elevator pitch of 30 to 60 fits; a little beside that is no matter."""


def spoken_seconds(text: str) -> int:
    """Estimated seconds to say a text, rounded to whole fives where that is kinder than a false precision."""
    seconds = len(text.split()) * 60 / WORDS_A_MINUTE
    return max(1, round(seconds)) if seconds < 10 else 5 * round(seconds / 5)


def fit(seconds: int) -> str:
    """Whether a talk of so many seconds is "short", "fits" or is "long" as an elevator pitch."""
    if seconds < SHORTEST:
        return "short"
    return "long" if seconds > LONGEST else "fits"
