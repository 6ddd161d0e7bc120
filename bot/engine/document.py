"""A document as data: headings, paragraphs and pictures in order; it is translated and set when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.engine.picture import Picture
from bot.engine.text import Value, Words, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.view import View


@dataclass(frozen=True, slots=True)
class Block:
    """A heading ("" for none) of a level, 1 the highest, and what stands below it: a picture, a table, paragraphs.

    The first row of a `table` says what stands in its columns, and the first cell of each other row what it is about.
    Where the paragraphs are `aligned` they all begin at the side where the document does, whatever they are written in.
    """

    heading: Value = ""
    paragraphs: tuple[Value, ...] = ()
    picture: Picture | None = None
    level: int = 1
    table: tuple[tuple[Value, ...], ...] = ()
    aligned: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "heading": pack(self.heading),
            "paragraphs": pack(self.paragraphs),
            "picture": self.picture.to_json() if self.picture else None,
            "level": self.level,
            **({"table": pack(self.table)} if self.table else {}),
            **({"aligned": True} if self.aligned else {}),
        }

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Block:
        picture = Picture.from_json(packed["picture"]) if packed["picture"] else None
        paragraphs = tuple(unpack(each) for each in packed["paragraphs"])
        table = tuple(tuple(unpack(cell) for cell in row) for row in packed.get("table", ()))
        aligned = packed.get("aligned", False)
        return cls(unpack(packed["heading"]), paragraphs, picture, packed["level"], table, aligned)


@dataclass(frozen=True, slots=True)
class Document:
    """`file` is what the file is called, without its ending; `title` and the `byline` below it stand on top.

    A `mark` stands above every page, as that it is a draft, and the `foot` below it, "" for the title. `language` is
    the one that it is written in, "" for that of whoever gets it.
    """

    file: Words
    title: Value
    byline: Value
    blocks: tuple[Block, ...]
    mark: Value = ""
    foot: Value = ""
    language: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file.to_json(),
            "title": pack(self.title),
            "byline": pack(self.byline),
            "blocks": [block.to_json() for block in self.blocks],
            "mark": pack(self.mark),
            "foot": pack(self.foot),
            "language": self.language,
        }

    @classmethod
    def from_json(cls, packed: Mapping[str, Any]) -> Document:
        blocks = tuple(Block.from_json(each) for each in packed["blocks"])
        return cls(
            Words.from_json(packed["file"]),
            unpack(packed["title"]),
            unpack(packed["byline"]),
            blocks,
            unpack(packed.get("mark", "")),
            unpack(packed.get("foot", "")),
            packed.get("language", ""),
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """What of one finished exercise belongs on paper: its flow and that one's title, its own name, and its blocks."""

    flow: str
    title: Words
    name: Words
    blocks: tuple[Block, ...]


def off_paper(_: View) -> tuple[Block, ...]:
    """What stands in the job folder of an exercise that is for the person's own eyes: nothing."""
    return ()
