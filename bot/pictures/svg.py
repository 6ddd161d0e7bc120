"""The few shapes that the pictures are made of, as SVG."""

from __future__ import annotations

import re
from math import cos, pi, sin
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

Point: TypeAlias = tuple[float, float]
FONTS = "Noto Sans, Noto Sans Arabic, sans-serif"
WIDEST = 0.62
"""The width of an average letter, in parts of the font's size, on the safe side."""


UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


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
    lines: Iterable[str], x: float, y: float, size: float, *, anchor: str = "middle", **attributes: object
) -> str:
    """Lines of text under one another; `y` is the middle of them all."""
    written = list(lines)
    first = y - size * 1.2 * (len(written) - 1) / 2 + size * 0.35
    spans = (
        element("tspan", as_xml(line), x=x, y=first + size * 1.2 * number)
        for number, line in enumerate(written)
    )
    return element("text", "".join(spans), font_size=size, text_anchor=anchor, **attributes)


def as_xml(text: str) -> str:
    """A text as XML has it."""
    return escape(UNWRITABLE.sub("\ufffd", text))


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


def fitting(lines: Iterable[str], size: float, width: float) -> float:
    """The font size, `size` at most, in which the longest line is no wider than `width`."""
    longest = max(map(len, lines), default=0)
    return min(size, width / (longest * WIDEST)) if longest else size


def _value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
