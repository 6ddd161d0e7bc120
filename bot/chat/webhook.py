"""Intake by webhook: Telegram hears 200 once its update is committed, and repeats it until then."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

import structlog
from aiohttp import web

from bot.chat.errors import parse
from bot.chat.intake import accepted
from bot.chat.updates import update_id

if TYPE_CHECKING:
    from bot.chat.intake import Intake

PATH: Final = "/telegram/update"
"""No secret in it: addresses end up in logs."""
HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 16 * 2**20
"""Bytes of one update; Telegram's own come nowhere near."""
RETRY_AFTER: Final = "2"

log = structlog.get_logger(__name__)


class Webhook:
    """The route that Telegram posts to. It keeps no order: the lock of a person's turn does."""

    def __init__(self, intake: Intake, secret: str) -> None:
        """`secret` is what was given to setWebhook; ValueError for an empty one, which would let everybody in."""
        if not secret:
            raise ValueError(
                "expected the secret token that was given to setWebhook, got none; set WEBHOOK_SECRET"
            )
        self._intake = intake
        self._secret = secret.encode()

    async def handle(self, request: web.Request) -> web.Response:
        """200 once committed or set aside, 503 where nothing can be stored, 403 without the secret."""
        if not self._is_telegram(request):
            log.warning("webhook.refused", reason="the secret token is missing or wrong")
            return web.Response(status=403)
        body = await _read(request)
        if body is None:
            return web.Response(status=413)
        return await self._answer(parse(body))

    async def _answer(self, update: object) -> web.Response:
        if not isinstance(update, dict) or update_id(update) is None:
            log.warning("intake.nameless", reason="a webhook call held no update with an id")
            return web.Response()
        if await accepted(self._intake, update):
            return web.Response()
        return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})

    def _is_telegram(self, request: web.Request) -> bool:
        given = request.headers.get(HEADER, "").encode(errors="replace")
        return hmac.compare_digest(given, self._secret)


def routes(intake: Intake, secret: str) -> list[web.RouteDef]:
    """The webhook's route, for an application's router."""
    return [web.post(PATH, Webhook(intake, secret).handle)]


async def _read(request: web.Request) -> bytes | None:
    """The body, or None where it is larger than any update."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(65536):
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)
