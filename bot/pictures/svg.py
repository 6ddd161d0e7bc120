"""The few shapes that the pictures are made of, as SVG."""

from __future__ import annotations

import re
from math import cos, pi, sin
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import category
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

Point: TypeAlias = tuple[float, float]
FONTS = "Noto Sans, Noto Sans Arabic, sans-serif"
WIDEST = 0.62
"""The width of an average letter, in parts of the font's size, on the safe side."""


UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


PICTURES = {"So", "Sk", "Co", "Cn"}
"""Kinds of characters: symbols that are pictures, skin tones, and what has no meaning of its own."""
JOINERS = "\u200d\ufe0f"
"""What makes one small picture of several."""
MARKS = {"Mn", "Me"}
"""Accents, vowels and the like, which stand above or below a letter."""
MOST_MARKS = 2
"""On one letter: as many as the languages of the fonts need."""


def drawing(width: int, height: int, ground: str, title: str, text: str, shapes: Iterable[str]) -> str:
    """A whole picture. `title` and `text` are what is read aloud in its place."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FONTS}">'
    )
    words = f"<title>{as_xml(title)}</title><desc>{as_xml(text)}</desc>"
    field = f'<rect width="{width}" height="{height}" fill="{ground}"/>'
    return "\n".join((head, words, field, *shapes, "</svg>"))


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
    lines: Iterable[str],
    x: float,
    y: float,
    size: float,
    *,
    anchor: str = "middle",
    line: float = 1.2,
    **attributes: object,
) -> str:
    """Lines of text under one another; `y` is the middle of them all, `line` their height in parts of `size`."""
    written = list(lines)
    first = y - size * line * (len(written) - 1) / 2 + size * 0.35
    spans = (
        element("tspan", as_xml(drawn(each)), x=x, y=first + size * line * number)
        for number, each in enumerate(written)
    )
    return element("text", "".join(spans), font_size=size, text_anchor=anchor, **attributes)


def as_xml(text: str) -> str:
    """A text as XML has it."""
    return escape(UNWRITABLE.sub("\ufffd", text))


def drawn(text: str, keep: str = "") -> str:
    """What of a text is drawn: no emoji and other small pictures but those to keep, for which the fonts have nothing.

    Of the marks on a letter some are left: a pile of them would reach into other lines, and out of the picture.
    """
    kept, dropped, marks = [], False, 0
    for each in text:
        marks = marks + 1 if category(each) in MARKS else 0
        dropped = (category(each) in PICTURES and each not in keep) or (dropped and each in JOINERS)
        kept += [] if dropped or marks > MOST_MARKS else [each]
    return "".join(kept)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """A text in lines no wider than `width` where that can be had by breaking between words."""
    letters = int(width / (size * WIDEST))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def broken(text: str, size: float, width: float, most: int) -> list[str]:
    """A text in `most` lines at most, each no wider than `width`; what does not fit ends with an ellipsis."""
    letters = int(width / (size * WIDEST))
    whole = " ".join(word if len(word) <= letters else f"{word[: letters - 1]}…" for word in text.split())
    lines = wrapped(whole, size, width)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][: letters - 1]}…"]


def fitting(lines: Iterable[str], size: float, width: float) -> float:
    """The font size, `size` at most, in which the longest line is no wider than `width`."""
    longest = max(map(len, lines), default=0)
    return min(size, width / (longest * WIDEST)) if longest else size


def _value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
