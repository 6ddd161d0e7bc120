"""A sender that lives, and reaches Telegram or the database no more: it leaves its place to one that does."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from psycopg import conninfo

from tests import postgres
from tests.end_to_end.lines import Line
from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.programs import free_port
from tests.end_to_end.scripted import ScriptedCitizen
from tests.end_to_end.several import NAMED, several
from tests.end_to_end.test_several import SECONDS, at_work, everybody_is_answered
from tests.faults.model import compared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.end_to_end.programs import Program
    from tests.end_to_end.several import Several

TAKES_OVER = 2 * SECONDS
"""Seconds until another one sends: three in which nothing goes, some to give the place up, and to take it."""


async def test_a_sender_that_cannot_send_or_cannot_store_leaves_its_place(tmp_path: Path) -> None:
    """First one loses its way to Telegram; then the other one its way to the database, while it keeps its locks."""
    borders = []
    async with lined(tmp_path) as (here, to_telegram, to_storage):
        people = [ScriptedCitizen(here.phone, CITIZEN + n, Random(n), hasty=n == 0) for n in range(2)]
        async with at_work(people):
            await everybody_is_answered(here, people)
            first = await here.sender()
            second = here.work[1 - here.work.index(first)]
            line = to_telegram[here.work.index(first)]
            borders.append(await here.phone.newest())
            line.refuse()
            line.cut()
            await is_taken_over(here, people, first, second)
            assert any("crew.given_up" in each and "Telegram" in each for each in first.lines)
            await line.mend()
            await first.until("crew.stands_by.*kind=sender")
            line = to_storage[here.work.index(second)]
            borders.append(await here.phone.newest())
            line.refuse()
            end_sessions(second)
            await is_taken_over(here, people, second, first)
            assert any("crew.given_up" in each and "this program could" in each for each in second.lines)
            await line.mend()
        await here.until_all_is_sent()
        found = compared([(each, here.held(each)) for each in people], borders)
    assert not found.problems, found.report
    assert max(found.unmarked.values(), default=0) <= 1, found.unmarked


async def test_a_new_program_that_telegram_never_answered_takes_no_place(tmp_path: Path) -> None:
    """It has a wrong address of Telegram, and comes when nobody sends; what it could not send another one sends."""
    async with several(tmp_path) as here:
        person = ScriptedCitizen(here.phone, CITIZEN, Random(1), hasty=False)
        async with at_work([person]):
            await everybody_is_answered(here, [person])
            wrong, right = here.work
            for each in here.work:
                await each.kill()
            wrong.environment["TELEGRAM_API_URL"] = f"http://127.0.0.1:{free_port()}"
            await wrong.start()
            await wrong.until("setup.again.*failures=2")
            await here.start(right)
            async with asyncio.timeout(SECONDS):
                assert await here.sender() is right
            await everybody_is_answered(here, [person])
            assert "kind=sender" not in wrong.log


@asynccontextmanager
async def lined(folder: Path) -> AsyncIterator[tuple[Several, list[Line], list[Line]]]:
    """Several programs, and the lines of each that sends: to Telegram, and to the database."""
    to_telegram: list[Line] = []
    to_storage: list[Line] = []

    async def lay(here: Several) -> None:
        phone = urlsplit(here.phone.url)
        server = conninfo.conninfo_to_dict(here.database.url)
        socket = f"{server['host']}/.s.PGSQL.{server.get('port', 5432)}"
        place = f"host={quote(str(server['host']), safe='')}"
        for each in here.work:
            to_telegram.append(Line(partial(asyncio.open_connection, phone.hostname, phone.port)))
            to_storage.append(Line(partial(asyncio.open_unix_connection, socket)))
            await to_telegram[-1].mend()
            await to_storage[-1].mend()
            each.environment["TELEGRAM_API_URL"] = f"http://127.0.0.1:{to_telegram[-1].port}"
            led = each.environment["DATABASE_URL"].replace(
                place, f"host=127.0.0.1&port={to_storage[-1].port}"
            )
            each.environment["DATABASE_URL"] = led

    async with several(folder, lay) as here:
        try:
            yield here, to_telegram, to_storage
        finally:
            for line in (*to_telegram, *to_storage):
                line.refuse()
                line.cut()


def end_sessions(program: Program) -> None:
    """End what it writes and reads through; the connection of its locks has another name."""
    (name,) = (part for part in program.environment["DATABASE_URL"].split("&") if part.startswith(NAMED))
    with postgres.administration() as link:
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
            [name.removeprefix(NAMED)],
        )


async def is_taken_over(
    here: Several, people: list[ScriptedCitizen], unable: Program, other: Program
) -> None:
    """The other one sends within some seconds; the one that cannot lives on."""
    async with asyncio.timeout(TAKES_OVER):
        await unable.until("crew.given_up.*kind=sender")
        assert await here.sender() is other
        await everybody_is_answered(here, people)
    assert unable.running
