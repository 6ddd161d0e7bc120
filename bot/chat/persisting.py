"""Steps of the store that are done however often it takes: what was sent must be marked, or it is sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import structlog

from bot.backoff import backoff
from bot.state.errors import StorageUnavailable, StoreClosed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.figures import Figures
    from bot.state.outbox import Row

STORAGE_WAIT: Final = 30.0
"""Seconds between two tries, at most."""

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Persistence:
    """Waits for the storage, longer each time. `figures` counts how often it was away."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]], figures: Figures) -> None:
        self._sleep = sleep
        self._figures = figures

    async def of(self, step: Callable[[], Awaitable[T]]) -> T:
        """Do a step; what is not the storage's fault is raised."""
        failures = 0
        while True:
            try:
                return await step()
            except StorageUnavailable:
                failures += 1
                await self._wait(failures)

    async def mark(
        self, row: Row, step: Callable[[], Awaitable[T]], *otherwise: Callable[[], Awaitable[T]]
    ) -> T:
        """Do a step that marks a row, or from the second try on the other one, whatever the reason that it failed.

        Whoever would give up here would send the same message again at their next look, and the next, and the next.
        """
        failures = 0
        while True:
            try:
                return await step()
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
            step = otherwise[0] if otherwise else step

    async def _wait(self, failures: int) -> None:
        self._figures.storage_unavailable()
        log.error("deliver.storage", failures=failures)
        await self._sleep(backoff(failures, STORAGE_WAIT))
