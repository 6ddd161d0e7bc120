"""A row that its commit hands over goes out without a look-up, unless it has to wait for room."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.chat import deliver
from bot.state import outbox
from tests.chat.helpers import Clock
from tests.chat.world import World, opened
from tests.state.helpers import ANNA, BENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

CARL = 3


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock()) as made:
        yield made


async def test_a_row_that_is_handed_over_is_not_looked_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    async with world.running():
        await world.clock.asleep(1)
        monkeypatch.setattr(world.store, "read", looked.append)
        row = await world.say(ANNA, "hej")
        await world.api.called(1)
        await world.stop()
        monkeypatch.undo()
    assert not looked
    assert (await world.state(row))[0] == "sent"


async def test_a_row_that_was_taken_back_while_it_waited_for_room_is_not_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "IN_LINE", 1)
    gate = asyncio.Event()
    world.answers = {"first": [gate.wait()]}
    async with world.running():
        await world.say(BENT, "first")
        await world.api.called(1)
        row = await world.say(ANNA, "taken back")
        await world.store.write(partial(outbox.aside, row_id=row, error="taken back"))
        await world.say(CARL, "last")
        gate.set()
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["first", "last"]
