"""Two programs that take in and one that sends, in virtual time: the program's own parts, over one PostgreSQL database.

What they tell each other goes through the server. Only the crew's connection is a stand-in, for a server knows no
virtual time: what is told has arrived everywhere a moment later.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import psycopg

from bot import bounds
from bot.bounds import Bound
from bot.chat import render, settling
from bot.chat.courtesy import Courtesies
from bot.chat.deliver import Deliverer
from bot.chat.errors import Flood
from bot.chat.limits import Limits
from bot.chat.locks import Locks
from bot.chat.reception import Reception
from bot.chat.relay import Relay
from bot.chat.seated import Seated
from bot.chat.send import Sender
from bot.chat.speakers import Speakers
from bot.chat.turn import Turns
from bot.pace import Pace, Paces
from bot.state import organisations
from bot.state.crew import NOTHING, News, Seat
from bot.state.errors import StorageUnavailable
from bot.state.ids import Ids
from bot.state.postgres_batch import run_batch, run_read
from bot.state.postgres_opening import connect
from bot.state.store import Store
from tests import postgres
from tests.chat.at_once import LoopClock
from tests.chat.helpers import PATIENCE, check, nothing
from tests.talk import BOT, all_flows, every_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.state.backend import Function, Outcome
    from bot.state.crew import Place
    from bot.state.cursor import Cursor
    from bot.state.postgres_cursor import Connection

NAMES: Final = ("serve 1", "serve 2", "work")
TOLD_AFTER: Final = 0.003
"""Seconds until what one program tells has come to the others."""
THINKS = 2.0
"""Seconds between a message and what a person does then."""
THERE, BACK = 0.02, 0.02
WAITS: Final = 3
"""Seconds that Telegram tells to wait."""
CROWD: Final = 10
"""Seconds in which people come one by one, four a second; then all others come at once."""
COUNTED: Final = ("sendMessage", "editMessageReplyMarkup")
"""The calls that count as messages."""


@dataclass(frozen=True)
class Call:
    """A call as it arrived at Telegram."""

    at: float
    of: str
    method: str
    params: Mapping[str, Any]
    refused: bool


class Telegram:
    """Takes everything; but when it is called by who sends, from `flood` on, it tells everybody to wait for a while."""

    def __init__(self, flood: float) -> None:
        self.calls: list[Call] = []
        self.on_message: Callable[[int, int, Mapping[str, Any]], None] = lambda *_: None
        self._flood = flood
        self._ends = float("inf")
        self._message = 1_000

    def of(self, name: str) -> Api:
        return Api(self, name)

    async def call(self, name: str, method: str, params: Mapping[str, Any]) -> Any:
        check(method, dict(params))
        await asyncio.sleep(THERE)
        now = asyncio.get_running_loop().time()
        if name == "work" and now >= self._flood:
            self._ends = min(self._ends, now + WAITS)
        refused = method in COUNTED and self._ends - WAITS <= now < self._ends
        self.calls.append(Call(now, name, method, params, refused))
        self._message += 1
        message = self._message
        if method == "sendMessage" and not refused:
            self.on_message(params["chat_id"], message, params)
        await asyncio.sleep(BACK)
        if refused:
            raise Flood(timedelta(seconds=WAITS))
        return {"message_id": message}


@dataclass
class Api:
    """Telegram as one program calls it. A `Caller`."""

    telegram: Telegram
    name: str

    async def call(self, method: str, params: Mapping[str, Any], *_: Any, **__: Any) -> Any:
        return await self.telegram.call(self.name, method, params)


class AtOnce:
    """PostgreSQL without threads: what is asked for is done before anything else happens. A `Backend`."""

    is_shared = True

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.cut_off = False

    async def batch(self, functions: Sequence[Function[Any]], *, hurried: bool = False) -> list[Outcome]:
        self._see()
        return run_batch(self._connection, functions, hurried=hurried)

    async def read(self, function: Function[Any]) -> Any:
        self._see()
        return run_read(self._connection, function).unwrap()

    def _see(self) -> None:
        if self.cut_off:
            raise StorageUnavailable("cut off")

    async def tidy(self) -> bool:
        return True

    async def see_whole(self) -> None: ...

    async def outlived(self) -> None: ...

    async def close(self) -> None:
        self._connection.close()


class Crew:
    """One of the programs: what it tells goes through the server, to all that are there. A `bot.state.crew.Crew`."""

    hears = heard = False

    def __init__(self, url: str, everybody: list[Crew], speakers: int) -> None:
        self.speakers = speakers
        self.cut_off = False
        self.on_news: Callable[[News], None] = lambda _: None
        self._seat = Seat(1, clock=asyncio.get_running_loop().time)
        self._seat.confirm(float("inf"))
        self._everybody = everybody
        everybody.append(self)
        self._ear, self._mouth = (psycopg.connect(url, autocommit=True) for _ in range(2))
        self._ear.execute("LISTEN crew")
        self._unsaid = NOTHING

    def seat(self, _: Place) -> Seat:
        return self._seat

    def tell(self, news: News) -> None:
        if self._unsaid == NOTHING:
            asyncio.get_running_loop().call_later(TOLD_AFTER, self._say)
        self._unsaid |= news

    def _say(self) -> None:
        news, self._unsaid = self._unsaid, NOTHING
        if self.cut_off:
            return
        self._mouth.execute("SELECT pg_notify('crew', %s)", [news.to_text()])
        for each in self._everybody:
            (told,) = each._ear.notifies(timeout=PATIENCE, stop_after=1)
            if each is not self and not each.cut_off:
                each.on_news(News.of(told.payload))

    async def run(self, on_news: Callable[[News], None]) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self._ear.close()
        self._mouth.close()


@dataclass
class Program:
    """One of the programs, with what a test asks of it."""

    backend: AtOnce
    crew: Crew
    reception: Reception
    relay: Relay
    limits: Limits

    def cut_off(self) -> None:
        """From now on it does not reach the database, and Telegram reaches it still."""
        self.backend.cut_off = self.crew.cut_off = True


@dataclass
class Several:
    """The programs, and people who tap the first button of all that they get, or write where there is none."""

    telegram: Telegram
    programs: list[Program]
    known: int
    taps: int
    updates: int = 0
    done: dict[int, int] = field(default_factory=dict)
    tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def write(self, user: int, text: str) -> None:
        self.bring(user, message=self.message(user, self.updates + 1, text))

    def answer(self, chat: int, message: int, params: Mapping[str, Any]) -> None:
        """Do something with a message that has come; not for ever."""
        self.done[chat] = self.done.get(chat, 0) + 1
        if chat > self.known or self.done[chat] > self.taps:
            return
        keyboard = params.get("reply_markup", {}).get("inline_keyboard", ())
        if not keyboard:
            self.write(chat, "Samir")
            return
        data = keyboard[0][0]["callback_data"]
        tapped = self.message(chat, message, params["text"])
        query = {"id": str(message), "from": tapped["from"], "data": data, "chat_instance": "1"}
        self.bring(chat, callback_query={**query, "message": tapped})

    def message(self, user: int, number: int, text: str) -> dict[str, Any]:
        sender = {"id": user, "is_bot": False, "first_name": "Kurt", "language_code": "da"}
        chat = {"id": user, "type": "private"}
        return {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": text}

    def bring(self, user: int, **update: Any) -> None:
        """Let an update come in soon, at one of those who take in; always the same for one person."""
        self.updates += 1
        task = asyncio.create_task(self._brought(user, {"update_id": self.updates, **update}))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _brought(self, user: int, update: dict[str, Any]) -> None:
        await asyncio.sleep(THINKS if user in self.done else 0)
        await self.programs[user % 2].reception.accept(update)


async def played(
    people: int, strangers: int, taps: int, *, flood: float, cut: float, seconds: float
) -> list[Call]:
    """People write, and strangers beyond what is let in, all the while; the calls that arrived.

    From `flood` on Telegram tells all to wait for a while; from `cut` on one of those who take in is cut off.
    """
    telegram = Telegram(flood)
    with ExitStack() as cleanup:
        here = Several(telegram, [], people, taps)
        database, crews = postgres.emptied(), list[Crew]()
        for name in NAMES:
            backend = AtOnce(connect(database, 1.0))
            cleanup.callback(backend._connection.close)
            crew = Crew(database.url, crews, speakers=2 - (name != "work"))
            cleanup.callback(crew.close)
            here.programs.append(await _program(name, backend, crew, telegram, people // 2))
        sender = here.programs[-1]
        sender.crew.seat("sender").set(held=True)
        running = asyncio.create_task(sender.relay.run())
        await asyncio.sleep(2)
        sender.relay.share()
        telegram.on_message = here.answer
        for user in range(1, people + 1):
            asyncio.get_running_loop().call_later(min(user / 4, CROWD), here.write, user, "/start")
        asyncio.get_running_loop().call_at(cut, here.programs[0].cut_off)
        for stranger in range(people + 1, people + strangers + 1):
            here.write(stranger, "/start")
            await asyncio.sleep(seconds / strangers)
        running.cancel()
        await asyncio.gather(running, *here.tasks, return_exceptions=True)
    return telegram.calls


async def _program(name: str, backend: AtOnce, crew: Crew, telegram: Telegram, newcomers: int) -> Program:
    loop, clock = asyncio.get_running_loop(), LoopClock()
    ids = Ids(clock)
    store = Store(backend, clock=clock, ids=ids)
    let_in = Pace(Bound(newcomers, bounds.DAY), clock=loop.time)

    def ensure(cursor: Cursor) -> int:
        return organisations.ensure(cursor, BOT, "Kommunen", "jobstjernen@example.org", ids, clock()).id

    place = await store.write(ensure)
    turns = Turns(BOT, place, all_flows(), every_language(), ids, hands_on=True, newcomers=let_in)
    api, limits, speakers = telegram.of(name), Limits(clock=loop.time), Speakers(clock=loop.time)
    courtesies = Courtesies(api, limits)

    def make() -> Deliverer:
        sender = Sender(
            Seated(api, crew.seat("sender")),
            limits,
            render=render.parts,
            commands=render.commands,
            copy=nothing,
        )
        return Deliverer(store, sender, limits, bot=BOT, on_sent=partial(settling.after, courtesies))

    relay = Relay(store, crew, make if name == "work" else None, limits, bot=BOT, speakers=speakers)
    crew.on_news = relay.heard
    paces = Paces(clock=loop.time)
    reception = Reception(store, turns, Locks(), relay, courtesies, on_schedule=lambda: None, paces=paces)
    return Program(backend, crew, reception, relay, limits)
