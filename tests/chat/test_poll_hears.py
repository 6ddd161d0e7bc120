"""A poller says when all that was written has been heard: only then is silence silence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram.error import NetworkError

from bot.chat.hearing import Hearing
from tests.chat.test_poll import Recorder, Running, Server, Slow, update

if TYPE_CHECKING:
    from collections.abc import Collection


async def test_everything_is_heard_once_an_answer_is_not_full_and_all_of_it_is_taken_in() -> None:
    server, heard = Server(*(update(number) for number in range(5, 106))), list[bool]()

    def note(_: int) -> bool:
        heard.append(running.hearing.everything)
        return True

    async with Running(server, Recorder(note)) as running:
        await running.quiet()
        assert heard == [False] * 101
        assert running.hearing == Hearing(everything=True)


async def test_not_everything_is_heard_while_a_turn_runs_or_is_refused() -> None:
    server, slow = Server(update(5), update(6, 42)), Slow()

    async def impatient(_: Collection[asyncio.Task[None]]) -> None:
        await asyncio.sleep(0)

    async with Running(server, slow, impatient) as running:
        await slow.until(6)
        assert running.hearing == Hearing(everything=False)
        slow.gate.set()
        await running.quiet()
        assert running.hearing == Hearing(everything=True)
    server = Server(update(5))
    async with Running(server, Recorder(lambda _: False)) as running:
        await running.clock.asleep(1)
        assert running.hearing == Hearing(everything=False)


async def test_after_a_poll_that_fails_not_everything_is_heard() -> None:
    server = Server(update(5))
    async with Running(server, Recorder()) as running:
        running.hearing.everything = True
        server.faults = [NetworkError("down")]
        await running.clock.asleep(1)
        assert running.hearing == Hearing(everything=False)
        running.clock.advance(1)
        await running.quiet()
        assert running.hearing == Hearing(everything=True)
