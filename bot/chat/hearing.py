"""Whether all that people have written has been taken in. Until then nobody is told that nothing is heard of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DELIVERED: Final = 180.0
"""Seconds from the start of a webhook until Telegram has brought what waits: it brings it at once, and soon again."""


@dataclass(slots=True)
class Hearing:
    """What the intake knows of it: the intake writes it, the timer loop reads it."""

    everything: bool = False
