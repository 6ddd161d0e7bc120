"""Documents become PDF, or pictures of their pages, by Typst: well set, tagged, and safe from whatever is in them."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

import typst

from bot.pictures import measure, svg
from bot.pictures.direction import is_rtl, unturned
from bot.pictures.fonts import FAMILIES, fonts
from bot.pictures.lettering import lettered
from bot.pictures.render import png
from bot.pictures.theme import LIGHT
from bot.words.both import alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TEMPLATE: Final = Path(__file__).with_name("document.typ").read_bytes()
ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, with title, language, reading order and words for each picture."""
DOTS: Final = 192
"""Two dots to each unit of a drawing: some 380 to the inch on paper."""
LINE: Final = {"title": 16.0, "heading": 25.5, "text": 36.0}
"""The width of a line in parts of its font's size: 154 mm of 27, of 17 and of 12 points."""
BREAK: Final = "\u200b"
"""A line may end here, whatever stands around it (rule LB8 of UAX #14)."""
PLAIN_SPACE: Final = re.compile(r"(?<=[\w.,;:!?])[ \t]+(?=\w)")
"""A space at which a line can always end; beside brackets, dashes or joiners it may be forbidden to (UAX #14)."""
SIGNS: Final = "☐☑✓✔✗★☎°©®™"
"""Small pictures and signs that are set: the fonts, or Typst's own one of DejaVu, have them."""
SIGNS_FONT: Final = "DejaVu Sans Mono"
LINES: Final = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")
APART: Final = re.compile("[\u2066-\u2069]")
"""What sets a text apart from what stands beside it, and ends that."""
GREY: Final = "#5a6869"
"""What stands in the margin; its contrast with white is 5.8 to 1."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, and what it shows in words."""

    svg: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading ("" for none) of a level, 1 the highest, and below it a picture, a table and paragraphs.

    The first row of a table is its head. `aligned` paragraphs begin where the document does.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    picture: Drawing | None = None
    level: int = 1
    table: tuple[tuple[str, ...], ...] = ()
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """All of a document, in the words of one language: `language` is its code, `rtl` its direction.

    A `mark` stands above every page, and the lines of the `foot` below it, "" for the title, with which page it is of
    how many, as `numbered` says it. `beneath` is the same in another language: what it says otherwise stands below,
    smaller.
    """

    title: str
    byline: str
    blocks: tuple[Block, ...]
    language: str
    rtl: bool = False
    mark: str = ""
    foot: str = ""
    numbered: str = "{page} / {pages}"
    beneath: Page | None = None


def pdf(page: Page) -> bytes:
    """The document as PDF, to the standard for accessible ones; without it where it has no title.

    Where that cannot name each letter of a drawing, as of Arabic ones in two parts, the drawings are made of dots.
    """
    for in_dots in (False, True):
        with suppress(typst.TypstError):
            return b"".join(_compile(page, in_dots=in_dots, format="pdf", pdf_standards=[ACCESSIBLE]))
    return b"".join(_compile(page, format="pdf"))


def pages(page: Page, dots_per_inch: float = 96) -> list[bytes]:
    """Each page of the document as PNG."""
    return _compile(page, format="png", ppi=dots_per_inch)


def _compile(page: Page, *, in_dots: bool = False, **how: Any) -> list[bytes]:
    content = json.dumps(_content(page, in_dots=in_dots))
    made = typst.compile(TEMPLATE, sys_inputs={"content": content}, font_paths=fonts(embedded=True), **how)
    return [made] if isinstance(made, bytes) else list(made or ())


def _content(page: Page, *, in_dots: bool) -> dict[str, Any]:
    """What the template reads."""
    return {
        "lang": page.language,
        "rtl": page.rtl,
        "beneath": page.beneath.language if page.beneath else page.language,
        "fonts": [*FAMILIES, SIGNS_FONT],
        "title": _said(page, lambda each: each.title, "title"),
        "byline": _said(page, lambda each: each.byline, "heading"),
        "feet": [_foot(page), *_foot_beneath(page)],
        "mark": _line(page.mark, page, "text"),
        "ink": {
            "text": LIGHT.ink,
            "heading": LIGHT.now,
            "faint": GREY,
            "mark": LIGHT.before,
            "line": LIGHT.faint,
        },
        "blocks": [_block(number, page, in_dots=in_dots) for number in range(len(page.blocks))],
    }


def _foot(page: Page) -> dict[str, Any]:
    """What stands below each page, in one language."""
    lines = [_line(each, page, "text") for each in (page.foot or page.title).splitlines()]
    return {"lines": lines, "numbered": page.numbered, "rtl": page.rtl}


def _foot_beneath(page: Page) -> list[dict[str, Any]]:
    """The same in the language beneath, where there is one: of its lines those that read otherwise."""
    if page.beneath is None:
        return []
    above = [each["text"] for each in _foot(page)["lines"]]
    foot = _foot(page.beneath)
    lines = [each for each in foot["lines"] if not any(alike(each["text"], one) for one in above)]
    return [foot | {"lines": lines}]


