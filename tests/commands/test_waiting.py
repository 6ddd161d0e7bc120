"""A program that starts before its database server waits for it, and ends at once where waiting would mend nothing."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.commands import waiting
from bot.state.errors import NoAnswer, StorageUnavailable
from bot.state.outage import FIRST, Outage
from tests.commands.test_roles import settings
from tests.end_to_end.programs import free_port
from tests.state.refusing import refusing
from tests.state.test_outage import Seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.opening import Database


class Server:
    """Answers with these errors one after the other, and then well."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.asked = 0

    def reach(self, database: Database) -> None:
        assert database.url.startswith("postgresql://")
        self.asked += 1
        if self._errors:
            raise self._errors.pop(0)


class Rest:
    """Time that passes as it is slept through."""

    def __init__(self, then: Callable[[], object] = lambda: None) -> None:
        self.clock = Seconds()
        self.slept: list[float] = []
        self._then = then

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.now += seconds
        self._then()

    async def for_ever(self, seconds: float) -> None:
        await self.sleep(seconds)
        await asyncio.Event().wait()


def away(times: int) -> list[Exception]:
    return [NoAnswer(f"DATABASE_URL: nobody listens there ({n})") for n in range(times)]


async def test_it_waits_longer_each_time_and_tells_it_once_then_rarely_and_that_it_is_over() -> None:
    server, rest = Server(*away(7)), Rest()
    with capture_logs() as logs:
        done = await waiting.answered(
            settings(), reach=server.reach, outage=Outage(rest.clock), sleep=rest.sleep
        )
    assert done
    assert server.asked == 8
    assert rest.slept == [1, 2, 4, 8, waiting.LONGEST, waiting.LONGEST, waiting.LONGEST]
    assert [(each["event"], each["seconds"], each.get("reason")) for each in logs] == [
        ("storage.waiting", 0, "DATABASE_URL: nobody listens there (0)"),
        ("storage.waiting", FIRST, "DATABASE_URL: nobody listens there (4)"),
        ("storage.waiting", 3 * FIRST, "DATABASE_URL: nobody listens there (6)"),
        ("storage.answers", 4 * FIRST, None),
    ]


async def test_a_database_that_answers_is_not_waited_for_and_nothing_is_told() -> None:
    server = Server()
    with capture_logs() as logs:
        assert await waiting.answered(settings(), reach=server.reach)
    assert (server.asked, logs) == (1, [])


@pytest.mark.parametrize("before", [0, 2])
async def test_what_waiting_would_not_mend_ends_it_at_once(before: int) -> None:
    server, rest = Server(*away(before), StorageUnavailable("DATABASE_URL: expected the password")), Rest()
    with pytest.raises(StorageUnavailable, match="password"):
        await waiting.answered(settings(), reach=server.reach, sleep=rest.sleep)
    assert len(rest.slept) == before


async def test_a_wrong_password_ends_it_and_a_server_that_starts_does_not() -> None:
    """As the driver tells of them."""
    with (
        refusing("28P01", "password authentication failed") as where,
        pytest.raises(StorageUnavailable) as said,
    ):
        await waiting.answered(settings(f"postgresql://me@{where}/bot?sslmode=disable"))
    assert not isinstance(said.value, NoAnswer)
    with refusing("57P03", "the database system is starting up") as where:
        rest = Rest(lambda: os.kill(os.getpid(), signal.SIGTERM))
        url = f"postgresql://me@{where}/bot?sslmode=disable"
        assert not await waiting.answered(settings(url), sleep=rest.for_ever)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_when_it_is_told_to(number: signal.Signals) -> None:
    server, rest = Server(*away(5)), Rest(lambda: os.kill(os.getpid(), number))
    before = signal.getsignal(number)
    assert not await waiting.answered(settings(), reach=server.reach, sleep=rest.for_ever)
    assert server.asked == 1
    assert signal.getsignal(number) == before


async def test_meanwhile_it_lives_and_is_not_ready() -> None:
    """Whoever restarts what does not answer /healthz leaves it alone."""
    port = free_port()
    asks = asyncio.Event()
    server, rest = Server(*away(1)), Rest(asks.set)
    goes_on = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await rest.sleep(seconds)
        await goes_on.wait()

    found = settings(HEALTH_PORT=str(port))
    waits = asyncio.create_task(waiting.answered(found, reach=server.reach, sleep=sleep))
    await asks.wait()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        async with http.get("/healthz") as answer:
            assert answer.status == 200
        async with http.get("/readyz") as answer:
            assert (answer.status, await answer.json()) == (503, {"ready": False, "failing": ["database"]})
        async with http.get("/metrics") as answer:
            page = await answer.text()
    assert 'jobstjernen_failing{check="database"} 1.0' in page
    assert 'jobstjernen_duty{duty="sender"} 0.0' in page
    goes_on.set()
    assert await waits
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.ClientConnectionError):
            await http.get(f"http://127.0.0.1:{port}/healthz")


async def test_on_sqlite_nothing_is_waited_for() -> None:
    server = Server(*away(1))
    assert await waiting.answered(settings("sqlite:///data/bot.db"), reach=server.reach)
    assert server.asked == 0
