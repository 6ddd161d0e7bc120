"""A Redis server with its own defaults in a folder of its own; it lives through every kill of the bot."""

from __future__ import annotations

import asyncio
import socket
from asyncio.subprocess import DEVNULL
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from benchmarks.reliability.waiting import wait_until
from tests.end_to_end.programs import PATIENCE, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@asynccontextmanager
async def redis_server(folder: Path) -> AsyncIterator[str]:
    """Its address, once it answers."""
    port = free_port()
    command = ("redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder))
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL)
    try:
        if not await wait_until(lambda: answers(port), PATIENCE):
            raise TimeoutError(f"expected redis-server to answer within {PATIENCE:g} seconds")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        await process.wait()


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
