"""A line of one program's own to somebody whom all others still reach: it can be cut, and mended."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Line:
    """Passes on whatever comes to its port, both ways, to whoever `reach` reaches."""

    def __init__(self, reach: Callable[[], Awaitable[Streams]]) -> None:
        self._reach = reach
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def mend(self) -> None:
        """Take what comes, always at the same port."""
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """Let nothing new through; what goes through already goes on."""
        if self._server is not None:
            self._server.close()

    def cut(self) -> None:
        """End what goes through."""
        for each in self._ends:
            each.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await self._reach()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._flow(reader, back))
            tasks.create_task(self._flow(there, writer))

    async def _flow(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        self._ends.add(target)
        with suppress(OSError):
            while some := await source.read(65536):
                target.write(some)
                await target.drain()
        self._ends.discard(target)
        target.close()
