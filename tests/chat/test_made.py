"""Many messages that have to be made before they are sent: they wait for each other, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.limits import Limits, Rate
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


def crowded(world: World, clock: HurriedClock) -> Maker:
    """Little room, and few places."""
    world.limits = Limits(Rate(PLACES, 1.0), FAST, clock=clock.seconds, sleep=clock.sleep)
    sender = Maker(world.limits)
    world.restart(ROOM, sender)  # type: ignore[arg-type]
    return sender
