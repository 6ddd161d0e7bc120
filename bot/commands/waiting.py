"""A start before the database server's own, as after a power cut: the program waits, and says for what."""

from __future__ import annotations

import asyncio
import signal
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.backoff import backoff
from bot.chat.health import NotYet, metrics, probes
from bot.commands.service import served
from bot.commands.storage import database_of
from bot.state import databases
from bot.state.errors import NoAnswer
from bot.state.outage import Outage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from bot.config import Config
    from bot.state.opening import Database

LONGEST: Final = 15.0
"""Seconds between two tries, at most: people wait too."""

log = structlog.get_logger(__name__)


async def answered(
    settings: Config,
    *,
    reach: Callable[[Database], None] = databases.reach,
    outage: Outage | None = None,
    sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
) -> bool:
    """Wait until the database answers; False where the program is told to stop before. On SQLite nothing is waited for.

    StorageUnavailable where it answers, but does not let us in: waiting would mend nothing.
    """
    if not databases.is_postgres(settings.database_url):
        return True
    database = database_of(settings)
    try:
        await asyncio.to_thread(reach, database)
    except NoAnswer as error:
        first = error
    else:
        return True
    with _told_to_stop() as stop:
        async with _open_to_whoever_watches(settings):
            return await _until_it_answers(database, first, stop, reach, outage or Outage(), sleep)


async def _until_it_answers(
    database: Database,
    error: NoAnswer,
    stop: asyncio.Event,
    reach: Callable[[Database], None],
    outage: Outage,
    sleep: Callable[[float], Awaitable[Any]],
) -> bool:
    failures = 0
    while True:
        failures += 1
        if outage.fails():
            log.warning("storage.waiting", reason=str(error), seconds=outage.seconds)
        await _rest(stop, sleep(backoff(failures, LONGEST)))
        if stop.is_set():
            return False
        try:
            await asyncio.to_thread(reach, database)
        except NoAnswer as again:
            error = again
        else:
            log.info("storage.answers", seconds=outage.ends())
            return True


async def _rest(stop: asyncio.Event, nap: Awaitable[Any]) -> None:
    """Wait, but no longer than until the program is told to stop."""
    either = [asyncio.ensure_future(nap), asyncio.ensure_future(stop.wait())]
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in either:
            each.cancel()
        await asyncio.gather(*either, return_exceptions=True)


@contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    """Set by a signal while nothing is done that could be broken off."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, handler)


@asynccontextmanager
async def _open_to_whoever_watches(settings: Config) -> AsyncIterator[None]:
    """Only the health port: on that of the webhook a proxy is to find nobody, and to go on to the next program."""
    host, port = settings.health_host, settings.health_port
    if port is None:
        yield
        return
    routes = (*probes(NotYet()), *metrics(NotYet()))
    async with served(routes, "HEALTH_PORT", "HEALTH_HOST", host, port) as opened:
        log.info("health.open", host=host, port=opened)
        yield
