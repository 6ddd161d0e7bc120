"""Whoever lets the bot in again while a refusal is on its way is answered, without having to write once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Forbidden

from bot.state import outbox, people
from bot.state.errors import StorageUnavailable
from tests.chat.helpers import Clock
from tests.chat.world import World, opened
from tests.state.helpers import ANNA, BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.state.backend import Function
    from bot.state.cursor import Cursor

BLOCKED = "Forbidden: bot was blocked by the user"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock()) as made:
        yield made


def writes(cursor: Cursor) -> None:
    """Their turn: nobody has stored yet that they had blocked us."""
    known = people.find(cursor, BOT, ANNA)
    assert known is not None
    people.save(cursor, known.person, known.version, Clock().now, seen=True)


def lets_in(cursor: Cursor) -> None:
    people.unblock(cursor, BOT, ANNA)


async def is_blocked(world: World) -> bool:
    def look(cursor: Cursor) -> Any:
        cursor.execute("SELECT blocked_at FROM addresses WHERE chat_id = :chat", {"chat": ANNA})
        return cursor.fetchone()[0] is not None

    found: bool = await world.store.read(look)
    return found


@pytest.mark.parametrize("comes", [writes, lets_in])
async def test_whoever_comes_back_before_the_refusal_could_be_stored_is_answered(
    world: World, monkeypatch: pytest.MonkeyPatch, comes: Callable[[Cursor], None]
) -> None:
    """The storage was away as Telegram refused; once it is back their turn is stored first, then the refusal."""
    person, write = await world.add_person(ANNA), world.store.write
    world.answers = {"one": [Forbidden(BLOCKED)]}
    await world.say(ANNA, "one", person=person)
    failures = [StorageUnavailable("no")]

    async def written(function: Function[Any]) -> Any:
        if failures:
            raise failures.pop()
        return await write(function)

    monkeypatch.setattr(world.store, "write", written)
    async with world.running():
        await world.clock.asleep(2)  # the look at the start, and the wait for the storage
        await world.store.write(comes)
        await world.say(ANNA, "answer", person=person)
        world.clock.advance(1)
        await world.clock.asleep(3)  # what was postponed sets the alarm anew
        world.clock.advance(1)
        await world.api.called(3)
        await world.stop()
    assert world.accepted == ["one", "answer"]
    assert not await is_blocked(world)


@pytest.mark.parametrize("comes", [writes, lets_in])
async def test_what_another_program_has_stored_counts_though_nobody_has_called(
    world: World, comes: Callable[[Cursor], None]
) -> None:
    """Its news may come later than Telegram's answer, or this program stood still between the two."""
    person = await world.add_person(ANNA)

    async def refuse() -> None:
        await world.store.write(comes)
        raise Forbidden(BLOCKED)

    world.answers = {"one": [refuse()]}
    await world.say(ANNA, "one", person=person)
    async with world.running():
        await world.clock.asleep(2)
        world.clock.advance(1)
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["one"]
    assert not await is_blocked(world)


@pytest.mark.parametrize("comes", [writes, lets_in])
async def test_what_they_did_before_their_message_was_read_is_no_news(
    world: World, comes: Callable[[Cursor], None]
) -> None:
    """Nor is a look at the outbox, or a call because of somebody else: one refusal is enough."""
    person = await world.add_person(ANNA)

    async def refuse() -> None:
        world.deliverer.wake(ANNA)
        raise Forbidden(BLOCKED)

    world.answers = {"one": [refuse()]}
    await world.store.write(comes)
    row = await world.say(ANNA, "one", person=person)
    async with world.running():
        await world.api.called(1)
        await world.stop()
    assert await is_blocked(world)
    assert await world.store.read(lambda cursor: outbox.waits(cursor, row))
    assert len(world.api.calls) == 1
