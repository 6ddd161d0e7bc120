"""Whichever of several programs sends: the others tell it, and it stops when it has lost the place."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.chat.able import Able
from bot.chat.limits import Limits
from bot.chat.rates import Rate
from bot.chat.relay import PAUSE, RESTS, Relay
from bot.state import outbox
from bot.state.crew import EVERYTHING, News, Seat, elapsed
from tests.chat.helpers import Clock as Seconds
from tests.state.helpers import BOT, Clock, open_fresh

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.state.crew import Place
    from bot.state.outbox import Row
    from bot.state.store import Store

CHAT = 41
PATIENCE = 10.0


class Crew:
    """One place, which the test gives and takes away, and what was told. A `bot.state.crew.Crew`."""

    hears = heard = False
    speakers = 0

    def __init__(self, clock: Callable[[], float] = elapsed) -> None:
        self.sender = Seat(1, clock=clock)
        self.told: list[News] = []

    def seat(self, place: Place) -> Seat:
        assert place == "sender"
        return self.sender

    def tell(self, news: News) -> None:
        self.told.append(news)

    async def run(self, on_news: Callable[[News], None]) -> None:
        raise NotImplementedError


class Sender:
    """Stands for a deliverer: notes what it is asked, and ends when it is drained."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.running = asyncio.Event()
        self.drained = asyncio.Event()

    def wake(self, *chats: int, unasked: bool = False) -> None:
        if chats:
            self.asked.append(("wake", *chats, unasked))

    def hand_over(self, chat: int, row: Row | None) -> None:
        self.asked.append(("hand_over", chat, row))

    def look(self) -> None:
        self.asked.append(("look",))

    async def eased(self) -> None:
        self.asked.append(("eased",))

    async def settled(self, chat: int, seconds: float) -> None:
        self.asked.append(("settled", chat, seconds))

    async def run(self) -> None:
        self.running.set()
        await self.drained.wait()

    async def drain(self, seconds: float) -> None:
        self.asked.append(("drain", seconds))
        self.drained.set()


class World:
    """A relay over a store, time that passes as it is slept through, and every sender that was made."""

    def __init__(self, store: Store, *, works: bool, answer: Exception | None) -> None:
        self.store = store
        self.clock = Seconds()
        self.crew = Crew(self.clock.seconds)
        self.able = Able(clock=self.clock.seconds)
        self.answer = answer
        """How Telegram refuses to say who the bot is; None where it says it."""
        self.running: asyncio.Task[None]
        self.made: list[Sender] = []
        self.slept: list[float] = []
        self.then: Callable[[], object] = lambda: None
        make = self._make if works else None
        self.limits = Limits(Rate(2, 1.0))
        self.relay = Relay(
            store,
            self.crew,
            make,  # type: ignore[arg-type]
            self.limits,
            bot=BOT,
            sleep=self._sleep,
            able=self.able,
            prove=self._prove,
        )

    def _make(self) -> Sender:
        self.made.append(Sender())
        return self.made[-1]

    async def _prove(self) -> None:
        if self.answer is not None:
            raise self.answer

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)
        if asyncio.iscoroutine(done := self.then()):
            await done

    async def sends(self) -> Sender:
        """Give the place, and wait until it sends."""
        self.crew.sender.set(held=True)
        before = len(self.made)
        while len(self.made) == before or not self.relay.sends:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)
        await self.made[-1].running.wait()
        return self.made[-1]

    def wants(self) -> bool:
        return self.crew.sender.wanted

    async def says(self, chat: int = CHAT, *, unasked: bool = False) -> int:
        row = self.store.ids.next()
        await self.store.write(
            lambda cursor: outbox.add(
                cursor, row, BOT, chat, None, "da", {}, 0, -1, self.store.clock(), unasked=unasked
            )
        )
        return row

    async def marks(self, row: int) -> None:
        await self.store.write(lambda cursor: outbox.sent(cursor, row, 7, self.store.clock()))


@asynccontextmanager
async def world(folder: Path, *, works: bool = True, answer: Exception | None = None) -> AsyncIterator[World]:
    async with asyncio.timeout(PATIENCE), await open_fresh(folder, Clock()) as store:
        here = World(store, works=works, answer=answer)
        here.running = asyncio.create_task(here.relay.run())
        yield here
        here.running.cancel()
        await asyncio.gather(here.running, return_exceptions=True)


