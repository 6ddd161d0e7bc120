"""The few shapes that the pictures are made of, as SVG."""

from __future__ import annotations

import re
from math import cos, pi, sin
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import bidirectional, category, combining, normalize
from xml.sax.saxutils import escape, quoteattr

from bot.pictures import measure
from bot.pictures.direction import carried, is_rtl
from bot.pictures.fonts import FAMILIES
from bot.pictures.theme import IN_THE_DARK

if TYPE_CHECKING:
    from collections.abc import Iterable

Point: TypeAlias = tuple[float, float]
FONTS = ", ".join((*FAMILIES, "sans-serif"))
LINE, TALL_LINE, MARKED_LINE = 1.3, 1.6, 2.1
"""The height of a line in parts of the font's size: usually, in Arabic letters, and with marks beside letters."""
RIGHT_TO_LEFT = "\u2067{}\u2069"
"""A line in its own direction: Typst does not read the attribute `direction`."""
UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


PICTURES = {"So", "Sk", "Co", "Cn"}
"""Kinds of characters: symbols that are pictures, skin tones, and what has no meaning of its own."""
JOINERS = "\u200d\ufe0f"
"""What makes one small picture of several."""
MARKS = {"Mn", "Me"}
"""Accents, vowels and the like, which stand above or below a letter."""
COVER, COVER_DRAWN = "█", "•"
MOST_MARKS = 2
"""On one letter: as many as the languages of the fonts need."""
MOST_MARKS_WRITTEN = 8
"""As many are looked at: some of them become one with their letter."""


def drawing(width: int, height: int, ground: str, title: str, text: str, shapes: Iterable[str]) -> str:
    """A whole picture, light, and dark on a page that is. `title` and `text` are what is read aloud in its place."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FONTS}">'
    )
    words = f"<title>{as_xml(title)}</title><desc>{as_xml(text)}</desc>"
    style = f"<style>{IN_THE_DARK}</style>"
    field = f'<rect width="{width}" height="{height}" fill="{ground}"/>'
    return "\n".join((head, words, style, field, *shapes, "</svg>"))


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """An element; `stroke_width=2` is written stroke-width="2", and attributes that are "" are left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def group(shapes: Iterable[str], **attributes: object) -> str:
    return element("g", "".join(shapes), **attributes)


def points(places: Iterable[Point]) -> str:
    """Places as the attribute `points` has them."""
    return " ".join(f"{_value(x)},{_value(y)}" for x, y in places)


def star(x: float, y: float, radius: float, **attributes: object) -> str:
    """A star with five points around a place."""
    corners = (
        (x + reach * cos(pi * number / 5 - pi / 2), y + reach * sin(pi * number / 5 - pi / 2))
        for number in range(10)
        for reach in [radius * (0.43 if number % 2 else 1)]
    )
    return element("polygon", points=points(corners), **attributes)


def words(
    lines: Iterable[str], x: float, y: float, size: float, *, anchor: str = "middle", **attributes: object
) -> str:
    """Lines of text under one another; `y` is the middle of them all."""
    written = list(carried(drawn(each) for each in lines))
    height = size * line_height(written)
    first = y - height * (len(written) - 1) / 2 + size * 0.35
    directed = RIGHT_TO_LEFT if is_rtl(" ".join(written)) else "{}"
    spans = (
        element("tspan", as_xml(directed.format(each)), x=x, y=first + height * number)
        for number, each in enumerate(written)
    )
    return element("text", "".join(spans), font_size=size, text_anchor=anchor, **attributes)


def block(lines: list[str], left: float, right: float, y: float, size: float, **attributes: object) -> str:
    """Lines of text that begin at the left edge, or at the right one where they are written from there."""
    x, anchor = (right, "end") if is_rtl(" ".join(lines)) else (left, "start")
    return words(lines, x, y, size, anchor=anchor, **attributes)


def line_height(lines: Iterable[str]) -> float:
    """How high each of these lines is, in parts of the font's size, so that none reaches into another."""
    letters = "".join(map(drawn, lines))
    if any(category(each) in MARKS for each in letters):
        return MARKED_LINE
    return TALL_LINE if any(bidirectional(each) == "AL" for each in letters) else LINE


def as_xml(text: str) -> str:
    """A text as XML has it."""
    return escape(UNWRITABLE.sub("\ufffd", text))


def drawn(text: str, keep: str = "") -> str:
    """What of a text is drawn: no emoji and other small pictures but those to keep, for which the fonts have nothing.

    What covers a CPR number is such a picture too: it is drawn as a sign that they have. Of the marks on a letter some
    are left: a pile of them would reach into other lines, and out of the picture.
    """
    kept, dropped, marks = [], False, 0
    for each in normalize("NFC", _few_marks(text)).replace(COVER, COVER_DRAWN):
        marks = marks + 1 if category(each) in MARKS else 0
        dropped = (category(each) in PICTURES and each not in keep) or (dropped and each in JOINERS)
        kept += [] if dropped or marks > MOST_MARKS else [each]
    return "".join(kept)


def _few_marks(text: str) -> str:
    """A text without what is above any need: to normalise a pile of marks takes the square of its height."""
    kept, marks = [], 0
    for each in text:
        marks = marks + 1 if combining(each) or category(each) in MARKS else 0
        kept += [] if marks > MOST_MARKS_WRITTEN else [each]
    return "".join(kept)


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """A text in lines no wider than `width` where that can be had by breaking between words."""
    lines: list[str] = []
    for word in drawn(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure.width(longer, bold=bold) * size <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def broken(text: str, size: float, width: float, most: int, *, bold: bool = False) -> list[str]:
    """A text in `most` lines at most, each no wider than `width`; what does not fit ends with an ellipsis."""
    whole = " ".join(shortened(word, size, width, bold=bold) for word in drawn(text).split())
    lines = wrapped(whole, size, width, bold=bold)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shortened(f"{lines[most - 1]} …", size, width, bold=bold)]


def shortened(line: str, size: float, width: float, *, bold: bool = False) -> str:
    """A line that is no wider than `width`, with an ellipsis where something is left out."""
    if measure.width(line, bold=bold) * size <= width:
        return line
    kept, room = "", width / size - measure.width("…", bold=bold)
    for letter in measure.letters(line):
        room -= measure.width(letter, bold=bold)
        if room < 0:
            break
        kept += letter
    return f"{kept.rstrip(' …')}…"


def fitting(lines: Iterable[str], size: float, width: float, *, bold: bool = False) -> float:
    """The font size, `size` at most, in which the longest line is no wider than `width`."""
    longest = max((measure.width(line, bold=bold) for line in lines), default=0)
    return min(size, width / longest) if longest else size


def _value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
