"""A morning at which very many reminders are due at once, in virtual time: the program's own clockwork and deliverer.

Only the turns are short ones, and Telegram is a stand-in that counts as strictly as Telegram may, by when each message
arrives. The benchmark of dispatch runs the same with 100,000.
"""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, Final

from telegram.error import Forbidden

from bot.chat.clockwork import Clockwork
from bot.chat.deliver import Deliverer
from bot.chat.done import Done
from bot.chat.errors import Flood
from bot.chat.hearing import Hearing
from bot.chat.limits import OVERALL, PER_CHAT, Limits
from bot.chat.locks import Locks
from bot.chat.paid import Paid
from bot.chat.send import Sender
from bot.engine.person import Person
from bot.state import organisations, outbox, people, timers
from bot.state.ids import Ids
from bot.state.store import Store
from bot.state.values import to_ms
from tests.chat.at_once import AtOnce, connected
from tests.chat.helpers import nothing, virtually
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from bot.chat.rates import Rate
    from bot.state.connection import Connection
    from bot.state.cursor import Cursor
    from bot.state.timers import Timer

NINE: Final = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine o'clock in Copenhagen, on a Monday."""
KIND: Final = "reminder"
STRICT: Final = 1.0
"""The length of the window in which the stand-in counts, whatever the limiter thinks."""
WAITS: Final = 3
"""Seconds that it tells to wait."""
TWICE: Final = 2
"""So many times as long as the rate would allow is waited for the last reminder."""
EXACT: Final = 1e-6
"""What adding up floating-point times may cost."""


@dataclass(frozen=True)
class Morning:
    """What is to happen: so many reminders, of which one person in ten gets two, and answers a second meanwhile."""

    reminders: int
    answers: float = 5.0
    living: int = 400
    there: float = 0.01
    back: float = 0.01
    seed: int = 20261123
    before: float = 60.0
    """Seconds in which only answers are sent, to compare with."""
    floods: tuple[float, ...] = ()
    """Seconds after the beginning at which the stand-in refuses everything for a while, whoever it is for."""
    finish: float = 0.0
    """Seconds after the beginning at which the last tenth of those reminded have done it by themselves."""
    paid: Rate | None = None
    blocked: int = 0
    """Of so many of those reminded, who do nothing meanwhile, one has blocked the bot; 0 for nobody."""

    def has_blocked(self, chat: int) -> bool:
        return self.blocked > 0 and chat > self.living and chat % self.blocked == 0


@dataclass
class Found:
    """What was seen, with the moments in seconds since nine o'clock."""

    arrivals: list[tuple[float, int, str]] = field(default_factory=list)
    """When each message that was accepted arrived, to which chat, and what it says."""
    paid: list[float] = field(default_factory=list)
    """When those arrived that were to be paid for."""
    turned_away: list[tuple[float, int]] = field(default_factory=list)
    """When each message arrived that went to somebody who has blocked the bot, and to which chat."""
    refused: int = 0
    before: list[float] = field(default_factory=list)
    """How long each answer took to arrive before nine."""
    during: list[float] = field(default_factory=list)
    """The same while reminders are sent."""
    most_waiting: int = 0
    """Messages that waited in the outbox at most, as looked at now and then."""
    left: int = 0
    """Timers and messages that are left at the end."""
    held: int = 0
    """Messages that wait then for whoever has blocked the bot."""

    def reminders(self) -> list[tuple[float, int, str]]:
        return [each for each in self.arrivals if each[2].startswith("reminder")]

    def seconds(self) -> float:
        """From the first reminder to the last."""
        times = [at for at, _, _ in self.reminders()]
        return times[-1] - times[0]

    def used(self, rate: float = OVERALL.count) -> float:
        """The part of the rate that was used from the first reminder to the last, by reminders and answers."""
        first, last = self.reminders()[0][0], self.reminders()[-1][0]
        every = [at for at, _, _ in self.arrivals] + [at for at, _ in self.turned_away]
        sent = sum(first <= at < last for at in every)
        return sent / (last - first) / rate


def hundredth(times: Sequence[float]) -> float:
    """What the slowest in a hundred take at least."""
    return sorted(times)[max(0, math.ceil(0.99 * len(times)) - 1)]


