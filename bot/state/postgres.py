"""PostgreSQL behind the store: one connection that writes, one that reads, each in its own thread."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.state import postgres_opening as opening
from bot.state.errors import CannotOpen, NewerSchema, StorageUnavailable
from bot.state.postgres_batch import run_batch, run_read
from bot.state.postgres_programs import vouch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.state.backend import Function, Outcome
    from bot.state.keeper import Keeper
    from bot.state.opening import Database
    from bot.state.postgres_cursor import Connection
    from bot.state.values import Clock

T = TypeVar("T")


class Link:
    """One connection in a thread of its own; a lost one is made anew when it is asked for something again.

    Then `come_back` sees whether the database is still the same; `outlived` hears of it where a newer version has it.
    """

    def __init__(
        self,
        name: str,
        connect: Callable[[], Connection],
        come_back: Callable[[Connection], None],
        outlived: asyncio.Future[NewerSchema],
    ) -> None:
        self._connect = connect
        self._come_back = come_back
        self._outlived = outlived
        self._connection: Connection | None = None
        self._was_open = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Do something in the thread. StorageUnavailable where the server cannot be reached, or went meanwhile."""
        try:
            return await self._in_thread(lambda: self._run(work))
        except StorageUnavailable as error:
            if isinstance(error.__cause__, NewerSchema) and not self._outlived.done():
                self._outlived.set_result(error.__cause__)
            raise

    async def close(self) -> None:
        await self._in_thread(self._let_go)
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _run(self, work: Callable[[Connection], T]) -> T:
        connection = self._live()
        connection.has_served = False
        try:
            return work(connection)
        except StorageUnavailable:
            if connection.has_served or not connection.is_lost:
                raise
        # The server was started anew while nobody asked: nothing was begun, and nobody need hear of it.
        return work(self._live())

    def _live(self) -> Connection:
        # Nobody is at it: one that is still in a transaction has been left by an error, and is good for nothing.
        if self._connection is None or self._connection.is_lost or self._connection.in_transaction:
            self._let_go()
            try:
                self._connection = self._made()
            except CannotOpen as error:
                if not self._was_open:
                    raise
                raise StorageUnavailable(str(error)) from error  # this passes, as it came
            self._was_open = True
        return self._connection

    def _made(self) -> Connection:
        made = self._connect()
        try:
            if self._was_open:
                self._come_back(made)
        except BaseException:
            made.close()
            raise
        return made

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Postgres:
    """One open PostgreSQL database, which other programs may have open too. A `Backend`."""

    def __init__(
        self, writer: Link, reader: Link, outlived: asyncio.Future[NewerSchema], keeper: Keeper | None
    ) -> None:
        """Take the connections, and who keeps the erasure ledger, if there is a file for it; use `open` instead."""
        self._writer = writer
        self._reader = reader
        self._outlived = outlived
        self._keeper = keeper

    @classmethod
    async def open(cls, database: Database, *, clock: Clock, busy_timeout: float) -> Self:
        """Bring the schema up to date, and connect. Errors as `Store.open`."""
        outlived: asyncio.Future[NewerSchema] = asyncio.get_running_loop().create_future()
        writer, reader = (
            Link(
                f"postgres-{name}",
                partial(opening.connect, database, busy_timeout),
                partial(opening.come_back, database=database, writes=name == "writer"),
                outlived,
            )
            for name in ("writer", "reader")
        )
        opened = cls(writer, reader, outlived, opening.keeper_of(database, clock))
        try:
            await writer.run(lambda connection: opened._begin(connection, database, clock))
        except BaseException:
            await opened.close()
            raise
        return opened

    @property
    def is_shared(self) -> bool:
        return True

    async def batch(self, functions: Sequence[Function[Any]], *, hurried: bool = False) -> list[Outcome]:
        def run(connection: Connection) -> list[Outcome]:
            outcomes = run_batch(connection, functions, hurried=hurried)
            self._settle(connection)
            vouch(connection)
            return outcomes

        return await self._writer.run(run)

    async def read(self, function: Function[T]) -> T:
        outcome = await self._reader.run(lambda connection: run_read(connection, function))
        value: T = outcome.unwrap()
        return value

    async def tidy(self) -> bool:
        """Let the erasure ledger have its lines, and the server take destroyed keys out of their table."""
        return await self._writer.run(self._tidy)

    async def see_whole(self) -> None:
        """The server sees to it by itself."""

    async def outlived(self) -> None:
        raise await asyncio.shield(self._outlived)

    async def close(self) -> None:
        await self._writer.close()
        await self._reader.close()

    def _begin(self, connection: Connection, database: Database, clock: Clock) -> None:
        opening.bring_up_to_date(connection, database, clock=clock, stays=True)
        self._settle(connection, make=True)

    def _tidy(self, connection: Connection) -> bool:
        self._settle(connection, make=True, remind=True)
        return opening.vacuum(connection)

    def _settle(self, connection: Connection, *, make: bool = False, remind: bool = False) -> None:
        """Write what waits into the ledger's file. Never raises."""
        if self._keeper is not None:
            self._keeper.settle(connection, make=make, remind=remind)
