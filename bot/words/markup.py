"""The little language of a message: placeholders like {name} and tags like <b>, read once and kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

TAGS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "blockquote": "blockquote",
    "fold": "expandable_blockquote",
    "tel": "phone_number",
}
"""The tags a message may use, and Telegram's name for what they do."""

TOKEN = re.compile(rf"<(?P<close>/?)(?P<tag>{'|'.join(TAGS)})>|{{(?P<field>[A-Za-z_][A-Za-z0-9_]*)}}")


@dataclass(frozen=True, slots=True)
class Field:
    """A place where a value goes."""

    name: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a format begins or ends; `kind` is Telegram's name for it."""

    kind: str
    closes: bool


Piece: TypeAlias = str | Field | Tag


@lru_cache(maxsize=32_768)  # of every language
def parse(template: str) -> tuple[Piece, ...]:
    """A message in pieces. What is neither a known tag nor a placeholder is text: nothing is refused."""
    pieces: list[Piece] = []
    end = 0
    for token in TOKEN.finditer(template):
        pieces.append(template[end : token.start()])
        name = token["field"]
        pieces.append(Field(name) if name else Tag(TAGS[token["tag"]], closes=bool(token["close"])))
        end = token.end()
    pieces.append(template[end:])
    return tuple(piece for piece in pieces if piece)


def fields(template: str) -> list[str]:
    """The placeholders of a message, in order."""
    return [piece.name for piece in parse(template) if isinstance(piece, Field)]


def bare(template: str) -> str:
    """The text of a message without its tags and placeholders."""
    return "".join(piece for piece in parse(template) if isinstance(piece, str))
