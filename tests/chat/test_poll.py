"""Polling acknowledges what is committed, keeps everybody's order, and survives whatever the network does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Conflict, NetworkError, TimedOut

from bot.chat.errors import Flood
from bot.chat.hearing import Hearing
from bot.chat.poll import Poller
from tests.chat.helpers import PATIENCE, Clock, FakeApi

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


def update(number: int, user: int = 41) -> dict[str, Any]:
    return {"update_id": number, "message": {"from": {"id": user}}}


def number_of(raw: Any) -> int:
    number: int = raw.get("update_id", 0) if isinstance(raw, dict) else 0
    return number


class Server:
    """Keeps updates as Telegram does: those below the offset are confirmed and gone."""

    def __init__(self, *updates: Any) -> None:
        self.waiting: list[Any] = list(updates)
        self.faults: list[Exception] = []
        self.rounds: list[int] = []
        self.silent = asyncio.Event()

    def answer(self, method: str, params: dict[str, Any]) -> Any:
        assert method == "getUpdates"
        offset = params.get("offset", 0)
        self.rounds.append(offset)
        if self.faults:
            return self.faults.pop(0)
        self.waiting = [each for each in self.waiting if not offset or number_of(each) >= offset]
        return self.waiting[: params["limit"]] if self.waiting else self._long_poll()

    async def _long_poll(self) -> list[Any]:
        self.silent.set()
        await asyncio.Event().wait()
        raise AssertionError


class Unhurried:
    """Takes updates in of people who are not too quick."""

    def overflows(self, _: dict[str, Any]) -> bool:
        return False

    async def keep(self, update: dict[str, Any]) -> bool:
        raise AssertionError(update)


class Recorder(Unhurried):
    """Takes updates in as a test wants it."""

    def __init__(self, verdict: Callable[[int], bool] = lambda _: True) -> None:
        self.taken: list[int] = []
        self.verdict = verdict

    async def accept(self, update: dict[str, Any]) -> bool:
        self.taken.append(update["update_id"])
        return self.verdict(update["update_id"])


class Running:
    """A poller that runs as long as the block does."""

    def __init__(self, server: Server, intake: Any, patience: Callable[..., Any] = asyncio.wait) -> None:
        """`patience` waits for every lane, or for as many as the test likes."""
        self.clock = Clock()
        self.api = FakeApi(server.answer)
        self.server = server
        self.hearing = Hearing()
        self.poller = Poller(
            self.api, intake, self.hearing, seconds=50, sleep=self.clock.sleep, patience=patience
        )

    async def __aenter__(self) -> Running:
        self.task = asyncio.create_task(self.poller.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def quiet(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.server.silent.wait()


async def test_the_offset_moves_past_what_was_taken_in() -> None:
    """Every update is handed on once, and confirmed by the next request."""
    server, intake = Server(update(5), update(6, 42), update(7)), Recorder()
    async with Running(server, intake) as running:
        await running.quiet()
    assert sorted(intake.taken) == [5, 6, 7]
    assert server.rounds == [0, 8]
    method, params = running.api.calls[1]
    assert (method, params["limit"], params["timeout"]) == ("getUpdates", 100, 50)
    assert params["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert running.api.timeouts[1] > 50


async def test_whether_all_is_well_is_known_at_once_at_the_start_and_after_a_fault() -> None:
    """Where nobody writes, a long poll tells it only at its end."""
    server = Server(update(5))
    server.faults = [NetworkError("down")]
    async with Running(server, Recorder()) as running:
        await running.clock.asleep(1)
        running.clock.advance(1)
        await running.quiet()
    assert [params["timeout"] for _, params in running.api.calls] == [0, 0, 50]


class Slow(Unhurried):
    """Takes update 5 in only once the gate opens, and notes all others at once."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.taken: list[int] = []
        self.begun: list[int] = []
        self.news = asyncio.Condition()

    async def accept(self, update: dict[str, Any]) -> bool:
        self.begun.append(update["update_id"])
        if update["update_id"] == 5:
            await self.gate.wait()
        async with self.news:
            self.taken.append(update["update_id"])
            self.news.notify_all()
        return True

    async def until(self, *taken: int) -> None:
        """Wait until just these have been taken in."""
        async with asyncio.timeout(PATIENCE):
            async with self.news:
                await self.news.wait_for(lambda: self.taken == list(taken))


