"""A store that is asked again, however often it takes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog

from bot.backoff import backoff
from bot.state.errors import StorageUnavailable, StoreClosed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.able import Able, Power
    from bot.chat.figures import Figures
    from bot.state.backend import Function
    from bot.state.outbox import Row
    from bot.state.store import Store

STORAGE_WAIT: Final = 30.0
"""Seconds between two tries, at most."""

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Insistent:
    """Reads and writes for whoever sends, and waits for the storage, longer each time. `figures` counts those waits."""

    def __init__(
        self, store: Store, figures: Figures, able: Able, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._store = store
        self._figures = figures
        self._able = able
        self._sleep = sleep

    async def read(self, function: Function[T]) -> T:
        """What is not the storage's fault is raised."""
        return await self._persist("read", partial(self._store.read, function))

    async def write(self, function: Function[T]) -> T:
        """What is not the storage's fault is raised."""
        return await self._persist("write", partial(self._store.write, function))

    async def mark(self, row: Row, function: Function[T], *otherwise: Function[T]) -> T:
        """Commit what marks a row, or from the second try on the other one, whatever the reason that it failed.

        Whoever would give up here would send the same message again at their next look, and the next, and the next.
        """
        failures = 0
        while True:
            try:
                return await self._once("write", partial(self._store.write, function))
            except StoreClosed:
                raise
            except StorageUnavailable:
                failures += 1
                await self._wait(failures)
            except Exception as error:  # noqa: BLE001 - whatever it is, the message has been sent
                failures += 1
                kind = type(error).__name__
                log.error("deliver.unmarked", row=row.id, chat=row.chat_id, failures=failures, error=kind)  # noqa: TRY400 - its text may be a row's
                await self._sleep(backoff(failures, STORAGE_WAIT))
            function = otherwise[0] if otherwise else function

    async def _persist(self, power: Power, step: Callable[[], Awaitable[T]]) -> T:
        failures = 0
        while True:
            try:
                return await self._once(power, step)
            except StorageUnavailable:
                failures += 1
                await self._wait(failures)

    async def _once(self, power: Power, step: Callable[[], Awaitable[T]]) -> T:
        with self._able.trying(power):
            return await step()

    async def _wait(self, failures: int) -> None:
        self._figures.storage_unavailable()
        log.error("deliver.storage", failures=failures)
        await self._sleep(backoff(failures, STORAGE_WAIT))
