"""A poller ends where its token is unknown, or when it is told to: a turn that runs is finished first."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import InvalidToken

from tests.chat.helpers import PATIENCE
from tests.chat.test_poll import Recorder, Running, Server, Unhurried, update


async def test_an_unknown_token_ends_the_loop() -> None:
    """No waiting helps there."""
    server = Server()
    server.faults = [InvalidToken("Unauthorized (401)")]
    async with Running(server, Recorder()) as running, asyncio.timeout(PATIENCE):
        with pytest.raises(InvalidToken):
            await running.task


async def test_cancelling_lets_a_running_turn_finish_and_starts_no_other() -> None:
    """What is being committed is committed; the rest comes again after the next start."""
    started, gate = asyncio.Event(), asyncio.Event()
    taken: list[int] = []

    class Slow(Unhurried):
        async def accept(self, update: dict[str, Any]) -> bool:
            started.set()
            await gate.wait()
            taken.append(update["update_id"])
            return True

    async with Running(Server(update(5), update(6)), Slow()) as running:
        async with asyncio.timeout(PATIENCE):
            await started.wait()
            running.task.cancel()
            for _ in range(10):  # enough for a cancellation that nobody holds back
                await asyncio.sleep(0)
            assert not running.task.done()
            gate.set()
            await asyncio.wait([running.task])
        assert running.task.cancelled()
    assert taken == [5]


async def test_cancelling_an_open_poll_ends_it_at_once() -> None:
    """Nobody waits fifty seconds for a stop."""
    async with Running(Server(), Recorder()) as running:
        await running.quiet()
        running.task.cancel()
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait([running.task])
        assert running.task.cancelled()
