"""Telling Telegram which way updates are to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.request import library_bot
from bot.chat.updates import ALLOWED
from bot.chat.webhook import PATH

if TYPE_CHECKING:
    from bot.chat.api import Api


async def use_webhook(api: Api, public_url: str, secret: str) -> None:
    """Have updates posted to our route below `public_url` (https, port 443, 80, 88 or 8443)."""
    url = public_url.rstrip("/") + PATH
    await library_bot(api).set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)


async def use_polling(api: Api) -> None:
    """Take an earlier webhook away, or getUpdates is refused; updates that wait are kept."""
    await library_bot(api).delete_webhook(drop_pending_updates=False)
