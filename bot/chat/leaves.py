"""The leave of a message to go: a place within Telegram's limits, and room beside those that are sent just now."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.chat.limits import Limits
    from bot.state.outbox import Row


class Leaves:
    """Gives leave to one message of each chat at a time, and ends it with Telegram's answer."""

    def __init__(self, limits: Limits) -> None:
        self.standing_calmly: set[int] = set()
        """Chats whose message goes behind everybody who waits for an answer."""
        self._limits = limits
        self._placed: set[int] = set()
        """Chats whose message has a place, and no answer yet."""

    @asynccontextmanager
    async def wait(self, row: Row) -> AsyncIterator[bool]:
        """Wait until a row may go, and until there is room for it. True if there was a wait.

        A menu is no message, and takes no place. Nobody waits for room while they hold a place: those who have room
        may wait for places, once they have made what they send. While they make it, others have both.
        """
        chat = row.chat_id
        if row.payload.get("kind") == "menu":
            waited = await self._limits.reopened(chat) or self._limits.room.locked()
            async with self._limits.room:
                yield waited
            return
        waited = await (self._stand_calmly(chat) if row.unasked else self._limits.acquire(chat))
        crowded = self._limits.room.locked()
        if crowded:
            self._limits.give_back(chat)
        async with self._limits.room:
            if crowded:
                await self._limits.acquire(chat)
            self._placed.add(chat)
            try:
                yield waited or crowded
            finally:
                self.answered(chat)

    def answered(self, chat: int) -> None:
        """What went to a chat is answered, or does not go: its place ends, and waits for no commit of ours."""
        if chat in self._placed:
            self._placed.remove(chat)
            self._limits.arrived(chat)

    async def _stand_calmly(self, chat: int) -> bool:
        """Wait behind everybody who waits for an answer, until somebody in this chat does."""
        self.standing_calmly.add(chat)
        try:
            return await self._limits.acquire_calm(chat)
        finally:
            self.standing_calmly.remove(chat)
