"""Delivery: the outbox to Telegram, in order within a chat, chats side by side, answers first, nothing lost."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

import structlog
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.backoff import backoff
from bot.chat.able import Able
from bot.chat.errors import Flood
from bot.chat.figures import Figures
from bot.chat.insistent import Insistent
from bot.chat.leaves import Leaves
from bot.state import outbox, refusals
from bot.state.errors import StorageUnavailable, StoreClosed
from bot.state.outbox import FLOOD, LONGEST_FLOOD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.chat.limits import Limits
    from bot.chat.send import Sender
    from bot.state.backend import Function
    from bot.state.cursor import Cursor
    from bot.state.outbox import Row
    from bot.state.store import Store

IN_LINE: Final = 1024
"""Chats that may wait for their own pace beside those: else so many that flood would keep all others waiting."""
CALMLY_IN_LINE: Final = 256
"""Chats among them for which nobody waits: they leave room for those who have an answer to get."""
LOOKED_UP: Final = 2 * IN_LINE
"""Chats found in one look; more than are in line, so that every look finds some that are not."""
CALMLY_LOOKED_UP: Final = 2 * CALMLY_IN_LINE
"""The same of those for which nobody waits."""
LONGEST_WAIT: Final = 60.0
"""Seconds between two tries of a message, and between two looks at the outbox though nobody has called."""

log = structlog.get_logger(__name__)


class Drained(Exception):
    """The rest of a long message has to wait for the next start."""


class Gone(Exception):
    """The message, or the rest of a long one, is not sent: it has been deleted or taken back meanwhile."""


class Deliverer:
    """Sends what waits in the outbox, until it is drained. There must be one for each bot token.

    A message's mark is committed before the chat's next message goes out. `jitter`: seconds that are added to a wait
    after a fault, lest all chats come back in one instant. `broadcaster` sends what nobody waits for, if not `sender`.
    `on_sent` is called once a row has been sent, before that is marked, and must not raise.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        limits: Limits,
        *,
        bot: int,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        figures: Figures | None = None,
        broadcaster: Sender | None = None,
        on_sent: Callable[[Row], None] = lambda _: None,
        able: Able | None = None,
    ) -> None:
        self._store = store
        self._sender = sender
        self._broadcaster = broadcaster or sender
        self._limits = limits
        self._bot = bot
        self._sleep = sleep
        self._jitter = jitter
        self._figures = figures or Figures()
        self._on_sent = on_sent
        self._stored = Insistent(store, self._figures, able or Able(), sleep)
        self._ready: dict[int, None] = {}
        """Chats that may have something waiting."""
        self._found: dict[int, Row] = {}
        """Rows that a commit has just found to be the next of such a chat."""
        self._unasked: dict[int, None] = {}
        self._calm: set[int] = set()
        """Of the workers those that were begun for what nobody waits for."""
        self._leaves = Leaves(limits)
        self._eased = asyncio.Event()
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._sending: dict[int, asyncio.Event] = {}
        self._news = asyncio.Event()
        self._alarm: asyncio.Future[None] | None = None
        self._fatal: InvalidToken | None = None
        self._stopping = False
        self._drained = asyncio.Event()

    @property
    def sends(self) -> bool:
        """It does, or is about to."""
        return True

    def wake(self, *chats: int, unasked: bool = False) -> None:
        """Say that these chats may have something waiting; to be called after the commit.

        An answer takes along what stood calmly in its chat before it. `unasked` is what nobody waits for.
        """
        (self._unasked if unasked else self._ready).update(dict.fromkeys(chats))
        for chat in chats:
            self._found.pop(chat, None)
        if not unasked:
            for chat in self._leaves.standing_calmly.intersection(chats):
                self._workers[chat].cancel()
        self._news.set()

    def hand_over(self, chat: int, row: Row | None) -> None:
        """The same of one chat, whose next row its commit has found: where nobody is at it, nobody looks it up."""
        self.wake(chat)
        if row is not None and chat not in self._workers:
            self._found[chat] = row

    async def eased(self) -> None:
        """Wait until so little is left of what nobody waits for that it may run out within a second."""
        while len(self._unasked) + len(self._calm) >= self._limits.calm_stock:
            self._eased.clear()
            await self._eased.wait()

    async def settled(self, chat: int, seconds: float) -> None:
        """Wait until what is being sent to a chat just now is marked, but no longer than this.

        Only then can the message id of a text tell whether it was written before or after that message. What was
        once waited for in vain is not waited for again: many texts would add their waits up.
        """
        settled = self._sending.get(chat)
        if settled is not None:
            try:
                await asyncio.wait_for(settled.wait(), seconds)
            except TimeoutError:
                settled.set()

    async def run(self) -> None:
        """Deliver until `drain`. Raises `InvalidToken` where Telegram does not know the token."""
        try:
            while not self._stopping:
                self._news.clear()
                if self._alarm is None or self._alarm.done():
                    self._set_alarm(await self._look())
                if self._fatal is not None:
                    raise self._fatal
                self._start()
                await self._news.wait()
            await self._drained.wait()
        finally:
            await self._end()

    async def drain(self, seconds: float) -> None:
        """Start nothing more, and give what is being sent this long to be marked; then `run` returns."""
        self._stopping = True
        for chat, worker in self._workers.items():
            if chat not in self._sending:
                worker.cancel()
        if self._workers:
            await asyncio.wait(list(self._workers.values()), timeout=seconds)
        self._drained.set()
        self._news.set()

    async def _look(self) -> float:
        """Find chats with something due; the seconds after which to look again."""
        now = self._store.clock()

        def find(cursor: Cursor) -> tuple[list[int], list[int], datetime | None]:
            answers = outbox.waiting_chats(cursor, self._bot, now, LOOKED_UP)
            others = outbox.waiting_chats(cursor, self._bot, now, CALMLY_LOOKED_UP, unasked=True)
            return answers, others, outbox.next_wakeup(cursor, self._bot, now)

        answers, others, at = await self._stored.read(find)
        self.wake(*answers)
        self.wake(*others, unasked=True)
        if len(answers) == LOOKED_UP or len(others) == CALMLY_LOOKED_UP:
            return 1.0
        return LONGEST_WAIT if at is None else min(LONGEST_WAIT, max(0.0, (at - now).total_seconds()))

    def _set_alarm(self, seconds: float) -> None:
        self._alarm = asyncio.ensure_future(self._sleep(seconds))
        self._alarm.add_done_callback(lambda _: self._news.set())

    def look(self) -> None:
        """Look at the outbox anew: a time is set that the alarm does not know of, or others have written."""
        if self._alarm is not None:
            self._alarm.cancel()

    def _start(self) -> None:
        """Give each chat that is ready, and not being sent to, a worker, as far as there is room; answers first.

        Where a chat has to wait for that, its row may be withdrawn meanwhile, and is looked up again.
        """
        for chat in self._idle(self._ready, IN_LINE - len(self._workers)):
            del self._ready[chat]
            self._begin(chat, self._found.pop(chat, None))
        self._found.clear()
        if len(self._workers) >= IN_LINE and self._idle(self._ready, 1):
            return
        for chat in self._idle(self._unasked, CALMLY_IN_LINE - len(self._calm)):
            del self._unasked[chat]
            self._calm.add(chat)
            self._begin(chat, None)

    def _idle(self, chats: dict[int, None], room: int) -> list[int]:
        """The first of these that have no worker, as many as there is room for; the rest is not looked at."""
        return list(islice((chat for chat in chats if chat not in self._workers), max(0, room)))

    def _begin(self, chat: int, found: Row | None) -> None:
        worker = asyncio.create_task(self._work(chat, found))
        self._workers[chat] = worker
        worker.add_done_callback(partial(self._ended, chat))

    def _ended(self, chat: int, worker: asyncio.Task[None]) -> None:
        del self._workers[chat]
        self._calm.discard(chat)
        self._eased.set()
        self._news.set()
        error = None if worker.cancelled() else worker.exception()
        if isinstance(error, InvalidToken):
            self._fatal = error
        elif error is not None:
            log.error("deliver.failed", chat=chat, error=type(error).__name__)

    async def _end(self) -> None:
        """Leave no task behind, and nobody who waits for room."""
        self._unasked.clear()
        self._eased.set()
        tasks: list[asyncio.Future[None]] = [*self._workers.values(), *filter(None, [self._alarm])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, chat: int, found: Row | None) -> None:
        """Send one chat's messages, in order, until none is due."""
        row = self._due(found) or await self._next(chat)
        while row is not None:
            unasked = row.unasked
            async with self._leaves.wait(row) as waited:
                if waited:
                    row = await self._next(chat)  # meanwhile it may have been withdrawn
                if row is None:
                    return
                if row.unasked != unasked and self._limits.pays:
                    continue  # it has a place of the other kind now
                if not self._limits.closed(chat):  # or Telegram may have told us to wait
                    row = await self._deliver_marked(row)

    async def _deliver_marked(self, row: Row) -> Row | None:
        """Deliver a row; `settled` can wait for it meanwhile."""
        self._sending[row.chat_id] = settled = asyncio.Event()
        try:
            return await self._deliver(row)
        finally:
            del self._sending[row.chat_id]
            settled.set()

    async def _next(self, chat: int) -> Row | None:
        find = partial(outbox.next_of, bot=self._bot, chat_id=chat)
        row = await self._stored.read(find)
        due = self._due(row)
        if row is not None and due is None:
            self.look()  # its time was left out of the alarm while its person had blocked us
        return due

    def _due(self, row: Row | None) -> Row | None:
        """The row if it may go now."""
        if row is None or self._stopping or not row.due(self._store.clock()):
            return None
        return row

    async def _deliver(self, row: Row) -> Row | None:
        """Send a row, commit what became of it, and return the chat's next one that is due."""
        try:
            sender = self._broadcaster if row.unasked else self._sender
            message = await self._send(sender, row)
        except Drained:
            return None
        except Gone:
            return await self._next(row.chat_id)
        except Exception as error:  # noqa: BLE001 - every failure has its place in `_failed`
            return await self._failed(row, error)
        self._figures.message("sent")
        self._on_sent(row)
        return await self._settle(
            row, lambda cursor: outbox.sent(cursor, row.id, message, self._store.clock())
        )

    async def _send(self, sender: Sender, row: Row) -> int:
        """Send a row; its place ends with Telegram's answer, and does not wait for the commit of what became of it."""
        try:
            return await sender.send(row, partial(self._mark_part, row), partial(self._look_up, row))
        finally:
            self._leaves.answered(row.chat_id)

    async def _failed(self, row: Row, error: Exception) -> Row | None:
        match error:
            case InvalidToken() | StorageUnavailable() | StoreClosed():
                raise error
            case Flood():
                self._figures.flood("message")
                seconds = min(error.retry_after, LONGEST_FLOOD).total_seconds()
                self._limits.close(seconds, row.chat_id)
                return await self._postpone(row, seconds, FLOOD)
            case Forbidden():
                return await self._turned_away(row, self._jitter(), type(error).__name__)
            case BadRequest():
                return await self._aside(row, error.message)
            case TelegramError() | MemoryError() | OSError():
                # Telegram's or the machine's fault passes; the message's own would not.
                seconds = backoff(row.attempts + 1, LONGEST_WAIT) + self._jitter()
                return await self._postpone(row, seconds, type(error).__name__)
            case _:
                return await self._aside(row, f"could not be made into a message: {type(error).__name__}")

    async def _postpone(self, row: Row, seconds: float, reason: str) -> Row | None:
        self._tell_postponed(row, seconds, reason)
        not_before = self._store.clock() + timedelta(seconds=seconds)
        due = await self._settle(row, lambda cursor: outbox.postpone(cursor, row.id, not_before, reason))
        self.look()
        return due

    def _tell_postponed(self, row: Row, seconds: float, reason: str) -> None:
        self._figures.message("postponed")
        log.warning(
            "deliver.postponed", row=row.id, chat=row.chat_id, error=reason, seconds=round(seconds, 1)
        )

    async def _turned_away(self, row: Row, seconds: float, reason: str) -> Row | None:
        """Keep the rows of somebody who has blocked us; who is back by the time that this is stored is tried again."""
        is_back = False

        def change(cursor: Cursor) -> None:
            nonlocal is_back
            now = self._store.clock()
            is_back = refusals.note(cursor, row, now) == "back"
            if is_back:
                outbox.postpone(cursor, row.id, now + timedelta(seconds=seconds), reason)

        due = await self._settle(row, change)
        if is_back:
            self._tell_postponed(row, seconds, reason)
            self.look()
        else:
            self._figures.message("blocked")
            log.info("deliver.blocked", row=row.id, chat=row.chat_id)
        return due

    async def _aside(self, row: Row, reason: str) -> Row | None:
        self._figures.message("refused")
        log.error("deliver.aside", row=row.id, chat=row.chat_id, error=reason)
        return await self._settle(row, lambda cursor: outbox.aside(cursor, row.id, reason))

    async def _mark_part(self, row: Row, parts: int) -> None:
        """Mark what was accepted of a long message, and wait until the next part may go, if it still may."""
        await self._stored.mark(row, lambda cursor: outbox.part(cursor, row.id, parts))
        if self._stopping:
            raise Drained
        await self._limits.again(row.chat_id)
        await self._see(outbox.there, row)

    async def _look_up(self, row: Row) -> None:
        """Look whether a message may still go, after what took a while; else raise `Gone`, or `Drained`."""
        await self._see(outbox.waits, row)

    async def _see(self, good: Callable[..., bool], row: Row) -> None:
        if not await self._stored.read(partial(good, row_id=row.id)):
            raise Gone
        if self._stopping:
            raise Drained

    async def _settle(self, row: Row, change: Function[None]) -> Row | None:
        """Commit a change to a row, and look up the chat's next one in the same transaction.

        Where that fails the change goes alone: what was sent stays marked, whatever stands behind it.
        """

        def both(cursor: Cursor) -> tuple[Row | None]:
            change(cursor)
            return (outbox.next_of(cursor, row.bot, row.chat_id),)

        found = await self._stored.mark(row, both, change)
        return await self._next(row.chat_id) if found is None else self._due(*found)
