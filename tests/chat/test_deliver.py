"""The outbox leaves in order, nothing is lost, and nobody waits for somebody else."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat import deliver
from bot.state import outbox
from tests.chat.helpers import PATIENCE, Clock
from tests.chat.world import World, opened
from tests.state.helpers import ANNA, BENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock()) as made:
        yield made


async def test_messages_leave_in_order_each_marked_before_the_next(world: World) -> None:
    """When a message is on its way, the one before it is on disk as sent, and its content gone."""
    rows = [await world.say(ANNA, f"nr. {number}") for number in range(3)]
    before: list[str] = []

    async def look() -> None:
        before.append(",".join([(await world.state(row))[0] for row in rows]))

    world.answers = {f"nr. {number}": [look()] for number in range(3)}
    async with world.running():
        await world.api.called(3)
        await world.stop()
    assert world.accepted == ["nr. 0", "nr. 1", "nr. 2"]
    assert before == ["waiting,waiting,waiting", "sent,waiting,waiting", "sent,sent,waiting"]
    assert [await world.state(row) for row in rows] == [("sent", "", 101 + n, "") for n in range(3)]


async def test_a_slow_chat_holds_up_nobody_else(world: World) -> None:
    """Other chats are sent to while one waits for its answer."""
    gate = asyncio.Event()
    world.answers = {"slow": [gate.wait()]}
    await world.say(ANNA, "slow")
    await world.say(ANNA, "after")
    async with world.running():
        await world.api.called(1)
        await world.say(BENT, "quick")
        await world.api.called(2)
        assert world.accepted == ["quick"]
        gate.set()
        await world.api.called(3)
        await world.stop()
    assert world.accepted == ["quick", "slow", "after"]


async def test_no_more_chats_than_allowed_are_sent_to_at_once(world: World) -> None:
    """The others wait for a free place, and then have their turn."""
    gate = asyncio.Event()
    running = most = 0

    async def hold() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await gate.wait()
        running -= 1

    world.restart(at_once=3)
    for chat in range(1, 8):
        await world.say(chat, f"to {chat}")
        world.answers[f"to {chat}"] = [hold()]
    async with world.running():
        await world.api.called(3)
        gate.set()
        await world.api.called(7)
        await world.stop()
    assert most == 3
    assert len(world.accepted) == 7


async def test_what_was_written_while_nothing_ran_is_found_at_start(world: World) -> None:
    """Nobody has to call for it, however many chats there are."""
    total = deliver.LOOKED_UP + 10
    for chat in range(1, total + 1):
        await world.say(chat, f"to {chat}")
    world.restart()
    async with world.running():
        await world.api.called(deliver.LOOKED_UP)
        await world.clock.asleep(1)
        world.clock.advance(1)
        await world.api.called(total)
        await world.stop()
    assert len(set(world.accepted)) == total


def accepted_and_never_answered(world: World, text: str) -> asyncio.Event:
    """Telegram takes this message, and nobody hears of it; set once it has."""
    accepted = asyncio.Event()

    async def accept_and_hang() -> None:
        world.accepted.append(text)
        accepted.set()
        await asyncio.Event().wait()

    world.answers = {text: [accept_and_hang()]}
    return accepted


async def test_a_kill_between_acceptance_and_mark_repeats_that_one_message(world: World) -> None:
    """It can neither be known to have arrived nor be left out."""
    accepted = accepted_and_never_answered(world, "first")
    await world.say(ANNA, "first")
    await world.say(ANNA, "second")
    async with world.running():
        await accepted.wait()
        await world.kill()
    world.restart()
    async with world.running():
        await world.api.called(3)
        await world.stop()
    assert world.accepted == ["first", "first", "second"]


async def test_what_was_replaced_after_such_a_kill_is_not_repeated(world: World) -> None:
    """The person may have both, and what replaces it says all of it; nothing is lost, and nothing comes twice."""
    accepted = accepted_and_never_answered(world, "your message")
    person = await world.add_person(ANNA)
    row = await world.say(ANNA, "your message", prompt=0, person=person)
    async with world.running():
        await accepted.wait()
        await world.kill()
    world.restart()
    assert await world.store.write(lambda cursor: outbox.withdraw(cursor, person, 5, 0))
    await world.say(ANNA, "your 2 messages", prompt=1, person=person)
    async with world.running():
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["your message", "your 2 messages"]
    assert (await world.state(row))[:3] == ("withdrawn", "", None)


async def test_a_message_that_never_failed_goes_even_after_the_clock_jumped_back(world: World) -> None:
    """A new message's time may lie in the future then."""
    await world.say(ANNA, "hello")
    world.clock.advance(-3600)
    async with world.running():
        await world.api.called(1)
        await world.stop()
    assert world.accepted == ["hello"]


