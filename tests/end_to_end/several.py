"""A phone, two programs that take updates in, two that send, and a proxy in front: over one PostgreSQL database."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack, asynccontextmanager, closing
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.chat.webhook import PATH
from bot.state import databases, export
from bot.state.postgres_opening import connect
from bot.state.transaction import transaction
from tests import postgres
from tests.end_to_end.harness import SECRET
from tests.end_to_end.phones import TOKEN, Phone
from tests.end_to_end.programs import PATIENCE, Program, free_port
from tests.faults.batches import kill_inside
from tests.faults.model import Held
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.opening import Database
    from tests.end_to_end.phones import Citizen

T = TypeVar("T")
PAUSE = 0.05
"""Seconds between two looks at a condition that nobody tells of."""
LOCK_SECONDS = 5.0
NAMED = "application_name="


class Several:
    """The programs of one bot; `serve` and `work` are those of each kind. Each may be killed, and started again."""

    def __init__(self, folder: Path, database: Database, proxy: str, ports: list[str]) -> None:
        self.phone = Phone(folder / "phone")
        self.database = database
        self.environment = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.phone.url,
            "DATABASE_URL": database.url,
            "DATA_KEY": DATA_KEY,
            "ORGANISATION_NAME": "Prøveforeningen",
            "ORGANISATION_CONTACT": "12 34 56 78",
            "PUBLIC_URL": proxy,
            "WEBHOOK_SECRET": SECRET,
            "HOST": "127.0.0.1",
        }
        self.serve = [self.program("serve", number, PORT=port) for number, port in enumerate(ports)]
        self.work = [self.program("work", number) for number, _ in enumerate(ports)]

    def program(self, command: str, number: int, **settings: str) -> Program:
        """Its connections to the database bear its own name."""
        url = f"{self.database.url}&{NAMED}{command}{number}"
        return Program(command, environment=self.environment | {"DATABASE_URL": url} | settings, hurried=True)

    @property
    def programs(self) -> list[Program]:
        return [*self.work, *self.serve]

    async def start(self, *programs: Program) -> None:
        """Start these, and wait until each of them works."""
        for each in programs:
            await each.start()
        for each in programs:
            await each.until(r"\bstarted\b")

    async def sender(self) -> Program:
        """Wait until one of them sends; the one that does. It must be alone."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [each for each in self.work if sends(each)]):  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(PAUSE)
        assert len(found) == 1
        return found[0]

    async def kill_inside(self, program: Program, place: str) -> None:
        """Kill one of them in the middle of a transaction of its own."""
        name = program.environment["DATABASE_URL"].rpartition(NAMED)[2]
        await kill_inside(self.database.url, program.pid, place, name)

    def look(self, question: Callable[[Cursor], T]) -> T:
        """Read something of the database."""
        with databases.looking(self.database) as cursor:
            return question(cursor)

    def change(self, statement: str) -> None:
        with closing(connect(self.database, LOCK_SECONDS)) as link, transaction(link):
            link.cursor().execute(statement, {})

    def held(self, citizen: Citizen) -> Held:
        def found(cursor: Cursor) -> Held:
            cursor.execute(
                "SELECT session, prompt FROM outbox"
                " WHERE chat_id = :user AND status = 'withdrawn' AND message IS NULL",
                {"user": citizen.user},
            )
            taken_back = {(session, prompt) for session, prompt in cursor.fetchall()}
            return Held(export.everything(cursor, None, citizen.user), taken_back)

        return self.look(found)

    async def until_all_is_sent(self) -> None:
        """Wait until no message is left in the outbox."""
        async with asyncio.timeout(PATIENCE):
            while self.look(partial(number, of="outbox WHERE status = 'waiting'")):  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(PAUSE)


def number(cursor: Cursor, of: str) -> int:
    """How many rows of a table there are."""
    cursor.execute(f"SELECT COUNT(*) FROM {of}", {})
    return int(cursor.fetchone()[0])


def sends(program: Program) -> bool:
    """Whether a program runs, and has said that it has the sender's place, and not that it has lost it."""
    said = [line for line in program.lines if "kind=sender" in line]
    return program.running and bool(said) and "crew.taken" in said[-1]


class Proxy:
    """Passes updates on to the ports in turn; to the next one where nobody listens."""

    def __init__(self, ports: list[str]) -> None:
        self._ports = ports
        self._turns = count()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[str]:
        app = web.Application()
        async with aiohttp.ClientSession() as self._http:
            app.router.add_post(PATH, self._pass)
            async with TestServer(app, host="127.0.0.1") as server:
                yield str(server.make_url("")).rstrip("/")

    async def _pass(self, request: web.Request) -> web.Response:
        first, body = next(self._turns), await request.read()
        wanted = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")
        headers = {name: request.headers[name] for name in wanted}
        for turn in range(len(self._ports)):
            port = self._ports[(first + turn) % len(self._ports)]
            try:
                async with self._http.post(
                    f"http://127.0.0.1:{port}{PATH}", data=body, headers=headers
                ) as answer:
                    return web.Response(status=answer.status)
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                break  # whether it has been taken in is not known
        return web.Response(status=502)


@asynccontextmanager
async def several(
    folder: Path, prepare: Callable[[Several], Awaitable[None]] | None = None
) -> AsyncIterator[Several]:
    """Two of each kind, which run until the block is left; `prepare` may change them before they start."""
    ports = [str(free_port()) for _ in range(2)]
    async with AsyncExitStack() as cleanup:
        database = cleanup.enter_context(postgres.fresh())
        proxy = await cleanup.enter_async_context(Proxy(ports).opened())
        here = Several(folder, database, proxy, ports)
        cleanup.push_async_callback(here.phone.close)
        for each in here.programs:
            cleanup.push_async_callback(each.close)
        try:
            await here.phone.start()
            if prepare is not None:
                await prepare(here)
            await here.start(*here.programs)
            yield here
        except BaseException:
            for each in (*here.programs, here.phone.program):
                sys.stderr.write(f"({each.state}):\n{each.log}\n")
            raise
