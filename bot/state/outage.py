"""Something that fails again and again: it is told at once, then ever more rarely, and once more when it is over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from bot.backoff import backoff

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST: Final = 15.0
"""Seconds until it is told once more; then twice as many, and so on."""
LONGEST: Final = 300.0


class Outage:
    """Whether something fails at present, since when, and whether that is to be told now.

    `clock` gives seconds that never run backwards.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._told = 0
        self._next = 0.0

    @property
    def seconds(self) -> int:
        """How long it has failed."""
        return 0 if self._since is None else round(self._clock() - self._since)

    def fails(self) -> bool:
        """It has failed, perhaps once more; whether to tell it."""
        now = self._clock()
        if self._since is None:
            self._since, self._told = now, 0
        elif now < self._next:
            return False
        self._told += 1
        self._next = now + FIRST * backoff(self._told, LONGEST / FIRST)
        return True

    def ends(self) -> int | None:
        """It works; after how many seconds it does so again, None where it had not failed."""
        if self._since is None:
            return None
        seconds, self._since = self.seconds, None
        return seconds
