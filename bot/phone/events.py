"""What the page is told while it happens: one queue for every open page."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]


class Events:
    """Hands every event to all who listen now; who comes later reads the state instead.

    Nobody is told of those who are `away`.
    """

    def __init__(self, away: range = range(0)) -> None:
        self._away = away
        self._listeners: set[asyncio.Queue[Event | None]] = set()

    def publish(self, kind: str, user: int, **details: Any) -> None:
        if user not in self._away:
            self._to_all({"type": kind, "user": user, **details})

    def close(self) -> None:
        """Tell every listener to stop: it receives None."""
        self._to_all(None)

    @contextmanager
    def listening(self) -> Iterator["asyncio.Queue[Event | None]"]:
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def _to_all(self, event: Event | None) -> None:
        for queue in self._listeners:
            queue.put_nowait(event)
