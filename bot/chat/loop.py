"""A loop that works through what waits: again when there is news, or after a nap, whatever goes wrong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.state.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.figures import Figures

LONGEST_NAP: Final = 60.0
"""Seconds: how late the work can be after the computer's clock was put forward."""


class Loop:
    """`on_fault` logs a fault, of storage or of ours; the work is tried again after the longest nap."""

    def __init__(
        self,
        on_fault: Callable[[Exception], None],
        sleep: Callable[[float], Awaitable[None]],
        figures: Figures,
    ) -> None:
        self._on_fault = on_fault
        self._sleep = sleep
        self._figures = figures
        self._news = asyncio.Event()

    def look(self) -> None:
        """Work at once: there is something new. What comes while it works is looked at right after that."""
        self._news.set()

    async def run(self, work: Callable[[], Awaitable[float]]) -> None:
        """Work until cancelled; each time it says for how many seconds there is nothing more to do."""
        while True:
            self._news.clear()
            try:
                nap = await work()
            except Exception as error:  # noqa: BLE001 - what breaks here must not end all else that the program does
                if isinstance(error, StorageUnavailable):
                    self._figures.storage_unavailable()
                self._on_fault(error)
                nap = LONGEST_NAP
            await self._wait(nap)

    async def _wait(self, seconds: float) -> None:
        """Sleep so long, or until there is news."""
        await first_of(self._sleep(seconds), self._news.wait())


async def first_of(*awaited: Awaitable[object]) -> None:
    """Wait for the first of these, and give up the others."""
    tasks = [asyncio.ensure_future(each) for each in awaited]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
