"""Calls that nobody misses when they fail: answers to taps, "typing", buttons taken off a message."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram.error import TelegramError

from bot.chat.errors import Flood
from bot.chat.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.api import Caller
    from bot.chat.limits import Limits

AT_ONCE: Final = 32
AT_REST: Final = 1024
"""How many may wait while Telegram has told us to."""
SECONDS: Final = 5.0
"""Longer than this and the courtesy comes too late to be one."""

log = structlog.get_logger(__name__)


class Courtesies:
    """Best effort outside the outbox: never waited for, never more than `at_once`, dropped where they fail.

    Only Telegram's order to wait (429) is waited out, by what is offered meanwhile as by the call that it answered; and
    whom to call in distress waits for its turn. While reminders go, all else goes calmly among these.
    """

    def __init__(
        self,
        api: Caller,
        limits: Limits,
        *,
        at_once: int = AT_ONCE,
        at_rest: int = AT_REST,
        figures: Figures | None = None,
    ) -> None:
        self._api = api
        self._limits = limits
        self._at_once = at_once
        self._at_rest = at_rest
        self._figures = figures or Figures()
        self._running: set[asyncio.Task[None]] = set()
        self._resting: dict[asyncio.Task[None], tuple[str, Mapping[str, Any]]] = {}
        self._turn = asyncio.Lock()

    def offer(
        self, method: str, params: Mapping[str, Any], *, waits: bool = False, calmly: bool = False
    ) -> bool:
        """Call the method some time soon, or drop it where too many run or the rates say to wait; False if dropped.

        What `waits` is not dropped then: its turn comes among the chat's messages; and what may go `calmly` has it
        when nobody waits for anything else.
        """
        chat = params.get("chat_id", 0)
        if self._limits.closed(chat):
            return self._rest(method, params, chat, waits=waits)
        if chat and not waits and self._limits.is_filled_calmly:
            return self._rest(method, params, chat, calmly=True)
        if len(self._running) < self._at_once and (not chat or self._limits.try_acquire(chat)):
            task = asyncio.create_task(self._soon(method, params, chat))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            task.add_done_callback(lambda _: self._limits.arrived(chat))
            return True
        if waits or calmly:
            return self._rest(method, params, chat, waits=waits, calmly=calmly)
        log.info("courtesy.dropped", method=method, chat=chat)
        return False

    async def drain(self, seconds: float) -> None:
        """Give the ones that run this long, then drop them, and those that wait for Telegram."""
        if self._running:
            await asyncio.wait(list(self._running), timeout=seconds)
        left = [*self._running, *self._resting]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _rest(
        self, method: str, params: Mapping[str, Any], chat: int, *, calmly: bool = False, waits: bool = False
    ) -> bool:
        """Let a call wait until Telegram takes calls again; the same one waits only once. False where too many do.

        While reminders go, it goes `calmly` among these: the places that they leave are for answers. Where only few
        places are this program's, fewer may wait for them, unless it `waits`: nobody wants to be told much later.
        """
        if (method, params) in self._resting.values():
            return True
        most = self._at_rest * (self._limits.share if chat and not waits else 1)
        if len(self._resting) >= most:
            log.info("courtesy.dropped", method=method, chat=chat)
            return False
        task = asyncio.create_task(self._later(method, params, chat, calmly=calmly))
        self._resting[task] = (method, params)
        task.add_done_callback(self._resting.pop)
        return True

    async def _soon(self, method: str, params: Mapping[str, Any], chat: int) -> None:
        if await self._flooded(method, params, chat):
            self._rest(method, params, chat)

    async def _later(self, method: str, params: Mapping[str, Any], chat: int, *, calmly: bool) -> None:
        """Call once the gate is open: in its place among the chat's messages, or one by one where there is no chat.

        Nobody pays for it: where what goes calmly is paid for, it goes among those that wait for an answer.
        """
        flooded, calmly = True, calmly and not self._limits.pays
        while flooded:
            if chat:
                async with self._limits.place(chat, calmly=calmly):
                    flooded = await self._flooded(method, params, chat)
            else:
                async with self._turn:
                    await self._limits.reopened()
                    flooded = await self._flooded(method, params, chat)

    async def _flooded(self, method: str, params: Mapping[str, Any], chat: int) -> bool:
        """Call the method; whether Telegram says to wait, and so has not done it."""
        try:
            await self._api.call(method, params, timeout=SECONDS)
        except Flood as error:
            self._figures.flood("courtesy")
            self._limits.close(error.retry_after.total_seconds(), chat or None)
            log.info("courtesy.failed", method=method, chat=chat, error="Flood")
            return True
        except TelegramError as error:
            log.info("courtesy.failed", method=method, chat=chat, error=type(error).__name__)
        return False
