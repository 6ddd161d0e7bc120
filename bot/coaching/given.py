"""What the rules of the advice look at: a text, what it is, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.coaching.concrete import concrete
from bot.coaching.length import spoken_seconds

if TYPE_CHECKING:
    from bot.coaching.reading import Reading

Kind: TypeAlias = Literal["pitch", "answer"]


@dataclass(frozen=True)
class Given:
    """A text that advice is asked for. `about` is the key of the question it answers, and may be ""."""

    reading: Reading
    kind: Kind
    language: str
    about: str

    @cached_property
    def seconds(self) -> int:
        return spoken_seconds(self.reading.text)

    @cached_property
    def concrete(self) -> frozenset[int]:
        """The numbers of the sentences that tell something concrete."""
        return concrete(self.reading)
