"""Two programs look at the same timers at the same time: each rings once, and all of them do."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.clockwork import SIDE_BY_SIDE, Clockwork
from bot.chat.done import Done
from bot.chat.hearing import Hearing
from bot.chat.locks import Locks
from bot.state import outbox, ringing, timers
from bot.state.ids import Ids
from bot.state.store import Store
from bot.state.values import to_ms
from tests import postgres
from tests.state.helpers import ANNA, BOT, Clock, anna, bent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.timers import Timer

EACH = 20
ALL = 2 * EACH


class Killed(Exception):
    """What a program that is killed in the middle leaves behind: nothing of its turn."""


class Program(Store):
    """One of the two, which counts what has come of each try to ring a timer, however often its turn has run for it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.rung: list[Timer] = []
        self.in_vain: list[Timer] = []

    async def write(self, function: Any) -> Any:
        value = await super().write(function)
        if isinstance(value, Done):
            (self.in_vain if value.repeated else self.rung).append(function.keywords["timer"])
        return value


@dataclass
class Turns:
    """The turn of a timer, and nothing else: it is used up, and a message with its session is written."""

    ids: Ids
    bot: int = BOT

    def wake(self, cursor: Cursor, timer: Timer, now: datetime) -> Done:
        if ringing.begin(cursor, self.bot, timer) is None:
            return Done(repeated=True)
        outbox.add(cursor, self.ids.next(), BOT, timer.person, None, "da", {}, timer.session, -1, now)
        return Done(chat=timer.person)


class Outgoing:
    """Sends nothing, and never has too much to send."""

    def wake(self, *chats: int, unasked: bool = False) -> None:
        assert chats
        assert unasked

    async def eased(self) -> None:
        await asyncio.sleep(0)


@asynccontextmanager
async def two(*, apart: bool = True) -> AsyncIterator[tuple[Program, Program]]:
    """Two programs on one database, where two people have many timers each that are due.

    Their clock stands still, so that they count their ids side by side. Where these are not kept `apart`, whoever comes
    second runs again, and goes above the first.
    """
    clock, database = Clock(), postgres.emptied()
    async with (
        await Program.open(database, clock=clock, ids=Ids(clock)) as one,
        await Program.open(database, clock=clock, ids=Ids(clock, beside=apart)) as other,
    ):
        for someone in (await anna(one), await bent(one)):
            await one.write(lambda cursor, person=someone.id: due(cursor, one, person))
        yield one, other


def due(cursor: Cursor, store: Store, person: int) -> None:
    for session in range(1, EACH + 1):
        timers.schedule(cursor, store.ids.next(), person, "nudge", session, store.clock())


async def tick(program: Program) -> None:
    """Ring all that is due."""
    turns: Any = Turns(program.ids)
    outgoing: Any = Outgoing()
    await Clockwork(program, turns, Locks(), outgoing, Hearing()).tick()


async def rang(store: Store) -> list[tuple[int, int]]:
    """Whose timers have rung for good, and which of theirs."""

    def look(cursor: Cursor) -> list[tuple[int, int]]:
        cursor.execute("SELECT chat_id, session FROM outbox", {})
        return list(cursor.fetchall())

    return await store.read(look)


async def held(store: Store, chat: int) -> list[int]:
    """Of each message to a chat, whether it is held."""

    def look(cursor: Cursor) -> list[int]:
        cursor.execute("SELECT held FROM outbox WHERE chat_id = :chat", {"chat": chat})
        return [held for (held,) in cursor.fetchall()]

    return await store.read(look)


@pytest.mark.parametrize("apart", [True, False])
async def test_each_timer_rings_once(*, apart: bool) -> None:
    async with two(apart=apart) as (one, other):
        await asyncio.gather(tick(one), tick(other))
        found = await rang(one)
    assert len(found) == len(set(found)) == ALL
    assert len(one.rung) + len(other.rung) == ALL


async def test_little_is_tried_in_vain() -> None:
    """Each timer that the other rings, once, and what it has in hand at the end."""
    async with two() as (one, other):
        await asyncio.gather(tick(one), tick(other))
    assert len(one.rung) + len(other.rung) == ALL
    for each, of_the_other in ((one, other), (other, one)):
        assert {timer.id for timer in each.in_vain} <= {timer.id for timer in of_the_other.rung}
        assert len(each.in_vain) <= len(of_the_other.rung) + SIDE_BY_SIDE


async def test_what_a_program_is_ringing_holds_up_no_other_and_where_it_is_killed_nothing_is_lost() -> None:
    async with two() as (one, other):
        began, ends = Event(), Event()
        (held,) = await one.read(lambda cursor: timers.due(cursor, BOT, one.clock(), 1))

        def stands_still(cursor: Cursor) -> None:
            assert ringing.begin(cursor, BOT, held) is not None
            began.set()
            assert ends.wait(10)
            raise Killed

        killed = asyncio.create_task(one.write(stands_still))
        assert await asyncio.to_thread(began.wait, 10)
        await tick(other)
        assert not killed.done()
        assert len(other.rung) == ALL - 1
        assert other.in_vain == [held] * 2, "once among the others, and once alone: then it can wait"
        ends.set()
        with pytest.raises(Killed):
            await killed
        await tick(other)
        assert other.rung[-1] == held
        found = await rang(one)
    assert len(found) == len(set(found)) == ALL


async def test_what_one_stored_just_as_another_noted_a_block_is_held_after_the_hourly_sweep() -> None:
    async with two() as (one, other):

        def stored(cursor: Cursor) -> None:
            outbox.add(cursor, one.ids.next(), BOT, ANNA, None, "da", {}, 0, -1, one.clock())

        def blocked(cursor: Cursor) -> None:
            now = {"now": to_ms(other.clock()), "chat": ANNA}
            cursor.execute("UPDATE addresses SET blocked_at = :now WHERE chat_id = :chat", now)

        await one.write(stored)
        await other.write(blocked)
        assert await held(one, ANNA) == [0]
        await tick(one)
        assert await held(one, ANNA) == [1]
