"""The light Bot API server, which counts as Telegram may: more than 30 messages in any second are refused."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from benchmarks.speed.api import BotApi

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.speed.api import Exchange

MOST: Final = 30
RETRY_AFTER: Final = 3


COUNTED: Final = ("sendMessage", "editMessageReplyMarkup")
"""What goes to a chat, of what is called here: whether Telegram counts changes, it does not say."""


class Strict(BotApi):
    """Refuses what is too much with a 429, for so long as Telegram would; counts what it takes and what it refuses."""

    def __init__(self, said: Callable[[dict[str, Any]], None], latency: float) -> None:
        super().__init__(said, latency)
        self.taken: list[float] = []
        """When each message arrived that was taken, by `perf_counter`."""
        self.refused = 0
        self._second: deque[float] = deque()
        self._closed_until = float("-inf")

    def called(self, exchange: Exchange, method: str, body: bytes, form: bool) -> None:
        if method in COUNTED and not self._takes(perf_counter()):
            self.refused += 1
            answer = {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {RETRY_AFTER}",
                "parameters": {"retry_after": RETRY_AFTER},
            }
            told = (json.dumps(answer).encode(), b"429 Too Many Requests")
            asyncio.get_running_loop().call_later(self.latency, exchange.answer, *told)
            return
        super().called(exchange, method, body, form)

    def _takes(self, now: float) -> bool:
        """Count a message that arrives now; whether it is taken."""
        while self._second and self._second[0] <= now - 1.0:
            self._second.popleft()
        if now < self._closed_until:
            return False
        if len(self._second) >= MOST:
            self._closed_until = now + RETRY_AFTER
            return False
        self._second.append(now)
        self.taken.append(now)
        return True
