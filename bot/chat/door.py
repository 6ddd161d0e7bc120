"""The port that strangers can reach: how many may stand there, how long they may take, and what is never unpacked."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot import bounds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

REQUEST_SECONDS: Final = 75.0
"""Until the head of a request is there, and between two of one connection; slower ones are closed."""
LINGER_SECONDS: Final = 1.0
"""How long a body is still taken in, and thrown away, that nobody wants to read."""


class TurnedAway(asyncio.Protocol):
    """A connection too many: it is closed before a byte of it is read."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


@asynccontextmanager
async def opened(
    app: web.Application, host: str, port: int, *, drain: float, request_seconds: float = REQUEST_SECONDS
) -> AsyncIterator[asyncio.Server]:
    """Serve on a port as long as the block runs; what runs then gets `drain` seconds. OSError where it is taken."""
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=drain,
        keepalive_timeout=request_seconds,
        lingering_time=LINGER_SECONDS,
        auto_decompress=False,  # Telegram packs nothing, and a few bytes of others could become a great many
    )
    await runner.setup()
    try:
        listening = await asyncio.get_running_loop().create_server(lambda: _connection(runner), host, port)
        try:
            yield listening
        finally:
            listening.close()
    finally:
        await runner.cleanup()


def _connection(runner: web.AppRunner) -> asyncio.Protocol:
    server = runner.server
    if server is None or len(server.connections) >= bounds.CONNECTIONS:
        return TurnedAway()
    return server()
