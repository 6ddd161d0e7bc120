"""Line breaks for whoever reads with difficulty: each sentence on a line of its own, a question with room above it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.engine.letters import FULL_STOPS, STOPS

CLOSING: Final = r"[\"”’»«)\]]*(?:</\w+>)*[\"”’»«)\]]*"
"""What still belongs to the sentence behind its stop: quotation marks, brackets, the end of a format."""
END: Final = re.compile(
    rf"[{STOPS}]+{CLOSING}(?P<space>[ \u00a0]+)(?=(?:<\w+>)*[\"“„«‘(\[]*(?P<next>[^\s<]))"
)
"""Where a sentence may end, and how the next one begins."""
WORD: Final = re.compile(r"(?P<within>\.?)(?P<letters>[^\W\d_]+)\Z")
ENUMERATED: Final = re.compile(r"\W*(?:\d+|\{\w+\})\Z")
"""Nothing but a number before a stop: the beginning of an entry in a list."""
ABBREVIATIONS: Final = frozenset(
    {
        "approx",
        "ca",
        "dr",
        "ekskl",
        "evt",
        "fr",
        "hr",
        "incl",
        "inkl",
        "jf",
        "kl",
        "maks",
        "mht",
        "nr",
        "pga",
        "tel",
        "tlf",
    }
)
"""Words that are cut short and have no stop inside them; so is every single letter."""
QUESTION: Final = re.compile(r"(?<=[^\n])\n(?=<b>[^<\n]+</b>(?:\n|\Z))")
"""Before a line in bold, which is the question of a message or the name of something."""


@lru_cache(maxsize=32_768)  # as many as `markup.parse` keeps
def apart(template: str) -> str:
    """A message with its sentences apart. Only white space changes, and what is apart stays as it is.

    It is done to what the program says, before anything is filled in: what people wrote keeps its lines.
    """
    pieces: list[str] = []
    start = 0
    for found in END.finditer(template):
        line = template[start : found.start()].rpartition("\n")[2]
        if _ends(line, found[0][0], found["next"]):
            pieces.append(template[start : found.start("space")])
            start = found.end("space")
    return QUESTION.sub("\n\n", "\n".join([*pieces, template[start:]]))


def _ends(line: str, stop: str, following: str) -> bool:
    """Whether a sentence ends with this stop, by the line up to it and the first character after it."""
    if following.islower():
        return False
    return stop not in FULL_STOPS or not (ENUMERATED.match(line) or _is_abbreviation(line))


def _is_abbreviation(line: str) -> bool:
    """Whether the line ends with a word that is cut short, or one that has a stop inside it: "f.eks."."""
    word = WORD.search(line)
    if word is None:
        return False
    letters = word["letters"].casefold()
    return bool(word["within"]) or len(letters) == 1 or letters in ABBREVIATIONS
