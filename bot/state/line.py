"""The line before the store: who waits for a transaction, and who for a row that another program holds."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from bot.state.backend import Function, Outcome

HELD_FOR: Final = 2.0
"""Seconds from when a function first needed a row that another program holds until its caller is told so."""
PAUSES: Final = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between its tries, in which it is in nobody's way; the last of them again and again."""
BATCH_HELD: Final = 8
"""So many of those share a transaction: each may run for nothing, and whoever is new waits for all of them."""


@dataclass(slots=True)
class Job:
    """A function, and the future in which its caller waits."""

    function: Function[Any]
    outcome: asyncio.Future[Outcome]
    pauses: int = 0
    until: float | None = None
    """When it is tried for the last time, once another program has held a row that it needs."""


class Batch(NamedTuple):
    """Those whose turn it is; nobody where nobody waits any more."""

    jobs: list[Job]
    hurried: bool
    """Whether they were held before, and nobody shall wait with them for that."""


class Line:
    """First come, first served; those who were held come back after a pause, and take every other batch at most."""

    def __init__(self, most: int) -> None:
        """Let at most this many who are new share a batch."""
        self._most = most
        self._new: deque[Job] = deque()
        self._again: deque[Job] = deque()
        self._pausing = 0
        self._were_new = False
        self._stirred = asyncio.Event()

    def join(self, job: Job) -> None:
        self._new.append(job)
        self._stirred.set()

    def pause(self, job: Job) -> bool:
        """Let one who was held come again later; False where it has been held for too long."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if job.until is None:
            job.until = now + HELD_FOR
        if now >= job.until:
            return False
        pause = PAUSES[min(job.pauses, len(PAUSES) - 1)]
        job.pauses += 1
        self._pausing += 1
        loop.call_at(min(now + pause, job.until), self._come_back, job)
        return True

    async def batch(self) -> Batch:
        """Whose turn it is, without those whose callers have gone; while all that there are pause, that is awaited."""
        while self._new or self._again or self._pausing:
            hurried = bool(self._again) and (self._were_new or not self._new)
            self._were_new = not hurried
            jobs = _taken(self._again, BATCH_HELD) if hurried else _taken(self._new, self._most)
            if jobs:
                return Batch(jobs, hurried)
            if not self._new and not self._again and self._pausing:
                self._stirred.clear()
                await self._stirred.wait()
        return Batch([], hurried=False)

    def _come_back(self, job: Job) -> None:
        self._pausing -= 1
        self._again.append(job)
        self._stirred.set()


def _taken(line: deque[Job], most: int) -> list[Job]:
    """The first ones of a line whose callers still wait."""
    jobs: list[Job] = []
    while line and len(jobs) < most:
        job = line.popleft()
        if not job.outcome.done():
            jobs.append(job)
    return jobs