def most(times: Sequence[float], seconds: float) -> int:
    """How many there are in the fullest window of this length."""
    window: deque[float] = deque()
    fullest = 0
    for time in sorted(times):
        window.append(time)
        while window[0] <= time - seconds + EXACT:
            window.popleft()
        fullest = max(fullest, len(window))
    return fullest


class Telegram:
    """Takes messages as they arrive; more than 30 in a second it refuses, as it does all for a while when told to.

    More than three within three seconds in a chat it refuses too. Whoever has blocked the bot is a place all the same.
    """

    def __init__(self, morning: Morning, found: Found, since: Callable[[], float]) -> None:
        self._morning = morning
        self._found = found
        self._since = since
        self._second: deque[float] = deque()
        self._in_chat: defaultdict[int, deque[float]] = defaultdict(partial(deque, maxlen=PER_CHAT.count))
        self._floods = deque(morning.floods)
        self._closed_until = -math.inf
        self._message = 0

    async def call(self, method: str, params: Mapping[str, Any], *_: Any) -> Any:
        assert method == "sendMessage"
        await asyncio.sleep(self._morning.there)
        try:
            self._arrives(params)
        finally:
            await asyncio.sleep(self._morning.back)
        self._message += 1
        return {"message_id": self._message}

    def _arrives(self, params: Mapping[str, Any]) -> None:
        now = self._since()
        if self._floods and now >= self._floods[0]:
            self._floods.popleft()
            self._closed_until = now + WAITS
        paid = "allow_paid_broadcast" in params
        while self._second and self._second[0] <= now - STRICT + EXACT:
            self._second.popleft()
        own = self._in_chat[params["chat_id"]]
        crowded = len(own) == PER_CHAT.count and own[0] > now - PER_CHAT.seconds + EXACT
        if now < self._closed_until or crowded or (not paid and len(self._second) >= OVERALL.count):
            self._found.refused += 1
            raise Flood(timedelta(seconds=WAITS))
        (self._found.paid if paid else self._second).append(now)
        own.append(now)
        if self._morning.has_blocked(params["chat_id"]):
            self._found.turned_away.append((now, params["chat_id"]))
            raise Forbidden("Forbidden: bot was blocked by the user")
        self._found.arrivals.append((now, params["chat_id"], params["text"]))


class Short:
    """Turns that say one sentence, and no more."""

    def __init__(self, ids: Ids) -> None:
        self.bot = BOT
        self.ids = ids

    def wake(self, cursor: Cursor, timer: Timer, now: datetime) -> Done:
        if not timers.take(cursor, timer):
            return Done()
        self.say(cursor, timer.person, f"reminder {timer.session}", now, unasked=True)
        return Done(chat=timer.person)

    def say(self, cursor: Cursor, chat: int, text: str, now: datetime, *, unasked: bool) -> None:
        payload = {"kind": "say", "text": text}
        outbox.add(cursor, self.ids.next(), BOT, chat, None, "da", payload, 0, -1, now, unasked=unasked)


