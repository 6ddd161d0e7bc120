"""SQLite in virtual time: without threads, so that nothing else happens until what is asked for is done."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.state import opening
from bot.state.ids import Ids
from bot.state.store import Store
from bot.state.transaction import run_batch, run_read
from tests.chat.helpers import START, Clock
from tests.chat.world import World
from tests.fresh import fresh
from tests.keys import KEYS, at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.state.backend import Function, Outcome
    from bot.state.connection import Connection


class AtOnce:
    """SQLite without threads: what is asked for is done before anything else happens. A `Backend`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def is_shared(self) -> bool:
        return False

    async def batch(self, functions: Sequence[Function[Any]], *, hurried: bool = False) -> list[Outcome]:
        return run_batch(self._connection, functions)

    async def read(self, function: Function[Any]) -> Any:
        return run_read(self._connection, function).unwrap()

    async def tidy(self) -> bool:
        return True

    async def see_whole(self) -> None: ...

    async def outlived(self) -> None: ...

    async def close(self) -> None:
        self._connection.close()


class LoopClock(Clock):
    """The clock of the event loop."""

    def __call__(self) -> datetime:
        self.now = START + timedelta(seconds=self.seconds())
        return self.now

    def seconds(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def connected(folder: Path) -> Connection:
    """A connection to a new database that may be lost with the machine."""
    path = opening.path_of(fresh(at(folder / "at_once.db")).url)
    connection = opening.connect_writer(path, KEYS, 0.0, lambda: None)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def world_at_once(folder: Path) -> World:
    """A world whose time is that of the loop; to be made inside of `virtually`."""
    clock = LoopClock()
    return World(Store(AtOnce(connected(folder)), clock=clock, ids=Ids(clock)), clock)
