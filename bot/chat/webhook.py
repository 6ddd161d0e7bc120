"""Intake by webhook: Telegram hears 200 once its update is committed, and repeats it until then."""

from __future__ import annotations

import asyncio
import hmac
from typing import TYPE_CHECKING, Final

import structlog
from aiohttp import web

from bot import bounds
from bot.chat.errors import parse
from bot.chat.intake import accepted
from bot.chat.updates import update_id
from bot.pace import Pace

if TYPE_CHECKING:
    from bot.chat.intake import Intake

PATH: Final = "/telegram/update"
"""No secret in it: addresses end up in logs."""
HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
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
        self._refused = 0
        self._notes = Pace(bounds.Bound(1, bounds.TOLD_AGAIN))

    async def handle(self, request: web.Request) -> web.Response:
        """200 once committed or set aside, 503 where nothing can be stored, 403 without the secret.

        Nothing of a body is read before the secret was right, and none that says itself that it is too large.
        """
        if not self._is_telegram(request):
            self._note_refusal()
            return _closing(403)
        if (request.content_length or 0) > bounds.UPDATE_BYTES:
            return _closing(413)
        try:
            async with asyncio.timeout(bounds.BODY_SECONDS):
                body = await _read(request)
        except TimeoutError:
            return _closing(408)
        if body is None:
            return _closing(413)
        return await self._answer(parse(body))

    async def expects(self, request: web.Request) -> None:
        """Ask for no body ("Expect: 100-continue") of whoever has not the secret, or too much to say."""
        welcome = self._is_telegram(request) and (request.content_length or 0) <= bounds.UPDATE_BYTES
        if welcome and request.headers.get("Expect", "").lower() == "100-continue" and request.transport:
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    async def _answer(self, update: object) -> web.Response:
        if not isinstance(update, dict) or update_id(update) is None:
            log.warning("intake.nameless", reason="a webhook call held no update with an id")
            return web.Response()
        if await accepted(self._intake, update, overflows=self._intake.overflows(update)):
            return web.Response()
        return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})

    def _note_refusal(self) -> None:
        """Say it in the log once in a while: whoever knocks all the time must not fill the disk."""
        self._refused += 1
        if self._notes.allows(0):
            log.warning("webhook.refused", reason="the secret token is missing or wrong", times=self._refused)

    def _is_telegram(self, request: web.Request) -> bool:
        given = request.headers.get(HEADER, "").encode(errors="replace")
        return hmac.compare_digest(given, self._secret)


def routes(intake: Intake, secret: str) -> list[web.RouteDef]:
    """The webhook's route, for an application's router."""
    door = Webhook(intake, secret)
    return [web.post(PATH, door.handle, expect_handler=door.expects)]


def _closing(status: int) -> web.Response:
    """A refusal after which the connection is closed: nobody waits for what the other one still sends."""
    answer = web.Response(status=status)
    answer.force_close()
    return answer


async def _read(request: web.Request) -> bytes | None:
    """The body, or None where it is larger than any update."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(65536):
        body += chunk
        if len(body) > bounds.UPDATE_BYTES:
            return None
    return bytes(body)
