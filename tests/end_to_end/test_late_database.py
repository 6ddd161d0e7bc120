"""Programs that start before their database wait for it; and whoever watches sees that one of two kinds is missing."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

from tests import postgres
from tests.end_to_end.journeys import first_contact
from tests.end_to_end.phones import CITIZEN, Citizen
from tests.end_to_end.programs import free_port, outcome
from tests.end_to_end.several import Proxy, Several
from tests.end_to_end.test_health import Monitor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.end_to_end.programs import Program
    from tests.postgres import Server


@asynccontextmanager
async def late(folder: Path) -> AsyncIterator[tuple[Several, Server]]:
    """A server that stands still, and the programs of a bot on it, none of which is started."""
    ports = [str(free_port())]
    async with AsyncExitStack() as cleanup:
        server, database = cleanup.enter_context(postgres.own_server())
        server.down()
        here = Several(folder, database, await cleanup.enter_async_context(Proxy(ports).opened()), ports)
        cleanup.push_async_callback(here.phone.close)
        for each in here.programs:
            cleanup.push_async_callback(each.close)
        await here.phone.start()
        yield here, server


ALWAYS = {"last_backup", "durable"}
"""What wants attention with every server of these tests: it has no backup, and may lose what it has acknowledged."""


async def test_a_database_that_is_late_is_waited_for_and_that_nobody_sends_is_seen(tmp_path: Path) -> None:
    port = free_port()
    async with late(tmp_path) as (here, server), aiohttp.ClientSession() as http:
        (serve,), (work,) = here.serve, here.work
        serve.environment["HEALTH_PORT"] = str(port)
        monitor = Monitor(http, port)
        try:
            await serve.start()
            await serve.until("storage.waiting.*found nobody who listens there")
            await monitor.hears("database")
            assert await monitor.get("/healthz") == (200, '{"alive": true}')
        finally:
            server.up()
        await serve.until("storage.answers")
        await serve.until(r"\bstarted\b")
        await monitor.hears()
        code, found = await status(here)
        assert (code, found["sender"]) == (1, None)
        assert found["attention"].keys() == {"sender", *ALWAYS}
        assert [each["kind"] for each in found["programs"]] == ["serve"]
        assert 'jobstjernen_place_taken{place="sender"} 0.0' in (await monitor.get("/metrics"))[1]
        await here.start(work)
        assert await here.sender() is work
        await monitor.hears()
        code, found = await status(here)
        assert (code, found["attention"].keys()) == (1, ALWAYS)
        assert found["sender"].endswith(f":{work.pid}")
        await first_contact(Citizen(here.phone, CITIZEN))


async def status(here: Several) -> tuple[int, dict[str, Any]]:
    code, told = await outcome("status", "--json", environment=here.environment)
    return code, json.loads(told)


async def test_a_program_that_waits_ends_when_it_is_told_to(tmp_path: Path) -> None:
    program = Several(
        tmp_path, postgres.own()._replace(url="postgresql://me@127.0.0.1:1/bot?connect_timeout=5"), "", []
    ).program
    waits: Program = program("work", 0)
    await waits.start()
    await waits.until("storage.waiting")
    assert await waits.signal(15) == 0  # type: ignore[arg-type]
    assert "Traceback" not in waits.log
