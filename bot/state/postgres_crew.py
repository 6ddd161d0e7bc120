"""What programs on one PostgreSQL database know of each other: advisory locks and NOTIFY, on a connection for these."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import psycopg
import structlog
from psycopg import AsyncConnection, AsyncRawCursor, conninfo, sql

from bot.state.crew import EVERYTHING, HEARING, NOTHING, PLACES, SPEAKING, News, Seat, elapsed, key_of
from bot.state.errors import StateError
from bot.state.outage import Outage
from bot.state.postgres_address import parts_of
from bot.state.postgres_reach import DEFAULTS, why
from bot.state.roll import ADVISORY, KEY, key_of_kind, title

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.crew import Kind, Place
    from bot.state.opening import Database

    Link = AsyncConnection[tuple[Any, ...]]

EVERY: Final = 1.0
"""Seconds between two tries to take a place, and two signs that the connection lives."""
PATIENCE: Final = 2.0
"""Seconds that the server may take to answer, or the places count as lost."""
LIFELESS: Final = 20.0
"""Seconds without a sign of life after which whoever has a place, and stands still, is made to give it up."""
FELT: Final = 4
"""So many times within those it is looked whether there is one, by whoever waits."""
LET_GO: Final = {"idle": "3", "interval": "1", "count": "3", "user_timeout": "6000"}
"""When the server gives up a program that it cannot reach, and its places with it: later than that program itself."""
SURE: Final = 5.0
"""Seconds from a question that was answered within which nobody else can have a place: less than the server waits, and
than others do."""
HELD: Final = (
    f"SELECT ARRAY(SELECT {KEY} FROM pg_locks WHERE {ADVISORY}"  # noqa: S608 - all ours
    f" AND pid <> pg_backend_pid() AND {KEY} = ANY($1))"
)
"""Which of these locks other programs hold, each as often as there are such programs."""
END_LIFELESS: Final = (
    "SELECT COUNT(*) FILTER (WHERE pg_terminate_backend(a.pid))"  # noqa: S608 - all ours
    f" FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE {ADVISORY} AND {KEY} = $1"
    " AND a.usename = current_user AND a.state_change < clock_timestamp() - $2 * INTERVAL '1 millisecond'"
)
"""Each program asks something once a second on the connection of its places, and `state_change` tells when. Of another
role's session it does not, and no such one is ended."""

log = structlog.get_logger(__name__)


