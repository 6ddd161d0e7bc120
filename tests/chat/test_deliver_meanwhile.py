"""What was deleted or taken back while a message waited for its leave, or was being made, is not sent."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest

from bot.chat import render, send
from bot.chat.send import Sender
from bot.engine.text import literal
from bot.state import outbox, people
from tests.chat.helpers import PATIENCE, Clock, nothing
from tests.chat.test_send import FOLDER, STAR
from tests.chat.world import World, opened
from tests.state.helpers import ANNA, BENT, BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.chat.copies import File
    from bot.state.outbox import Row

TEXT = "jeg har kørt lastbil"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock()) as made:
        yield made


async def erase(world: World, person: int) -> None:
    await world.store.write(lambda cursor: people.erase(cursor, person))


async def put(world: World, person: int, payload: dict[str, Any], prompt: int = 0) -> None:
    """A message in the outbox, written with all that a turn may write."""
    new = world.store.ids.next()
    whole = {"kind": "say", "buttons": [], "edits": 0, **payload}
    await world.store.write(
        lambda cursor: outbox.add(cursor, new, BOT, ANNA, person, "da", whole, 5, prompt, world.clock())
    )
    world.deliverer.wake(ANNA)


async def change(world: World, person: int) -> None:
    """An edit of a message that the person has deleted from their phone."""
    world.answers = {TEXT: [BadRequest("Bad Request: message to edit not found")]}
    await put(world, person, {"paragraphs": [{"id": TEXT}], "edits": 12})


async def test_what_takes_the_place_of_an_edit_is_not_sent_to_somebody_erased_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second message has to wait for its leave; what the person wrote is gone by then."""
    person, acquire, asked = await world.add_person(ANNA), world.limits.acquire, 0

    async def paced(chat: int) -> bool:
        nonlocal asked
        asked += 1
        if asked == 2:
            await erase(world, person)
            await world.say(ANNA, "receipt")
        return await acquire(chat)

    monkeypatch.setattr(world.limits, "acquire", paced)
    await change(world, person)
    async with world.running():
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["receipt"]


async def test_what_takes_the_place_of_an_edit_is_not_sent_once_it_is_taken_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, acquire, asked = await world.add_person(ANNA), world.limits.acquire, 0

    async def paced(chat: int) -> bool:
        nonlocal asked
        asked += 1
        if asked == 2:
            assert await world.store.write(lambda cursor: outbox.withdraw(cursor, person, 5, 0))
            await world.say(ANNA, "newer", prompt=1)
        return await acquire(chat)

    monkeypatch.setattr(world.limits, "acquire", paced)
    await change(world, person)
    async with world.running():
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["newer"]


async def test_what_takes_the_place_of_an_edit_is_sent_where_nothing_has_happened(world: World) -> None:
    await change(world, await world.add_person(ANNA))
    async with world.running():
        await world.api.called(2)
        await world.stop()
    assert [method for method, _ in world.api.calls] == ["editMessageText", "sendMessage"]
    assert world.accepted == [TEXT]


@pytest.mark.parametrize("made", ["picture", "document", "copy"])
async def test_a_file_is_not_sent_to_somebody_erased_while_it_was_made(
    world: World, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To draw and to print takes a while, in which others go on; the receipt must not come before what it is about."""
    person = await world.add_person(ANNA)
    loop, begun = asyncio.get_running_loop(), asyncio.Event()

    def making(*_: object) -> bytes:
        asyncio.run_coroutine_threadsafe(erase(world, person), loop).result()
        loop.call_soon_threadsafe(begun.set)
        return b"everything"

    async def copied(_: Row, __: str) -> File:
        return "copy.pdf", await asyncio.to_thread(making)

    monkeypatch.setattr(send, "png", making)
    monkeypatch.setattr(send, "pdf", making)
    sender = Sender(world.api, world.limits, render=render.parts, commands=lambda _: [], copy=copied)
    world.restart(sender=sender)
    files = {"picture": STAR.to_json(), "document": FOLDER.to_json(), "copy": "pdf"}
    await put(world, person, {"paragraphs": [literal(TEXT).to_json()], made: files[made]})
    async with world.running():
        await begun.wait()
        await world.stop()
    assert world.api.calls == []


async def test_what_is_made_while_the_program_stops_is_not_sent_any_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else may be the one that sends by then."""
    person, loop, begun = await world.add_person(ANNA), asyncio.get_running_loop(), asyncio.Event()
    gate = threading.Event()

    def drawing(*_: object) -> bytes:
        loop.call_soon_threadsafe(begun.set)
        gate.wait(PATIENCE)
        return b"a picture"

    monkeypatch.setattr(send, "png", drawing)
    world.restart(
        sender=Sender(world.api, world.limits, render=render.parts, commands=lambda _: [], copy=nothing)
    )
    async with world.running():
        await put(world, person, {"paragraphs": [literal(TEXT).to_json()], "picture": STAR.to_json()})
        await begun.wait()
        stopping = asyncio.create_task(world.stop())
        await asyncio.sleep(0)
        gate.set()
        await stopping
    assert world.api.calls == []


@pytest.mark.parametrize("how", ["erased", "taken back"])
async def test_what_waits_behind_another_chat_for_the_gate_is_looked_at_again(
    world: World, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the first who waits for the pace of all counts the seconds; whoever stands behind has waited as long."""
    person, in_line, acquire = await world.add_person(BENT), asyncio.Event(), world.limits.acquire

    async def watched(chat: int) -> bool:
        if chat == BENT:
            in_line.set()
        return await acquire(chat)

    monkeypatch.setattr(world.limits, "acquire", watched)
    changes: dict[str, Callable[[Any], object]] = {
        "erased": lambda cursor: people.erase(cursor, person),
        "taken back": lambda cursor: outbox.withdraw(cursor, person, 5, 0),
    }
    world.limits.close(30)
    await world.say(ANNA, "first")
    async with world.running():
        await world.clock.asleep(2)  # the look at the start, and the first chat's wait for the gate
        await world.say(BENT, TEXT, prompt=0, person=person)
        await in_line.wait()
        await world.store.write(changes[how])
        world.clock.advance(30)
        await world.api.called(1)
        await world.say(BENT, "after")
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["first", "after"]
