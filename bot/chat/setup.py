"""Telling Telegram which way updates are to come, which commands there are, and who we are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog
from telegram.error import BadRequest

from bot.chat.done import DEFAULT_LANGUAGE
from bot.chat.render import commands
from bot.chat.request import library_bot
from bot.chat.updates import ALLOWED
from bot.chat.webhook import PATH
from bot.engine.text import N_, Words
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from telegram import Bot

    from bot.chat.api import Api

T = TypeVar("T")
LONGEST = 512
"""Characters that Telegram takes as a description."""

# Translators: description of the bot
DESCRIPTION = N_(
    "Hi. I am a program that helps you practise what is hard about looking for work. One small step at a time.\n\n"
    "Behind me is {organisation}. You can always stop, and delete what I have saved.\n\nTap Start."
)
# Translators: short description of the bot
SMALL_PRINT = N_("Small exercises on your phone, one step at a time.")

log = structlog.get_logger(__name__)


async def use_webhook(api: Api, public_url: str, secret: str) -> None:
    """Have updates posted to our route below `public_url` (https, port 443, 80, 88 or 8443)."""
    url = public_url.rstrip("/") + PATH
    await library_bot(api).set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)


async def webhook_stands(api: Api, public_url: str) -> bool:
    """Whether Telegram still posts updates to our route: another program with this token may have changed that."""
    info = await library_bot(api).get_webhook_info()
    return info.url == public_url.rstrip("/") + PATH


async def use_polling(api: Api) -> None:
    """Take an earlier webhook away, or getUpdates is refused; updates that wait are kept."""
    await library_bot(api).delete_webhook(drop_pending_updates=False)


async def called(api: Api) -> str:
    """The bot's name at Telegram, as in t.me/name."""
    me = await library_bot(api).get_me()
    return me.username or ""


def introductions(api: Api, organisation: str) -> Iterator[Callable[[], Awaitable[None]]]:
    """The steps that give Telegram our menus and descriptions in every language, for phones that we have not met.

    One that has to be taken again repeats none of the others.
    """
    bot = library_bot(api)
    everyone_else = ("", DEFAULT_LANGUAGE)
    for code, language in (*((code, code) for code in catalogues().languages), everyone_else):
        yield partial(_give_menu, bot, code, language)
        yield partial(_describe, bot, code, language, organisation)
        yield partial(_describe_briefly, bot, code, language)


async def _give_menu(bot: Bot, code: str, language: str) -> None:
    menu = [(command["command"], command["description"]) for command in commands(language)]
    await _heard("setMyCommands", code, bot.set_my_commands(menu, language_code=code))


async def _describe(bot: Bot, code: str, language: str, organisation: str) -> None:
    """Say who we are in the empty chat; what stands there already is not sent again."""
    text = catalogues().language(language).say(Words(DESCRIPTION, {"organisation": organisation}))[:LONGEST]
    known = await _heard("getMyDescription", code, bot.get_my_description(code))
    if known is not None and known.description != text:
        await _heard("setMyDescription", code, bot.set_my_description(text, code))


async def _describe_briefly(bot: Bot, code: str, language: str) -> None:
    """The same on the page about the bot."""
    text = catalogues().language(language).say(Words(SMALL_PRINT))
    known = await _heard("getMyShortDescription", code, bot.get_my_short_description(code))
    if known is not None and known.short_description != text:
        await _heard("setMyShortDescription", code, bot.set_my_short_description(text, code))


async def _heard(method: str, code: str, call: Awaitable[T]) -> T | None:
    """What Telegram answers; None where it refuses the call itself (400), which no repetition makes better."""
    try:
        return await call
    except BadRequest as error:
        log.warning("introduction.refused", method=method, language=code or "any", reason=str(error))
        return None
