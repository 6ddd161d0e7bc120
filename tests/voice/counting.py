"""A voice that counts what it is asked, and hums at once: for tests of what is made and what is kept."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from math import sin
from threading import Lock
from typing import TYPE_CHECKING

from bot.voice.speech import NotSpoken, Sound

if TYPE_CHECKING:
    from bot.voice.speech import Speed

RATE = 16_000


@dataclass
class Counting:
    """`asked` holds what it was asked, with the speed; it fails as often as `fails` says."""

    key: str = "counting"
    fails: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def say(self, text: str, speed: Speed) -> Sound:
        with self.lock:
            self.asked.append((text, speed))
            if self.fails:
                self.fails -= 1
                raise NotSpoken("made to fail")
        count = RATE * len(text) // 20 if text != "Tavs" else 0
        return Sound(array("h", [round(9_000 * sin(each / 8)) for each in range(count)]).tobytes(), RATE)

    def close(self) -> None:
        pass
