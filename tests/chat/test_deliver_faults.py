"""What delivery does when sending or marking fails: it waits, tries again, or sets aside; it never loses."""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TimedOut

from bot.chat.errors import Flood
from bot.state import outbox, people
from bot.state.errors import StorageUnavailable
from bot.state.outbox import PAYLOAD
from bot.state.sealing import NOBODY, seal_json
from tests.chat.helpers import PATIENCE, Clock, HurriedClock
from tests.chat.world import World, opened
from tests.state.helpers import ANNA, BENT, BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.state.backend import Function
    from bot.state.cursor import Cursor


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock()) as made:
        yield made


async def test_a_flood_is_waited_out_by_that_chat_alone(world: World) -> None:
    """For the whole time that Telegram says, and what follows in the chat waits behind it."""
    world.answers = {"much": [Flood(30)]}
    row = await world.say(ANNA, "much")
    await world.say(ANNA, "more")
    async with world.running():
        await world.api.called(1)
        await world.say(BENT, "quick")
        await world.api.called(2)
        await world.clock.asleep(2)  # the look at the start, and the one that knows of the new time
        assert world.limits.closed(ANNA)
        assert (await world.state(row))[3] == "Flood"
        world.clock.advance(29)
        await world.say(BENT, "quicker")
        await world.api.called(3)
        assert world.accepted == ["quick", "quicker"]
        world.clock.advance(1)
        await world.api.called(5)
        await world.stop()
    assert world.accepted == ["quick", "quicker", "much", "more"]


async def test_a_flood_that_meets_a_second_chat_stops_everybody(world: World) -> None:
    """Telegram does not say which limit was hit. Of twenty chats two are told to wait: no third one is tried."""
    world.answers = {"to 1": [Flood(30)], "to 2": [Flood(20)]}
    world.restart(at_once=1)
    for chat in range(1, 21):
        await world.say(chat, f"to {chat}")
    async with world.running():
        await world.api.called(2)
        await world.clock.asleep(4)  # looks at the outbox, and the third chat's wait for the gate
        world.clock.advance(19)
        # Whatever it would do now, it does meanwhile; how often it looks is its own affair.
        for _ in range(20):
            await world.store.read(lambda _: None)
        assert world.limits.closed()
        assert len(world.api.calls) == 2
        world.clock.advance(1)
        await world.api.called(21)
        assert world.limits.closed(1)
        world.clock.advance(10)
        await world.api.called(22)
        await world.stop()
    assert sorted(world.accepted) == sorted(f"to {chat}" for chat in range(1, 21))


async def test_a_menu_waits_for_the_gate_too(world: World) -> None:
    """Though it counts as no message."""
    world.limits.close(30)
    menu = {"kind": "menu", "language": "da"}
    new = world.store.ids.next()
    await world.store.write(
        lambda cursor: outbox.add(cursor, new, BOT, ANNA, None, "da", menu, 0, -1, world.clock())
    )
    world.deliverer.wake(ANNA)
    async with world.running():
        await world.clock.asleep(2)
        assert world.api.calls == []
        world.clock.advance(30)
        await world.api.called(1)
        await world.stop()
    assert [method for method, _ in world.api.calls] == ["setMyCommands"]


async def test_an_order_to_wait_for_years_is_a_day(world: World) -> None:
    """Then Telegram is asked again."""
    world.answers = {"hello": [Flood(10**12)]}
    row = await world.say(ANNA, "hello")
    async with world.running():
        await world.api.called(1)
        await world.clock.asleep(2)
        assert (await world.state(row))[0] == "waiting"
        world.clock.advance(24 * 3600)
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["hello"]


async def test_a_message_postponed_by_a_clock_that_was_a_year_ahead_goes_once_it_is_right(
    world: World,
) -> None:
    """And what comes behind it in the chat."""
    year = 365 * 24 * 3600
    world.clock.advance(year)
    world.answers = {"hello": [NetworkError("down")]}
    await world.say(ANNA, "hello")
    async with world.running():
        await world.api.called(1)
        await world.clock.asleep(2)
        world.clock.advance(-year)
        await world.say(ANNA, "more")
        await world.api.called(3)
        await world.stop()
    assert world.accepted == ["hello", "more"]


