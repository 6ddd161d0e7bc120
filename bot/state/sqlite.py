"""SQLite behind the store: one connection that writes, one that reads, each in its own thread."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import aiosqlite

from bot.state import ledger, leftovers, moved_away, opening
from bot.state.keeper import Keeper
from bot.state.transaction import is_large, run_batch, run_read, tidy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from bot.state.backend import Function, Outcome
    from bot.state.connection import Connection
    from bot.state.opening import Database
    from bot.state.transaction import Means
    from bot.state.values import Clock

T = TypeVar("T")

STEPS = 10_000
"""Steps of SQLite's after which whoever looks through a file is asked whether that is still wanted."""
LATEST = timedelta(days=1)
"""After which the keys of a large file are written anew at any hour."""
QUIET = range(1, 4)
"""The hours, UTC, in which the keys of a large file are written anew: everybody's turns wait a moment for it."""


class Erasures:
    """What is still to be tidied away; used in the writing connection's thread only."""

    def __init__(self, path: Path, keeper: Keeper, clock: Clock) -> None:
        """Begin as if somebody had been erased: who was, before a crash, is not known."""
        self._path = path
        self._keeper = keeper
        self._clock = clock
        self._cleaned: date | None = None
        self._since: datetime | None = None
        """Since when there is something to clean in the file; None where that was before the start."""
        self._in_log = False
        self._in_file = True
        self._known = 0

    def note(self) -> None:
        """Somebody is being erased; where that is rolled back, tidying in vain does no harm."""
        self._in_log = True
        self._owe()

    def _owe(self) -> None:
        if not self._in_file:
            self._in_file, self._since = True, self._clock()

    def at_start(self, connection: Connection) -> None:
        """Do again what only the ledger knows, and let it have what a crash has left without a line."""
        self._keeper.settle(connection, make=True)

    def after_batch(self, connection: Connection) -> None:
        """Let the ledger have its lines, and empty the log; when a reader is in the way, `tidy` does it later.

        What a killed backup has left holds who was erased, too.
        """
        self._keeper.settle(connection)
        if self._in_log:
            self._in_log = not tidy(connection)
            leftovers.clear(self._path)

    def tidy(self, connection: Connection) -> bool:
        """Look at the ledger, empty the log, and clean the file where somebody was erased since the last time.

        What a killed backup has left goes too. Whoever was erased beside the program shows in the ledger, which has
        gone on.
        """
        self._keeper.settle(connection, make=True, remind=True)
        leftovers.clear(self._path)
        known = ledger.known(connection.cursor()).position
        if known != self._known:
            self._owe()
        self._known = known
        means = self._means(connection)
        done = tidy(connection, means)
        if done and means:
            self._in_file, self._cleaned = False, self._clock().date()
        return done

    def _means(self, connection: Connection) -> Means:
        """What is written anew now: of a file that would take long only its keys, once a day while people sleep.

        Where the bot does not run by night, that is after a start, or a day later.
        """
        if not self._in_file:
            return ""
        if not is_large(connection):
            return "file"
        now = self._clock()
        is_late = self._since is None or now - self._since >= LATEST
        return "keys" if is_late or (now.hour in QUIET and now.date() != self._cleaned) else ""


class Sqlite:
    """One open SQLite file, locked for this program. A `Backend`."""

    def __init__(
        self,
        writer: aiosqlite.Connection,
        reader: aiosqlite.Connection,
        erasures: Erasures,
        closing: AsyncExitStack,
        path: Path,
        unseen: Callable[[], Connection] | None,
    ) -> None:
        """Take the open connections, what the writing one notes, and what to undo at the end; use `open` instead.

        `unseen` gives a connection to look through the file with, where nobody has yet.
        """
        self._path = path
        self._writer = writer
        self._reader = reader
        self._erasures = erasures
        self._closing = closing
        self._unseen = unseen

    @classmethod
    async def open(cls, database: Database, *, clock: Clock, busy_timeout: float) -> Self:
        """Lock the file, bring its schema up to date and connect. Errors as `Store.open`."""
        path, keys = opening.path_of(database.url), database.keys
        async with AsyncExitStack() as undo:
            undo.callback(os.close, opening.take_lock(path))
            moved_away.unmoved(path)
            opening.see_first_start(path, database.ledger_file)
            is_small = opening.size_of(path) <= opening.CHECKED_AT_ONCE
            # Before the connections: when opening fails in their threads, those complain to a loop that is gone.
            await asyncio.to_thread(
                opening.bring_up_to_date,
                path,
                keys=keys,
                clock=clock,
                busy_timeout=busy_timeout,
                checks=is_small,
            )
            # What SQLite puts aside while it rebuilds the file is people's text too, and stays on the same disk.
            os.environ.setdefault("SQLITE_TMPDIR", str(path.parent))
            await asyncio.to_thread(leftovers.clear, path)
            erasures = Erasures(path, Keeper(database.ledger_file, clock), clock)
            writer = await _connected(lambda: opening.connect_writer(path, keys, busy_timeout, erasures.note))
            undo.push_async_callback(writer.close)
            await _in_thread(writer, erasures.at_start)
            reader = await _connected(lambda: opening.connect_reader(path, keys, busy_timeout))
            undo.push_async_callback(reader.close)
            look = partial(opening.untouching, path, keys, busy_timeout)
            return cls(writer, reader, erasures, undo.pop_all(), path, None if is_small else look)

    @property
    def is_shared(self) -> bool:
        return False

    async def batch(
        self,
        functions: Sequence[Function[Any]],
        *,
        hurried: bool = False,  # noqa: ARG002 - no other program holds a row
    ) -> list[Outcome]:
        def run(connection: Connection) -> list[Outcome]:
            outcomes = run_batch(connection, functions)
            self._erasures.after_batch(connection)
            return outcomes

        return await _in_thread(self._writer, run)

    async def read(self, function: Function[T]) -> T:
        outcome = await _in_thread(self._reader, lambda connection: run_read(connection, function))
        value: T = outcome.unwrap()
        return value

    async def tidy(self) -> bool:
        return await _in_thread(self._writer, self._erasures.tidy)

    async def see_whole(self) -> None:
        """In a thread of its own, which ends when nobody waits for it any more, also where it has only just begun."""
        if self._unseen is None:
            return
        unwanted, looking = Event(), await _connected(self._unseen)

        def look(connection: Connection) -> None:
            connection.set_progress_handler(unwanted.is_set, STEPS)
            opening.check_whole(connection, self._path)

        try:
            await _in_thread(looking, look)
            self._unseen = None
        finally:
            unwanted.set()
            await looking.interrupt()
            await looking.close()

    async def outlived(self) -> None:
        """Nobody else can have the file meanwhile."""

    async def close(self) -> None:
        await self._closing.aclose()


async def _connected(connect: Callable[[], Connection]) -> aiosqlite.Connection:
    return await aiosqlite.Connection(connect, iter_chunk_size=64)


async def _in_thread(connection: aiosqlite.Connection, work: Callable[[Connection], T]) -> T:
    """Run a function in the connection's own thread: one hop for a whole batch instead of one a statement.

    The library has no public name for this; a test holds its private one to this single place.
    """
    run: Callable[[Callable[[], T]], Awaitable[T]] = connection._execute  # noqa: SLF001 - said above
    own = cast("Connection", connection._conn)  # noqa: SLF001 - it is one that `opening` has made
    return await run(lambda: work(own))
