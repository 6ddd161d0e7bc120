"""The page's API over HTTP: state, events, and what a finger does."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.phone import media, others, person, view
from bot.phone.bot_api import MAX_REQUEST_BYTES
from bot.phone.errors import GestureError
from bot.phone.guard import add_headers, refuse_other_pages
from bot.phone.web_json import EXCHANGE, answer, read_json

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATIC = Path(__file__).parent / "static"
PING_SECONDS = 20
_GESTURES = {
    "text": person.write,
    "start": person.start,
    "tap": person.tap,
    "edit": person.edit,
    "delete": person.delete,
    "block": person.block,
    "other": others.send_other,
}


def add_routes(app: web.Application) -> None:
    app.router.add_get("/", _page)
    app.router.add_get("/static/{name}", _static)
    app.router.add_get("/phone/state", _state)
    app.router.add_get("/phone/events", _events)
    app.router.add_get("/phone/file/{file_id}", _phone_file)
    app.router.add_post(r"/phone/{user:\d+}/voice", _voice)
    app.router.add_post(r"/phone/{user:\d+}/photo", _photo)
    app.router.add_post(r"/phone/{user:\d+}/{gesture}", _gesture)


@web.middleware
async def protect(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Guard the page's side, and turn an impossible gesture into a 4xx with a sentence."""
    if request.path.startswith(("/bot", "/file/bot")):
        return await handler(request)
    refuse_other_pages(request, request.app[EXCHANGE].settings)
    try:
        response = await handler(request)
    except GestureError as error:
        response = answer({"error": str(error)}, error.status)
    if not response.prepared:
        add_headers(response)
    return response


async def _gesture(request: web.Request) -> web.Response:
    exchange = request.app[EXCHANGE]
    gesture = _GESTURES.get(request.match_info["gesture"])
    if gesture is None:
        raise GestureError(
            f"no gesture {request.match_info['gesture']!r}; there are {sorted(_GESTURES)}", 404
        )
    wish = await read_json(request)
    with exchange.storage.transaction():
        return answer(gesture(exchange, int(request.match_info["user"]), wish))


async def _voice(request: web.Request) -> web.Response:
    """A recording as the browser made it becomes a voice message."""
    exchange = request.app[EXCHANGE]
    recording = await _bytes(request, "audio/", "video/")  # browsers call sound in WebM or MP4 either
    try:
        sound = await asyncio.to_thread(media.to_ogg_opus, recording)
    except media.NotMedia as error:
        raise GestureError(str(error)) from None
    with exchange.storage.transaction():
        chat = person.owner(exchange, int(request.match_info["user"]), {})
        file = exchange.files.add("voice", sound.data, media.OGG_OPUS, duration=sound.duration)
        message = person.send(exchange, chat, file.content())
    return answer({"message_id": message.id, "duration": sound.duration})


async def _photo(request: web.Request) -> web.Response:
    exchange = request.app[EXCHANGE]
    data = await _bytes(request, "image/")
    try:
        picture = await asyncio.to_thread(media.read_picture, data)
    except media.NotMedia as error:
        raise GestureError(str(error)) from None
    with exchange.storage.transaction():
        chat = person.owner(exchange, int(request.match_info["user"]), {})
        file = exchange.files.add(
            "photo", data, picture.mime_type, width=picture.width, height=picture.height
        )
        message = person.send(exchange, chat, file.content())
    return answer({"message_id": message.id})


async def _bytes(request: web.Request, *types: str) -> bytes:
    if not request.content_type.startswith(types):
        raise GestureError(f"expected Content-Type {' or '.join(types)}..., got {request.content_type}", 415)
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise GestureError(f"expected at most {MAX_REQUEST_BYTES} bytes", 413) from None


async def _phone_file(request: web.Request) -> web.Response:
    files = request.app[EXCHANGE].files
    file = files.get(request.match_info["file_id"])
    if file is None:
        raise GestureError("no such file was sent on this phone", 404)
    # Only sound and pictures are shown in the page's own origin; anything else is saved.
    shown = file.kind != "document"
    headers = {} if shown else {"Content-Disposition": "attachment"}
    mime_type = file.mime_type if shown else "application/octet-stream"
    return web.Response(body=files.read(file), content_type=mime_type, headers=headers)


async def _page(_: web.Request) -> web.FileResponse:
    return _file("index.html")


async def _static(request: web.Request) -> web.FileResponse:
    return _file(request.match_info["name"])


def _file(name: str) -> web.FileResponse:
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        raise web.HTTPNotFound(text=f"no file {name!r} belongs to the page")
    return web.FileResponse(path)


async def _state(request: web.Request) -> web.Response:
    return answer(view.state(request.app[EXCHANGE]))


async def _events(request: web.Request) -> web.StreamResponse:
    exchange = request.app[EXCHANGE]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    add_headers(response)
    with exchange.events.listening() as queue, contextlib.suppress(ConnectionError):
        await response.prepare(request)
        await response.write(b": listening\n\n")
        while not exchange.closing.is_set():
            await response.write(await _next_line(queue))
    return response


async def _next_line(queue: "asyncio.Queue[Json | None]") -> bytes:
    """The next event as a line; a comment after a quiet while, so that a closed page is noticed."""
    try:
        event = await asyncio.wait_for(queue.get(), PING_SECONDS)
    except TimeoutError:
        event = None
    return b": quiet\n\n" if event is None else b"data: " + json.dumps(event).encode() + b"\n\n"
