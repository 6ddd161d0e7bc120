"""Reads a picture back dot by dot: where there is ink."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import av

from bot.pictures import render
from bot.pictures.svg import FONTS
from tests.pictures.drawn import NAMESPACE, read

if TYPE_CHECKING:
    from collections.abc import Iterator

DARK = 200
"""A dot darker than this is ink."""
LIGHT = bytes(range(DARK, 256))
"""All the others."""
AROUND = 60
"""How far outside of a picture ink is looked for."""


def grey(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of a picture, a byte a dot: 0 is black, 255 white."""
    with av.open(io.BytesIO(png), "r") as source:
        frame = next(source.decode(video=0)).reformat(format="gray")
    plane, (width, height) = frame.planes[0], (frame.width, frame.height)
    whole = bytes(plane)
    return width, height, [whole[y * plane.line_size : y * plane.line_size + width] for y in range(height)]


def ink(rows: list[bytes]) -> int:
    """How many dots are not white."""
    return sum(map(_inked, rows))


def _inked(row: bytes) -> int:
    """How many dots of a row are not white; of a million dots a picture, nearly all are."""
    return len(row.translate(None, LIGHT))


def written(drawing: str) -> Iterator[list[tuple[int, int, int, int] | None]]:
    """For each text of a drawing the place of each of its lines, None for one without ink.

    A place is left, top, right, bottom in the units of the drawing, and can be outside of it.
    """
    whole = read(drawing)
    width, height = int(whole.get("width", 0)), int(whole.get("height", 0))
    for text in whole.iter(f"{NAMESPACE}text"):
        yield [_place(text, line, width, height) for line in text]


def _place(text: ET.Element, line: ET.Element, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Where the ink of one line is, drawn alone in black on a picture that is wider and higher."""
    attributes = "".join(f' {name}="{value}"' for name, value in text.items() if name != "fill")
    alone = ET.tostring(line, encoding="unicode").replace("ns0:", "").replace(":ns0", "")
    size = f'width="{width + 2 * AROUND}" height="{height + 2 * AROUND}"'
    box = f"{-AROUND} {-AROUND} {width + 2 * AROUND} {height + 2 * AROUND}"
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {size} font-family="{FONTS}">'
        f'<rect x="{-AROUND}" y="{-AROUND}" {size} fill="#ffffff"/><text{attributes}>{alone}</text></svg>'
    )
    edges = _edges(picture)
    return edges and (edges[0] - AROUND, edges[1] - AROUND, edges[2] - AROUND, edges[3] - AROUND)


@lru_cache(maxsize=64)  # a test asks for the lines of a drawing twice
def _edges(picture: str) -> tuple[int, int, int, int] | None:
    """The outermost dots of a picture that are not white: left, top, right, bottom; None where all are."""
    _, _, rows = grey(render.png(picture))
    inked = [number for number, row in enumerate(rows) if _inked(row)]
    if not inked:
        return None
    darkest = bytes(map(min, zip(*(rows[number] for number in inked), strict=True)))
    columns = [number for number, dot in enumerate(darkest) if dot < DARK]
    return columns[0], inked[0], columns[-1], inked[-1]
