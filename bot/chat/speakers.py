"""The programs that may say something to a chat beside the one that sends, and what room they have for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ALLOWED: Final = 1
"""Messages a second that a program may send by itself while another one has the sender's place, or nobody knows who.

The sender leaves as many places to each such program, so all of them together keep to what Telegram allows.
"""
REMEMBERED: Final = 3600.0
"""Seconds for which the sender leaves a program its place, at least, that is not seen any more: what is cut off from
the database, and from nothing else, is what has most to say by itself."""


class Speakers:
    """The most programs of that kind that there have been lately. `clock` gives seconds that never run backwards."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._before = 0
        self._lately = 0

    def seen(self, count: int) -> int:
        """So many are seen now; the most that there have been."""
        if self._clock() - self._since >= REMEMBERED:
            self._since, self._before, self._lately = self._clock(), self._lately, 0
        self._lately = max(self._lately, count)
        return max(self._before, self._lately)
