"""A part of what somebody is told of themselves: a heading and the lines below it, for the chat and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.document import Block
from bot.engine.text import Words

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Part:
    """`heading` None: the lines stand by themselves."""

    heading: Words | None = None
    lines: tuple[Words, ...] = ()

    def paragraphs(self) -> Iterator[Words]:
        """As it stands in the chat."""
        if self.heading is not None:
            yield Words("<b>{title}</b>", {"title": self.heading})
        yield from self.lines

    def block(self) -> Block:
        """As it stands on paper."""
        return Block("" if self.heading is None else self.heading, self.lines)
