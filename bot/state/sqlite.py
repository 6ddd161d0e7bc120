"""SQLite behind the store: one connection that writes, one that reads, each in its own thread."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Self, TypeVar

import aiosqlite

from bot.state import opening
from bot.state.transaction import run_batch, run_read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from bot.state.backend import Function, Outcome
    from bot.state.values import Clock

T = TypeVar("T")


class Sqlite:
    """One open SQLite file, locked for this program. A `Backend`."""

    def __init__(
        self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, closing: AsyncExitStack
    ) -> None:
        """Take the open connections, and what to undo at the end; use `open` instead."""
        self._writer = writer
        self._reader = reader
        self._closing = closing

    @classmethod
    async def open(cls, path: Path, *, clock: Clock, busy_timeout: float) -> Self:
        """Lock the file, bring its schema up to date and connect. Errors as `Store.open`."""
        async with AsyncExitStack() as undo:
            undo.callback(os.close, opening.take_lock(path))
            # Before the connections: when opening fails in their threads, those complain to a loop that is gone.
            await asyncio.to_thread(opening.bring_up_to_date, path, clock=clock, busy_timeout=busy_timeout)
            writer = await _connected(lambda: opening.connect_writer(path, busy_timeout))
            undo.push_async_callback(writer.close)
            reader = await _connected(lambda: opening.connect_reader(path, busy_timeout))
            undo.push_async_callback(reader.close)
            return cls(writer, reader, undo.pop_all())

    async def batch(self, functions: Sequence[Function[Any]]) -> list[Outcome]:
        return await _in_thread(self._writer, lambda connection: run_batch(connection, functions))

    async def read(self, function: Function[T]) -> T:
        outcome = await _in_thread(self._reader, lambda connection: run_read(connection, function))
        value: T = outcome.unwrap()
        return value

    async def close(self) -> None:
        await self._closing.aclose()


async def _connected(connect: Callable[[], sqlite3.Connection]) -> aiosqlite.Connection:
    return await aiosqlite.Connection(connect, iter_chunk_size=64)


async def _in_thread(connection: aiosqlite.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Run a function in the connection's own thread: one hop for a whole batch instead of one a statement.

    The library has no public name for this; a test holds its private one to this single place.
    """
    run: Callable[[Callable[[], T]], Awaitable[T]] = connection._execute  # noqa: SLF001 - said above
    return await run(lambda: work(connection._conn))  # noqa: SLF001
