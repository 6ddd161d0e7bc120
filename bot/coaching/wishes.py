"""What people write to the program itself, whatever it has just asked: the phrases are in wishes.toml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.coaching.content import Content
from bot.coaching.phrase_file import PhraseFile
from bot.coaching.phrases import Phrases
from bot.coaching.reading import ASKS
from bot.coaching.spelling import read
from bot.engine.letters import STOPS

if TYPE_CHECKING:
    from bot.engine.context import Wish

FILE = "bot/coaching/wishes.toml"
MOST_WORDS: dict[Wish, int] = {
    "delete": 8,
    "seen": 10,
    "sent": 10,
    "why": 10,
    "privacy": 10,
    "keeping": 10,
    "deleting": 8,
    "telegram": 8,
    "voluntary": 11,
    "ai": 9,
    "language": 8,
    "human": 9,
    "who": 6,
    "code": 8,
    "quiet": 9,
    "low": 10,
    "tired": 10,
    "meaning": 9,
}
"""A longer message is more likely an answer; the first wish that is found counts."""

LONGEST = max(MOST_WORDS.values())
"""In a message that is longer no wish is looked for."""
WORRIES: frozenset[Wish] = frozenset({"seen", "sent"})
ALONE: frozenset[Wish] = frozenset({"tired", "meaning"})
"""What is only heard where all of the message says so."""
SENTENCE = re.compile(rf"(?<=[{STOPS}])\s+|\n+")
GREETING = 2
"""A sentence of no more words is a greeting."""


def wish(text: str) -> Wish:
    """What a message asks of the program, or says of its writer; "" where it does neither.

    Whoever has answered may end with the worry who sees it: that is heard behind a longer answer too. That somebody is
    tired is heard behind questions, which are no answer either.
    """
    whole = _of(text)
    *before, last = SENTENCE.split(text.strip())
    if whole or not before:
        return whole
    ending = _of(last)
    only_asks = all(each[-1:] in ASKS for each in before)
    return ending if ending in WORRIES or (ending == "tired" and only_asks) else ""


def _of(text: str) -> Wish:
    """What a short message asks or says."""
    if sum(map(str.isalnum, read(text))) > LONGEST:
        return ""
    words = _file().fold(text)
    if not _any().found(words):
        return ""
    count = sum(each.isalnum() for each in words.split())
    found = (name for name, most in MOST_WORDS.items() if count <= most and _lists()[name].found(words))
    name: Wish = next(found, "")
    more = (name == "human" and _says_more(words)) or (name in ALONE and _is_beside_more(words, name))
    return "" if more else name


def beside(text: str) -> str:
    """The sentences that stand beside what a message asks of the program; "" where there is at most a greeting."""
    if not wish(text):
        return ""
    sentences = SENTENCE.split(text.strip())
    others = [each for each in sentences if len(each.split()) > GREETING and not _of(each)]
    return "" if len(others) == len(sentences) else " ".join(others)


def _says_more(words: str) -> bool:
    """Whether there is another sentence than the question who this is: "My name is Lone. What is yours?"."""
    sentences = [f" .{each} . " for each in words.split(" .") if each.strip()]
    others = (each for each in sentences if not _lists()["human"].found(each))
    return any(sum(word.isalnum() for word in each.split()) > GREETING for each in others)


def _is_beside_more(words: str, name: Wish) -> bool:
    """Whether anything is left beside such a wish: "I am tired, but glad", "I am tired. My name is Lone"."""
    return any(map(str.isalnum, _lists()[name].hidden(words).split()))


@cache
def _file() -> PhraseFile:
    file = PhraseFile(Content(FILE, files("bot.coaching").joinpath("wishes.toml").read_text("utf-8")))
    file.only(MOST_WORDS, f"the lists are {', '.join(MOST_WORDS)}, words and spellings")
    return file


@cache
def _any() -> Phrases:
    """All the lists together: most messages have none of them, and that is soon found out."""
    return Phrases(tuple(part for phrases in _lists().values() for part in phrases.parts))


@cache
def _lists() -> dict[Wish, Phrases]:
    return {name: _file().phrases(name) for name in MOST_WORDS}


_lists()  # a mistake in the file stops the program as it starts
