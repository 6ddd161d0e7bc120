"""Messages of a bot whose programs share a database: one of them sends, and the others tell it what waits."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.backoff import backoff
from bot.chat.able import LACKS, Able
from bot.chat.errors import is_answer
from bot.chat.figures import Figures
from bot.chat.insistent import Insistent
from bot.chat.speakers import ALLOWED, Speakers
from bot.state import outbox, sending
from bot.state.crew import News
from bot.state.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.able import Power
    from bot.chat.deliver import Deliverer
    from bot.chat.limits import Limits
    from bot.state.crew import Crew, Seat
    from bot.state.cursor import Cursor
    from bot.state.outbox import Row
    from bot.state.store import Store

RESTS: Final = 1.0
"""Seconds between taking the place and sending: what the one before has just sent counts within Telegram's limits, and
what it was sending has time to be marked."""
LAST_SECONDS: Final = 2.0
"""How long what is on its way may take to be answered and marked once the place is lost. Nothing more goes."""
PAUSE: Final = 0.05
"""Seconds between two looks at whether a message has been marked that another program sends."""
REMEMBERED: Final = 1024
MAKES_WAY: Final = 3.0
"""Seconds after a place was given up in which this program does not take it: who waits for it tries each second."""
RESTS_AFTER: Final = 60.0
"""Seconds in which it then asks nobody to leave it: two that both fail change no oftener than a message is tried."""
PROVES: Final = 10.0
"""The longest wait between two tries to show that this program can send."""

log = structlog.get_logger(__name__)


class Relay:
    """An `Outgoing` for one of several programs. With `make` it may be the one that sends; without, it never is.

    Whoever takes the sender's place makes a deliverer anew, which finds in the outbox all that waits.
    """

    def __init__(
        self,
        store: Store,
        crew: Crew,
        make: Callable[[], Deliverer] | None,
        limits: Limits,
        *,
        bot: int,
        figures: Figures | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        speakers: Speakers | None = None,
        able: Able | None = None,
        prove: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        """`limits` are all of Telegram's while this program sends, and else the little that it may say by itself.

        `able` knows whether what `make` makes gets through; `prove` asks Telegram something, as its errors say.
        """
        self._store = store
        self._crew = crew
        self._make = make
        self._limits = limits
        self._bot = bot
        self._speakers = speakers or Speakers()
        self._figures = figures or Figures()
        self._sleep = sleep
        self._able = able or Able()
        self._prove = prove
        self._stored = Insistent(store, self._figures, self._able, sleep)
        self._unable = asyncio.Event()
        self._deliverer: Deliverer | None = None
        self._in_vain: dict[int, int] = {}
        self._stopping = asyncio.Event()
        limits.on_close(lambda chat, seconds: crew.tell(News(floods=frozenset({(chat, seconds)}))))
        self.share()

    def share(self) -> None:
        """Leave the others their places under Telegram's limits; to be called whenever they may have become more."""
        others = self._speakers.seen(self._crew.speakers)
        if self.sends:
            self._limits.leave(ALLOWED * others)
        else:
            self._limits.leave_all_but(ALLOWED)

    @property
    def sends(self) -> bool:
        """Whether this program is the one that sends."""
        return self._deliverer is not None

    def wake(self, *chats: int, unasked: bool = False) -> None:
        if self._deliverer is not None:
            self._deliverer.wake(*chats, unasked=unasked)
        elif unasked:
            self._crew.tell(News(unasked=frozenset(chats)))
        else:
            self._crew.tell(News(chats=frozenset(chats)))

    def hand_over(self, chat: int, row: Row | None) -> None:
        if self._deliverer is not None:
            self._deliverer.hand_over(chat, row)
        else:
            self.wake(chat)

    def look(self) -> None:
        if self._deliverer is not None:
            self._deliverer.look()

    def heard(self, news: News) -> None:
        """Send what another program has committed, where this is the one that sends; wait where Telegram told it to."""
        for chat, seconds in news.floods:
            self._limits.overhear(chat, seconds)
        if self._deliverer is None:
            return
        self._deliverer.wake(*news.chats)
        self._deliverer.wake(*news.unasked, unasked=True)
        if news.everything:
            self._deliverer.look()

    async def eased(self) -> None:
        """As `Deliverer.eased`; another program's queue is seen in the table."""
        while True:
            deliverer = self._deliverer
            if deliverer is not None:
                await deliverer.eased()
            elif await self._store.read(self._has_enough):
                await self._sleep(RESTS)
                continue
            if deliverer is self._deliverer:  # else it has ended meanwhile, and said nothing of what waits
                return

    async def settled(self, chat: int, seconds: float) -> None:
        """As `Deliverer.settled`: the mark is looked for in the table, for only the sender knows what it sends."""
        if self._deliverer is not None:
            await self._deliverer.settled(chat, seconds)
            return
        row, left = await self._on_its_way(chat), seconds
        while row and row != self._in_vain.get(chat):
            if left <= 0:
                self._waited_in_vain(chat, row)
                return
            await self._sleep(PAUSE)
            left -= PAUSE
            if await self._on_its_way(chat) != row:
                return

    async def run(self) -> None:
        """Deliver whenever the sender's place is ours, until `drain`. It is wanted once this program can send.

        Raises InvalidToken where Telegram does not know the token.
        """
        if self._make is None:
            await self._stopping.wait()
            return
        seat = self._crew.seat("sender")
        await self._until_able()
        while not self._stopping.is_set():
            async with seat.taken():
                lost = asyncio.ensure_future(seat.lost())
                try:
                    lacks = await self._while_ours(self._make, lost)
                finally:
                    lost.cancel()
            if lacks is not None:
                await self._make_way(seat)

    def feel(self) -> None:
        """See whether another program had better send; to be called every second or so."""
        if self.sends and self._able.lacks() is not None and self._crew.seat("sender").awaited:
            self._unable.set()

    async def drain(self, seconds: float) -> None:
        self._stopping.set()
        if self._deliverer is not None:
            await self._deliverer.drain(seconds)

    async def _while_ours(self, make: Callable[[], Deliverer], lost: asyncio.Future[None]) -> Power | None:
        """Send until the place is lost, or this program stops; InvalidToken where Telegram does not know the token.

        Where another program had better send: what this one lacks.
        """
        await self._first_of(lost, self._sleep(RESTS))
        if lost.done() or self._stopping.is_set():
            return None
        self._figures.sender_begins()
        self._able.anew()
        deliverer = self._deliverer = make()
        self.share()
        delivery = asyncio.ensure_future(self._deliver(deliverer))
        lacks = asyncio.ensure_future(self._lacks())
        try:
            ends: set[asyncio.Future[Any]] = {delivery, lost, lacks}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            self._deliverer = None
            self.share()
            if delivery.done():
                await delivery
            else:
                await deliverer.drain(LAST_SECONDS)
            return lacks.result() if lacks.done() and not self._stopping.is_set() else None
        finally:
            self._deliverer = None
            for each in (delivery, lacks):
                each.cancel()  # also where the storage keeps it: after these seconds somebody else may send
            await asyncio.gather(delivery, lacks, return_exceptions=True)

    async def _deliver(self, deliverer: Deliverer) -> None:
        """Deliver; what another program could not send does not wait until that would have tried it again."""
        await self._stored.write(lambda cursor: outbox.hasten(cursor, self._bot, self._store.clock()))
        await deliverer.run()

    async def _lacks(self) -> Power:
        """Wait until this program has something to send, cannot, and another one waits for the place."""
        while True:
            await self._unable.wait()
            self._unable.clear()
            lacks = self._able.lacks()
            if lacks is None:
                continue
            if await self._has_something():
                log.warning(
                    "crew.given_up", kind="sender", reason=LACKS[lacks], seconds=round(self._able.patience)
                )
                return lacks
            self._able.anew()

    async def _has_something(self) -> bool:
        try:
            return await self._store.read(partial(outbox.next_wakeup, bot=self._bot)) is not None
        except StorageUnavailable:
            return True

    async def _make_way(self, seat: Seat) -> None:
        """Let the other program have the place, and stand by once this one can send again."""
        seat.rest(RESTS_AFTER)
        await seat.lost()
        await self._sleep(MAKES_WAY)
        await self._until_able()
        log.info("crew.stands_by", kind="sender")

    async def _until_able(self) -> None:
        """Wait until Telegram answers this program, and the storage is read and written."""
        failures = 0
        while not await self._is_able():
            failures += 1
            await self._sleep(backoff(failures, PROVES))

    async def _is_able(self) -> bool:
        try:
            await self._store.read(lambda _: None)
            await self._store.write(lambda _: None)
            if self._prove is not None:
                await self._prove()
        except InvalidToken:
            raise
        except (TelegramError, StorageUnavailable) as error:
            return is_answer(error)
        return True

    async def _first_of(self, lost: asyncio.Future[None], nap: Awaitable[None]) -> None:
        """Wait for either, or until this program is told to stop."""
        stopping: asyncio.Future[Any] = asyncio.ensure_future(self._stopping.wait())
        others: list[asyncio.Future[Any]] = [asyncio.ensure_future(nap), stopping]
        try:
            await asyncio.wait([lost, *others], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in others:
                each.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    async def _on_its_way(self, chat: int) -> int:
        now = self._store.clock()
        return await self._store.read(partial(sending.on_its_way, bot=self._bot, chat_id=chat, now=now))

    def _has_enough(self, cursor: Cursor) -> bool:
        found = outbox.waiting_chats(
            cursor, self._bot, self._store.clock(), self._limits.calm_stock, unasked=True
        )
        return len(found) >= self._limits.calm_stock

    def _waited_in_vain(self, chat: int, row: int) -> None:
        """What was once waited for in vain is not waited for again: many texts would add their waits up."""
        if len(self._in_vain) >= REMEMBERED:
            self._in_vain.clear()
        self._in_vain[chat] = row
