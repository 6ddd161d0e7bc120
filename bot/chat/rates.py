"""A rate, the messages within one, and lines of those who wait for theirs."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` messages in any `seconds`, wherever one starts to measure."""

    count: int
    seconds: float


class Window:
    """The messages that are under way within one rate, the newest that have arrived, and until when none may go."""

    __slots__ = ("_arrival", "_arrived", "_rate", "closed_until", "left", "under_way")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._arrived: deque[float] = deque(maxlen=rate.count)
        self._arrival = asyncio.Event()
        self.under_way = 0
        self.left = 0
        """Places that are left to other programs."""
        self.closed_until = float("-inf")

    def opens(self, kept_free: int = 0) -> float:
        """The moment from which one more message may go; infinity while that waits for one under way to arrive.

        So many places are `kept_free` beside its own.
        """
        ahead = self.under_way + len(self._arrived) - self._rate.count + self.left + kept_free
        if ahead < 0:
            return self.closed_until
        if ahead >= len(self._arrived):
            return float("inf")
        return max(self.closed_until, self._arrived[ahead] + self._rate.seconds)

    def opens_evenly(self) -> float:
        """The same for one that goes right upon no other: each has its part of the window to itself."""
        if self.under_way:
            return float("inf")
        newest = self._arrived[-1] if self._arrived else float("-inf")
        return max(self.opens(), newest + self._rate.seconds / self._rate.count)

    def count(self) -> None:
        """Count a message that goes now."""
        self.under_way += 1

    def arrived(self, now: float) -> None:
        """One that was under way has arrived by now."""
        self._arrived.append(now)
        self.give_back()

    def give_back(self) -> None:
        """One that was to go does not."""
        self.under_way -= 1
        self._arrival.set()
        self._arrival.clear()

    async def arrival(self) -> None:
        """Wait until the next one that is under way is so no more."""
        await self._arrival.wait()

    def close(self, until: float) -> None:
        """Let nothing through before `until`; an earlier order to wait longer stands."""
        self.closed_until = max(self.closed_until, until)

    def closed(self, now: float) -> bool:
        """Whether Telegram's order to wait still stands."""
        return now < self.closed_until

    def idle(self, now: float) -> bool:
        """Whether forgetting this window would change nothing."""
        newest = self._arrived[-1] if self._arrived else float("-inf")
        return not (self.under_way or self.closed(now)) and newest + self._rate.seconds <= now


class Line:
    """One at a time, first come first served; whoever comes learns whether others stood before them."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._standing = 0
        self._served = asyncio.Event()

    @property
    def empty(self) -> bool:
        """Whether nobody is being served, and nobody waits."""
        return self._standing == 0

    @asynccontextmanager
    async def stand(self) -> AsyncIterator[bool]:
        """Be served. True if others stood before: the way may be free by now, and there was a wait all the same."""
        waited = not self.empty
        self._standing += 1
        try:
            async with self._lock:
                yield waited
        finally:
            self._standing -= 1
            if self.empty:
                self._served.set()
                self._served.clear()

    async def emptied(self) -> None:
        """Wait until nobody stands in it any more."""
        await self._served.wait()
