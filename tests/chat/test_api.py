"""Calls over real HTTP: what goes out, what comes back, and that no error tells the token or a text."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
import structlog
import telegram
from aiohttp import BodyPartReader, web
from aiohttp.test_utils import TestServer, unused_port
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.chat.api import Api
from bot.chat.errors import Flood
from bot.chat.request import library_bot, total
from bot.chat.setup import use_polling, use_webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

TOKEN = "7001:AA-secret"
ME = {"id": 7001, "is_bot": True, "first_name": "Stjernen", "username": "stjernen_bot"}


@asynccontextmanager
async def serving(handle: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[Api]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    async with TestServer(app) as server, Api(TOKEN, str(server.make_url("/"))) as api:
        yield api


def replying(status: int, body: Any) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(_: web.Request) -> web.StreamResponse:
        if isinstance(body, bytes):
            return web.Response(status=status, body=body)
        return web.json_response(body, status=status)

    return handle


def refused(code: int, description: str, **parameters: Any) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": description, "parameters": parameters}


async def fields_of(request: web.Request) -> dict[str, Any]:
    form = await request.post()
    return {
        name: part.file.read() if isinstance(part, web.FileField) else part for name, part in form.items()
    }


async def test_parameters_go_out_as_json_and_the_result_comes_back() -> None:
    """Plain dicts both ways, at the address that the token names."""
    seen: list[Any] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append((request.method, request.path, await request.json()))
        return web.json_response({"ok": True, "result": {"message_id": 3}})

    params = {"chat_id": 41, "text": "Hej æ 🌟", "reply_markup": {"inline_keyboard": []}}
    async with serving(handle) as api:
        assert await api.call("sendMessage", params) == {"message_id": 3}
    assert seen == [("POST", f"/bot{TOKEN}/sendMessage", params)]


async def test_files_go_out_as_a_form() -> None:
    """What is not text is JSON inside the form, as the Bot API asks."""
    seen: dict[str, Any] = {}

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.update(await fields_of(request))
        return web.json_response({"ok": True, "result": True})

    async with serving(handle) as api:
        params = {"chat_id": 41, "caption": "Din stjerne", "reply_markup": {"inline_keyboard": []}}
        assert await api.call("sendPhoto", params, {"photo": ("star.png", b"PNG")}) is True
    assert seen == {
        "chat_id": "41",
        "caption": "Din stjerne",
        "reply_markup": json.dumps({"inline_keyboard": []}),
        "photo": b"PNG",
    }


async def test_a_files_name_arrives_as_it_is_written() -> None:
    """With its spaces and letters, for it stands on the person's phone."""
    names: list[str | None] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        parts = [part async for part in await request.multipart()]
        names.extend(part.filename if isinstance(part, BodyPartReader) else None for part in parts)
        return web.json_response({"ok": True, "result": True})

    async with serving(handle) as api:
        await api.call("sendDocument", {"chat_id": 41}, {"document": ('Min "jobmappe" æøå ملف.pdf', b"%PDF")})
    assert names == [None, 'Min "jobmappe" æøå ملف.pdf']


