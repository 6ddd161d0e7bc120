"""One bot over one database, in a process of its own, so that its memory can be told: it does what it is asked to.

A question and an answer are a line of JSON each. What is measured runs as in the bot: the real turns and the real timer
loop and the real sender over the real store, with `synchronous=FULL`. Only Telegram is missing.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final, cast

from benchmarks.desk.office import served
from benchmarks.growth.multiply import FIRST_USER
from benchmarks.growth.sending import Sending
from benchmarks.growth.template import settings
from benchmarks.memory import peak
from bot.bounds import Bound
from bot.chat.clockwork import Clockwork, purge
from bot.chat.hearing import Hearing
from bot.chat.locks import Locks
from bot.chat.turn import Turns
from bot.chat.updates import Incoming
from bot.commands.content import content_of
from bot.commands.storage import database_of
from bot.engine.effects import REMINDER
from bot.engine.inputs import Command, Typed
from bot.flows import discover
from bot.pace import Pace
from bot.state import leaving, opening, organisations, outbox, people, timers
from bot.state.deeds import Doer
from bot.state.ids import Ids
from bot.state.store import Store
from bot.state.transaction import transaction
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.deliver import Deliverer
    from bot.config import Config
    from bot.engine.inputs import Input
    from bot.state.cursor import Cursor
    from bot.state.outbox import Row

TEXT: Final = "Jeg har kørt lastbil i otte år, mest om natten, og jeg kender vejene på hele Sjælland."
ENDLESS: Final = Bound(1_000_000, 1.0)
LIMIT: Final = 100
"""As many due timers, or chats, as the bot looks for at once."""
NIGHT: Final = 2
"""The hour, UTC, of the first sweep: one at which also large files are cleaned."""
PAGES: Final = ("/desk/", "/desk/reminders")
Answer = dict[str, Any]


class Nobody:
    """Takes the place of whoever sends reminders: what has been written waits in the database."""

    def wake(self, *_: int, unasked: bool = False) -> None:
        """There is nobody to wake."""

    async def eased(self) -> None:
        """There is always room."""


class Clock:
    """The present moment, which can be put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Bot:
    """The store of a database, and what the bot does with it, each thing measured."""

    def __init__(self, config: Config, store: Store, clock: Clock, count: int, seed: int, place: int) -> None:
        self.store, self.clock = store, clock
        self.chance = Random(seed)
        self.citizens = range(FIRST_USER + 1, FIRST_USER + count)
        self.updates = int(clock().timestamp() * 1_000_000)
        content = content_of(config)
        flows, every = Pace(ENDLESS), discover(content)
        self.turns = Turns(config.bot, place, every, catalogues(), store.ids, newcomers=flows, again=flows)
        self.sending = Sending(store, self.turns)
        self.clockwork = Clockwork(
            store, self.turns, Locks(), cast("Deliverer", Nobody()), Hearing(everything=True), content=content
        )

    def somebody(self) -> int:
        """The number of a citizen at Telegram who has not blocked the bot, drawn among all."""
        while (user := self.chance.choice(self.citizens)) % 25 == FIRST_USER % 25:
            pass
        return user

    async def turn(self, count: int) -> Answer:
        """Turns of so many citizens, and then another one of each, every one of them committed and sent alone.

        Half of the citizens write an answer, the others ask for the menu.
        """
        told: Answer = {"first": [], "first cpu": [], "next": [], "next cpu": []}
        users = [self.somebody() for _ in range(count)]
        for time in ("first", "next"):
            for number, user in enumerate(users):
                given: Input = Typed(TEXT, 900_000 + number) if number % 2 else Command("menu")
                self.updates += 1
                incoming = Incoming(self.updates, user, user, "da", given)
                seconds, used = await _timed(self._whole, incoming)
                told[time].append(seconds)
                told[f"{time} cpu"].append(used)
        return told

    async def _whole(self, incoming: Incoming) -> None:
        """Take a turn, and send all that it says, as the program does after the commit."""

        def step(cursor: Cursor) -> Row | None:
            self.turns.take(cursor, incoming, self.clock())
            return outbox.next_of(cursor, self.turns.bot, incoming.chat_id)

        await self.sending.send(incoming.chat_id, await self.store.write(step))

    async def look(self, count: int) -> Answer:
        """Looks at the tables of timers and of messages, as each loop does after whatever has happened."""
        bot = self.turns.bot
        told: Answer = {"timers": [], "outbox": []}
        for _ in range(count):
            now = self.clock()
            for name, every in {
                "timers": (
                    partial(timers.due, bot=bot, now=now, limit=LIMIT),
                    partial(timers.next_due, bot=bot),
                ),
                "outbox": (
                    partial(outbox.waiting_chats, bot=bot, now=now, limit=LIMIT),
                    partial(outbox.next_wakeup, bot=bot, after=now),
                ),
            }.items():
                took = [await _timed(self.store.read, function) for function in every]
                told[name].append(sum(seconds for seconds, _ in took))
        return told

    async def remind(self, count: int) -> Answer:
        """Reminders of so many citizens that come due now, rung by the timer loop; seconds for each."""
        users = {self.somebody() for _ in range(count)}
        now = self.clock()
        await self.store.write(partial(_due, users=users, bot=self.turns.bot, ids=self.store.ids, now=now))
        seconds, used = await _timed(self.clockwork.tick)
        return {"wall": [seconds / len(users)], "cpu": [used / len(users)]}

    async def sweep(self, _: int) -> Answer:
        """What is done every hour, and how long a turn beside it waits at most: first by night, then an hour later."""
        night = timedelta(hours=24 + NIGHT - self.clock().hour)
        self.clock.ahead += night if not self.clock.ahead else timedelta(hours=1)
        sweeping = asyncio.create_task(_timed(self.clockwork.tick))
        waits = [0.0]
        while not sweeping.done():
            await asyncio.sleep(0)
            waits.append((await _timed(self.store.write, lambda cursor: cursor.execute("SELECT 1", {})))[0])
        return {"wall": [(await sweeping)[0]], "waits": [max(waits)]}

    async def forget(self, _: int) -> Answer:
        """What a sweep leaves to the looks after it, until nothing is left; seconds for each step."""
        wall, more = [], True
        while more:
            begun = perf_counter()
            more = await self.store.write(partial(purge, bot=self.turns.bot, now=self.clock()))
            wall.append(perf_counter() - begun)
        return {"wall": wall}

    async def erase(self, count: int) -> Answer:
        """Erasures, with what is done in the same breath to let no trace of them stay."""
        wall = []
        for _ in range(count):
            seconds, _ = await _timed(
                self.store.write, partial(self._erased, user=self.somebody(), now=self.clock())
            )
            wall.append(seconds)
        return {"wall": wall}

    def _erased(self, cursor: Cursor, user: int, now: datetime) -> None:
        known = people.find(cursor, self.turns.bot, user)
        if known is not None:
            leaving.leave(Doer(cursor, self.store.ids, known.person.id, known.organisation, now))
            people.erase(cursor, known.person.id)