async def test_who_does_not_send_tells_the_others(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        row = await here.says()
        here.relay.wake(1, 2)
        here.relay.wake(3, unasked=True)
        here.relay.hand_over(CHAT, await here.store.read(lambda cursor: outbox.next_of(cursor, BOT, CHAT)))
        here.relay.hand_over(CHAT + 1, None)
        here.relay.heard(News(chats=frozenset({9})))
        assert row
        assert here.made == []
    assert here.crew.told == [
        News(chats=frozenset({1, 2})),
        News(unasked=frozenset({3})),
        News(chats=frozenset({CHAT})),
        News(chats=frozenset({CHAT + 1})),
    ]


async def test_who_has_the_place_rests_first_and_then_sends_what_others_tell(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sender = await here.sends()
        assert here.slept == [RESTS]
        here.relay.wake(1)
        here.relay.heard(News(chats=frozenset({2}), unasked=frozenset({3})))
        here.relay.heard(EVERYTHING)
        await here.relay.settled(CHAT, 1.0)
        await here.relay.eased()
    asked = [("wake", 1, False), ("wake", 2, False), ("wake", 3, True), ("look",)]
    assert sender.asked == [*asked, ("settled", CHAT, 1.0), ("eased",)]
    assert here.crew.told == []


async def test_a_lost_place_ends_the_sending_and_a_new_one_begins_it_anew(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        first = await here.sends()
        here.crew.sender.set(held=False)
        await first.drained.wait()
        here.relay.wake(5)
        assert not here.relay.sends
        assert here.crew.told == [News(chats=frozenset({5}))]
        assert await here.sends() is not first


async def test_a_place_that_is_lost_while_it_rests_was_never_used(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        here.then = lambda: here.crew.sender.set(held=False)
        here.crew.sender.set(held=True)
        while not here.slept:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)
        here.then = lambda: None
        await here.sends()
    assert len(here.made) == 1


async def test_the_place_is_wanted_until_it_is_drained(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sender = await here.sends()
        assert here.wants()
        await here.relay.drain(3.0)
        while here.wants():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)
    assert ("drain", 3.0) in sender.asked


async def test_one_that_never_sends_wants_no_place(tmp_path: Path) -> None:
    async with world(tmp_path, works=False) as here:
        await asyncio.sleep(0)
        assert not here.crew.sender.wanted


async def test_a_text_waits_until_what_another_program_sends_is_marked(tmp_path: Path) -> None:
    async with world(tmp_path, works=False) as here:
        await here.relay.settled(CHAT, 1.0)
        assert here.slept == []
        row = await here.says()
        here.then = lambda: here.marks(row)
        await here.relay.settled(CHAT, 1.0)
    assert here.slept == [PAUSE]


async def test_what_was_waited_for_in_vain_is_not_waited_for_again(tmp_path: Path) -> None:
    async with world(tmp_path, works=False) as here:
        await here.says()
        await here.relay.settled(CHAT, 1.0)
        waited = sum(here.slept)
        await here.relay.settled(CHAT, 1.0)
    assert abs(waited - 1.0) <= PAUSE
    assert sum(here.slept) == waited


async def test_timers_wait_while_enough_is_left_that_another_program_sends(tmp_path: Path) -> None:
    async with world(tmp_path, works=False) as here:
        await here.says(1, unasked=True)
        await here.relay.eased()
        assert here.slept == []
        row = await here.says(2, unasked=True)
        here.then = lambda: here.marks(row)
        await here.relay.eased()
    assert here.slept == [RESTS]


async def test_who_sends_leaves_the_others_a_place_each_and_they_take_no_more(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        assert here.limits.share == 1 / 2
        here.crew.speakers = 1
        here.limits = here.relay._limits = Limits(Rate(10, 1.0))
        here.relay.share()
        assert here.limits.share == pytest.approx(1 / 10)
        sender = await here.sends()
        assert here.limits.share == pytest.approx(9 / 10)
        here.crew.speakers = 3
        here.relay.share()
        assert here.limits.share == pytest.approx(7 / 10)
        here.crew.speakers = 0
        here.relay.share()
        assert here.limits.share == pytest.approx(7 / 10)
        here.crew.sender.set(held=False)
        await sender.drained.wait()
        assert here.limits.share == pytest.approx(1 / 10)


async def test_what_telegram_tells_one_program_all_do(tmp_path: Path) -> None:
    async with world(tmp_path, works=False) as here:
        here.limits.close(10, CHAT)
        here.relay.heard(News(floods=frozenset({(CHAT + 1, 20.0)})))
        assert here.limits.closed(CHAT + 1)
        assert here.limits.closed(), "a second chat means all"
    assert here.crew.told == [News(floods=frozenset({(CHAT, 10.0)}))]
