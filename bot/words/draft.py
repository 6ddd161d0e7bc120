"""A text under way, with its formats measured the way Telegram measures: in UTF-16 units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from bot.words.language import Language

SENTENCE_START = re.compile(r"(^|\n|[^\W\d_]{3}[.!?]\s|[!?]\s)\W*\Z")
"""The end of a text after which a sentence begins; a stop after one or two letters is an abbreviation."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Entity(TypedDict):
    """One format of a message: Telegram's MessageEntity, offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Draft:
    """Collects text and formats. A format that is opened is closed at the latest by `close_down_to`.

    What stands `inside` something else, like a cell of a table, begins no sentence. With `apart`, sentences stand on
    lines of their own. Buttons that it names are named in the language `beside` too.
    """

    def __init__(self, *, inside: bool = False, apart: bool = False, beside: Language | None = None) -> None:
        self.text = ""
        self.apart = apart
        self.beside = beside
        self._inside = inside
        self._units = 0
        self._open: list[tuple[str, int]] = []
        self._entities: list[Entity] = []

    @property
    def depth(self) -> int:
        """How many formats are open."""
        return len(self._open)

    @property
    def entities(self) -> list[Entity]:
        """The closed formats, the outer before the inner."""
        return sorted(self._entities, key=lambda entity: (entity["offset"], -entity["length"]))

    @property
    def starts_sentence(self) -> bool:
        """Whether what is added next begins a sentence."""
        if self._inside and not self.text:
            return False
        return SENTENCE_START.search(self.text[-40:]) is not None

    def add(self, text: str) -> None:
        """Add plain text. A half of a surrogate pair, which no message can carry, becomes U+FFFD."""
        text = LONE_SURROGATE.sub("\ufffd", text)
        self.text += text
        self._units += units(text)

    def open(self, kind: str) -> None:
        self._open.append((kind, self._units))

    def close(self, kind: str, floor: int) -> None:
        """Close the newest open format of this kind above `floor`; without one, do nothing."""
        for index in range(len(self._open) - 1, floor - 1, -1):
            if self._open[index][0] == kind:
                self._end(index)
                return

    def close_down_to(self, floor: int) -> None:
        """Close what a sentence has left open."""
        while len(self._open) > floor:
            self._end(len(self._open) - 1)

    def _end(self, index: int) -> None:
        kind, offset = self._open.pop(index)
        if self._units > offset:
            self._entities.append(Entity(type=kind, offset=offset, length=self._units - offset))
