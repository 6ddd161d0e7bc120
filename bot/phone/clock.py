"""Time as a value that tests can replace."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Where the phone reads the time and waits."""

    def now(self) -> float:
        """Return seconds since 1970, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
