"""The same two small web applications on each server that web_stack compares, each in its own process."""

import asyncio
import json
import socket
import sys
import time
from collections.abc import Awaitable, Callable

import jinja2
import uvicorn
from aiohttp import web
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = "benchmark"

PAGE = jinja2.Environment(autoescape=True).from_string("""<!doctype html><title>{{ title }}</title>
<table>{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.answer }}</td></tr>{% endfor %}</table>""")
ROWS = [{"name": f"Citizen {n}", "answer": "I am <good> at talking with people & cooking"} for n in range(40)]


def accept(secret: str | None, body: bytes) -> int:
    """Do what a webhook does before its turn: check the secret, parse the update. Returns the status."""
    if secret != SECRET:
        return 401
    return 200 if json.loads(body)["update_id"] else 400


def page() -> str:
    html: str = PAGE.render(title="Exercises", rows=ROWS)
    return html


async def serve_aiohttp(listening: socket.socket) -> None:
    async def webhook(request: web.Request) -> web.Response:
        return web.Response(status=accept(request.headers.get(SECRET_HEADER), await request.read()))

    async def show(_: web.Request) -> web.Response:
        return web.Response(text=page(), content_type="text/html")

    async def api(request: web.Request) -> web.Response:
        return web.json_response(
            {"ok": True, "result": {"message_id": 1, "text": (await request.json())["text"]}}
        )

    async def cpu(_: web.Request) -> web.Response:
        return web.Response(text=str(time.process_time()))

    app = web.Application()
    app.add_routes(
        [web.post("/webhook", webhook), web.get("/page", show), web.post("/api", api), web.get("/cpu", cpu)]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    await asyncio.Event().wait()


def starlette_app() -> Starlette:
    async def webhook(request: Request) -> Response:
        return Response(status_code=accept(request.headers.get(SECRET_HEADER), await request.body()))

    async def show(_: Request) -> Response:
        return HTMLResponse(page())

    async def api(request: Request) -> Response:
        return JSONResponse({"ok": True, "result": {"message_id": 1, "text": (await request.json())["text"]}})

    async def cpu(_: Request) -> Response:
        return PlainTextResponse(str(time.process_time()))

    return Starlette(
        routes=[
            Route("/webhook", webhook, methods=["POST"]),
            Route("/page", show),
            Route("/api", api, methods=["POST"]),
            Route("/cpu", cpu),
        ]
    )


async def serve_h11(listening: socket.socket) -> None:
    await _uvicorn("h11", listening)


async def serve_httptools(listening: socket.socket) -> None:
    await _uvicorn("httptools", listening)


async def _uvicorn(http: str, listening: socket.socket) -> None:
    config = uvicorn.Config(starlette_app(), http=http, lifespan="off", log_level="warning", access_log=False)
    await uvicorn.Server(config).serve(sockets=[listening])


SERVERS: dict[str, Callable[[socket.socket], Awaitable[None]]] = {
    "aiohttp.web": serve_aiohttp,
    "starlette+uvicorn (h11)": serve_h11,
    "starlette+uvicorn (httptools)": serve_httptools,
}


async def main(name: str) -> None:
    """Serve on a free port of the loopback address, and print the port once connections are taken."""
    # With the protocol named, asyncio turns Nagle's delay off on what this socket accepts, as it does
    # where a server opens its own; without it a response in two writes waits 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(256)
    listening.setblocking(False)
    print(listening.getsockname()[1], flush=True)
    await SERVERS[name](listening)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
