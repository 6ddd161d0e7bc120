"""An answer goes before all reminders, and takes along what stands before it in its own chat."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.chat import deliver
from bot.chat.limits import PER_CHAT, Limits
from bot.chat.rates import Rate
from bot.state import outbox
from tests.chat.helpers import PATIENCE, START, Clock
from tests.chat.world import World, opened
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

FEW = Rate(5, 1.0)
MANY = 12
ANNA, KAI = 500, 501


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock(START)) as world:
        world.limits = Limits(FEW, PER_CHAT, clock=world.clock.seconds, sleep=world.clock.sleep)
        world.restart()
        yield world


async def remind(world: World, chat: int, text: str) -> None:
    new = world.store.ids.next()
    payload = {"kind": "say", "paragraphs": [{"id": text}], "buttons": [], "edits": 0}
    await world.store.write(
        lambda cursor: outbox.add(
            cursor, new, BOT, chat, None, "da", payload, 0, -1, world.clock.now, unasked=True
        )
    )
    world.deliverer.wake(chat, unasked=True)


async def remind_many(world: World) -> None:
    for chat in range(1, MANY + 1):
        await remind(world, chat, f"reminder {chat}")


async def until(world: World, text: str, step: float = 0.05) -> None:
    """Let time pass until this is sent; whoever can do something at a moment does it first."""
    async with asyncio.timeout(PATIENCE):
        while text not in world.accepted:
            await world.store.read(lambda _: None)
            for _ in range(20):
                await asyncio.sleep(0)
            world.clock.advance(step)


async def test_an_answer_goes_before_reminders_that_have_waited_longer(world: World) -> None:
    await remind_many(world)
    async with world.running():
        await until(world, "reminder 5")
        assert len(world.accepted) == 5
        await world.say(KAI, "answer")
        await until(world, "answer")
        assert len(world.accepted) <= 7, "the one whose turn it was had its place already"
        await until(world, f"reminder {MANY}")
    assert sorted(world.accepted) == sorted(["answer", *(f"reminder {n}" for n in range(1, MANY + 1))])


async def test_what_waits_from_before_a_start_goes_in_the_same_order(world: World) -> None:
    await remind_many(world)
    await world.say(KAI, "answer")
    world.restart()
    async with world.running():
        await until(world, "answer")
        assert len(world.accepted) <= 2
        await until(world, f"reminder {MANY}")


async def test_an_answer_takes_along_the_reminder_before_it(world: World) -> None:
    """It stands behind all others until then; the chat keeps its order."""
    await remind_many(world)
    await remind(world, ANNA, "reminder for Anna")
    async with world.running():
        await until(world, "reminder 5")
        await world.say(ANNA, "answer")
        await until(world, "answer")
        place = world.accepted.index("answer")
        assert world.accepted.index("reminder for Anna") < place <= 9
        await until(world, f"reminder {MANY}")
    assert len(world.accepted) == len(set(world.accepted)) == MANY + 2


async def test_reminders_leave_room_in_line(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "CALMLY_IN_LINE", 3)
    await remind_many(world)
    async with world.running():
        await until(world, "reminder 2")
        assert len(world.deliverer._workers) <= 3
        await until(world, f"reminder {MANY}")


async def test_it_is_told_when_little_is_left_of_what_nobody_waits_for(world: World) -> None:
    """So that no more of it is written than can go soon."""
    await world.deliverer.eased()
    await remind_many(world)
    eased = asyncio.create_task(world.deliverer.eased())
    async with world.running():
        await until(world, "reminder 4")
        assert not eased.done()
        await until(world, "reminder 9")
        async with asyncio.timeout(PATIENCE):
            await eased
