"""What the sender does to the store for what has been written: the real deliverer, without Telegram."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from bot.chat import render
from bot.chat.copies import Copies
from bot.chat.deliver import Deliverer
from bot.chat.limits import Limits
from bot.chat.rates import Rate
from bot.chat.send import Sender
from bot.state import outbox, outbox_sweep

if TYPE_CHECKING:
    from bot.chat.turn import Turns
    from bot.state.outbox import Row
    from bot.state.store import Store

NO_LIMIT: Final = Rate(1_000_000, 1.0)
MOST: Final = 1_000_000


class Telegram:
    """Takes whatever comes, at once."""

    def __init__(self) -> None:
        self._messages = count(1)

    async def call(self, *_: Any) -> Any:
        return {"message_id": next(self._messages)}


class Sending:
    """Sends what waits in a chat, in order, as the program does, and ends once all of it is marked."""

    def __init__(self, store: Store, turns: Turns) -> None:
        self._store, self._bot = store, turns.bot
        limits = Limits(NO_LIMIT, NO_LIMIT)
        sender = Sender(
            Telegram(), limits, render=render.parts, commands=render.commands, copy=Copies(store, turns).make
        )
        self._deliverer = Deliverer(store, sender, limits, bot=turns.bot)

    async def send(self, chat: int, found: Row | None = None) -> None:
        """Send all that waits in a chat; its commit may have found the first of it."""
        await self._deliverer._work(chat, found)

    async def send_all(self) -> None:
        """Send what an earlier run over this database has left.

        In a database that was made before such rows were written as held, those of blocked chats are set apart first.
        """
        await self._store.write(partial(outbox_sweep.set_held, bot=self._bot))
        now = self._store.clock()
        for unasked in (False, True):
            find = partial(outbox.waiting_chats, bot=self._bot, now=now, limit=MOST, unasked=unasked)
            for chat in await self._store.read(find):
                await self.send(chat)
