"""What is spoken of a message: its lines as phrases, each in one language and followed by a pause."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bot.voice.scripts import USUAL, runs, written
from bot.voice.wording import DIGITS, said, with_fewer_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from bot.voice.speech import Part

AFTER_RUN, AFTER_SENTENCE, AFTER_LINE = 0.08, 0.25, 0.4
AFTER_PARAGRAPH, AFTER_PART, AT_THE_END = 0.7, 0.9, 0.2
"""Seconds: between words in other letters, where a long line is divided, and where the text makes a new start."""
LONGEST_PHRASE: Final = 200
"""Characters that a voice gets at once: others are not kept waiting, and eSpeak NG has room for some 800 bytes."""
LONGEST_PIECE, SAID_AT_LENGTH = 2_200, 6
"""Letters of one voice message: some two and a half minutes, three when read slowly. Digits and signs count as more."""
EASY_PIECE: Final = 450
"""Letters of a voice message that can be taken in at once, 25 to 45 seconds: a new paragraph begins another one."""

BULLET: Final = re.compile(r"^\s*(?:[•·*–—-]\s+)+")
HEARD: Final = re.compile(r"\w")
SENTENCE: Final = re.compile(r"(?<=[.!?؟።])\s+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`pause` is how many seconds follow it."""

    language: str
    text: str
    pause: float


def pieces(parts: Sequence[Part], languages: Collection[str]) -> list[tuple[Phrase, ...]]:
    """The phrases of some parts, for one voice message after another; none where nothing can be said.

    `languages` have a voice, those of the parts among them.
    """
    found: list[list[Phrase]] = []
    room = easy = 0
    for paragraph in _paragraphs(_phrases(parts, languages)):
        length = sum(map(_length, paragraph))
        if length > easy:
            room = 0
        for phrase in paragraph:
            if _length(phrase) > room:
                found.append([])
                room, easy = LONGEST_PIECE, EASY_PIECE
            found[-1].append(phrase)
            room -= _length(phrase)
        easy -= length
    return [tuple(_ended(piece, AT_THE_END)) for piece in found]


def _length(phrase: Phrase) -> int:
    return sum(1 if each.isalpha() or each == " " else SAID_AT_LENGTH for each in phrase.text)


def _paragraphs(phrases: Iterable[Phrase]) -> Iterator[list[Phrase]]:
    """The phrases up to each longer pause."""
    paragraph: list[Phrase] = []
    for phrase in phrases:
        paragraph.append(phrase)
        if phrase.pause >= AFTER_PARAGRAPH:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _phrases(parts: Sequence[Part], languages: Collection[str]) -> Iterator[Phrase]:
    here = dict.fromkeys(part.language for part in parts)

    def reader(script: str) -> str | None:
        """Who reads words in these letters: a language of the same message, else the usual one."""
        usual = [USUAL[script]] if USUAL.get(script) in languages else []
        return next((each for each in (*here, *usual) if written(each) == script), None)

    room = DIGITS
    for part in parts:
        lines = part.text.strip().splitlines()
        for whole, following in zip_longest(lines, lines[1:]):
            line, room = with_fewer_digits(whole, part.language, room)
            pause = AFTER_PART if following is None else AFTER_LINE if following.strip() else AFTER_PARAGRAPH
            yield from _ended(_heard(line, part.language, reader), pause)


def _heard(line: str, language: str, reader: Callable[[str], str | None]) -> list[Phrase]:
    """What is said of one line."""
    found: list[Phrase] = []
    for sentences in _divided(said(BULLET.sub("", line), language)):
        stretches = runs(sentences, language, reader)
        found += _ended(
            [Phrase(who, " ".join(text.split()), AFTER_RUN) for who, text in stretches if HEARD.search(text)],
            AFTER_SENTENCE,
        )
    return found


def _ended(phrases: list[Phrase], pause: float) -> list[Phrase]:
    """The phrases, with this pause after the last of them."""
    return [*phrases[:-1], *(replace(each, pause=pause) for each in phrases[-1:])]


def _divided(line: str) -> Iterator[str]:
    """A line in parts that are not too long: at the end of a sentence, else between words."""
    part = ""
    for sentence in SENTENCE.split(line):
        for each in textwrap.wrap(sentence, LONGEST_PHRASE, break_on_hyphens=False):
            if len(part) + len(each) >= LONGEST_PHRASE:
                yield part
                part = ""
            part = f"{part} {each}".strip()
    yield part
