"""JSON in and out over HTTP, and where a handler finds the exchange."""

import json
from typing import Any

from aiohttp import web

from bot.phone.errors import GestureError
from bot.phone.exchange import Exchange

Json = dict[str, Any]

EXCHANGE = web.AppKey("exchange", Exchange)


def answer(body: Json, status: int = 200) -> web.Response:
    # ASCII only: a lone surrogate that a person sent must go through as it is.
    return web.Response(text=json.dumps(body), status=status, content_type="application/json")


async def read_json(request: web.Request) -> Json:
    """The JSON object in the body; another content type is refused, because a plain form could carry it."""
    if request.content_type != "application/json":
        raise GestureError(f"expected Content-Type application/json, got {request.content_type}", 415)
    try:
        value = json.loads(await request.read() or b"{}")
    except (ValueError, RecursionError) as error:
        raise GestureError(f"expected JSON in the body: {error}") from None
    if not isinstance(value, dict):
        raise GestureError(f"expected a JSON object in the body, got {type(value).__name__}")
    return value
