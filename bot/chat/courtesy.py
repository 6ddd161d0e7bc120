"""Calls that nobody misses when they fail: answers to taps, "typing", buttons taken off a message."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram.error import TelegramError

from bot.chat.errors import Flood

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.api import Caller
    from bot.chat.limits import Limits

AT_ONCE: Final = 32
SECONDS: Final = 5.0
"""Longer than this and the courtesy comes too late to be one."""

log = structlog.get_logger(__name__)


class Courtesies:
    """Best effort outside the outbox: never waited for, never repeated, never more than `at_once`."""

    def __init__(self, api: Caller, limits: Limits, *, at_once: int = AT_ONCE) -> None:
        self._api = api
        self._limits = limits
        self._at_once = at_once
        self._running: set[asyncio.Task[None]] = set()

    def offer(self, method: str, params: Mapping[str, Any]) -> None:
        """Call the method some time soon, or drop it where too many run, or the rates or Telegram say to wait."""
        chat = params.get("chat_id", 0)
        if len(self._running) >= self._at_once or not self._may_go(chat):
            log.info("courtesy.dropped", method=method, chat=chat)
            return
        task = asyncio.create_task(self._call(method, params, chat))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _may_go(self, chat: int) -> bool:
        """What goes to a chat counts like a message; an answer to a tap counts for nothing."""
        return self._limits.try_acquire(chat) if chat else not self._limits.closed(chat)

    async def drain(self, seconds: float) -> None:
        """Give the ones that run this long, then drop them."""
        running = list(self._running)
        if running:
            await asyncio.wait(running, timeout=seconds)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _call(self, method: str, params: Mapping[str, Any], chat: int) -> None:
        try:
            await self._api.call(method, params, timeout=SECONDS)
        except Flood as error:
            self._limits.close(error.retry_after.total_seconds(), chat or None)
            log.info("courtesy.failed", method=method, chat=chat, error="Flood")
        except TelegramError as error:
            log.info("courtesy.failed", method=method, chat=chat, error=type(error).__name__)