async def _timed(function: Callable[..., Awaitable[Any]], *arguments: Any) -> tuple[float, float]:
    """The seconds, and those of a processor, that something takes."""
    begun, used = perf_counter(), process_time()
    await function(*arguments)
    return perf_counter() - begun, process_time() - used


def _due(cursor: Cursor, users: set[int], bot: int, ids: Ids, now: datetime) -> None:
    """Let the reminder of each of these be due."""
    for user in users:
        person = people.id_of(cursor, bot, user)
        cursor.execute("SELECT id FROM reminders WHERE citizen = :person", {"person": person})
        found = cursor.fetchone()  # none where an earlier run over this database has erased them
        if person is not None and found is not None:
            (reminder,) = found
            cursor.execute(
                "UPDATE reminders SET due_at = :now WHERE id = :id", {"id": reminder, "now": _ms(now)}
            )
            timers.schedule(cursor, ids.next(), person, REMINDER, reminder, now)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000)


async def _answer(tasks: dict[str, Callable[[int], Awaitable[Answer]]]) -> None:
    """Do what each line asks for, until there are no more."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        told = await tasks[asked["do"]](asked["times"])
        print(json.dumps(told | {"memory": peak("self")}), flush=True)


async def be_bot(folder: Path, citizens: int, seed: int) -> None:
    """Open the store, say how long that took, and do what is asked."""
    config, clock = settings(folder), Clock()
    begun = perf_counter()
    async with await Store.open(database_of(config), clock=clock, ids=Ids(clock)) as store:
        opened = perf_counter() - begun
        (place, _), *_ = await store.read(organisations.made)
        bot = Bot(config, store, clock, citizens, seed, place)
        await bot.sending.send_all()
        size = opening.size_of(opening.path_of(config.database_url))
        print(json.dumps({"opened": opened, "bytes": size}), flush=True)
        await _answer(
            {
                each.__name__: each
                for each in (bot.turn, bot.look, bot.remind, bot.sweep, bot.forget, bot.erase)
            }
        )


async def be_desk(folder: Path, *_: int) -> None:
    """Serve the desk, and ask for its pages."""
    _let_in(settings(folder))
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(served(settings(folder), {}))

        async def pages(count: int) -> Answer:
            told: Answer = {page: [] for page in PAGES}
            for _ in range(count):
                for page in PAGES:
                    status, seconds = await office.get(page)
                    assert status == 200, f"{page} answers {status}"
                    told[page].append(seconds)
            return told

        print(json.dumps({}), flush=True)
        await _answer({"pages": pages})


def _let_in(config: Config) -> None:
    """A link to the desk works once: with each run of a database that is kept it is new."""
    database = database_of(config)
    with (
        closing(opening.connect(opening.path_of(database.url), database.keys, 1.0)) as connection,
        transaction(connection),
    ):
        connection.execute("UPDATE desk_links SET used_at = NULL")


MODES: Final[dict[str, Callable[[Path, int, int], Awaitable[None]]]] = {"bot": be_bot, "desk": be_desk}


async def _run(mode: str, folder: Path, citizens: int, seed: int) -> None:
    await MODES[mode](folder, citizens, seed)


if __name__ == "__main__":
    mode, where, many, begin = sys.argv[1:]
    asyncio.run(_run(mode, Path(where), int(many), int(begin)))
