"""Where a server is found: the system is asked once for all who wait, and its answer is good for some seconds.

It is asked in a thread of its own, since those of asyncio may all be busy with pictures and voices.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from socket import AI_NUMERICHOST, SOCK_STREAM, gaierror, getaddrinfo
from typing import Any, Final, TypeAlias

KNOWN: Final = 10.0
"""Seconds for which an answer is good, as it is in aiohttp."""

Addresses: TypeAlias = list[Any]
"""As `socket.getaddrinfo` gives them."""


class Lookup:
    """The addresses of one server. A host that is an address itself is never asked about."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._threads = ThreadPoolExecutor(1, "lookup")
        self._asking: asyncio.Task[Addresses] | None = None
        self._found = _as_written(host, port)
        self._good_until = float("inf") if self._found else 0.0

    async def addresses(self) -> Addresses:
        """OSError, or UnicodeError of a name that can be none, where it cannot be found."""
        if asyncio.get_running_loop().time() < self._good_until:
            return self._found
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> Addresses:
        loop = asyncio.get_running_loop()
        ask = partial(getaddrinfo, self._host, self._port, type=SOCK_STREAM)
        try:
            self._found = await loop.run_in_executor(self._threads, ask)
        except RuntimeError as error:
            raise OSError("expected a thread to look the server up in, the system gave none") from error
        finally:
            self._asking = None
        self._good_until = loop.time() + KNOWN
        return self._found


def _as_written(host: str, port: int) -> Addresses:
    """The address that a host is itself; none for a name."""
    try:
        return list(getaddrinfo(host, port, type=SOCK_STREAM, flags=AI_NUMERICHOST))
    except (gaierror, UnicodeError):
        return []
