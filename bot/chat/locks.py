"""One person, one turn at a time; other people are never held up."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Locks:
    """A lock for each key that is in use, first come, first served; an unused one takes no memory.

    `places` is how many can hold one key at the same time.
    """

    def __init__(self, places: int = 1) -> None:
        self._places = places
        self._locks: dict[int, asyncio.Semaphore] = {}
        self._users: dict[int, int] = {}

    @asynccontextmanager
    async def hold(self, key: int) -> AsyncIterator[None]:
        """Wait until there is a place for one more to hold this key, and hold it for the block."""
        lock = self._locks.setdefault(key, asyncio.Semaphore(self._places))
        self._users[key] = self._users.get(key, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key], self._locks[key]