class _Play:
    def __init__(self, morning: Morning, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        self.morning, self.found, self.random = morning, Found(), Random(morning.seed)
        begun = loop.time() + morning.before
        self.since: Callable[[], float] = lambda: loop.time() - begun
        ids = Ids(self.clock)
        self.store = Store(AtOnce(connection), clock=self.clock, ids=ids)
        self.turns = Short(ids)
        limits = Limits(paid=morning.paid, clock=loop.time)
        telegram = Telegram(morning, self.found, self.since)

        def sender(api: Any) -> Sender:
            return Sender(
                api,
                limits,
                render=lambda payload, _: [{"text": payload["text"]}],
                commands=lambda _: [],
                copy=nothing,
            )

        broadcaster = sender(Paid(telegram)) if morning.paid else None
        self.deliverer = Deliverer(self.store, sender(telegram), limits, bot=BOT, broadcaster=broadcaster)
        turns: Any = self.turns
        self.clockwork = Clockwork(self.store, turns, Locks(), self.deliverer, Hearing())
        self.asked: dict[str, float] = {}

    def clock(self) -> datetime:
        return NINE + timedelta(seconds=self.since())

    async def played(self) -> Found:
        tasks = [
            asyncio.create_task(each) for each in (self.deliverer.run(), self.clockwork.run(), self.watch())
        ]
        living = asyncio.create_task(self.live())
        if self.morning.finish:
            await asyncio.sleep(self.morning.before + self.morning.finish)
            await self.store.write(self.finish)
        await asyncio.sleep(max(0.0, 1.0 - self.since()))
        latest = TWICE * self.morning.reminders / OVERALL.count + self.morning.before
        while self.since() < latest and await self.remaining():  # noqa: ASYNC110 - the program tells nobody
            await asyncio.sleep(1.0)
        living.cancel()
        await asyncio.sleep(30)
        self.found.left = await self.remaining()
        self.found.held = await self.store.read(_held)
        for task in tasks:
            assert not task.done()
            task.cancel()
        await asyncio.gather(living, *tasks, return_exceptions=True)
        self.compare()
        return self.found

    async def remaining(self) -> int:
        def look(cursor: Cursor) -> int:
            cursor.execute(
                "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM timers WHERE bot = :bot LIMIT 1000))"
                " + (SELECT COUNT(*) FROM outbox WHERE status = 'waiting' AND held = 0)",
                {"bot": BOT},
            )
            (count,) = cursor.fetchone()
            return int(count)

        return await self.store.read(look)

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(0.7)
            self.found.most_waiting = max(self.found.most_waiting, await self.store.read(_waiting))

    async def live(self) -> None:
        """People who do something now and then, each of whom has an answer to get; some are reminded themselves."""
        number = 0
        while True:
            await asyncio.sleep(self.random.expovariate(self.morning.answers))
            number += 1
            chat, text = self.random.randint(1, self.morning.living), f"answer {number}"
            self.asked[text] = self.since()
            say = partial(self.turns.say, chat=chat, text=text, now=self.clock(), unasked=False)
            await self.store.write(say)
            self.deliverer.wake(chat)

    def finish(self, cursor: Cursor) -> None:
        cursor.execute("DELETE FROM timers WHERE session > :last", {"last": self.morning.reminders * 9 // 10})

    def compare(self) -> None:
        """Sort out how long answers took before nine, and since."""
        for arrived, _, text in self.found.arrivals:
            if text in self.asked:
                asked = self.asked[text]
                (self.found.before if asked < 0 else self.found.during).append(arrived - asked)


def play(morning: Morning, folder: Path) -> Found:
    """Have it happen, over a database in this folder."""
    connection = connected(folder)
    _settle(connection, morning)

    async def main() -> Found:
        return await _Play(morning, connection).played()

    return virtually(main)


def _settle(connection: Connection, morning: Morning) -> None:
    """Store the people, with all that is due at nine; the id of each is that of their chat as well."""
    cursor = connection.cursor()
    place = organisations.ensure(
        cursor, BOT, "Kommunen", "jobstjernen@example.org", Ids(lambda: NINE), NINE
    ).id
    people.create(cursor, BOT, 1, 1, Person(1), place, NINE)
    cursor.execute("SELECT name FROM pragma_table_info('people') WHERE name <> 'id'")
    columns = ", ".join(name for (name,) in cursor.fetchall())
    many = morning.reminders * 10 // 11
    rows = range(2, many + 1)
    cursor.execute("BEGIN")
    cursor.executemany(
        f"INSERT INTO people (id, {columns}) SELECT ?, {columns} FROM people WHERE id = 1",
        [(n,) for n in rows],
    )
    cursor.executemany(
        "INSERT INTO addresses (bot, user_id, chat_id, person) VALUES (?, ?, ?, ?)",
        [(BOT, n, n, n) for n in rows],
    )
    due = [(n, (n - 1) % many + 1, KIND, n, to_ms(NINE)) for n in range(1, morning.reminders + 1)]
    cursor.executemany(
        f"INSERT INTO timers (id, person, kind, session, due_at, version, bot) VALUES (?, ?, ?, ?, ?, 1, {BOT})",
        due,
    )
    cursor.execute("COMMIT")


def _waiting(cursor: Cursor) -> int:
    cursor.execute("SELECT COUNT(*) FROM outbox WHERE status = 'waiting'", {})
    (count,) = cursor.fetchone()
    return int(count)


def _held(cursor: Cursor) -> int:
    cursor.execute("SELECT COUNT(*) FROM outbox WHERE status = 'waiting' AND held = 1", {})
    (count,) = cursor.fetchone()
    return int(count)
