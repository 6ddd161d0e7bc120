"""The running bot says over HTTP that it does its work, says what fails while something does, and then not any more."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.end_to_end.harness import World, world
from tests.end_to_end.journeys import at_a_question, goes_on
from tests.end_to_end.programs import PATIENCE, free_port, outcome
from tests.end_to_end.test_storage import full_disk, locked_by_another_program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

READY = (200, {"ready": True, "failing": []})


class Monitor:
    """Whoever watches over the bot."""

    def __init__(self, http: aiohttp.ClientSession, port: int) -> None:
        self._http = http
        self._url = f"http://127.0.0.1:{port}"

    async def get(self, path: str) -> tuple[int, str]:
        async with self._http.get(f"{self._url}{path}") as response:
            return response.status, await response.text()

    async def ready(self) -> tuple[int, Any]:
        status, body = await self.get("/readyz")
        return status, json.loads(body)

    async def hears(self, *failing: str) -> None:
        """Ask until just these fail."""
        found: object = None
        expected = (503, {"ready": False, "failing": list(failing)}) if failing else READY
        try:
            async with asyncio.timeout(2 * PATIENCE):
                while (found := await self.ready()) != expected:  # noqa: ASYNC110 - of another process
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"expected {expected}, got {found}") from None


@asynccontextmanager
async def watched(
    folder: Path, *, webhook: bool = False, **settings: str
) -> AsyncIterator[tuple[World, Monitor]]:
    port = free_port()
    async with (
        world(folder, webhook=webhook, anew=False, paced=False, HEALTH_PORT=str(port), **settings) as here,
        aiohttp.ClientSession() as http,
    ):
        yield here, Monitor(http, port)


async def test_a_bot_that_polls_is_ready_until_something_fails_and_after_it(tmp_path: Path) -> None:
    async with watched(tmp_path) as (here, monitor):
        await monitor.hears()
        assert await monitor.get("/healthz") == (200, '{"alive": true}')
        citizen = await at_a_question(here)
        for trouble in (full_disk, locked_by_another_program):
            with trouble(here):
                await monitor.hears("database")
                assert (await monitor.get("/healthz"))[0] == 200
                assert 'jobstjernen_failing{check="database"} 1.0' in (await monitor.get("/metrics"))[1]
                code, told = await outcome("status", environment=here.environment)
                assert (code, "The bot says that these fail: database." in told) == (1, True), told
            await monitor.hears()
        await here.phone.kill()
        await monitor.hears("updates")
        await here.phone.start()
        await monitor.hears()
        await goes_on(citizen)
        assert (await outcome("backup", "--to", str(tmp_path), environment=here.environment))[0] == 0
        code, told = await outcome("status", "--json", environment=here.environment)
        found = json.loads(told)
        assert (code, found["attention"], found["failing"]) == (0, {}, [])
        assert found["since_start"]["jobstjernen_updates_total"] >= 6
        status, page = await monitor.get("/metrics")
    assert status == 200
    figures = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    assert float(figures['jobstjernen_updates_total{result="taken"}']) >= 6
    assert float(figures['jobstjernen_messages_total{result="sent"}']) >= 6
    assert float(figures['jobstjernen_polls_total{result="failed"}']) >= 3
    assert float(figures["jobstjernen_last_update_seconds"]) < PATIENCE
    assert float(figures["jobstjernen_database_bytes"]) > 4096
    for of_somebody in (str(citizen.user), "Samir", here.environment["TELEGRAM_TOKEN"]):
        assert of_somebody not in page


async def test_a_webhook_is_probed_on_its_own_port_which_tells_no_figures(tmp_path: Path) -> None:
    async with watched(tmp_path, webhook=True) as (here, monitor), aiohttp.ClientSession() as http:
        await monitor.hears()
        public = Monitor(http, int(here.environment["PORT"]))
        await public.hears()
        assert (await public.get("/healthz"))[0] == 200
        assert (await public.get("/metrics"))[0] == 404
        assert (await monitor.get("/metrics"))[0] == 200
        assert (await monitor.get("/telegram/update"))[0] == 404, "the webhook is not here"
        with full_disk(here):
            await public.hears("database")
        await public.hears()


async def test_a_health_port_that_is_taken_is_named(tmp_path: Path) -> None:
    made = World(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        code, log = await outcome("run", environment=made.environment | {"HEALTH_PORT": port})
    assert code == 2
    assert f"HEALTH_PORT: expected a free port to listen on at HEALTH_HOST '127.0.0.1', got {port}" in log
    assert "Traceback" not in log


async def test_without_the_setting_nothing_is_opened(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await at_a_question(here)
        assert "health.open" not in here.bot.log
        assert listening(here.bot.pid) == []


def listening(pid: int) -> list[str]:
    """The sockets on which a process waits to be called."""
    own = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    rows = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return [row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in own]
