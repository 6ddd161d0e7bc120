"""Several programs of a bot: one has each place, the others take it over, and news reaches everybody but the teller."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from bot.state import outbox, postgres_crew
from bot.state.crew import CHATS_TOLD, EVERYTHING, FLOODS_TOLD, News, whenever
from bot.state.ids import Ids
from bot.state.postgres_crew import EVERY, LET_GO, LIFELESS, SURE, PostgresCrew
from bot.state.store import Store
from tests import postgres
from tests.state.helpers import BOT, Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.state.crew import Kind

PATIENCE = 20.0
QUICK = 0.05
"""Seconds between two signs of life, so that nobody has to wait for the tests."""


class Member:
    """One program: what it was told, and whether it has the sender's place."""

    def __init__(self, bot: int = BOT, kind: Kind = "work") -> None:
        self.crew = PostgresCrew(postgres.own(), bot, kind, every=QUICK, patience=PATIENCE)
        self.seat = self.crew.seat("sender")
        self.heard: asyncio.Queue[News] = asyncio.Queue()
        self.news = News()

    def hear(self, news: News) -> None:
        self.heard.put_nowait(news)

    async def hears(self, wanted: News) -> None:
        """Wait until everything of this was told."""
        self.news = News()
        while self.news | wanted != self.news:
            self.news |= await self.heard.get()


@asynccontextmanager
async def crew(*bots: int, kind: Kind = "work") -> AsyncIterator[list[Member]]:
    """Programs that are connected to one database."""
    members = [Member(bot, kind) for bot in bots]
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(each.crew.run(each.hear)) for each in members]
        for each in members:
            await each.hears(EVERYTHING)
        yield members
        for task in running:
            task.cancel()


async def until(holds: Callable[[], Any]) -> None:
    while not holds():  # noqa: ASYNC110 - a server decides it; nobody tells of it
        await asyncio.sleep(QUICK)


def backends() -> list[int]:
    """The processes of the server that members are connected to, in the order of their coming."""
    with postgres.administration() as link:
        found = link.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND query LIKE '%%pg_locks%%' ORDER BY backend_start",
            [psycopg.conninfo.conninfo_to_dict(postgres.own().url)["dbname"]],
        )
        return [pid for (pid,) in found]


async def test_one_program_has_the_place_and_another_takes_it_when_it_is_given_back() -> None:
    async with crew(BOT, BOT) as (one, other):
        async with one.seat.taken():
            other.seat.wanted = True
            await asyncio.sleep(3 * QUICK)
            assert (one.seat.held, other.seat.held) == (True, False)
        await until(lambda: other.seat.held)
        assert not one.seat.held


async def test_who_has_a_place_knows_whether_another_program_waits_for_it() -> None:
    async with crew(BOT, BOT) as (one, other), one.seat.taken():
        await until(lambda: one.seat.held)
        assert not one.seat.awaited
        for _ in range(2):
            other.seat.wanted = True
            await until(lambda: one.seat.awaited)
            assert not other.seat.awaited
            other.seat.wanted = False
            await until(lambda: not one.seat.awaited)
        assert not one.crew.seat("listener").awaited


async def test_who_rests_takes_a_free_place_and_asks_nobody_for_one() -> None:
    async with crew(BOT, BOT, BOT) as (one, resting, third):
        async with one.seat.taken():
            await until(lambda: one.seat.held)
            resting.seat.rest(PATIENCE)
            resting.seat.wanted = third.seat.wanted = True
            await until(lambda: one.seat.awaited and resting.seat.awaited)
            third.seat.wanted = False
            await until(lambda: not one.seat.awaited)
        await until(lambda: resting.seat.held)


async def test_nobody_waits_any_more_whose_connection_has_ended() -> None:
    async with crew(BOT, BOT) as (one, other), one.seat.taken():
        await until(lambda: one.seat.held)
        other.seat.wanted = True
        await until(lambda: one.seat.awaited)
        other.seat.wanted = False
        other.crew._connected = asyncio.Event().wait  # type: ignore[method-assign, assignment]
        with postgres.administration() as link:
            link.execute("SELECT pg_terminate_backend(%s)", [other.crew._me])
        await until(lambda: not one.seat.awaited)
        assert not other.crew._queues