async def test_draining_marks_what_is_on_its_way_and_starts_nothing(world: World) -> None:
    """The next start goes on with the rest; what waits for the limiter does not hold up the stop."""
    gate = asyncio.Event()
    world.answers = {"first": [gate.wait()]}
    first, second = await world.say(ANNA, "first"), await world.say(ANNA, "second")
    world.limits.close(1000, BENT)
    third = await world.say(BENT, "third")
    async with world.running():
        await world.api.called(1)
        draining = asyncio.create_task(world.deliverer.drain(PATIENCE))
        await asyncio.sleep(0)
        gate.set()
        await draining
        await world.task
    assert [(await world.state(row))[0] for row in (first, second, third)] == ["sent", "waiting", "waiting"]


async def test_draining_stops_between_the_parts_of_a_long_message(world: World) -> None:
    """What has been accepted is marked, and the next start goes on with the rest."""
    gate = asyncio.Event()
    world.answers = {"a": [gate.wait()]}
    row = await world.say(ANNA, "a", "b")
    async with world.running():
        await world.api.called(1)
        draining = asyncio.create_task(world.deliverer.drain(PATIENCE))
        await asyncio.sleep(0)
        gate.set()
        await draining
        await world.task
    assert world.accepted == ["a"]
    world.restart()
    async with world.running():
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["a", "b"]
    assert (await world.state(row))[0] == "sent"


async def test_the_rest_of_a_long_message_is_not_sent_once_it_is_deleted(world: World) -> None:
    """Whoever it tells of was erased while a part was on its way, or while the next one waited for its turn."""
    gate = asyncio.Event()
    world.answers = {"a": [gate.wait()]}
    row = await world.say(ANNA, "a", "b")
    await world.say(ANNA, "next")
    async with world.running():
        await world.api.called(1)
        await world.store.write(
            lambda cursor: cursor.execute("DELETE FROM outbox WHERE id = :id", {"id": row})
        )
        gate.set()
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["a", "next"]


async def test_the_rest_of_a_long_message_that_waits_for_its_pace_is_not_sent_once_it_is_deleted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = await world.say(ANNA, "a", "b")
    acquire = world.limits.acquire

    async def paced(chat: int) -> bool:
        if world.accepted:
            await world.store.write(
                lambda cursor: cursor.execute("DELETE FROM outbox WHERE id = :id", {"id": row})
            )
        return await acquire(chat)

    monkeypatch.setattr(world.limits, "acquire", paced)
    async with world.running():
        await world.api.called(1)
        await world.say(ANNA, "next")
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["a", "next"]


async def test_draining_does_not_wait_for_ever(world: World) -> None:
    """An answer that does not come in time is given up; the message is repeated after the next start."""
    world.answers = {"hello": [asyncio.Event().wait()]}
    row = await world.say(ANNA, "hello")
    async with world.running():
        await world.api.called(1)
        await world.deliverer.drain(0)
        async with asyncio.timeout(PATIENCE):
            await world.task
    assert (await world.state(row))[0] == "waiting"


async def test_who_asks_may_wait_until_what_is_being_sent_is_marked(world: World) -> None:
    """A text that comes meanwhile can then be told apart: was it written before or after that message?"""
    gate = asyncio.Event()
    world.answers = {"question": [gate.wait()]}
    row = await world.say(ANNA, "question")
    async with world.running():
        await world.api.called(1)
        waiting = asyncio.create_task(world.deliverer.settled(ANNA, PATIENCE))
        await world.deliverer.settled(BENT, PATIENCE)
        assert not waiting.done()
        gate.set()
        await waiting
        assert (await world.state(row))[0] == "sent"


async def test_nobody_waits_for_ever_for_a_slow_telegram(world: World) -> None:
    """After the given time the text is taken in as it is."""
    world.answers = {"question": [asyncio.Event().wait()]}
    row = await world.say(ANNA, "question")
    async with world.running():
        await world.api.called(1)
        await world.deliverer.settled(ANNA, 0.0)
        assert (await world.state(row))[0] == "waiting"


async def test_a_message_that_was_waited_for_in_vain_is_not_waited_for_again(world: World) -> None:
    """Twelve texts behind one send that hangs hold their batch up once, not twelve times."""
    world.answers = {"question": [asyncio.Event().wait()]}
    await world.say(ANNA, "question")
    async with world.running():
        await world.api.called(1)
        await world.deliverer.settled(ANNA, 0.0)
        async with asyncio.timeout(PATIENCE / 2):
            await world.deliverer.settled(ANNA, PATIENCE)


async def test_after_a_start_with_the_clock_set_back_what_was_never_tried_goes_out(world: World) -> None:
    """Such a message has waited for nothing but its turn."""
    row = await world.say(ANNA, "hello")
    world.clock.now -= timedelta(hours=2)
    world.restart()
    async with world.running():
        await world.api.called(1)
        await world.stop()
    assert (await world.state(row))[0] == "sent"
