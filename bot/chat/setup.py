"""Telling Telegram which way updates are to come, which commands there are, and who we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.render import commands
from bot.chat.request import library_bot
from bot.chat.turn import DEFAULT_LANGUAGE
from bot.chat.updates import ALLOWED
from bot.chat.webhook import PATH
from bot.engine.text import N_, Words
from bot.words import catalogues

if TYPE_CHECKING:
    from telegram import Bot

    from bot.chat.api import Api

LONGEST = 512
"""Characters that Telegram takes as a description."""

# Translators: stands in the empty chat, before somebody taps Start. At most 512 characters.
DESCRIPTION = N_(
    "Hi. I am a program that helps you practise what is hard about looking for work. One small step at a time.\n\n"
    "Behind me is {organisation}. You can always stop, and delete what I have saved.\n\nTap Start."
)
# Translators: stands on the page about the bot; others may see it. At most 120 characters.
SMALL_PRINT = N_("Small exercises on your phone, one step at a time.")


async def use_webhook(api: Api, public_url: str, secret: str) -> None:
    """Have updates posted to our route below `public_url` (https, port 443, 80, 88 or 8443)."""
    url = public_url.rstrip("/") + PATH
    await library_bot(api).set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)


async def use_polling(api: Api) -> None:
    """Take an earlier webhook away, or getUpdates is refused; updates that wait are kept."""
    await library_bot(api).delete_webhook(drop_pending_updates=False)


async def introduce(api: Api, organisation: str) -> None:
    """Give Telegram our menus and descriptions in every language we speak, for phones that we have not met."""
    bot = library_bot(api)
    for code in catalogues().languages:
        await _introduce(bot, code, organisation, language_code=code)
    await _introduce(bot, DEFAULT_LANGUAGE, organisation, language_code="")


async def _introduce(bot: Bot, language: str, organisation: str, *, language_code: str) -> None:
    """Say it in one language, to phones of a language code ("" for all others); what is there is not sent again."""
    say = catalogues().language(language).say
    await bot.set_my_commands(_menu(language), language_code=language_code)
    description = say(Words(DESCRIPTION, {"organisation": organisation}))[:LONGEST]
    if (await bot.get_my_description(language_code)).description != description:
        await bot.set_my_description(description, language_code)
    if (await bot.get_my_short_description(language_code)).short_description != say(Words(SMALL_PRINT)):
        await bot.set_my_short_description(say(Words(SMALL_PRINT)), language_code)


def _menu(language: str) -> list[tuple[str, str]]:
    return [(command["command"], command["description"]) for command in commands(language)]