@pytest.mark.parametrize(
    "fault",
    [
        NetworkError("down"),
        TimedOut(),
        NetworkError("Internal (500)"),
        MemoryError(),
        OSError("too many open files"),
    ],
)
async def test_faults_are_tried_again_after_a_growing_wait(tmp_path: Path, fault: Exception) -> None:
    """Of Telegram's or of the machine's: 1, 2, 4 … 60 seconds and a little more, until it works."""
    with structlog.testing.capture_logs() as logs:
        async with opened(tmp_path, HurriedClock()) as world:
            world.answers = {"hello": [fault] * 8}
            await world.say(ANNA, "hello")
            async with world.running():
                await world.api.called(9)
                await world.stop()
    waits = [line["seconds"] for line in logs if line["event"] == "deliver.postponed"]
    assert waits == [1.5, 2.5, 4.5, 8.5, 16.5, 32.5, 60.5, 60.5]
    assert world.clock.seconds() >= sum(waits)
    assert world.accepted == ["hello"]


async def test_a_blocked_chat_is_left_alone_until_its_person_writes(world: World) -> None:
    """403: nothing more is tried, nothing is lost, and a later unblocking sends it all."""
    person = await world.add_person(ANNA)
    world.answers = {"one": [Forbidden("Forbidden: bot was blocked by the user")]}
    await world.say(ANNA, "one", person=person)
    await world.say(ANNA, "two", person=person)
    async with world.running():
        await world.api.called(1)
        await world.say(BENT, "other")
        await world.api.called(2)
        await world.say(ANNA, "three", person=person)
        await world.say(BENT, "another")
        await world.api.called(3)
        assert world.accepted == ["other", "another"]
        await world.store.write(lambda cursor: people.unblock(cursor, BOT, ANNA))
        world.deliverer.wake(ANNA)
        await world.api.called(6)
        await world.stop()
    assert world.accepted == ["other", "another", "one", "two", "three"]


async def test_a_postponed_message_goes_on_time_though_its_person_was_away_in_between(world: World) -> None:
    """While they had blocked us nobody knew its time; when they are back, it is known again."""
    person = await world.add_person(ANNA)

    async def refuse() -> None:
        await world.store.write(lambda cursor: people.block(cursor, BOT, ANNA, world.clock()))
        raise Flood(30)

    world.answers = {"one": [refuse()]}
    await world.say(ANNA, "one", person=person)
    async with world.running():
        await world.clock.asleep(2)
        world.clock.advance(29)
        await world.store.write(lambda cursor: people.unblock(cursor, BOT, ANNA))
        world.deliverer.wake(ANNA)
        await world.clock.asleep(3)
        world.clock.advance(1)
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["one"]


async def test_who_comes_back_while_a_message_is_being_refused_still_gets_it(world: World) -> None:
    """The refusal belongs to the time before they came back."""
    person = await world.add_person(ANNA)
    on_its_way, refused = asyncio.Event(), asyncio.Event()

    async def refuse() -> None:
        on_its_way.set()
        await refused.wait()
        raise Forbidden("Forbidden: bot was blocked by the user")

    world.answers = {"one": [refuse()]}
    await world.say(ANNA, "one", person=person)
    async with world.running():
        await on_its_way.wait()
        await world.store.write(lambda cursor: people.unblock(cursor, BOT, ANNA))
        world.deliverer.wake(ANNA)
        refused.set()
        await world.api.called(1)
        await world.clock.asleep(2)
        world.clock.advance(2)
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["one"]


async def test_a_receipt_to_somebody_erased_who_blocked_us_is_given_up(world: World) -> None:
    """Nobody is left who could write again, so the row must not wait for ever."""
    world.answers = {"receipt": [Forbidden("Forbidden: bot was blocked by the user")]}
    row = await world.say(ANNA, "receipt")
    async with world.running():
        await world.api.called(1)
        await world.stop()
    assert (await world.state(row))[:2] == ("aside", "")


async def test_a_refused_message_is_set_aside_and_the_next_goes_on(world: World) -> None:
    """400: its content is erased, Telegram's reason is kept."""
    world.answers = {"bad": [BadRequest("Bad Request: chat not found")]}
    row = await world.say(ANNA, "bad")
    await world.say(ANNA, "good")
    async with world.running():
        await world.api.called(2)
        await world.stop()
    assert await world.state(row) == ("aside", "", None, "Chat not found")
    assert world.accepted == ["good"]


async def test_a_message_that_cannot_be_rendered_is_set_aside_too(world: World) -> None:
    """A bug in one message is no reason to keep the next from its reader; the error names no content."""
    row = await world.say(ANNA)
    broken = {"kind": "say", "paragraphs": ["Anna"]}
    await world.store.write(partial(put, row, lambda cursor: seal_json(cursor, PAYLOAD, NOBODY, row, broken)))
    await world.say(ANNA, "good")
    async with world.running():
        await world.api.called(1)
        await world.stop()
    assert await world.state(row) == ("aside", "", None, "could not be made into a message: TypeError")


