"""The light Bot API server, which counts as Telegram may: too much in a second, or in a chat, is refused."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from benchmarks.speed.api import BotApi, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from benchmarks.speed.api import Exchange

MOST: Final = 30
IN_CHAT, CHAT_SECONDS = 3, 3.0
"""One a second in a chat on average: so many at once are tolerated, and none more within these seconds."""
RETRY_AFTER: Final = 3
ALL: Final = 0
"""No chat: what is closed for all."""
COUNTED: Final = ("sendMessage", "editMessageReplyMarkup")
"""What goes to a chat, of what is called here: whether Telegram counts changes, it does not say."""
BLOCKED: Final = {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
FLOOD: Final = {
    "ok": False,
    "error_code": 429,
    "description": f"Too Many Requests: retry after {RETRY_AFTER}",
    "parameters": {"retry_after": RETRY_AFTER},
}


class Strict(BotApi):
    """Refuses what is too much with a 429, for so long as Telegram would; counts what it takes and what it refuses.

    Who has `blocked` the bot gets nothing: that is a 403, which takes its place among the 30 as a message does.
    """

    def __init__(
        self, said: Callable[[dict[str, Any]], None], latency: float, blocked: Container[int] = ()
    ) -> None:
        super().__init__(said, latency)
        self.taken: list[float] = []
        """When each message arrived that was not too much, by `perf_counter`; also those to whoever has blocked."""
        self.refused = 0
        self.turned_away: list[int] = []
        """The chat of each message that was answered with a 403."""
        self._blocked = blocked
        self._second: deque[float] = deque()
        self._in_chat: defaultdict[int, deque[float]] = defaultdict(partial(deque, maxlen=IN_CHAT))
        self._closed_until: defaultdict[int, float] = defaultdict(lambda: float("-inf"))

    def called(self, exchange: Exchange, method: str, body: bytes, form: bool) -> None:
        if method in COUNTED:
            chat = int(fields_of(body, form)["chat_id"])
            if not self._takes(chat, perf_counter()):
                self.refused += 1
                self._tell(exchange, FLOOD, b"429 Too Many Requests")
                return
            if chat in self._blocked:
                self.turned_away.append(chat)
                self._tell(exchange, BLOCKED, b"403 Forbidden")
                return
        super().called(exchange, method, body, form)

    def _tell(self, exchange: Exchange, answer: dict[str, Any], status: bytes) -> None:
        told = json.dumps(answer).encode()
        asyncio.get_running_loop().call_later(self.latency, exchange.answer, told, status)

    def _takes(self, chat: int, now: float) -> bool:
        """Count a message that arrives now; whether it is taken. What is too much closes its chat, or all."""
        while self._second and self._second[0] <= now - 1.0:
            self._second.popleft()
        if now < max(self._closed_until[ALL], self._closed_until[chat]):
            return False
        own = self._in_chat[chat]
        too_much = ALL if len(self._second) >= MOST else chat
        if too_much == ALL or (len(own) == IN_CHAT and own[0] > now - CHAT_SECONDS):
            self._closed_until[too_much] = now + RETRY_AFTER
            return False
        self._second.append(now)
        own.append(now)
        self.taken.append(now)
        return True
