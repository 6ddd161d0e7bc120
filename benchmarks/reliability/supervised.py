"""A bot that is started again whenever it ends, as systemd does it with `Restart=always` and its defaults."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.end_to_end.programs import Program

RESTART_SECONDS: Final = 0.1
"""systemd's RestartSec."""
LONGEST_STARTS: Final = 5
"""How often the patience of the tests is waited for a start."""
START_LIMIT: Final = 5
"""systemd's StartLimitBurst: after so many starts that failed it leaves the program to a person."""


class Supervised:
    """`up_since` is when it last said that it had started, None while it is down."""

    def __init__(self, program: Program, mend: Callable[[], None]) -> None:
        self.program = program
        self.up_since: float | None = None
        self.kills: list[float] = []
        self.failed_starts = 0
        self.mended = 0
        """How often it could not start at all until a person had taken its storage away."""
        self._mend = mend

    async def start(self) -> None:
        """Return once it has started, however often that takes."""
        failures = 0
        while True:
            await self.program.start()
            if await self._says_that_it_has_started():
                self.up_since = monotonic()
                return
            failures += 1
            self.failed_starts += 1
            if failures % START_LIMIT == 0:
                self._mend()
                self.mended += 1
            await asyncio.sleep(RESTART_SECONDS)

    async def _says_that_it_has_started(self) -> bool:
        """Whether it did before it ended; a busy machine gets the time that it needs."""
        for _ in range(LONGEST_STARTS):
            with suppress(TimeoutError):
                try:
                    await self.program.until(r"\bstarted\b")
                except AssertionError:
                    return False
                return True
        raise TimeoutError(f"expected the bot to start, and it says only:\n{self.program.log}")

    async def kill(self) -> None:
        await self.program.kill()
        self.has_died()

    def has_died(self) -> None:
        self.kills.append(monotonic())
        self.up_since = None

    async def restart(self) -> None:
        await asyncio.sleep(RESTART_SECONDS)
        await self.start()

    async def stop(self) -> None:
        """SIGTERM, so that it writes what it wants to keep."""
        await self.program.signal(signal.SIGTERM)