async def test_a_message_that_somebody_has_changed_in_the_file_is_set_aside(world: World) -> None:
    row = await world.say(ANNA)
    await world.store.write(partial(put, row, lambda _: "bm8="))
    await world.say(ANNA, "good")
    async with world.running():
        await world.api.called(1)
        await world.stop()
    assert (await world.state(row))[:2] == ("aside", "")


def put(row: int, content: Callable[[Cursor], str], cursor: Cursor) -> None:
    """Write something into a message that waits."""
    update = "UPDATE outbox SET payload = :payload WHERE id = :id"
    cursor.execute(update, {"payload": content(cursor), "id": row})


async def test_an_unknown_token_ends_the_delivery(world: World) -> None:
    """And the message stays."""
    world.answers = {"hello": [InvalidToken("Unauthorized (401)")]}
    row = await world.say(ANNA, "hello")
    async with world.running(), asyncio.timeout(PATIENCE):
        with pytest.raises(InvalidToken):
            await world.task
    assert (await world.state(row))[0] == "waiting"


async def test_a_long_message_goes_on_after_a_crash_where_it_stopped(world: World) -> None:
    """Each part is marked before the next, so that at most one comes twice."""
    reached = asyncio.Event()

    async def hang() -> None:
        reached.set()
        await asyncio.Event().wait()

    world.answers = {"b": [hang()]}
    row = await world.say(ANNA, "a", "b", "c")
    async with world.running():
        await reached.wait()
        await world.kill()
    world.restart()
    async with world.running():
        await world.api.called(4)
        await world.stop()
    assert world.accepted == ["a", "b", "c"]
    assert (await world.state(row))[0] == "sent"


async def test_what_was_withdrawn_while_the_limit_held_it_back_is_not_sent(world: World) -> None:
    """After a wait the outbox is asked again."""
    world.limits.close(5, ANNA)
    person = await world.add_person(ANNA)
    await world.say(ANNA, "old question", prompt=0, person=person)
    async with world.running():
        await world.clock.asleep(2)  # the alarm, and the limiter
        assert await world.store.write(lambda cursor: outbox.withdraw(cursor, person, 5, 0))
        await world.say(ANNA, "new question", prompt=1, person=person)
        world.clock.advance(5)
        await world.api.called(1)
        await world.stop()
    assert world.accepted == ["new question"]


async def test_a_mark_that_cannot_be_stored_is_tried_until_it_can(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is not sent again meanwhile."""
    write = world.store.write
    failures = [StorageUnavailable("disk full"), StorageUnavailable("disk full")]
    row = await world.say(ANNA, "hello")

    async def failing(function: Function[Any]) -> Any:
        if failures:
            raise failures.pop(0)
        return await write(function)

    monkeypatch.setattr(world.store, "write", failing)
    async with world.running():
        await world.clock.asleep(2)
        world.clock.advance(1)
        await world.clock.asleep(3)
        world.clock.advance(2)
        await world.stop()
    assert sorted(world.clock.slept) == [1, 2, 60]
    assert world.accepted == ["hello"]
    assert (await world.state(row))[0] == "sent"


FAULTS: tuple[Callable[[], Exception], ...] = (
    lambda: NetworkError("down"),
    TimedOut,
    lambda: Flood(7),
    lambda: BadRequest("Bad Request: no"),
)


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.lists(st.sampled_from(range(len(FAULTS))), max_size=3)), max_size=12
    ),
    st.integers(1, 3),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_fails_each_message_is_sent_once_or_set_aside_and_the_order_holds(
    messages: list[tuple[int, list[int]]], at_once: int
) -> None:
    """Faults before acceptance, in any number and order, neither lose nor double nor reorder anything."""

    async def main(directory: Path) -> None:
        async with opened(directory, HurriedClock()) as world:
            world.restart(at_once=at_once)
            rows = []
            for number, (chat, faults) in enumerate(messages):
                world.answers[f"{number}"] = [FAULTS[fault]() for fault in faults]
                rows.append(await world.say(chat, f"{number}"))
            async with world.running():
                await world.api.called(sum(_tries(faults) for _, faults in messages))
                await world.stop()
            states = [(await world.state(row))[0] for row in rows]
        kept = [not any(FAULTS[fault] is FAULTS[3] for fault in faults) for _, faults in messages]
        assert states == ["sent" if each else "aside" for each in kept]
        for chat in range(1, 4):
            mine = [f"{number}" for number, each in enumerate(kept) if each and messages[number][0] == chat]
            assert [text for text in world.accepted if messages[int(text)][0] == chat] == mine

    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(main(Path(directory)))


def _tries(faults: list[int]) -> int:
    """Calls that a message takes: up to its first refusal, or all its faults and then acceptance."""
    refusal = len(FAULTS) - 1
    return faults.index(refusal) + 1 if refusal in faults else len(faults) + 1
