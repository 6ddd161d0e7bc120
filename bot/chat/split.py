"""Cutting a text into parts that Telegram carries, with its formats."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING
from unicodedata import category

from bot.words.draft import Entity, units

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAKS = ("\n\n", "\n", " ")
"""Where to cut, the best first."""

JOINER = "\u200d"
LIGHTEST, DARKEST = "\U0001f3fb", "\U0001f3ff"
"""The first and last of the skin tones, which belong to the emoji before them."""


def split(text: str, entities: Sequence[Entity], limit: int) -> list[tuple[str, list[Entity]]]:
    """The text in parts of at most `limit` UTF-16 units, without white space at their ends.

    A part ends after a paragraph, else a line, else a word, where one ends in the second half of what fits;
    else between two characters as people see them. Formats that run over a cut go on in the next part. Each
    character is measured a few times, however many parts there are.
    """
    parts = []
    ahead, running = deque(sorted(entities, key=lambda each: each["offset"])), list[Entity]()
    start = _skip_space(text, 0)
    offset = units(text[:start])
    while start < len(text):
        end = _cut(text, start, limit)
        body = text[start:end].rstrip()
        if body:
            length = units(body)
            while ahead and ahead[0]["offset"] < offset + length:
                running.append(ahead.popleft())
            running = [each for each in running if each["offset"] + each["length"] > offset]
            parts.append((body, _clip(running, offset, length)))
        following = _skip_space(text, end)
        offset += units(text[start:following])
        start = following
    return parts


def shorten(text: str, limit: int) -> str:
    """The text on one line, at most `limit` UTF-16 units, with an ellipsis where something was left out."""
    line = " ".join(text.split())
    if units(line) <= limit:
        return line
    return line[: _cut(line, 0, limit - 1)].rstrip() + "…"


def _skip_space(text: str, index: int) -> int:
    while index < len(text) and text[index].isspace():
        index += 1
    return index


def _cut(text: str, start: int, limit: int) -> int:
    """Where the part that begins at `start` ends."""
    end = _fitting(text, start, limit)
    if end == len(text):
        return end
    for mark in BREAKS:
        found = text.rfind(mark, start + (end - start) // 2, end + len(mark))
        if found > start:
            return found
    return _between_characters(text, start, end)


def _fitting(text: str, start: int, limit: int) -> int:
    """The furthest index that is at most `limit` UTF-16 units after `start`."""
    end = min(len(text), start + limit)
    excess = units(text[start:end]) - limit
    while excess > 0:
        end -= 1
        excess -= units(text[end])
    return end


def _between_characters(text: str, start: int, end: int) -> int:
    """The last index up to `end` that keeps accents, joined emoji and skin tones with their base."""
    for index in range(end, start, -1):
        if not _continues(text[index]) and text[index - 1] != JOINER:
            return index
    return end


def _continues(character: str) -> bool:
    """Whether this character belongs to the one before it."""
    return category(character)[0] == "M" or character == JOINER or LIGHTEST <= character <= DARKEST


def _clip(entities: Sequence[Entity], start: int, length: int) -> list[Entity]:
    """The formats as far as they reach into the part, counted from its start."""
    clipped = []
    for entity in entities:
        begin = max(entity["offset"] - start, 0)
        end = min(entity["offset"] + entity["length"] - start, length)
        if begin < end:
            clipped.append(Entity(type=entity["type"], offset=begin, length=end - begin))
    return clipped
