"""A town of people that outlives one trouble after another; after each it is compared with the model."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.end_to_end.harness import world
from tests.end_to_end.programs import PATIENCE
from tests.faults.cast import Cast

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.end_to_end.harness import World

PAUSE = 0.05
"""Seconds between two looks at a condition that nobody tells of."""

SEED = 3


class Scene:
    """A world, and everybody in it."""

    def __init__(self, here: World, cast: Cast) -> None:
        self.here = here
        self.cast = cast
        self._unmarked: Counter[int] = Counter()

    @asynccontextmanager
    async def trouble(self, *, repeats: int = 0) -> AsyncIterator[None]:
        """Everybody is at it, answered before the block begins and again after it has ended; then all is compared.

        `repeats` is how many messages to each of them may have come twice, or have come though they were replaced.
        """
        async with self.cast.at_work():
            await self.everybody_is_answered()
            yield
            await self.everybody_is_answered()
        await self.compare(repeats=repeats)

    async def everybody_is_answered(self) -> None:
        """Wait until each citizen has got a message that is newer than all there were."""
        newest = await self.here.phone.newest()
        citizens = [*self.cast.pitching, self.cast.ane, self.cast.bo]
        for citizen in citizens:
            await citizen.until(lambda: citizen.said and citizen.said[-1].id > newest, "an answer")  # noqa: B023

    async def compare(self, *, repeats: int) -> None:
        """The model against what is there, once nothing waits to be sent any more."""
        await until_all_is_sent(self.here)
        found = self.cast.compared([])
        assert not found.problems, f"{found.report}\n{self.cast.screens(found)}"
        unmarked = Counter({person: times for (person, _), times in found.unmarked.items()})
        now = unmarked - self._unmarked
        self._unmarked = unmarked
        assert max(now.values(), default=0) <= repeats, now
        assert "Traceback" not in self.here.bot.log, self.here.bot.log

    async def until_logged_anew(self, pattern: str) -> None:
        """Wait for one more line in which the pattern is found."""
        before = self._lines(pattern)
        async with asyncio.timeout(PATIENCE):
            while self._lines(pattern) == before:  # noqa: ASYNC110 - a line may come at any time
                await asyncio.sleep(PAUSE)

    def _lines(self, pattern: str) -> int:
        return len(re.findall(pattern, self.here.bot.log))


async def until_all_is_sent(here: World) -> None:
    """Wait until no message is left in the outbox."""
    async with asyncio.timeout(PATIENCE):
        while _waiting(here):  # noqa: ASYNC110 - another process sends; nobody tells of it
            await asyncio.sleep(PAUSE)


def _waiting(here: World) -> bool:
    with here.looked() as cursor:
        cursor.execute("SELECT 1 FROM outbox WHERE status = 'waiting' LIMIT 1")
        return cursor.fetchone() is not None


@asynccontextmanager
async def scene(
    folder: Path, *, webhook: bool = False, module: str = "bot", **settings: str
) -> AsyncIterator[Scene]:
    """A town that has just been founded."""
    async with world(folder, webhook=webhook, module=module, anew=False, paced=True, **settings) as here:
        cast = Cast(here, SEED, calm=1, hasty=1)
        await cast.invite()
        async with cast.at_work():
            await cast.everybody_has_come()
        yield Scene(here, cast)
