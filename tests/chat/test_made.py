"""Many messages that have to be made before they are sent: they wait for each other, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.limits import Limits
from bot.chat.rates import Rate
from tests.chat.helpers import PATIENCE, HurriedClock
from tests.chat.world import FAST, World, opened

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.outbox import Row

ROOM, PLACES = 2, 3
MANY = 5 * (ROOM + PLACES)


class Maker:
    """A sender that makes something first."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.sent: list[int] = []
        self.at_once = 0

    async def send(self, row: Row, *_: Any) -> int:
        async with self._limits.meanwhile(row.chat_id):
            await asyncio.sleep(0)
        self.sent.append(row.chat_id)
        return len(self.sent)


@pytest.mark.parametrize("many", [1, ROOM + PLACES, MANY])
async def test_all_are_sent(tmp_path: Path, many: int) -> None:
    """Whoever has room waits for a place, and nobody who has a place for room."""
    clock = HurriedClock()
    async with opened(tmp_path, clock) as world:
        sender = crowded(world, clock)
        for chat in range(1, many + 1):
            await world.say(chat, "hej")
        async with world.running(), asyncio.timeout(PATIENCE):
            while len(sender.sent) < many:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0)
        assert sorted(sender.sent) == list(range(1, many + 1))


class Slow(Maker):
    """Makes something for the first few that takes until it is told; the others' messages are there already."""

    def __init__(self, limits: Limits, slow: int) -> None:
        super().__init__(limits)
        self._slow = slow
        self.begun = 0
        self.done = asyncio.Event()

    async def send(self, row: Row, *_: Any) -> int:
        if row.chat_id <= self._slow:
            async with self._limits.meanwhile(row.chat_id):
                self.begun += 1
                await self.done.wait()
        self.sent.append(row.chat_id)
        return len(self.sent)


async def test_nobody_waits_for_what_is_made_for_others(tmp_path: Path) -> None:
    """However many voices are being made, whoever reads is written to; and those are sent once they are made."""
    clock, many = HurriedClock(), 3 * ROOM
    async with opened(tmp_path, clock) as world:
        world.limits = Limits(Rate(PLACES, 1.0), FAST, clock=clock.seconds, sleep=clock.sleep)
        sender = Slow(world.limits, many)
        world.restart(ROOM, sender)  # type: ignore[arg-type]
        for chat in range(1, many + MANY + 1):
            await world.say(chat, "hej")
        async with world.running(), asyncio.timeout(PATIENCE):
            while len(sender.sent) < MANY or sender.begun < many:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0)
            assert min(sender.sent) > many
            sender.done.set()
            while len(sender.sent) < many + MANY:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0)


async def failing(limits: Limits) -> None:
    """Something that could not be made, while as much room is free as if nobody made anything."""
    async with limits.meanwhile(1), limits.room:
        assert not limits.room.locked()
        raise ValueError("hoarse")


async def test_what_could_not_be_made_has_taken_its_room_again(tmp_path: Path) -> None:
    clock = HurriedClock()
    async with opened(tmp_path, clock) as world:
        limits = world.limits = Limits(clock=clock.seconds, sleep=clock.sleep)
        world.restart(ROOM, Maker(limits))  # type: ignore[arg-type]
        async with limits.room, limits.place(1):
            with pytest.raises(ValueError, match="hoarse"):
                await failing(limits)
            async with limits.room:
                assert limits.room.locked()


def crowded(world: World, clock: HurriedClock) -> Maker:
    """Little room, and few places."""
    world.limits = Limits(Rate(PLACES, 1.0), FAST, clock=clock.seconds, sleep=clock.sleep)
    sender = Maker(world.limits)
    world.restart(ROOM, sender)  # type: ignore[arg-type]
    return sender
