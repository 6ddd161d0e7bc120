"""The store: functions that wait at the same time share one durable transaction (group commit)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self, TypeVar

from bot.state import databases
from bot.state import ids as ids_
from bot.state.backend import Outcome
from bot.state.errors import Held, StorageUnavailable, StoreClosed
from bot.state.line import Job, Line
from bot.state.opening import BUSY_TIMEOUT

if TYPE_CHECKING:
    from types import TracebackType

    from bot.state.backend import Backend, Function
    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.line import Batch
    from bot.state.opening import Database
    from bot.state.values import Clock

T = TypeVar("T")

ASIDE = 10_000
"""So far a program goes aside, at most, whose ids another one has just given: ten milliseconds of a clock."""
APART = 500
"""So far it goes aside at first: half a millisecond holds the ids of many turns, and a clock soon catches up."""
BATCH = 256
"""At most this many functions share a transaction, so that none waits long for its neighbours."""
BATCH_SHARED = 32
"""The same where each statement is a way to a server and back, and every row waits for the commit of all."""


class Store:
    """One open database. Used from one event loop; close it, or use it as a context manager."""

    def __init__(self, backend: Backend, *, clock: Clock, ids: Ids) -> None:
        """Wrap a backend; use `open` instead, which finds the backend for an address."""
        self.clock = clock
        self.ids = ids
        self._backend = backend
        self._line = Line(BATCH_SHARED if backend.is_shared else BATCH)
        self._committer: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def open(
        cls, database: Database, *, clock: Clock, ids: Ids, busy_timeout: float = BUSY_TIMEOUT
    ) -> Self:
        """Open a database, bring its schema up to date and, on SQLite, lock it for this program.

        `busy_timeout` is how many seconds a write waits for another program's lock. Errors: a subclass of
        CannotOpen, or StorageUnavailable where the file is fine but busy or the disk is full.
        """
        backend = await databases.open_backend(database, clock=clock, busy_timeout=busy_timeout)
        store = cls(backend, clock=clock, ids=ids)
        try:
            ids.start_above(await backend.read(ids_.highest))
        except BaseException:
            await backend.close()
            raise
        return store

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def write(self, function: Function[T]) -> T:
        """Run a function in a transaction; return its value once it is on disk, or raise what it raised.

        An error undoes this function alone. StorageUnavailable: nothing was stored, a later call may succeed.
        A caller that is cancelled while waiting leaves nothing behind; later, the work may still be stored.
        """
        if self._closed:
            raise StoreClosed("the store is closed; no write is accepted any more")
        job = Job(function, asyncio.get_running_loop().create_future())
        self._line.join(job)
        if self._committer is None or self._committer.done():
            self._committer = asyncio.create_task(self._commit_all())
        value: T = (await job.outcome).unwrap()
        return value

    @property
    def is_shared(self) -> bool:
        """Whether other programs may be writing into the database too."""
        return self._backend.is_shared

    async def read(self, function: Function[T]) -> T:
        """Run a function that only reads; it sees everything that a finished `write` has stored."""
        if self._closed:
            raise StoreClosed("the store is closed; nothing can be read any more")
        return await self._backend.read(function)

    async def tidy(self) -> bool:
        """Let no trace of what was deleted stay in the files; False where it has to be tried again later.

        To be called every hour or so. A large database takes seconds after an erasure, in which writes wait.
        """
        if self._closed:
            raise StoreClosed("the store is closed; nothing can be tidied any more")
        return await self._backend.tidy()

    async def see_whole(self) -> None:
        """Damaged where what is stored is broken; beside everything else, for a large database takes minutes."""
        await self._backend.see_whole()

    async def outlived(self) -> None:
        """NewerSchema as soon as it is known that a newer version has the database: nothing can be stored any more."""
        await self._backend.outlived()

    async def close(self) -> None:
        """Refuse new work, finish what was asked for, and let go of the database. May be called again."""
        if self._closed:
            return
        self._closed = True
        if self._committer is not None:
            await asyncio.wait([self._committer])
        await self._backend.close()

    async def _commit_all(self) -> None:
        """Commit batch after batch until nobody waits; what comes in meanwhile makes the next batch.

        Who needs a row that another program holds pauses, and comes again: nobody else is held up for long.
        """
        while (batch := await self._line.batch()).jobs:
            for job, outcome in zip(batch.jobs, await self._outcomes(batch), strict=True):
                if job.outcome.done():  # its caller was cancelled
                    continue
                if not (isinstance(outcome.error, Held) and self._line.pause(job)):
                    job.outcome.set_result(outcome)

    async def _outcomes(self, batch: Batch) -> list[Outcome]:
        try:
            functions = [job.function for job in batch.jobs]
            if self.is_shared:
                functions = [self._above_others(function) for function in functions]
            return await self._backend.batch(functions, hurried=batch.hurried)
        except Exception as error:  # noqa: BLE001 - whatever it is, no caller may be left waiting
            return [Outcome(error=_lost(error)) for _ in batch.jobs]

    def _above_others(self, function: Function[T]) -> Function[T]:
        """A function whose first id is above all that others have given by then.

        Their clocks may be ahead of ours, and what is said or answered later must have the higher id. A turn asks for
        an id when it has loaded its person: what others have said to them by then is counted, and a later turn of
        their own is a Conflict. Others whose clocks are behind go on from the same highest id, so each begins a bit
        further; and where a function is run a second time, further still.
        """
        runs = 0

        def run(cursor: Cursor) -> T:
            nonlocal runs
            runs += 1
            with self.ids.above(
                lambda: ids_.highest(cursor) + self.ids.random() % (ASIDE if runs > 1 else APART)
            ):
                return function(cursor)

        return run


def _lost(error: Exception) -> StorageUnavailable:
    """One error object for each caller: raising a shared one would mix up their tracebacks."""
    words = (
        str(error) if isinstance(error, StorageUnavailable) else f"nothing was stored: {type(error).__name__}"
    )
    lost = StorageUnavailable(words)
    lost.__cause__ = error
    return lost
