"""A refused message that an operator sends again beside the running bot reaches its reader within a minute, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.chat.deliver import LONGEST_WAIT
from bot.state import letters, people
from bot.state.beside import beside
from tests.chat.helpers import Clock
from tests.chat.world import World, opened
from tests.keys import at
from tests.state.helpers import ANNA

if TYPE_CHECKING:
    from pathlib import Path


async def retry(world: World, folder: Path) -> int:
    """What the command does, over a connection of its own."""
    with beside(at(folder / "test.db"), clock=world.clock) as (cursor, _):
        found = letters.every(cursor)
        return sum(letters.retry(cursor, each.id, world.clock()) for each in found)


async def test_the_running_sender_finds_it_within_a_minute(tmp_path: Path) -> None:
    async with opened(tmp_path, Clock()) as world:
        person = await world.add_person(ANNA)
        world.answers = {"bad": [BadRequest("Bad Request: chat not found")]}
        await world.say(ANNA, "bad", person=person)
        async with world.running():
            await world.api.called(1)
            await world.say(ANNA, "good", person=person)
            await world.api.called(2)
            assert await retry(world, tmp_path) == 1
            assert await retry(world, tmp_path) == 0
            world.clock.advance(LONGEST_WAIT)
            await world.api.called(3)
            await world.stop()
    assert world.accepted == ["good", "bad"]


async def test_it_goes_before_what_was_written_after_it(tmp_path: Path) -> None:
    async with opened(tmp_path, Clock()) as world:
        person = await world.add_person(ANNA)
        world.answers = {"first": [BadRequest("Bad Request: chat not found")]}
        await world.say(ANNA, "first", person=person)
        async with world.running():
            await world.api.called(1)
            await world.stop()
        await world.say(ANNA, "second", person=person)
        assert await retry(world, tmp_path) == 1
        world.restart()
        async with world.running():
            await world.api.called(3)
            await world.stop()
    assert world.accepted == ["first", "second"]


async def test_one_that_is_refused_again_waits_for_the_operator_again_and_blocks_nothing(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, Clock()) as world:
        person = await world.add_person(ANNA)
        world.answers = {"bad": [BadRequest("Bad Request: chat not found")] * 2}
        row = await world.say(ANNA, "bad", person=person)
        async with world.running():
            await world.api.called(1)
            await world.say(ANNA, "good", person=person)
            await world.api.called(2)
            assert await retry(world, tmp_path) == 1
            world.clock.advance(LONGEST_WAIT)
            await world.api.called(3)
            await world.say(ANNA, "better", person=person)
            await world.api.called(4)
            await world.stop()
        assert world.accepted == ["good", "better"]
        assert [each.id for each in await world.store.read(letters.every)] == [row]


async def test_of_somebody_erased_meanwhile_nothing_is_sent(tmp_path: Path) -> None:
    async with opened(tmp_path, Clock()) as world:
        person = await world.add_person(ANNA)
        world.answers = {"bad": [BadRequest("Bad Request: chat not found")]}
        await world.say(ANNA, "bad", person=person)
        async with world.running():
            await world.api.called(1)
            await world.stop()
        await world.store.write(lambda cursor: people.erase(cursor, person))
        assert await retry(world, tmp_path) == 0