async def test_everybody_has_a_lane_of_their_own() -> None:
    """One sender's updates come in order, and nobody waits for anybody else's turn."""
    server, slow = Server(update(5, 41), update(6, 42), update(7, 43), update(8, 41)), Slow()
    async with Running(server, slow) as running:
        await slow.until(6, 7)
        assert server.rounds == [0]
        slow.gate.set()
        await running.quiet()
    assert slow.taken == [6, 7, 5, 8]
    assert server.rounds == [0, 9]


async def test_a_slow_turn_does_not_hold_up_what_others_write_later() -> None:
    """Others' new updates are fetched and taken in once; the offset waits for the slow one all the same."""
    server, slow = Server(update(5, 41), update(6, 42)), Slow()

    async def impatient(_: Collection[asyncio.Task[None]]) -> None:
        await asyncio.sleep(0)

    async with Running(server, slow, impatient) as running:
        await slow.until(6)
        server.waiting += [update(7, 43), update(8, 41)]
        await slow.until(6, 7)
        assert set(server.rounds) == {0}
        slow.gate.set()
        await running.quiet()
    assert slow.taken == [6, 7, 5, 8]
    assert slow.begun == [5, 6, 7, 8]
    assert server.rounds[-1] == 9


async def test_a_batch_in_disorder_confirms_nothing_that_is_not_taken_in() -> None:
    """Telegram says that updates may get out of order, and that their ids restore it."""
    server, slow = Server(update(8, 41), update(7, 42), update(6, 42), update(5, 41)), Slow()

    async def impatient(_: Collection[asyncio.Task[None]]) -> None:
        await asyncio.sleep(0)

    async with Running(server, slow, impatient) as running:
        await slow.until(6, 7)
        for _ in range(10):  # enough for another round
            await asyncio.sleep(0)
        assert set(server.rounds) == {0}
        slow.gate.set()
        await running.quiet()
    assert slow.taken == [6, 7, 5, 8]
    assert server.rounds[-1] == 9


async def test_an_update_that_is_in_a_batch_twice_is_taken_in_once() -> None:
    server, intake = Server(update(5), update(5), update(6), update(6)), Recorder()
    async with Running(server, intake) as running:
        await running.quiet()
    assert intake.taken == [5, 6]
    assert server.rounds[-1] == 7


async def test_what_stands_a_hundred_behind_a_slow_turn_is_taken_in_after_it() -> None:
    """The known limit of polling: Telegram hands out no more from an offset, whoever they are from."""
    server, slow = Server(*(update(number, number) for number in range(5, 106))), Slow()

    async def impatient(_: Collection[asyncio.Task[None]]) -> None:
        await asyncio.sleep(0)

    async with Running(server, slow, impatient) as running:
        await slow.until(*range(6, 105))
        for _ in range(10):  # enough for another round
            await asyncio.sleep(0)
        assert 105 not in slow.begun
        slow.gate.set()
        await running.quiet()
    assert slow.taken == [*range(6, 105), 5, 105]


async def test_what_cannot_be_stored_is_asked_for_again() -> None:
    """A refused update, and all of the same person behind it, come again after a growing wait."""
    full = True
    server, intake = Server(update(5, 42), update(6), update(7), update(8, 43)), Recorder()
    intake.verdict = lambda number: not (full and number == 6)
    async with Running(server, intake) as running:
        await running.clock.asleep(1)
        assert sorted(intake.taken) == [5, 6, 8]
        running.clock.advance(1)
        await running.clock.asleep(2)
        full = False
        running.clock.advance(2)
        await running.quiet()
    assert running.clock.slept == [1, 2]
    assert sorted(intake.taken[:3]) == [5, 6, 8]
    assert intake.taken[3:] == [6, 6, 7]
    assert server.rounds == [0, 6, 6, 9]


