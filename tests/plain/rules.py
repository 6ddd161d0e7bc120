"""The rules of one text: how long it and its sentences may be, what it asks, and which words are not in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.coaching.lix import SENTENCE_END, WORD
from tests.plain.wording import found_in

if TYPE_CHECKING:
    from collections.abc import Iterator

SCREENFUL: Final = 300
"""Characters above the buttons: what is seen at once on a small screen, with the keyboard open."""
SENTENCE: Final = 18
"""Words of a citizen's longest sentence. The issue's and every guide's 20 would let pass what can still be cut."""
SENTENCE_OF_STAFF: Final = 20
ONE: Final = 1
ASKED: Final = re.compile(r"\?(?!\s+(?:Så|Hvis ikke)\b)(?![»«])")
"""A question. "Har du selv valgt en tid? Så skriver jeg der" is none, but a condition; nor is what is quoted."""
EMOJI: Final = re.compile("[\U0001f000-\U0001faff⌚⏩-⏳⚠⛔✨❤⭐]")
"""Pictures. Signs with which the lines of a list are ticked are none: ✔ ☐ ☑ ○ ★."""
NO_STOP: Final = re.compile(r"(?<=\d)\.(?=\s[a-zæøå])|(?<=\bkl)\.(?=\s\d)")
"""The stop of "24. november" and "kl. 9", which ends no sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text: the rule, and what was found."""

    rule: str
    found: str


def faults(text: str, *, to_staff: bool) -> Iterator[Fault]:
    """Everything that keeps a text from being plain."""
    if len(text) > SCREENFUL:
        yield Fault("length", f"{len(text)} characters, at most {SCREENFUL}")
    words, sentence = longest_sentence(text)
    if words > (most := SENTENCE_OF_STAFF if to_staff else SENTENCE):
        yield Fault("sentence", f"{words} words, at most {most}: {sentence}")
    if (asked := len(ASKED.findall(text))) > ONE:
        yield Fault("question", f"{asked} questions, at most one")
    if (loud := text.count("!")) > ONE:
        yield Fault("exclamation", f"{loud} exclamation marks, at most one")
    if (pictures := len(EMOJI.findall(text))) > ONE:
        yield Fault("emoji", f"{pictures} emoji, at most one")
    for each, found in found_in(text):
        if not (to_staff and each.staff):
            yield Fault(each.kind, f"{found!r}, say: {each.say}")


def sentences(text: str) -> list[str]:
    """The sentences of a text, as LIX counts them."""
    return [part.strip() for part in SENTENCE_END.split(NO_STOP.sub("", text)) if WORD.search(part)]


def longest_sentence(text: str) -> tuple[int, str]:
    """The sentence with most words, and how many they are."""
    return max(((len(WORD.findall(each)), each) for each in sentences(text)), default=(0, ""))
