"""An answer goes before all reminders, and takes along what stands before it in its own chat."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.chat import deliver
from bot.chat.limits import PER_CHAT, Limits
from bot.chat.rates import Rate
from bot.state import outbox
from tests.chat.at_once import world_at_once
from tests.chat.helpers import virtually
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import pytest

    from tests.chat.world import World

FEW = Rate(5, 1.0)
MANY = 12
ANNA, KAI = 500, 501


def played(folder: Path, play: Callable[[World], Awaitable[None]]) -> list[str]:
    """What was sent, in its order, when all of it has been."""

    async def main() -> list[str]:
        world = world_at_once(folder)
        world.limits = Limits(FEW, PER_CHAT, clock=world.clock.seconds, sleep=world.clock.sleep)
        world.restart()
        for chat in range(1, MANY + 1):
            await remind(world, chat, f"reminder {chat}")
        async with world.running():
            await play(world)
            await asyncio.sleep(60)
        await world.store.close()
        return world.accepted

    return virtually(main)


async def remind(world: World, chat: int, text: str) -> None:
    new = world.store.ids.next()
    payload = {"kind": "say", "paragraphs": [{"id": text}], "buttons": [], "edits": 0}
    await world.store.write(
        lambda cursor: outbox.add(
            cursor, new, BOT, chat, None, "da", payload, 0, -1, world.clock(), unasked=True
        )
    )
    world.deliverer.wake(chat, unasked=True)


REMINDERS = [f"reminder {chat}" for chat in range(1, MANY + 1)]


def test_an_answer_goes_before_reminders_that_have_waited_longer(tmp_path: Path) -> None:
    async def play(world: World) -> None:
        await asyncio.sleep(0.5)
        assert world.accepted == REMINDERS[:3]
        await world.say(KAI, "answer")

    assert played(tmp_path, play) == [*REMINDERS[:3], "answer", *REMINDERS[3:]]


def test_what_waits_from_before_a_start_goes_in_the_same_order(tmp_path: Path) -> None:
    async def main() -> list[str]:
        world = world_at_once(tmp_path)
        for chat in range(1, MANY + 1):
            await remind(world, chat, f"reminder {chat}")
        await world.say(KAI, "answer")
        world.limits = Limits(FEW, PER_CHAT, clock=world.clock.seconds, sleep=world.clock.sleep)
        world.restart()
        async with world.running():
            await asyncio.sleep(60)
        await world.store.close()
        return world.accepted

    assert virtually(main) == ["answer", *REMINDERS]


def test_an_answer_takes_along_the_reminder_before_it(tmp_path: Path) -> None:
    """It has stood behind all others until then; the chat keeps its order."""

    async def play(world: World) -> None:
        await remind(world, ANNA, "reminder for Anna")
        await asyncio.sleep(0.5)
        await world.say(ANNA, "answer")

    sent = played(tmp_path, play)
    assert sorted(sent) == sorted([*REMINDERS, "reminder for Anna", "answer"])
    assert sent.index("reminder for Anna") == 3
    assert sent.index("answer") <= 5, "while the one before it is marked another may go"


def test_an_answer_that_waits_for_no_reminder_ends_none(tmp_path: Path) -> None:
    """Somebody else's stands where it stood."""

    async def play(world: World) -> None:
        await asyncio.sleep(0.5)
        workers = {chat: world.deliverer._workers[chat] for chat in world.deliverer._leaves.standing_calmly}
        assert len(workers) > 5
        await world.say(KAI, "answer")
        assert not any(worker.cancelling() for worker in workers.values())

    played(tmp_path, play)


def test_reminders_leave_room_in_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "CALMLY_IN_LINE", 3)

    async def play(world: World) -> None:
        await asyncio.sleep(0.5)
        assert len(world.deliverer._workers) == 3

    assert played(tmp_path, play) == REMINDERS


def test_nobody_waits_for_room_at_one_that_has_ended(tmp_path: Path) -> None:
    """It has said nothing of what still waits; whoever sends next finds that."""

    async def play(world: World) -> None:
        waiting = asyncio.ensure_future(world.deliverer.eased())
        await asyncio.sleep(0.5)
        assert not waiting.done()
        await world.kill()
        async with asyncio.timeout(1.0):
            await waiting

    played(tmp_path, play)


def test_it_is_told_when_little_is_left_of_what_nobody_waits_for(tmp_path: Path) -> None:
    """So that no more of it is written than can go within a second or so."""

    async def play(world: World) -> None:
        await world.deliverer.eased()
        assert MANY - FEW.count < len(world.accepted) < MANY

    played(tmp_path, play)
