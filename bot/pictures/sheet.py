"""A sheet of words to have before one's eyes: sections under a title, as high as they need to be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.pictures import svg
from bot.pictures.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIDTH = 600
EDGE = 40.0
TITLE, HEADING, TEXT, BENEATH = 38.0, 24.0, 30.0, 23.0
GAP, HEADING_GAP = 26.0, 6.0
MOST_LINES = 12
"""A section is cut after so many lines: all of it stands in the message below the picture."""
MOST_HEIGHT = 2400
"""The picture is cut here too: a higher one is made so small by Telegram that its words cannot be read."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, "" for none, and paragraphs below it, each with what stands `beneath` it, "" for nothing."""

    heading: str
    paragraphs: tuple[str, ...]
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the picture shows; `text` is read aloud in its place.

    `more` says in words that so many paragraphs are not drawn.
    """

    title: str
    sections: tuple[Section, ...]
    text: str
    more: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of one size and look; what is counted is a paragraph, the others are headings."""

    lines: list[str]
    size: float
    counted: bool
    attributes: dict[str, object]
    followed: bool = False
    """Whether the same stands below it in another language."""

    @property
    def gap(self) -> float:
        """What is free below it."""
        return HEADING_GAP if "font_weight" in self.attributes or self.followed else GAP

    @property
    def height(self) -> float:
        """In dots, with what is free below it."""
        return self.size * svg.line_height(self.lines) * len(self.lines) + self.gap


def draw(sheet: Sheet) -> str:
    """The sheet as SVG, as narrow as a phone shows it without making its words too small to read."""
    shapes: list[str] = []
    y = EDGE
    for row in _drawn(list(_rows(sheet)), sheet):
        size = svg.fitting(row.lines, row.size, WIDTH - 2 * EDGE, bold="font_weight" in row.attributes)
        middle = y + (row.height - row.gap) / 2
        shapes.append(svg.block(row.lines, EDGE, WIDTH - EDGE, middle, size, **row.attributes))
        y += row.height
    return svg.drawing(WIDTH, round(y + EDGE), LIGHT.ground, sheet.title, sheet.text, shapes)


def _drawn(rows: list[Row], sheet: Sheet) -> list[Row]:
    """The rows that find room, and where some do not, how many paragraphs are left out."""
    heights = list(accumulate(row.height for row in rows))
    if not rows or heights[-1] <= MOST_HEIGHT:
        return rows
    room = MOST_HEIGHT - TEXT * svg.LINE - GAP
    kept = sum(height <= room for height in heights)
    while kept and "font_weight" in rows[kept - 1].attributes:
        kept -= 1  # a heading with nothing below it
    left_out = sum(row.counted for row in rows[kept:])
    return [*rows[:kept], _text(sheet.more(left_out), 1)]


def _rows(sheet: Sheet) -> Iterator[Row]:
    """All there is to draw, from the top."""
    yield _bold(sheet.title, TITLE, 3, LIGHT.ink)
    for section in sheet.sections:
        if section.heading:
            yield _bold(section.heading, HEADING, 2, LIGHT.now)
        for number, paragraph in enumerate(section.paragraphs):
            under = section.beneath[number] if section.beneath else ""
            yield replace(_text(paragraph, MOST_LINES), followed=bool(under))
            if under:
                yield _small(under)


def _bold(text: str, size: float, most: int, ink: str) -> Row:
    lines = svg.broken(text, size, WIDTH - 2 * EDGE, most, bold=True)
    return Row(lines, size, counted=False, attributes={"fill": ink, "font_weight": 700})


def _small(text: str) -> Row:
    lines = svg.broken(text, BENEATH, WIDTH - 2 * EDGE, MOST_LINES)
    return Row(lines, BENEATH, counted=False, attributes={"fill": LIGHT.now})


def _text(text: str, most: int) -> Row:
    lines = svg.broken(text, TEXT, WIDTH - 2 * EDGE, most)
    return Row(lines, TEXT, counted=True, attributes={"fill": LIGHT.ink})