async def test_everybody_sees_for_how_long_nobody_has_had_a_place() -> None:
    async with crew(BOT, BOT, BOT + 1) as (one, other, of_another_bot):
        for each in (one, other):
            await until(lambda each=each: each.seat.free_for)  # type: ignore[misc]
        async with one.seat.taken():
            for each in (one, other):
                await until(lambda each=each: each.seat.free_for == 0)  # type: ignore[misc]
            assert of_another_bot.seat.free_for
        await until(lambda: other.seat.free_for)
        left = other.crew._clock()
        await until(lambda: other.crew._clock() > left + 3 * QUICK)
        assert (other.seat.free_for or 0) >= 3 * QUICK, "it goes on, however often it is looked at"


async def test_whoever_has_lost_the_connection_does_not_know_whether_a_place_is_free() -> None:
    async with crew(BOT) as (one,):
        await until(lambda: one.seat.free_for)
        one.crew._lose()
        assert one.seat.free_for is None


async def test_two_bots_on_one_database_have_places_of_their_own() -> None:
    async with crew(BOT, BOT + 1) as (one, other), one.seat.taken(), other.seat.taken():
        assert one.seat.held
        assert other.seat.held


async def test_what_is_done_in_a_place_ends_with_the_connection_and_one_program_goes_on() -> None:
    """The server lets go of the place first, so whoever takes it rests for a second before they send."""
    async with crew(BOT, BOT) as (one, other):
        began, ended = asyncio.Event(), asyncio.Event()

        async def work() -> None:
            began.set()
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        working = asyncio.create_task(whenever(one.seat, work))
        await began.wait()
        await until(lambda: len(backends()) == 2)
        other.seat.wanted = True
        with postgres.administration() as link:
            link.execute("SELECT pg_terminate_backend(%s)", [one.crew._me])
        await ended.wait()
        await until(lambda: one.seat.held != other.seat.held)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def test_a_server_that_does_not_answer_in_time_costs_the_place() -> None:
    """It holds the lock still: so nobody sends until it answers again, or ends."""
    async with crew(BOT) as (one,), one.seat.taken():
        await until(backends)
        (pid,) = backends()
        one.crew._patience = 4 * QUICK
        os.kill(pid, signal.SIGSTOP)
        try:
            await one.seat.lost()
        finally:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        one.crew._patience = PATIENCE
        await until(lambda: one.seat.held)


async def test_whoever_stands_still_loses_the_place_and_whoever_lives_keeps_it() -> None:
    """A session that holds the lock and asks nothing is a program that stands still, and its connection with it."""
    async with crew(BOT, BOT) as (one, other), one.seat.taken():
        wanted = other.crew.seat("listener")
        with psycopg.connect(postgres.own().url, autocommit=True) as still:
            still.execute("SELECT pg_advisory_lock(%s)", [wanted.key])
            for each in (one, other):
                each.crew._lifeless = 20 * QUICK
            other.seat.wanted = wanted.wanted = True
            await until(lambda: wanted.held)
            with pytest.raises(psycopg.errors.AdminShutdown):
                still.execute("SELECT 1")
        assert one.seat.held
        assert not other.seat.held


def test_a_place_is_sure_for_less_long_than_it_is_kept_and_for_longer_than_between_two_signs() -> None:
    """What a server takes to let go of a machine that it cannot reach; what others take to end who stands still."""
    probed = int(LET_GO["idle"]) + int(LET_GO["interval"]) * int(LET_GO["count"])
    assert EVERY + postgres_crew.PATIENCE < SURE < min(probed, int(LET_GO["user_timeout"]) / 1000)
    assert SURE <= LIFELESS / 2


async def test_a_place_is_sure_as_long_as_nobody_can_have_taken_it() -> None:
    """Counted from the last question on that was answered."""
    async with crew(BOT) as (one,), one.seat.taken():
        await one.seat.sure(1)
        assert one.seat._sure_until <= one.crew._clock() + SURE
        one.crew._lifeless = -PATIENCE
        await until(lambda: one.seat._sure_until < one.crew._clock())
        waiting = asyncio.create_task(one.seat.sure(1))
        await asyncio.sleep(0)
        assert not waiting.done()
        one.crew._lifeless = PATIENCE
        await waiting


async def test_what_one_tells_the_others_hear_and_it_does_not() -> None:
    told = News(chats=frozenset({7}), unasked=frozenset({8}), timers=True, recordings=True)
    async with crew(BOT, BOT, BOT + 1) as (one, other, of_another_bot):
        one.crew.tell(told)
        await other.hears(told)
        assert other.news == told
        assert one.heard.empty()
        assert of_another_bot.heard.empty()


