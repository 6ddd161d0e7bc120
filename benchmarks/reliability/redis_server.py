"""A Redis server in a folder of its own, which writes all that it is told into its append-only file.

All else is as it comes. It lives through every kill of the bot.
"""

from __future__ import annotations

import asyncio
import socket
from asyncio.subprocess import DEVNULL
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from benchmarks.reliability.waiting import wait_until
from tests.end_to_end.programs import PATIENCE, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

Fsync: TypeAlias = Literal["everysec", "always"]
"""When the file is on the disk: within a second or so, which Redis' documentation suggests, or before Redis answers."""
SUGGESTED: Final = "everysec"


class Redis(NamedTuple):
    """A server that answers."""

    url: str
    pid: int


@asynccontextmanager
async def redis_server(folder: Path, fsync: Fsync = SUGGESTED) -> AsyncIterator[Redis]:
    """A server, once it answers."""
    port = free_port()
    place = ("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder))
    kept = ("--appendonly", "yes", "--appendfsync", fsync)
    process = await asyncio.create_subprocess_exec("redis-server", *place, *kept, stdout=DEVNULL)
    try:
        if not await wait_until(lambda: answers(port), PATIENCE):
            raise TimeoutError(f"expected redis-server to answer within {PATIENCE:g} seconds")
        yield Redis(f"redis://127.0.0.1:{port}/0", process.pid)
    finally:
        process.terminate()
        await process.wait()


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
