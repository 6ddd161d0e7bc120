"""A sheet of words to have before one's eyes: sections under a title, as high as they need to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures import svg
from bot.pictures.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.pictures.theme import Theme

WIDTH = 600
EDGE = 40.0
TITLE, HEADING, TEXT = 38.0, 24.0, 30.0
LINE = 1.3
GAP = 26.0
MOST_LINES = 12
"""A section is cut after so many lines: all of it stands in the message below the picture."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, "" for none, and paragraphs below it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the picture shows; `text` is read aloud in its place."""

    title: str
    sections: tuple[Section, ...]
    text: str


def draw(sheet: Sheet, theme: Theme = LIGHT) -> str:
    """The sheet as SVG, as narrow as a phone shows it without making its words too small to read."""
    shapes: list[str] = []
    y = EDGE
    for lines, size, attributes in _rows(sheet, theme):
        height = size * LINE * len(lines)
        fitted = svg.fitting(lines, size, WIDTH - 2 * EDGE)
        shapes.append(svg.words(lines, EDGE, y + height / 2, fitted, anchor="start", line=LINE, **attributes))
        y += height + (GAP if size == TEXT else 6.0)
    return svg.drawing(WIDTH, round(y + EDGE), theme.ground, sheet.title, sheet.text, shapes)


def _rows(sheet: Sheet, theme: Theme) -> Iterator[tuple[list[str], float, dict[str, object]]]:
    """Blocks of lines from the top, each with its size and look."""
    yield svg.broken(sheet.title, TITLE, WIDTH - 2 * EDGE, 3), TITLE, {"fill": theme.ink, "font_weight": 700}
    for section in sheet.sections:
        if section.heading:
            heading = svg.broken(section.heading, HEADING, WIDTH - 2 * EDGE, 2)
            yield heading, HEADING, {"fill": theme.now, "font_weight": 700}
        for paragraph in section.paragraphs:
            lines = svg.broken(paragraph, TEXT, WIDTH - 2 * EDGE, MOST_LINES)
            yield lines, TEXT, {"fill": theme.ink}
