"""Advice on how long a text takes to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.coaching.given import Given

LONG_ANSWER = N_(
    "The answer takes more than two minutes to say. A shorter one is easier to remember, for you too. "
    "What is the most important thing in it?"
)
# Translators: the talk is the person's elevator pitch.
SHORT_PITCH = N_(
    "The talk is short so far. You can add an example: what have you done that you are pleased with?"
)
SHORT_ANSWER = N_("The answer is short so far. Can you think of an example? It can be something very small.")
LONGEST = {"pitch": 70, "answer": 130}
"""Seconds: clearly more than a minute, and than two."""
IN_MINUTES = 120
"""Seconds from which minutes say more."""
FEWEST = {"pitch": 18, "answer": 5}
"""Words that are hardly a talk, or an answer, at all: a pitch of 18 takes eight seconds."""
SHORTEST = 120
"""Characters. In some scripts there are no spaces between words, so few words may be many."""


def too_long(given: Given) -> Words | None:
    """Clearly more than a minute for a pitch, and than two for an answer."""
    if given.seconds <= LONGEST[given.kind]:
        return None
    if given.kind == "answer":
        return Words(LONG_ANSWER)
    if given.seconds < IN_MINUTES:
        # Translators: the talk is the person's elevator pitch; {n} is more than 60.
        return Words(
            N_(
                "The talk takes about {n} second to say calmly. Up to a minute is easiest to listen to. "
                "Which sentence can you best do without?"
            ),
            {"n": given.seconds},
            plural=N_(
                "The talk takes about {n} seconds to say calmly. Up to a minute is easiest to listen to. "
                "Which sentence can you best do without?"
            ),
        )
    # Translators: the talk is the person's elevator pitch; {n} is at least 2.
    return Words(
        N_(
            "The talk takes about {n} minute to say calmly. Up to a minute is easiest to listen to. "
            "What is the most important thing in it?"
        ),
        {"n": round(given.seconds / 60)},
        plural=N_(
            "The talk takes about {n} minutes to say calmly. Up to a minute is easiest to listen to. "
            "What is the most important thing in it?"
        ),
    )


def too_short(given: Given) -> Words | None:
    """Hardly a talk at all. A short answer with something concrete in it, or a question to ask, is one."""
    reading = given.reading
    if len(reading.words) >= FEWEST[given.kind] or len(reading.text) > SHORTEST:
        return None
    if given.kind == "pitch":
        return Words(SHORT_PITCH)
    asks = any(sentence.asks for sentence in reading.sentences)
    return None if given.concrete or asks else Words(SHORT_ANSWER)
