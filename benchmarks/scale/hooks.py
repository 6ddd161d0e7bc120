"""A Bot API server that posts each update to one of several webhooks, as a load balancer before them would."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

from benchmarks.speed.api import BotApi
from bot.chat.webhook import HEADER, PATH
from bot.chat.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

SECRET: Final = "scale"
AT_ONCE: Final = 100
"""Connections to each webhook; Telegram's own most is 100 too."""
PATIENCE: Final = 60.0
AGAIN: Final = 0.2
"""Seconds until an update comes again that was not taken in."""


class Door(Wire):
    """The connections to one webhook, which shows the secret."""

    def __init__(self, url: str) -> None:
        super().__init__(url, AT_ONCE)
        self._head += f"{HEADER}: {SECRET}\r\n"


class Hooks(BotApi):
    """Nobody asks it for updates: it brings them, in any order, to whichever door comes up."""

    def __init__(self, said: Callable[[dict[str, Any]], None], random: Random) -> None:
        super().__init__(said, latency=0.0)
        self.again = 0
        """How often an update had to be brought again."""
        self.doors: list[Door] = []
        self._random = random
        self._number = 0
        self._under_way: set[asyncio.Task[None]] = set()

    def push(self, update: dict[str, Any]) -> None:
        self._number += 1
        body = json.dumps({"update_id": self._number, **update}).encode()
        bringing = asyncio.create_task(self._bring(body))
        self._under_way.add(bringing)
        bringing.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        for bringing in self._under_way:
            bringing.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        for door in self.doors:
            await door.close()

    async def _bring(self, body: bytes) -> None:
        while True:
            try:
                status, _ = await self._random.choice(self.doors).post(PATH, body, PATIENCE)
            except OSError:
                status = 0
            if status == 200:
                return
            self.again += 1
            await asyncio.sleep(AGAIN)
