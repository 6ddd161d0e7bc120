"""SIGTERM, and Ctrl-C: what is under way is finished, within five seconds, and nothing is lost."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.harness import kept_texts, world
from tests.end_to_end.journeys import SECOND, at_a_question
from tests.end_to_end.programs import Program, free_port

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 5.0


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_bot_that_is_told_to_stop_with_messages_in_flight(tmp_path: Path, webhook: bool) -> None:
    """Telegram has one message already but never says so; it may come again, and all others come once."""
    async with world(tmp_path, webhook=webhook, paced=True) as here:
        silent, busy = await asyncio.gather(at_a_question(here), at_a_question(here))
        await here.phone.post(
            "faults", chat=silent.user, method="sendMessage", fault="timeout", when="after", seconds=60
        )
        first = await silent.write("lager")
        await silent.reads(SECOND, after=first)
        second = await busy.write("køkken")
        begun = asyncio.get_running_loop().time()
        assert await here.bot.signal(signal.SIGTERM) == 0, here.bot.log
        assert asyncio.get_running_loop().time() - begun < SECONDS
        assert "Traceback" not in here.bot.log

        await here.start_bot()
        await busy.reads(SECOND, after=second)
        assert [text for _, text in kept_texts(here.stored(silent))] == ["Samir", "lager"]
        assert [text for _, text in kept_texts(here.stored(busy))] == ["Samir", "køkken"]
        assert len([message for message in busy.said if SECOND in message.text]) == 1
        assert await here.bot.signal(signal.SIGINT) == 0, here.bot.log


async def test_a_demo_that_is_killed_leaves_nothing_running(tmp_path: Path) -> None:
    """The phone and the bot end with it, also by `kill -9`, so that it can be started again at the same place."""
    place = ("--port", str(free_port()), "--data", str(tmp_path))
    demo = Program("demo", *place, "--without-citizens", environment={"PORT": "of a real bot"})
    for _ in range(2):
        await demo.start()
        await demo.until(" started ")
        await demo.kill()  # returns once nobody holds its output any more
    assert not demo.running
