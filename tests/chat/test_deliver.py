"""The outbox leaves in order, nothing is lost, and nobody waits for somebody else."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TimedOut

from bot.chat import deliver
from bot.chat.deliver import Deliverer
from bot.chat.errors import Flood
from bot.chat.limits import Limits, Rate
from bot.chat.send import Sender
from bot.state import outbox, people
from bot.state.errors import StorageUnavailable
from bot.state.ids import Ids
from bot.state.store import Store
from tests.chat.helpers import PATIENCE, Clock, FakeApi, HurriedClock
from tests.state.helpers import ANNA, BENT, BOT, settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from bot.state.backend import Function

FAST = Rate(10**6, 1.0)


def render(payload: Mapping[str, Any], _: str) -> list[dict[str, Any]]:
    """Each paragraph is a part of its own."""
    return [{"text": paragraph["id"]} for paragraph in payload["paragraphs"]]


class World:
    """A store, a Telegram that a test answers for, and a deliverer between them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.answers: dict[str, list[Any]] = {}
        self.accepted: list[str] = []
        self.limits = Limits(FAST, FAST, clock=clock.seconds, sleep=clock.sleep)
        self.api = FakeApi(self._answer)
        self.restart()

    def restart(self, at_once: int = 64) -> None:
        sender = Sender(self.api, self.limits, render=render, commands=lambda _: [])
        self.deliverer = Deliverer(
            self.store,
            sender,
            self.limits,
            bot=BOT,
            at_once=at_once,
            sleep=self.clock.sleep,
            jitter=lambda: 0.5,
        )

    async def _answer(self, _: str, params: dict[str, Any]) -> Any:
        """What a test has laid out for this text (an error, or something to wait for), else acceptance."""
        text = params["text"]
        answers = self.answers.get(text, [])
        answer = answers.pop(0) if answers else None
        if isinstance(answer, Exception):
            return answer
        if answer is not None:
            await answer
        self.accepted.append(text)
        return {"message_id": 100 + len(self.accepted)}

    async def say(self, chat: int, *texts: str, prompt: int = -1, person: int | None = None) -> int:
        """Put a message in the outbox, as a turn does; its row's id."""
        payload = {"kind": "say", "paragraphs": [{"id": text} for text in texts], "buttons": [], "edits": 0}
        new_id = self.store.ids.next()
        now = self.clock.now
        session = 5 if prompt >= 0 else 0
        await self.store.write(
            lambda cursor: outbox.add(cursor, new_id, BOT, chat, person, "da", payload, session, prompt, now)
        )
        self.deliverer.wake(chat)
        return new_id

    async def state(self, row_id: int) -> tuple[str, str, int | None, str]:
        """Status, payload, message id and error of a row."""

        def look(cursor: Any) -> Any:
            cursor.execute(
                "SELECT status, payload, message, error FROM outbox WHERE id = :id", {"id": row_id}
            )
            return cursor.fetchone()

        found: tuple[str, str, int | None, str] = await self.store.read(look)
        return found

    async def stop(self) -> None:
        """Drain without any haste: everything that is being sent gets marked."""
        await self.deliverer.drain(PATIENCE)
        async with asyncio.timeout(PATIENCE):
            await self.task

    async def kill(self) -> None:
        """What kill -9 does, as far as tasks go: nothing is marked any more."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self.task = asyncio.create_task(self.deliverer.run())
        try:
            yield
        finally:
            await self.kill()

    async def add_person(self, user: int) -> int:
        someone = await self.store.write(lambda cursor: settle(cursor, self.store, user))
        return someone.id


@asynccontextmanager
async def opened(directory: Path, clock: Clock) -> AsyncIterator[World]:
    async with await Store.open(str(directory / "test.db"), clock=clock, ids=Ids(clock)) as store:
        yield World(store, clock)


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


async def test_a_kill_between_acceptance_and_mark_repeats_that_one_message(world: World) -> None:
    """It can neither be known to have arrived nor be left out."""
    accepted = asyncio.Event()

    async def accept_and_hang() -> None:
        world.accepted.append("first")
        accepted.set()
        await asyncio.Event().wait()

    world.answers = {"first": [accept_and_hang()]}
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


@pytest.mark.parametrize("fault", [NetworkError("down"), TimedOut(), NetworkError("Internal (500)")])
async def test_faults_are_tried_again_after_a_growing_wait(tmp_path: Path, fault: Exception) -> None:
    """1, 2, 4 … 60 seconds and a little more, until it works."""
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
    await world.store.write(
        lambda cursor: (
            cursor.execute(
                "UPDATE outbox SET payload = :payload WHERE id = :id",
                {"payload": '{"kind": "say", "paragraphs": ["Anna"]}', "id": row},
            )
            and None
        )
    )
    await world.say(ANNA, "good")
    async with world.running():
        await world.api.called(1)
        await world.stop()
    assert await world.state(row) == ("aside", "", None, "could not be made into a message: TypeError")


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
    await world.say(ANNA, "old question", prompt=0)
    async with world.running():
        await world.clock.asleep(2)  # the alarm, and the limiter
        assert await world.store.write(lambda cursor: outbox.withdraw(cursor, 5, 0))
        await world.say(ANNA, "new question", prompt=1)
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
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
