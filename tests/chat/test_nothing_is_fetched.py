"""What people send is never downloaded, opened or looked up: the bot calls Telegram, and nobody and nothing else.

Only a voice message is, at Telegram, where it is asked to: `Api.fetch`.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import config
from bot.chat.updates import CONTENT
from bot.commands.service import Service
from bot.state.keys import new_key
from tests.chat.helpers import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS: Final = "http://evil.example/steal?x=1"
SAMIR: Final = {"id": 7_100_000_001, "is_bot": False, "first_name": ADDRESS, "language_code": "da"}
CHAT: Final = {"id": 7_100_000_001, "type": "private", "first_name": ADDRESS}
FILE: Final = {
    "file_id": ADDRESS, "file_unique_id": "x", "file_size": 2**40, "file_path": ADDRESS, "file_name": "../../x",
    "duration": 3, "width": 1, "height": 1, "mime_type": "application/x-sh", "thumbnail": {"file_id": "t"},
}  # fmt: skip
PREVIEW: Final = {"url": ADDRESS, "prefer_large_media": True, "is_disabled": False}
CALLS: Final = {
    "getUpdates", "deleteWebhook", "getMe", "sendMessage", "editMessageReplyMarkup", "editMessageText", "deleteMessage",
    "answerCallbackQuery", "setMyCommands", "deleteMyCommands", "getMyDescription", "setMyDescription", "sendVoice",
    "getMyShortDescription", "setMyShortDescription", "sendPhoto", "sendDocument",
}  # fmt: skip
"""Everything that the bot ever asks of Telegram. Nothing of it brings a file here."""

watched: list[tuple[str, Any]] = []
watching = False


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note where this process connects to, what it looks up, and what it starts; as Python itself reports it."""
    if watching and event in {
        "socket.connect",
        "socket.getaddrinfo",
        "urllib.Request",
        "subprocess.Popen",
        "os.system",
    }:
        watched.append((event, arguments[1] if event == "socket.connect" else arguments[0]))


sys.addaudithook(watch)


def updates() -> Iterator[dict[str, Any]]:
    """Every kind of content in a message, its caption and its edit, and words that hold an address in each way."""
    message = {"message_id": 10, "date": 1_772_442_000, "chat": CHAT, "from": SAMIR}
    yield {"message": {**message, "text": "/start"}}
    for kind in (*CONTENT, "live_photo"):
        for content in ([FILE] if kind == "photo" else FILE, [FILE]):
            whole = {**message, kind: content, "caption": ADDRESS}
            yield {"message": whole}
            yield {"edited_message": {**whole, "edit_date": 1}}
    entities = [
        {"type": "text_link", "offset": 0, "length": 3, "url": ADDRESS},
        {"type": "url", "offset": 0, "length": 9},
    ]
    for text in (
        ADDRESS,
        f"/start {ADDRESS}",
        "file:///etc/passwd",
        "[x](http://evil.example)",
        f"<img src='{ADDRESS}'>",
    ):
        yield {"message": {**message, "text": text, "entities": entities, "link_preview_options": PREVIEW}}
    yield {
        "message": {
            **message,
            "text": "x",
            "via_bot": SAMIR,
            "forward_origin": {"type": "user", "sender_user": SAMIR},
        }
    }
    yield {
        "callback_query": {
            "id": "7",
            "from": SAMIR,
            "data": ADDRESS,
            "message": message,
            "game_short_name": ADDRESS,
        }
    }
    yield {"message": {**message, "text": "/menu"}}


class Telegram:
    """Hands out updates, and takes every call."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.waiting = [{"update_id": number, **each} for number, each in enumerate(updates(), start=100)]
        self.quiet, self.said = asyncio.Event(), asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        self.calls.append(request.path)
        if method == "sendMessage":
            self.said.set()
        if method == "getUpdates":
            return web.json_response({"ok": True, "result": await self._updates(await request.json())})
        message = {"message_id": 5_000 + len(self.calls), "date": 1, "chat": CHAT}
        results: dict[str, Any] = {
            "getMe": {"id": 7001, "is_bot": True, "first_name": "x", "username": "x_bot"},
            "getMyDescription": {"description": "x"},
            "getMyShortDescription": {"short_description": "x"},
        }
        result = message if method.startswith("send") else results.get(method, True)
        return web.json_response({"ok": True, "result": result})

    async def _updates(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        self.waiting = [each for each in self.waiting if each["update_id"] >= asked.get("offset", 0)]
        if not self.waiting:
            self.quiet.set()
            await asyncio.sleep(0.05)
        return self.waiting[: asked["limit"]]


@pytest.fixture
def noted() -> Iterator[list[tuple[str, Any]]]:
    global watching  # noqa: PLW0603 - an audit hook can never be taken away, only be told to look elsewhere
    watched.clear()
    watching = True
    yield watched
    watching = False


async def test_nothing_that_people_send_makes_a_call_to_anybody_but_telegram(
    tmp_path: Path, noted: list[tuple[str, Any]]
) -> None:
    telegram, app = Telegram(), web.Application()
    app.router.add_route("*", "/{path:.*}", telegram.answer)
    async with TestServer(app) as server:
        settings = config.read({
            "TELEGRAM_TOKEN": "7001:AA-secret",
            "TELEGRAM_API_URL": str(server.make_url("/")),
            "DATABASE_URL": f"sqlite:///{tmp_path}/test.db",
            "DATA_KEY": new_key(),
            "ORGANISATION_NAME": "Demoforeningen",
            "ORGANISATION_CONTACT": ADDRESS,
        })  # fmt: skip
        async with Service.open(settings) as service:
            stop = asyncio.Event()
            running = asyncio.create_task(service.run(stop))
            async with asyncio.timeout(6 * PATIENCE):
                await telegram.quiet.wait()
                await telegram.said.wait()
            stop.set()
            await running
        methods = {call.rpartition("/")[2] for call in telegram.calls}
        assert methods <= CALLS
        assert not [call for call in telegram.calls if call.startswith("/file")]
        assert {name for event, name in noted if event == "socket.connect"} == {(server.host, server.port)}
    assert {name for event, name in noted if event == "socket.getaddrinfo"} <= {
        server.host,
        server.host.encode(),
    }
    assert [name for event, name in noted if event not in {"socket.connect", "socket.getaddrinfo"}] == []


def test_no_module_of_the_bot_can_bring_a_file_or_a_page() -> None:
    """There is one place that makes requests, which names the one method of the Bot API that downloads."""
    modules = {
        path.relative_to("bot").as_posix(): path.read_text("utf-8")
        for path in Path("bot").rglob("*.py")
        if "phone" not in path.parts
    }
    downloads = re.compile(
        r"getFile\b|get_file\b|download_|urlopen|urlretrieve|http\.client|httpx|import requests"
    )
    assert [name for name, text in modules.items() if downloads.search(text)] == ["chat/api.py"]
    connects = [name for name, text in modules.items() if re.search(r"ClientSession\(|\.connect\(", text)]
    # Two look whether the practice phone stands, one asks the bot's own health port.
    practice = {"commands/demo.py", "commands/demo_people.py", "commands/asking.py"}
    storage = {name for name in connects if name.startswith("state/")}
    assert set(connects) - storage - practice == {"chat/api.py"}
