"""Documents as plain text, for a journal system that takes nothing else: headings, paragraphs and tables as lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.pictures.document import Block, Page

STEERING: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What keeps scripts of two directions apart, or turns them, where a program can show that; others show it as boxes."""


def plain(page: Page) -> str:
    """All of a document; what stands in a picture stands in its table and paragraphs too."""
    parts = [*([page.mark] if page.mark else []), _underlined(page.title, "="), page.byline]
    text = "\n\n".join([*parts, *(part for block in page.blocks for part in _block(block))])
    return STEERING.sub("", text).strip() + "\n"


def _block(block: Block) -> Iterator[str]:
    if block.heading:
        yield _underlined(block.heading, "-") if block.level == 1 else block.heading
    if block.table:
        yield "\n".join(_rows(block))
    yield from (paragraph.strip() for paragraph in block.paragraphs if paragraph.strip())


def _rows(block: Block) -> Iterator[str]:
    """A line for each row: what it is about, and each cell with the head of its column, as columns do not line up."""
    (what, *heads), *rows = block.table
    yield f"{what}:"
    for name, *cells in rows:
        told = (f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True))
        yield f"- {name} ({'; '.join(told)})"


def _underlined(text: str, sign: str) -> str:
    return f"{text}\n{sign * len(STEERING.sub('', text))}"
