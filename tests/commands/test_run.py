"""`python -m bot run` as a real process, against a Telegram that answers when a test lets it."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import sqlite3
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs
from telegram.error import NetworkError

from bot import config
from bot.chat.errors import Flood
from bot.commands.service import LOOK_AGAIN, Service, persistently, without_secrets
from bot.commands.wiring import warn_of_gaps
from bot.state.errors import Damaged, NewerSchema, StateError, StorageUnavailable
from bot.words import catalogues
from tests.end_to_end.phones import CITIZEN, TOKEN
from tests.end_to_end.programs import PATIENCE, Program, outcome
from tests.keys import DATA_KEY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SECONDS = 5.0


class SlowTelegram:
    """Hands out one update for each text in `written`, and answers a sendMessage once `answering` is set.

    `refusal` is what it answers to everything, as long as it is set; `menus` is what it answers to a menu.
    `introduced` is set once the last of what it is told at the start has come.
    """

    def __init__(self, *, menus: dict[str, Any] | None = None) -> None:
        self._menus = menus
        self.refusal: dict[str, Any] | None = None
        self.introduced = asyncio.Event()
        self.written: asyncio.Queue[str] = asyncio.Queue()
        self.sent: asyncio.Queue[str] = asyncio.Queue()
        self.answering = asyncio.Event()
        self._update = 5000

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        async with TestServer(app) as server:
            try:
                yield str(server.make_url("")).rstrip("/")
            finally:
                self.hang_up()

    def hang_up(self) -> None:
        """Let go of a poll whose program has ended; later polls wait for later texts."""
        gone, self.written = self.written, asyncio.Queue()
        gone.put_nowait("")

    async def _answer(self, request: web.Request) -> web.Response:
        if self.refusal is not None:
            return _refused(self.refusal)
        match request.match_info["method"]:
            case "getUpdates":
                return _ok([self._message(await self.written.get())])
            case "sendMessage":
                self.sent.put_nowait((await request.json())["text"])
                await self.answering.wait()
                return _ok({"message_id": 100 + self._update})
            case "setMyCommands" if self._menus is not None:
                return _refused(self._menus)
            case "getMe":
                return _ok({"id": 123456, "is_bot": True, "first_name": "J", "username": "jobstjernen_bot"})
            case "getMyDescription":
                return _ok({"description": ""})
            case "getMyShortDescription":
                return _ok({"short_description": ""})
            case "setMyShortDescription":
                if not (await request.post()).get("language_code"):
                    self.introduced.set()
                return _ok(True)
            case _:
                return _ok(True)

    def _message(self, text: str) -> dict[str, Any]:
        self._update += 1
        sender = {"id": CITIZEN, "is_bot": False, "first_name": "Samir", "language_code": "da"}
        chat = {"id": CITIZEN, "type": "private"}
        message = {
            "message_id": self._update,
            "date": 1_800_000_000,
            "chat": chat,
            "from": sender,
            "text": text,
        }
        return {"update_id": self._update, "message": message}


OUTAGE = {"ok": False, "error_code": 502, "description": "Bad Gateway"}
UNKNOWN = {"ok": False, "error_code": 401, "description": "Unauthorized"}
FLOOD = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests",
    "parameters": {"retry_after": 60},
}
INVALID = {"ok": False, "error_code": 400, "description": "Bad Request: BOT_COMMAND_INVALID"}


def _ok(result: Any) -> web.Response:
    return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")


def _refused(answer: dict[str, Any]) -> web.Response:
    return web.json_response(answer, status=answer["error_code"])


async def test_what_telegram_accepts_after_sigterm_is_marked_and_not_sent_again(tmp_path: Path) -> None:
    """The deliverer outlives the intake until what is being sent is marked."""
    telegram, database = SlowTelegram(), tmp_path / "bot.db"
    async with telegram.serving() as url, asyncio.timeout(PATIENCE):
        bot = Program("run", environment=settings(url, database))
        await bot.start()
        telegram.written.put_nowait("/start")
        first = await telegram.sent.get()
        begun = asyncio.get_running_loop().time()
        ending = asyncio.create_task(bot.signal(signal.SIGTERM))
        await bot.until("stopping")
        telegram.answering.set()
        assert await ending == 0, bot.log
        assert asyncio.get_running_loop().time() - begun < SECONDS
        with closing(sqlite3.connect(database)) as connection:
            marked = connection.execute("SELECT status FROM outbox ORDER BY id LIMIT 1").fetchone()
        assert marked == ("sent",)

        telegram.hang_up()
        await bot.start()
        telegram.written.put_nowait("/mydata")
        assert await telegram.sent.get() != first
        assert await bot.signal(signal.SIGTERM) == 0, bot.log


async def test_people_are_answered_although_the_menus_are_not_taken(tmp_path: Path) -> None:
    """A flood answer to the set-up of menus must not keep the first update waiting."""
    telegram = SlowTelegram(menus=FLOOD)
    telegram.answering.set()
    async with telegram.serving() as url, asyncio.timeout(PATIENCE):
        bot = Program("run", environment=settings(url, tmp_path / "bot.db"))
        await bot.start()
        telegram.written.put_nowait("/start")
        assert await telegram.sent.get()
        assert await bot.signal(signal.SIGTERM) == 0, bot.log


async def test_menus_that_telegram_refuses_for_good_are_told_of_once_and_the_descriptions_are_set(
    tmp_path: Path,
) -> None:
    telegram = SlowTelegram(menus=INVALID)
    async with telegram.serving() as url, asyncio.timeout(PATIENCE):
        bot = Program("run", environment=settings(url, tmp_path / "bot.db"))
        await bot.start()
        await telegram.introduced.wait()
        assert await bot.signal(signal.SIGTERM) == 0, bot.log
    refused = [line for line in bot.lines if "introduction.refused" in line]
    assert [re.findall(r"language=(\S*)", line) for line in refused] == [
        [code] for code in (*catalogues().languages, "any")
    ], bot.log
    assert all("setMyCommands" in line and "bot_command_invalid" in line.lower() for line in refused)
    assert "setup.again" not in bot.log


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_it_has_started_once_telegram_brings_updates(tmp_path: Path, webhook: bool) -> None:
    """Until then each round that fails is told of once, although there is more than one thing to tell Telegram."""
    telegram = SlowTelegram()
    telegram.refusal = OUTAGE
    async with telegram.serving() as url, asyncio.timeout(PATIENCE):
        bot = Program(
            "run", environment=settings(url, tmp_path / "bot.db") | (listening() if webhook else {})
        )
        await bot.start()
        await bot.until("setup.again")
        telegram.refusal = None
        await bot.until(r"\bstarted\b")
        assert await bot.signal(signal.SIGTERM) == 0, bot.log
    told = [word for line in bot.lines for word in line.split() if word in {"setup.again", "started"}]
    assert told == ["setup.again", "started"], bot.log


async def test_the_bot_learns_its_name_for_the_links_of_invitations(tmp_path: Path) -> None:
    telegram, database = SlowTelegram(), tmp_path / "bot.db"
    async with telegram.serving() as url, asyncio.timeout(PATIENCE):
        bot = Program("run", environment=settings(url, database))
        await bot.start()
        await telegram.introduced.wait()
        assert await bot.signal(signal.SIGTERM) == 0, bot.log
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT bot, username FROM bots").fetchall()
    assert found == [(int(TOKEN.partition(":")[0]), "jobstjernen_bot")]
    assert "introduction.failed" not in bot.log


async def test_what_failed_is_tried_again_no_sooner_than_telegram_asks() -> None:
    answers = iter([NetworkError("away"), Flood(timedelta(seconds=20)), NetworkError("away"), None])
    slept: list[float] = []

    async def step() -> None:
        if refusal := next(answers):
            raise refusal

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    await persistently(step, sleep)
    assert slept == [1, 20, 4]


async def test_it_has_not_started_with_a_token_that_telegram_does_not_know(tmp_path: Path) -> None:
    telegram = SlowTelegram()
    telegram.refusal = UNKNOWN
    async with telegram.serving() as url:
        code, log = await outcome("run", environment=settings(url, tmp_path / "bot.db"))
    assert code == 2
    assert "TELEGRAM_TOKEN: " in log
    assert not re.search(r"\bstarted\b", log)


async def test_the_health_port_is_opened_at_the_address_that_is_set(tmp_path: Path) -> None:
    """Where it is taken there, and free everywhere else."""
    with socket.socket() as other:
        other.bind(("127.0.0.2", 0))
        other.listen()
        port = str(other.getsockname()[1])
        asked = {"HEALTH_HOST": "127.0.0.2", "HEALTH_PORT": port}
        async with SlowTelegram().serving() as url:
            code, log = await outcome("run", environment=settings(url, tmp_path / "bot.db") | asked)
    assert code == 2
    assert f"HEALTH_PORT: expected a free port to listen on at HEALTH_HOST '127.0.0.2', got {port}" in log


async def test_it_has_not_started_with_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = listening() | {"PORT": str(other.getsockname()[1])}
        async with SlowTelegram().serving() as url:
            code, log = await outcome("run", environment=settings(url, tmp_path / "bot.db") | taken)
    assert code == 2
    assert "PORT: " in log
    assert not re.search(r"\bstarted\b", log)


async def test_a_new_database_is_named_in_the_log_and_one_that_is_there_is_not(tmp_path: Path) -> None:
    """A mistyped path does not look as if all were well."""
    database = tmp_path / "data" / "bot.db"
    read = config.read(settings("http://127.0.0.1:1", database))
    with capture_logs() as logs:
        for _ in range(2):
            async with Service.open(read) as service:
                assert service.parts.store
    assert [log["path"] for log in logs if log["event"] == "database.new"] == [str(database)]
    assert database.stat().st_mode & 0o077 == 0
    assert database.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("looks", "found"), [("see_whole", Damaged("bad")), ("outlived", NewerSchema("new"))]
)
async def test_a_database_that_is_found_broken_or_a_newer_versions_while_the_bot_runs_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looks: str, found: StateError
) -> None:
    """What waits for an answer then waits no more."""
    read = config.read(settings("http://127.0.0.1:1", tmp_path / "bot.db"))
    async with Service.open(read) as service:

        async def broken() -> None:
            raise found

        monkeypatch.setattr(service.parts.store, looks, broken)
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(type(found)):
                await service.run(asyncio.Event())


async def test_a_database_that_cannot_be_looked_through_now_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again, until it can be."""
    read = config.read(settings("http://127.0.0.1:1", tmp_path / "bot.db"))
    stop, looks, slept = asyncio.Event(), iter((True, False)), []
    async with Service.open(read) as service:

        async def busy() -> None:
            if next(looks):
                raise StorageUnavailable("the disk does not answer")
            stop.set()

        async def nap(seconds: float) -> None:
            if seconds == LOOK_AGAIN:
                slept.append(seconds)
            else:
                await asyncio.sleep(seconds)

        service.sleep = nap
        monkeypatch.setattr(service.parts.store, "see_whole", busy)
        with capture_logs() as logs:
            async with asyncio.timeout(PATIENCE):
                await service.run(stop)
    assert [log["reason"] for log in logs if log["event"] == "storage.unseen"] == ["the disk does not answer"]
    assert slept == [LOOK_AGAIN]


def listening() -> dict[str, str]:
    """Settings of a webhook."""
    return {
        "PUBLIC_URL": "http://127.0.0.1:1",
        "HOST": "127.0.0.1",
        "PORT": "0",
        "WEBHOOK_SECRET": "a-secret",
    }


def settings(url: str, database: Path) -> dict[str, str]:
    return {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": f"sqlite:///{database}",
        "DATA_KEY": DATA_KEY,
        "ORGANISATION_NAME": "Prøveforeningen",
        "ORGANISATION_CONTACT": "12 34 56 78",
    }


def test_a_language_that_is_not_offered_is_named_at_the_start() -> None:
    with capture_logs() as logs:
        warn_of_gaps({"da": 0, "de": 3, "en": 0})
    assert [(log["log_level"], log["language"], log["missing"]) for log in logs] == [("warning", "de", 3)]


def test_a_password_in_an_address_is_not_logged() -> None:
    assert without_secrets("http://user:secret@127.0.0.1:8081/x") == "http://127.0.0.1:8081/x"
    assert without_secrets("https://api.telegram.org") == "https://api.telegram.org"
    token = "123456789:" + "AAH-secret_" * 3
    assert without_secrets(f"https://example.org/bot{token}") == "https://example.org/bot…"