@pytest.mark.parametrize(
    ("status", "body", "kind", "text"),
    [
        (400, refused(400, "Bad Request: chat not found"), BadRequest, "Chat not found (400)"),
        (401, refused(401, "Unauthorized"), InvalidToken, "Unauthorized (401)"),
        (404, refused(404, "Not Found"), InvalidToken, "Not Found (404)"),
        (403, refused(403, "Forbidden: bot was blocked by the user"), Forbidden, "blocked by the user"),
        (409, refused(409, "Conflict: terminated by other getUpdates request"), Conflict, "terminated"),
        (413, refused(413, "Request Entity Too Large"), BadRequest, "Too Large"),
        (500, refused(500, "Internal Server Error"), NetworkError, "Internal"),
        (502, b"<html>Bad Gateway</html>", NetworkError, "HTTP 502"),
        (403, b"<html>blocked by the library's proxy</html>", NetworkError, "HTTP 403"),
        (404, b"", NetworkError, "HTTP 404"),
        (400, b"[]", NetworkError, "HTTP 400"),
        (403, {"error": "not on this network"}, NetworkError, "HTTP 403"),
        (200, b"<html>log in to the wifi</html>", NetworkError, "HTTP 200"),
        (200, b"[" * 100_000, NetworkError, "HTTP 200"),
        (200, refused(400, "unexpected"), NetworkError, "unexpected"),
        (302, b"", NetworkError, "HTTP 302"),
        (400, {"ok": False}, BadRequest, "no description"),
    ],
)
async def test_refusals_are_the_librarys_errors(
    status: int, body: Any, kind: type[TelegramError], text: str
) -> None:
    """Only an answer in Telegram's shape counts as Telegram's word; a proxy's 403 blocks nobody."""
    async with serving(replying(status, body)) as api:
        with pytest.raises(TelegramError) as caught:
            await api.call("sendMessage", {"chat_id": 41, "text": "x"})
    assert type(caught.value) is kind
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("parameters", "seconds"), [({"retry_after": 13}, 13), ({}, 1), ({"retry_after": "x"}, 1)]
)
async def test_a_429_tells_how_long_to_wait(parameters: dict[str, Any], seconds: int) -> None:
    """And without any warning of the library, which its own class gives."""
    async with serving(replying(429, refused(429, "Too Many Requests", **parameters))) as api:
        with pytest.raises(Flood) as caught:
            await api.call("sendMessage", {"chat_id": 41, "text": "x"})
    assert caught.value.retry_after.total_seconds() == seconds


async def test_what_telegram_quotes_is_left_out() -> None:
    """A quotation could be a person's text, and errors are logged and stored."""
    body = refused(400, 'Bad Request: unsupported start tag "min cpr 010203" at byte offset 3')
    async with serving(replying(400, body)) as api:
        with pytest.raises(BadRequest) as caught:
            await api.call("sendMessage", {"chat_id": 41, "text": "x"})
    assert str(caught.value) == "Unsupported start tag … at byte offset … (400)"


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Bad Request: BUTTON_DATA_INVALID", "Button_data_invalid (400)"),
        ("Bad Request: message can't be edited", "Message can't be edited (400)"),
        ("Bad Request: min kone Lone, 12 34 56 78 not found", "… not found (400)"),
        ("Bad Request: hemmeligt_not_found", "… (400)"),
    ],
)
async def test_only_words_of_telegrams_own_are_kept_of_a_refusal(description: str, told: str) -> None:
    """It may echo what was sent without any sign of quotation."""
    async with serving(replying(400, refused(400, description))) as api:
        with pytest.raises(BadRequest) as caught:
            await api.call("sendMessage", {"chat_id": 41, "text": "x"})
    assert str(caught.value) == told


@pytest.mark.parametrize("written", [TOKEN, TOKEN.replace(":", "%3A")])
@pytest.mark.parametrize("status", [400, 403, 404, 409, 500, 502])
async def test_no_refusal_tells_the_token_whoever_has_put_it_there(status: int, written: str) -> None:
    """A server in between may repeat the address that was asked for."""
    body = refused(status, f"Not Found: /bot{written}/sendMessage at host")
    async with serving(replying(status, body)) as api:
        with pytest.raises(TelegramError) as raised:
            await api.call("sendMessage", {})
        assert "secret" not in f"{raised.value!r} {raised.value} {raised.value.__cause__}"


