"""Answers that wait for one person hold up nobody: a chat has one place among those that are sent to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.chat.limits import OVERALL, PER_CHAT, Limits
from tests.chat.helpers import START, Clock
from tests.chat.world import World, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

FLOODER, LONE, KAI = 41, 42, 43
WAITING = 300


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock(START)) as world:
        world.limits = Limits(OVERALL, PER_CHAT, clock=world.clock.seconds, sleep=world.clock.sleep)
        world.restart()
        yield world


async def until(world: World, text: str) -> None:
    """Let the senders run, without any time passing, until this is sent."""
    async with asyncio.timeout(10):
        while text not in world.accepted:
            await world.api.called(len(world.api.calls) + 1)


async def test_behind_hundreds_of_answers_to_one_person_others_are_answered_at_once(world: World) -> None:
    for number in range(WAITING):
        await world.say(FLOODER, f"flood {number}")
    await world.say(LONE, "for Lone")
    async with world.running():
        await until(world, "for Lone")
        await world.say(KAI, "for Kai")
        await until(world, "for Kai")
    assert world.clock.now == START, "no time has passed for them"
    assert sum(text.startswith("flood") for text in world.accepted) <= PER_CHAT.count


async def test_many_who_flood_leave_room_among_those_that_are_sent_to(world: World) -> None:
    """As many chats as are sent to side by side wait for their own pace; somebody else has their answer at once."""
    world.restart(at_once=4)
    for chat in range(100, 104):
        for number in range(20):
            await world.say(chat, f"flood {chat} {number}")
    await world.say(LONE, "for Lone")
    async with world.running():
        await until(world, "for Lone")
    assert world.clock.now == START, "no time has passed for them"