async def test_that_a_timer_is_set_is_told_with_the_next_sign_of_life() -> None:
    async with crew(BOT, BOT) as (one, other):
        one.crew.tell(News(timers=True))
        await other.hears(News(timers=True))


async def test_all_know_whether_anybody_knows_that_everything_was_taken_in() -> None:
    async with crew(BOT, BOT) as (one, other):
        assert not other.crew.heard
        one.crew.hears = True
        await until(lambda: other.crew.heard)
        one.crew.hears = False
        await until(lambda: not other.crew.heard)


async def test_each_knows_how_many_others_may_speak() -> None:
    async with crew(BOT, BOT, BOT, BOT + 1, kind="serve") as (one, other, third, of_another_bot):
        for each in (one, other, third):
            await until(lambda each=each: each.crew.speakers == 2)  # type: ignore[misc]
        assert of_another_bot.crew.speakers == 0
        async with crew(BOT) as (quiet,):
            await until(lambda: quiet.crew.speakers == 3)
            assert one.crew.speakers == 2


async def test_what_telegram_told_one_comes_to_the_others() -> None:
    told = News(floods=frozenset({(0, 3.0), (7, 2.5)}))
    async with crew(BOT, BOT) as (one, other):
        now = one.crew._clock()
        one.crew._clock = lambda: now
        one.crew.tell(told)
        await other.hears(told)


async def test_what_telegram_told_is_told_late_with_what_is_left_of_it() -> None:
    """The connection may be down for longer than Telegram told to wait."""
    async with crew(BOT, BOT) as (one, other):
        now = one.crew._clock()
        one.crew._clock = lambda: now
        one.crew.tell(News(floods=frozenset({(0, 300.0), (7, 900.0), (8, 600.0)})))
        one.crew._clock = lambda: now + 600
        one.crew.tell(News(chats=frozenset({9})))
        told = News(chats=frozenset({9}), floods=frozenset({(7, 300.0)}))
        await other.hears(told)
        assert other.news == told


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[1]", '{"chats": 1}', '{"later": true}', '{"chats": ["x"]}', '{"floods": [1]}']
)
def test_news_that_does_not_read_as_such_means_anything(text: str) -> None:
    assert News.of(text) == EVERYTHING


def test_news_fits_into_what_postgresql_takes_and_comes_back_the_same() -> None:
    chats = frozenset(range(2**52, 2**52 + CHATS_TOLD))
    floods = frozenset((chat, 86399.123456) for chat in range(2**52, 2**52 + FLOODS_TOLD))
    news = News(chats=chats, timers=True, recordings=True, floods=floods)
    assert len(news.to_text()) < 8000
    assert News.of(news.to_text()) == news
    too_many = news | News(unasked=frozenset({1}), floods=frozenset({(0, 5.0)}))
    assert too_many.everything
    assert len(too_many.floods) == FLOODS_TOLD
    assert (0, 5.0) in too_many.floods, "what holds for all is told before what holds for one"


def test_where_too_much_is_told_what_holds_for_all_stays_and_what_holds_longest() -> None:
    """Groups have negative numbers."""
    groups = [News(floods=frozenset({(-chat, 60.0 + chat)})) for chat in range(1, FLOODS_TOLD + 1)]
    news = News(floods=frozenset({(0, 5.0)}))
    for group in groups:
        news |= group
    assert news.floods == {(0, 5.0)}.union(*(group.floods for group in groups[1:]))


async def test_what_is_written_later_has_the_higher_id_though_its_program_has_the_slower_clock() -> None:
    ahead, behind = Clock(), Clock()
    ahead.now += timedelta(seconds=30)
    database = postgres.emptied()
    async with (
        await Store.open(database, clock=ahead, ids=Ids(ahead)) as one,
        await Store.open(database, clock=behind, ids=Ids(behind)) as other,
    ):
        for store in (one, other, one, other):
            await store.write(
                lambda cursor, store=store: outbox.add(  # type: ignore[misc]
                    cursor, store.ids.next(), BOT, 7, None, "da", {"of": store is one}, 0, -1, store.clock()
                )
            )
        said = []
        while row := await one.read(lambda cursor: outbox.next_of(cursor, BOT, 7)):
            said.append(row.payload["of"])
            await one.write(lambda cursor, row=row: outbox.sent(cursor, row.id, 1, one.clock()))  # type: ignore[misc]
    assert said == [True, False, True, False]
