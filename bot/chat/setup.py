"""Telling Telegram which way updates are to come, and which commands there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.render import commands
from bot.chat.request import library_bot
from bot.chat.turn import DEFAULT_LANGUAGE
from bot.chat.updates import ALLOWED
from bot.chat.webhook import PATH
from bot.words import catalogues

if TYPE_CHECKING:
    from bot.chat.api import Api


async def use_webhook(api: Api, public_url: str, secret: str) -> None:
    """Have updates posted to our route below `public_url` (https, port 443, 80, 88 or 8443)."""
    url = public_url.rstrip("/") + PATH
    await library_bot(api).set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)


async def use_polling(api: Api) -> None:
    """Take an earlier webhook away, or getUpdates is refused; updates that wait are kept."""
    await library_bot(api).delete_webhook(drop_pending_updates=False)


async def menus(api: Api) -> None:
    """Give Telegram the command menu in every language we speak, for phones that we have not met."""
    bot = library_bot(api)
    for code in catalogues().languages:
        await bot.set_my_commands(_menu(code), language_code=code)
    await bot.set_my_commands(_menu(DEFAULT_LANGUAGE))


def _menu(language: str) -> list[tuple[str, str]]:
    return [(command["command"], command["description"]) for command in commands(language)]
