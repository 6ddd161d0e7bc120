"""The bot's side over HTTP: token, faults, dispatch, and answers in Telegram's shape."""

import asyncio
import json
import re
from typing import Any

from aiohttp import web

from bot.phone.checks import Params
from bot.phone.errors import ApiError, Malformed, Said, bad_request, too_many_requests
from bot.phone.exchange import Exchange, chat_number
from bot.phone.faults import TORN, Fault
from bot.phone.methods import METHODS
from bot.phone.parameters import params_of, read_params
from bot.phone.updates import WEBHOOK_ACTIVE
from bot.phone.web_json import EXCHANGE, answer

Json = dict[str, Any]

MAX_REQUEST_BYTES = 51 * 1024 * 1024
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def add_routes(app: web.Application) -> None:
    app.router.add_route("*", "/bot{token:[^/]*}/{method}", _call)
    app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", _download)


async def _call(request: web.Request) -> web.StreamResponse:
    exchange = request.app[EXCHANGE]
    method = request.match_info["method"].lower()
    chat: int | None = None
    try:
        _check_token(exchange, request)
        params = await read_params(request)
        chat = _chat_of(exchange, params)
        fault = exchange.faults.take(method, chat)
        if fault is not None and fault.when == "before":
            await _strike(fault, exchange, request)
        body = await _perform(exchange, request, method, params)
        if fault is not None and fault.when == "after":
            await _strike(fault, exchange, request, body)
    except ApiError as error:
        exchange.calls.add(request.match_info["method"], chat, error.code, exchange.clock.now())
        return _refusal(error)
    exchange.calls.add(request.match_info["method"], chat, None, exchange.clock.now())
    if method == "getupdates" and body["result"]:
        return await _hand_out(exchange, request, body)
    return answer(body)


async def _download(request: web.Request) -> web.Response:
    exchange = request.app[EXCHANGE]
    try:
        _check_token(exchange, request)
        file = exchange.files.at(request.match_info["path"])
    except ApiError as error:
        return _refusal(error)
    return web.Response(body=exchange.files.read(file), content_type="application/octet-stream")


async def _perform(exchange: Exchange, request: web.Request, method: str, params: Params) -> Json:
    """Run the method; the kill switch counts a send before and after it is accepted, and what confirms updates."""
    is_send = method.startswith("send") and method != "sendchataction"
    if is_send and exchange.kill.event("before_send"):
        _abort(request)
    if _confirms(exchange, method, params) and exchange.kill.event("before_confirmed"):
        _abort(request)
    body = await perform(exchange, method, params)
    if is_send:
        exchange.kill.event("after_send")
    return body


def _confirms(exchange: Exchange, method: str, params: Params) -> bool:
    """Whether the kill switch waits for a poll that confirms something, and this is one."""
    if method != "getupdates" or exchange.kill.when != "before_confirmed":
        return False
    return exchange.updates.would_confirm(params.integer("offset"))


async def perform(exchange: Exchange, method: str, params: Params) -> Json:
    """Run one method by its lower-case name; return the body of a good answer or raise `ApiError`."""
    try:
        if method == "getupdates":
            return {"ok": True, "result": await _get_updates(exchange, params)}
        if method not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        with exchange.storage.transaction():
            result = METHODS[method](exchange, params)
    except Malformed as error:
        raise bad_request(str(error)) from None
    except (RecursionError, UnicodeError):
        raise bad_request("strings must be encoded in UTF-8, and objects not be nested so deeply") from None
    if isinstance(result, Said):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


async def answer_in_webhook(exchange: Exchange, reply: Json) -> None:
    """Run the method that a bot named in its answer to a webhook; nobody hears how it ended, except the call log."""
    method = str(reply.pop("method")).lower()
    if method.startswith("get") or method.endswith("webhook"):
        return
    params = params_of(reply)
    code = None
    try:
        await perform(exchange, method, params)
    except ApiError as error:
        code = error.code
    exchange.calls.add(method, _chat_of(exchange, params), code, exchange.clock.now())


async def _get_updates(exchange: Exchange, params: Params) -> list[Any]:
    if exchange.webhook.config() is not None:
        raise ApiError(409, WEBHOOK_ACTIVE)
    offset = params.integer("offset")
    limit = params.clamped("limit", 100, 1, 100)
    timeout = params.clamped("timeout", 0, 0, 50)
    kinds = params.structure("allowed_updates", "Can't parse allowed updates JSON object")
    if kinds is not None:
        exchange.updates.allow(kinds)
    return await exchange.updates.poll(offset, limit, timeout)


async def _hand_out(exchange: Exchange, request: web.Request, body: Json) -> web.StreamResponse:
    """Write the updates out to the last byte, and only then let the kill switch count them.

    A poller that is gone, for instance killed, ends this with a `ConnectionError`: nothing is counted.
    """
    response = answer(body)
    await response.prepare(request)
    await response.write_eof()
    exchange.kill.event("update_handed_out", len(body["result"]))
    return response


def _check_token(exchange: Exchange, request: web.Request) -> None:
    token = request.match_info["token"]
    if token == exchange.settings.token:
        return
    raise ApiError(401, "Unauthorized") if _TOKEN.fullmatch(token) else ApiError(404, "Not Found")


def _refusal(error: ApiError) -> web.Response:
    """The error as an answer; how long to wait stands in a header too."""
    response = answer(error.body(), error.code or 500)
    if error.parameters is not None and "retry_after" in error.parameters:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response


def _chat_of(exchange: Exchange, params: Params) -> int | None:
    """The chat a call is about, as far as its parameters tell."""
    chat_id = chat_number(params.raw("chat_id"))
    if chat_id is not None:
        return chat_id
    try:
        row = exchange.storage.row(
            "SELECT chat_id FROM callbacks WHERE id = :id", {"id": params.raw("callback_query_id")}
        )
    except UnicodeError:
        return None
    return None if row is None else int(row["chat_id"])


async def _strike(
    fault: Fault, exchange: Exchange, request: web.Request, accepted: Json | None = None
) -> None:
    """Do the damage: an error answer, a reset connection, silence or half an answer and then a reset one."""
    if fault.fault == "429":
        raise too_many_requests(fault.retry_after)
    if fault.fault == "500":
        raise ApiError(500, "Internal Server Error")
    if fault.fault in TORN and accepted is not None:
        await _send_half(accepted, request)
    if fault.fault in {"timeout", "hang"}:
        waits = [asyncio.ensure_future(exchange.clock.sleep(fault.seconds))]
        waits.append(asyncio.ensure_future(_until(exchange.closing)))
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
    _abort(request)


async def _send_half(body: Json, request: web.Request) -> None:
    """Announce the whole answer, and write the first half of it."""
    whole = json.dumps(body).encode()
    half = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(whole))})
    await half.prepare(request)
    await half.write(whole[: len(whole) // 2])


async def _until(event: asyncio.Event) -> None:
    await event.wait()


def _abort(request: web.Request) -> None:
    """Cut the connection without an answer; the call log keeps code 0."""
    if request.transport is not None:
        request.transport.abort()
    raise ApiError(0, "connection cut by a fault")