async def test_an_intake_that_breaks_costs_nothing_but_time() -> None:
    """An exception counts as a refusal: the loop lives on and the update comes again."""
    broken = True

    class Fragile(Recorder):
        async def accept(self, update: dict[str, Any]) -> bool:
            if broken:
                raise RuntimeError("Anna wrote this")
            return await super().accept(update)

    server, intake = Server(update(5)), Fragile()
    async with Running(server, intake) as running:
        await running.clock.asleep(1)
        broken = False
        running.clock.advance(1)
        await running.quiet()
    assert intake.taken == [5]


@pytest.mark.parametrize(
    "fault",
    [
        NetworkError("down"),
        TimedOut(),
        Conflict("terminated by other getUpdates request"),
    ],
)
async def test_faults_are_waited_out(fault: Exception) -> None:
    """1, 2, 4 … 30 seconds between tries; the first success starts the count again."""
    server, intake = Server(update(5)), Recorder()
    server.faults = [fault] * 7
    async with Running(server, intake) as running:
        for number in range(1, 8):
            await running.clock.asleep(number)
            assert intake.taken == []
            running.clock.advance(30)
        await running.quiet()
    assert running.clock.slept == [1, 2, 4, 8, 16, 30, 30]
    assert intake.taken == [5]


async def test_telegrams_own_waiting_time_is_respected() -> None:
    """A 429 is waited out for the whole time."""
    server, intake = Server(update(5)), Recorder()
    server.faults = [Flood(17)]
    async with Running(server, intake) as running:
        await running.clock.asleep(1)
        running.clock.advance(17)
        await running.quiet()
    assert running.clock.slept == [17]


async def test_an_update_without_an_id_stops_nobody() -> None:
    """It is passed over, and the next one with an id confirms it."""
    server, intake = Server({"message": {}}, "?", update(5)), Recorder()
    async with Running(server, intake) as running:
        await running.quiet()
    assert intake.taken == [5]


async def test_a_batch_of_nothing_but_nameless_updates_is_not_asked_for_in_a_hurry() -> None:
    """Such a batch cannot be confirmed and comes again at once: the loop waits in between."""
    server, intake = Server({"message": {}}), Recorder()
    async with Running(server, intake) as running:
        await running.clock.asleep(1)
        assert server.rounds == [0]
        server.waiting = [update(5)]
        running.clock.advance(1)
        await running.quiet()
    assert intake.taken == [5]


async def test_after_a_quiet_time_the_offset_is_forgotten() -> None:
    """Telegram may go on at a lower id after a quiet week."""
    batches: list[list[dict[str, Any]]] = [[update(900)], [], [update(3)]]
    offsets: list[int] = []
    done = asyncio.Event()

    async def forever() -> Any:
        done.set()
        await asyncio.Event().wait()

    def answer(method: str, params: dict[str, Any]) -> Any:
        offsets.append(params.get("offset", 0))
        return batches.pop(0) if batches else forever()

    intake = Recorder()
    task = asyncio.create_task(Poller(FakeApi(answer), intake, Hearing()).run())
    async with asyncio.timeout(PATIENCE):
        await done.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert intake.taken == [900, 3]
    assert offsets == [0, 901, 0, 4]


async def test_an_answer_that_is_no_list_is_no_update() -> None:
    """Whatever stands in for Telegram may answer nonsense."""
    answers: list[Any] = [True, {"a": 1}, [update(5)]]
    done = asyncio.Event()

    async def forever() -> Any:
        done.set()
        await asyncio.Event().wait()

    intake = Recorder()
    api = FakeApi(lambda *_: answers.pop(0) if answers else forever())
    clock = Clock()
    task = asyncio.create_task(Poller(api, intake, Hearing(), sleep=clock.sleep).run())
    for number in (1, 2):
        await clock.asleep(number)
        clock.advance(30)
    async with asyncio.timeout(PATIENCE):
        await done.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert intake.taken == [5]
