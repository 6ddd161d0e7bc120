"""What is read aloud, how quickly, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Protocol


class Speed(StrEnum):
    """How quickly somebody wants to be read to; the values are saved data."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


@dataclass(frozen=True, slots=True)
class Part:
    """A plain text in one language, as it is written in the chat."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A voice message: `ogg` is OGG/Opus as Telegram wants it, `seconds` its true length."""

    ogg: bytes
    seconds: float

    @property
    def duration(self) -> int:
        """Whole seconds, rounded up, as Telegram is told them."""
        return max(1, ceil(self.seconds))


@dataclass(frozen=True, slots=True)
class Sound:
    """What a voice has said: `samples` are of 16 bits in the machine's own order, `rate` of them a second."""

    samples: bytes
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / 2 / self.rate


class Voice(Protocol):
    """Somebody who reads in one language."""

    @property
    def key(self) -> str:
        """What tells this voice from every other, and from an older version of itself."""

    def say(self, text: str, speed: Speed) -> Sound:
        """Read it; NotSpoken where that fails."""

    def close(self) -> None:
        """End the program that speaks; it is started again when it is needed."""


class NotSpoken(Exception):
    """A text was not read aloud; whoever asked can say so, and nothing else is lost. What it was stands nowhere."""


class NoVoice(NotSpoken):
    """There is no voice in this language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"no voice reads {language!r}")
        self.language = language


class NothingToSay(NotSpoken):
    """There is nothing in the text that can be said, as where it is emoji alone."""