class PostgresCrew:
    """The programs of a bot on one database. A `Crew`."""

    def __init__(
        self,
        database: Database,
        bot: int,
        kind: Kind,
        *,
        every: float = EVERY,
        patience: float = PATIENCE,
        lifeless: float = LIFELESS,
        clock: Callable[[], float] = elapsed,
        outage: Outage | None = None,
    ) -> None:
        """`clock` gives seconds that never run backwards, and go on while this program stands still."""
        self.hears = False
        self.heard = False
        self.speakers = 0
        self._url = database.url
        self._title = title(kind)
        self._kind = key_of_kind(bot, kind)
        self._outage = outage or Outage()
        self._channel = f"jobstjernen_{bot}"
        self._seats = {
            place: Seat(key_of(bot, place), queue=key_of(bot, f"{place} awaited"), clock=clock)
            for place in PLACES
        }
        self._queues: set[int] = set()
        """The locks of those who wait that this program shares."""
        self._hearing = key_of(bot, HEARING)
        self._holds_hearing = False
        self._speaking = [key_of_kind(bot, each) for each in SPEAKING]
        self._every = every
        self._patience = patience
        self._lifeless = lifeless
        self._clock = clock
        self._unsaid = NOTHING
        """Its orders to wait are kept by when they end: they may be told much later."""
        self._untold = NOTHING
        self._stirred = asyncio.Event()
        self._ticked = self._felt = float("-inf")
        self._me = 0

    def seat(self, place: Place) -> Seat:
        return self._seats[place]

    def tell(self, news: News) -> None:
        """It goes soon, together with what else is to be told; whether a timer is set can wait for the next second."""
        self._unsaid |= news.later(-self._clock())
        if news.chats or news.unasked or news.recordings or news.floods:
            self._stirred.set()

    async def run(self, on_news: Callable[[News], None]) -> None:
        while True:
            try:
                await self._connected(on_news)
            except (psycopg.Error, OSError, StateError, TimeoutError) as error:
                self._tell_of(error)
            await asyncio.sleep(self._every)

    async def _connected(self, on_news: Callable[[News], None]) -> None:
        """Be one of the crew until the connection is lost; then no place is this program's any more."""
        named = {"client_encoding": "UTF8", "application_name": self._title}
        settings = DEFAULTS | parts_of(self._url) | named
        # Its time-out is that of one address; there may be several.
        link = await AsyncConnection.connect(conninfo.make_conninfo("", **settings), autocommit=True)
        try:
            await self._begin(link)
            on_news(EVERYTHING)
            while True:
                await self._round(link)
                self._works()
                self._read(link, on_news)
                await self._rest(link)
        finally:
            self._lose()
            link.pgconn.finish()  # at once: the server then lets go of the locks

    async def _begin(self, link: Link) -> None:
        self._me, self._ticked, self._felt = link.info.backend_pid, float("-inf"), self._clock()
        # Some arrives while the server is asked for something else.
        link.add_notify_handler(lambda told: self._note(told.pid, told.payload))
        # What is told here is committed already, so nobody need wait for a disk.
        await self._ask(link, "SELECT set_config('synchronous_commit', 'off', false)")
        for name, value in LET_GO.items():
            setting = f"tcp_{name}" if name == "user_timeout" else f"tcp_keepalives_{name}"
            await self._ask(link, "SELECT set_config($1, $2, false)", setting, value)
        await self._ask(link, "SELECT pg_advisory_lock_shared($1)", self._kind)
        listen = sql.SQL("LISTEN {}").format(sql.Identifier(self._channel))
        await self._ask(link, listen.as_string())

    async def _round(self, link: Link) -> None:
        due = self._clock() - self._ticked >= self._every
        news, self._unsaid = self._next_news(due=due)
        if news != NOTHING:
            await self._ask(link, "SELECT pg_notify($1, $2)", self._channel, news.to_text())
        if due:
            self._ticked = self._clock()
            for place, seat in self._seats.items():
                await self._see_to(link, place, seat)
            await self._feel(link)
            asked = self._clock()
            await self._hear(link)
            for seat in self._seats.values():
                seat.confirm(asked + min(self._lifeless / 2, SURE))

    def _next_news(self, *, due: bool) -> tuple[News, News]:
        """What is told now, and what can wait: timers are looked at once a second, not once a turn."""
        news = self._unsaid.later(self._clock())
        if due or not news.timers:
            return news, NOTHING
        return replace(news, timers=False), News(timers=True)

    async def _see_to(self, link: Link, place: Place, seat: Seat) -> None:
        """Take a place that is wanted and free, give back one that is not wanted any more; say if it is waited for."""
        if (
            seat.wanted
            and not seat.held
            and await self._ask(link, "SELECT pg_try_advisory_lock($1)", seat.key)
        ):
            seat.set(held=True)
            log.info("crew.taken", kind=place)
        elif seat.held and not seat.wanted:
            seat.set(held=False)
            await self._ask(link, "SELECT pg_advisory_unlock($1)", seat.key)
        if seat.awaits != (seat.queue in self._queues):
            done = "lock" if seat.awaits else "unlock"
            self._queues ^= {seat.queue}
            await self._ask(link, f"SELECT pg_advisory_{done}_shared($1)", seat.queue)

    async def _feel(self, link: Link) -> None:
        """Take the pulse of whoever has the places that are wanted here: one that stands still ends by its session."""
        if self._clock() - self._felt < self._lifeless / FELT:
            return
        self._felt = self._clock()
        for place, seat in self._seats.items():
            if (
                seat.wanted
                and not seat.held
                and await self._ask(link, END_LIFELESS, seat.key, int(1000 * self._lifeless))
            ):
                log.warning("crew.ended", kind=place)

    async def _hear(self, link: Link) -> None:
        """Say whether this program knows that all was taken in, and ask what others do; a sign of life as well."""
        if self.hears != self._holds_hearing:
            done = "lock" if self.hears else "unlock"
            self._holds_hearing = self.hears
            await self._ask(link, f"SELECT pg_advisory_{done}_shared($1)", self._hearing)
        places = [key for seat in self._seats.values() for key in (seat.key, seat.queue)]
        held = await self._ask(link, HELD, [self._hearing, *self._speaking, *places])
        self.heard = self._holds_hearing or self._hearing in held
        self.speakers = sum(held.count(each) for each in self._speaking)
        for seat in self._seats.values():
            seat.awaited = seat.queue in held
            seat.see(taken=seat.held or seat.key in held)

    async def _ask(self, link: Link, statement: str, *values: str | int | list[int]) -> Any:
        """What the server answers, in time; else the places are lost now, and the connection is ended."""
        overdue = asyncio.get_running_loop().call_later(self._patience, self._give_up, link)
        try:
            done = await AsyncRawCursor(link).execute(statement.encode(), values or None)
            return (await done.fetchone() or (None,))[0] if done.description else None
        finally:
            overdue.cancel()

    def _give_up(self, link: Link) -> None:
        """End the connection without closing its socket, at which the event loop still looks."""
        self._lose()
        if link.closed:
            return
        with socket.socket(fileno=os.dup(link.fileno())) as same:
            same.shutdown(socket.SHUT_RDWR)

    def _read(self, link: Link, on_news: Callable[[News], None]) -> None:
        """Hand on what the others have told. OperationalError where the connection has ended."""
        link.pgconn.consume_input()
        while told := link.pgconn.notifies():
            self._note(told.be_pid, told.extra.decode())
        heard, self._untold = self._untold, NOTHING
        if heard != NOTHING:
            on_news(heard)

    def _note(self, teller: int, text: str) -> None:
        if teller != self._me:
            self._untold |= News.of(text)

    async def _rest(self, link: Link) -> None:
        """Wait until there is something to read or to tell, or for a second."""
        loop, watched = asyncio.get_running_loop(), link.fileno()
        loop.add_reader(watched, self._stirred.set)
        wake = loop.call_later(max(0.0, self._ticked + self._every - self._clock()), self._stirred.set)
        try:
            await self._stirred.wait()
        finally:
            self._stirred.clear()
            wake.cancel()
            loop.remove_reader(watched)

    def _tell_of(self, error: Exception) -> None:
        """Log that the connection is lost: at once, and then now and then while it lasts."""
        if self._outage.fails():
            kind, seconds = type(error).__name__, self._outage.seconds
            log.warning("crew.lost", error=kind, reason=why(error, self._url), seconds=seconds)

    def _works(self) -> None:
        lasted = self._outage.ends()
        if lasted is not None:
            log.info("crew.back", seconds=lasted)

    def _lose(self) -> None:
        """No place is this program's any more, as far as it can know."""
        self.heard = self._holds_hearing = False
        self._queues.clear()
        for place, seat in self._seats.items():
            seat.awaited = False
            seat.see(taken=None)
            if seat.held:
                seat.set(held=False)
                log.warning("crew.place_lost", kind=place)
