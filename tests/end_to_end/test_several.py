"""Two programs that take in and two that send, killed in the middle: nothing is lost, and others go on within seconds."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from random import Random
from typing import TYPE_CHECKING

from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.scripted import ScriptedCitizen
from tests.end_to_end.several import several
from tests.faults.model import compared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.end_to_end.several import Several

SECONDS = 10.0
"""Until somebody else sends: a second, and another one before the first message; more on a busy machine."""


async def test_who_sends_and_who_takes_in_are_killed_and_others_go_on(tmp_path: Path) -> None:
    async with several(tmp_path) as here:
        people = [ScriptedCitizen(here.phone, CITIZEN + n, Random(n), hasty=n == 0) for n in range(3)]
        borders = []
        async with at_work(people):
            await everybody_is_answered(here, people)
            killed = await here.sender()
            borders.append(await here.phone.newest())
            await killed.kill()
            async with asyncio.timeout(SECONDS):
                assert await here.sender() is not killed
            await everybody_is_answered(here, people)
            borders.append(await here.phone.newest())
            await here.serve[0].kill()
            await everybody_is_answered(here, people)
            await here.start(killed, here.serve[0])
            await everybody_is_answered(here, people)
        await here.until_all_is_sent()
        found = compared([(each, here.held(each)) for each in people], borders)
    assert not found.problems, found.report
    assert max(found.unmarked.values(), default=0) <= 1, found.unmarked


@asynccontextmanager
async def at_work(people: list[ScriptedCitizen]) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        for each in people:
            tasks.create_task(each.run())
        yield
        for each in people:
            each.finishing = True


async def everybody_is_answered(here: Several, people: list[ScriptedCitizen]) -> None:
    """Wait until each of them has got a message that is newer than all there were."""
    newest = await here.phone.newest()
    for each in people:
        await each.until(lambda each=each: each.said and each.said[-1].id > newest, "an answer")