async def test_no_network_error_tells_the_token() -> None:
    """Neither the error nor what is shown of it holds the address."""
    async with Api(TOKEN, f"http://127.0.0.1:{unused_port()}") as api:
        with pytest.raises(NetworkError) as caught:
            await api.call("getMe", {})
    assert TOKEN not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_an_answer_that_does_not_come_is_a_time_out() -> None:
    """The whole call has one time."""

    async def handle(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    async with serving(handle) as api:
        with pytest.raises(TimedOut):
            await api.call("getMe", {}, timeout=0.05)


async def test_a_reset_connection_is_a_network_error() -> None:
    """Whether the message was accepted cannot be known then."""

    async def handle(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with serving(handle) as api:
        with pytest.raises(NetworkError) as caught:
            await api.call("sendMessage", {"chat_id": 41, "text": "x"})
    assert type(caught.value) is NetworkError


async def test_a_lone_surrogate_does_not_break_the_call() -> None:
    """It goes out as JSON's escape, and Telegram may say what it thinks of it."""
    seen: list[bytes] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(await request.read())
        return web.json_response({"ok": True, "result": True})

    async with serving(handle) as api:
        await api.call("sendMessage", {"chat_id": 41, "text": "\ud800"})
    assert rb"\ud800" in seen[0]


async def test_the_environments_proxy_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token goes to Telegram and to nobody in between."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{unused_port()}")
    async with serving(replying(200, {"ok": True, "result": ME})) as api:
        assert await api.call("getMe", {}) == ME


async def test_the_librarys_bot_works_over_our_connections(caplog: pytest.LogCaptureFixture) -> None:
    """Set-up calls, uploads included; and what it logs by default holds no token."""
    seen: list[tuple[str, dict[str, Any]]] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append((request.path.rpartition("/")[2], await fields_of(request)))
        return web.json_response({"ok": True, "result": ME if request.path.endswith("getMe") else True})

    async with serving(handle) as api:
        with caplog.at_level(logging.INFO):
            async with library_bot(api) as bot:
                assert (await bot.get_me()).username == "stjernen_bot"
                assert await bot.set_my_name("Stjernen")
                await bot.set_webhook(
                    "https://example.org/x", certificate=telegram.InputFile(b"PEM", "cert.pem")
                )
            await use_webhook(api, "https://example.org/", "s3cret")
            await use_polling(api)
    assert [name for name, _ in seen] == [
        "getMe",
        "getMe",
        "setMyName",
        "setWebhook",
        "setWebhook",
        "deleteWebhook",
    ]
    assert seen[2][1]["name"] == "Stjernen"
    assert b"PEM" in seen[3][1].values()
    assert seen[4][1]["url"] == "https://example.org/telegram/update"
    assert seen[4][1]["secret_token"] == "s3cret"
    assert json.loads(seen[4][1]["allowed_updates"])[0] == "message"
    ours = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    assert not [line for line in ours if TOKEN in line]


async def test_the_librarys_bot_hears_refusals_as_we_read_them() -> None:
    """The same errors as from `call`, and a file over the library's bot too."""
    async with serving(replying(401, refused(401, "Unauthorized"))) as api:
        with pytest.raises(InvalidToken):
            await use_polling(api)
    async with serving(replying(200, b"OGG")) as api:
        assert await library_bot(api).request.retrieve(f"{api.base_url}/file/bot{TOKEN}/x") == b"OGG"


def test_the_librarys_time_outs_add_up() -> None:
    """Four of them become the one that a whole exchange has."""
    bot = library_bot(Api(TOKEN, "http://127.0.0.1"))
    default = telegram.request.BaseRequest.DEFAULT_NONE
    assert total(default, default) == bot.request.read_timeout
    assert total(5, 2.5, default) == 7.5
    assert total(5, None) is None


async def test_nothing_is_logged_on_the_way() -> None:
    """A text that is sent, and one that is refused, leave no trace in the log."""
    with structlog.testing.capture_logs() as logs:
        async with serving(replying(400, refused(400, "Bad Request: x"))) as api:
            with pytest.raises(BadRequest):
                await api.call("sendMessage", {"chat_id": 41, "text": "hemmeligt"})
    assert logs == []