def _said(page: Page, of: Callable[[Page], str], kind: str) -> dict[str, Any]:
    """A text on one line, with what it is in the language beneath, where that is something else."""
    said, under = of(page), of(page.beneath) if page.beneath else ""
    below = under and not alike(said, under)
    return _line(said, page, kind) | {"beneath": _line(under, page, "text") if below else None}


def _block(number: int, page: Page, *, in_dots: bool) -> dict[str, Any]:
    block = page.blocks[number]
    return {
        "heading": _said(page, lambda each: each.blocks[number].heading, "heading"),
        "level": block.level,
        "picture": block.picture and _picture(block.picture, in_dots=in_dots),
        "format": "png" if in_dots else "svg",
        "alt": block.picture and writable(block.picture.text),
        "paragraphs": [
            {
                "rtl": (rtl := page.rtl if block.aligned else is_rtl(part, otherwise=page.rtl)),
                "lines": _lines(lines, under, page, rtl=rtl if block.aligned else None),
            }
            for place, paragraph in enumerate(block.paragraphs)
            for (part, lines), under in _paired(paragraph, page, number, place)
        ],
        "table": [
            [_said(page, partial(_cell, number, row, column), "text") for column in range(len(cells))]
            for row, cells in enumerate(block.table)
        ],
    }


def _cell(number: int, row: int, column: int, page: Page) -> str:
    """What stands in a cell of the table of a block."""
    return page.blocks[number].table[row][column]


def _paired(
    paragraph: str, page: Page, number: int, place: int
) -> Iterator[tuple[tuple[str, list[str]], list[str]]]:
    """The parts of a paragraph, each with the lines of the same part in the language beneath.

    Where it has other parts there, all of them stand below the last one.
    """
    parts = [*_parts(paragraph)]
    under = [*_parts(page.beneath.blocks[number].paragraphs[place])] if page.beneath else []
    if len(parts) != len(under):
        rest = [line for _, lines in under for line in lines]
        yield from ((part, rest if part is parts[-1] else []) for part in parts)
        return
    yield from zip(parts, (lines for _, lines in under), strict=True)


def _lines(lines: list[str], under: list[str], page: Page, *, rtl: bool | None) -> list[dict[str, Any]]:
    """The lines of a paragraph, each with what it is in the language beneath; other lines there stand at its end.

    All of them run as `rtl` says, or each by itself.
    """
    below = [[each] for each in under]
    if len(lines) != len(under):
        below = [*([] for _ in lines[1:]), under]
    return [
        {
            "text": broken(line, "text"),
            "rtl": _runs(line, page) if rtl is None else rtl,
            "beneath": [_line(each, page, "text") for each in others if not alike(each, line)],
        }
        for line, others in zip(lines, below, strict=True)
    ]


def _picture(picture: Drawing, *, in_dots: bool) -> str | list[int]:
    """A drawing as it is, or as the bytes of a PNG that is sharp on paper too."""
    return list(png(picture.svg, ppi=DOTS)) if in_dots else picture.svg


def _line(text: str, page: Page, kind: str) -> dict[str, Any]:
    """A text on one line, in its own direction."""
    return {"text": broken(" ".join(text.split()), kind), "rtl": is_rtl(text, otherwise=page.rtl)}


def _runs(line: str, page: Page) -> bool:
    """Whether a line runs from right to left; one with no letters but those of something else in it runs as that."""
    return is_rtl(line, otherwise=is_rtl(APART.sub("", line), otherwise=page.rtl))


def _parts(paragraph: str) -> Iterable[tuple[str, list[str]]]:
    """The paragraphs that a text has, each with its lines: an empty line ends one, as on a phone."""
    part: list[str] = []
    for line in (*LINES.split(paragraph), ""):
        if line.strip():
            part.append(line)
        elif part:
            yield "\n".join(part), part
            part = []


def writable(text: str) -> str:
    """What of a text can be set: no controls, nothing that turns what stands beside it, and no emoji.

    Of letters that no font has, as Chinese ones, it is said that there is something.
    """
    known = svg.UNWRITABLE.sub("\ufffd", text)
    kept = (each for each in svg.drawn(known, keep=SIGNS) if category(each) != "Cc" or each == "\t")
    return lettered(unturned("".join(kept)))


def broken(text: str, kind: str) -> str:
    """A text of which every part that may not be divided fits on a line.

    Where one is too long, as with no-break spaces all through, it may be divided at every space; a word that is too
    long, between any two letters.
    """
    known = writable(text)
    ends = [*(space.end() for space in PLAIN_SPACE.finditer(known)), len(known)]
    parts = (known[start:end] for start, end in pairwise([0, *ends]))
    return "".join(part if _fits(part, kind) else _divided(part, kind) for part in parts)


def _fits(part: str, kind: str) -> bool:
    return measure.width(part, bold=kind != "text") <= LINE[kind]


def _divided(part: str, kind: str) -> str:
    """A part that is wider than a line with places to divide it."""
    words = (word if _fits(word, kind) else BREAK.join(measure.letters(word)) for word in part.split())
    end = " " if part[-1:].isspace() else ""
    return f"{BREAK} ".join(words) + end
