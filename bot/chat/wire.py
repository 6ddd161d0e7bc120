"""The hot path's HTTP: JSON there and JSON back, over connections that are kept open. aiohttp does everything else.

Of a call's time aiohttp took more than all that the bot does for a turn; see docs/decisions/transport.md.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import aiohappyeyeballs
import httptools

from bot.chat.lookup import Lookup

if TYPE_CHECKING:
    from collections.abc import Callable
    from socket import socket

    from bot.chat.lookup import Addresses

IDLE: Final = 15.0
"""Seconds that a connection may rest and is used again: Telegram's own end closes it later, and nothing meets that."""
TRIED_AFTER: Final = 0.25
"""Seconds until another of the addresses of a host is tried beside the first."""


class Broken(OSError):
    """A connection that ended, or said what is no HTTP, before the whole answer had come."""


class Wire:
    """Connections to one server, of which each carries one exchange at a time. `most` is how many there may be."""

    def __init__(self, base_url: str, most: int) -> None:
        address = urlsplit(base_url)
        secure = address.scheme == "https"
        self._host = address.hostname or ""
        self._lookup = Lookup(self._host, address.port or (443 if secure else 80))
        self._tls = ssl.create_default_context() if secure else None
        self._head = f"Host: {address.netloc.rpartition('@')[2]}\r\nContent-Type: application/json\r\n"
        self._room = asyncio.Semaphore(most)
        self._resting: deque[Connection] = deque()
        self._open: set[Connection] = set()

    async def post(self, path: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """The status and the body of the answer. TimeoutError after so many seconds, else OSError."""
        head = f"POST {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        async with asyncio.timeout(seconds), self._room:
            connection = self._rested() or await self._connect()
            try:
                answer = await connection.exchange(head.encode("ascii") + body)
            except BaseException:
                connection.abort()  # whatever is still to come on it belongs to nobody
                raise
            if connection.can_go_on:
                self._resting.append(connection)
            else:
                connection.abort()
            return answer

    async def close(self) -> None:
        """Close all of them; a later call opens new ones."""
        for connection in list(self._open):
            connection.abort()
        self._resting.clear()
        await asyncio.sleep(0)  # asyncio lets go of them in its next round

    def _rested(self) -> Connection | None:
        """The one that was used last; whatever has ended, or has rested for too long, is given up."""
        now = asyncio.get_running_loop().time()
        while self._resting:
            connection = self._resting.pop()
            if connection.is_open and now - connection.rests_since < IDLE:
                return connection
            connection.abort()
        return None

    async def _connect(self) -> Connection:
        reached = await _reached(await self._lookup.addresses())
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self._open.discard),
            sock=reached,
            ssl=self._tls,
            server_hostname=self._host if self._tls else None,
        )
        self._open.add(connection)
        return connection


async def _reached(addresses: Addresses) -> socket:
    """A socket to whichever address answers first.

    CancelledError too where the caller was called off while the losers of that race ended: the library takes that for
    the end of a loser, and the caller would go on without a time-out.
    """
    task = asyncio.current_task()
    called_off = task.cancelling() if task else 0
    reached = await aiohappyeyeballs.start_connection(addresses, happy_eyeballs_delay=TRIED_AFTER)
    if task and task.cancelling() > called_off:
        reached.close()
        raise asyncio.CancelledError
    return reached


class Connection(asyncio.Protocol):
    """One connection: a request, its whole answer, the next request."""

    def __init__(self, ended: Callable[[Connection], None]) -> None:
        """`ended` is called once it is there no more."""
        self.is_open = True
        self.can_go_on = False
        """Whether another exchange may follow the last one."""
        self.rests_since = 0.0
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._transport: Any = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body = bytearray()

    async def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and wait for the status and body of its answer. Broken where it ends before."""
        if not self.is_open:
            raise Broken("the connection has ended")
        self._answer = self._loop.create_future()
        self._transport.write(request)
        return await self._answer

    def abort(self) -> None:
        """End it now."""
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()

    # What asyncio tells -------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._answer is None:  # nobody has asked
            self.abort()
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail("expected HTTP/1.1, got something else")
            self.abort()

    def connection_lost(self, _: Exception | None) -> None:
        self.is_open = False
        self._ended(self)
        self._fail("the connection ended before the answer had")

    def _fail(self, reason: str) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(Broken(reason))

    # What the parser tells ----------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._body = bytearray()
        self.can_go_on = False

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < 200:
            return  # an interim one: the answer is still to come
        self.can_go_on = self._parser.should_keep_alive() and self._answer is not None
        self.rests_since = self._loop.time()
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result((status, bytes(self._body)))
