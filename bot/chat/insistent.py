"""A store that is asked again, however often it takes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog

from bot.backoff import backoff
from bot.state.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.able import Able, Power
    from bot.chat.figures import Figures
    from bot.state.backend import Function
    from bot.state.store import Store

STORAGE_WAIT: Final = 30.0

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Insistent:
    """Reads and writes for whoever sends: what was sent must be marked, or it is repeated."""

    def __init__(
        self, store: Store, figures: Figures, able: Able, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._store = store
        self._figures = figures
        self._able = able
        self._sleep = sleep

    async def read(self, function: Function[T]) -> T:
        return await self._persist("read", partial(self._store.read, function))

    async def write(self, function: Function[T]) -> T:
        return await self._persist("write", partial(self._store.write, function))

    async def _persist(self, power: Power, step: Callable[[], Awaitable[T]]) -> T:
        failures = 0
        while True:
            try:
                with self._able.trying(power):
                    return await step()
            except StorageUnavailable:
                failures += 1
                self._figures.storage_unavailable()
                log.error("deliver.storage", failures=failures)  # noqa: TRY400 - its text names no more
                await self._sleep(backoff(failures, STORAGE_WAIT))
