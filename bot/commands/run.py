"""`python -m bot run`: the bot itself, by polling or by webhook, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

import structlog
from telegram.error import InvalidToken

from bot import config
from bot.commands import logs, roles, waiting
from bot.commands import settings as given
from bot.commands.loading import loaded
from bot.commands.service import Service

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from bot.commands.roles import Role
    from bot.config import Config

log = structlog.get_logger(__name__)


def add_options(_: argparse.ArgumentParser) -> None:
    """There are none: everything comes from the environment."""


def run(_: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Serve until SIGTERM or SIGINT; code 2 where Telegram does not know the token."""
    return run_as(roles.RUN, environment)


def run_as(role: Role, environment: Mapping[str, str]) -> int:
    """The same for a program that does only a part of the work."""
    settings = given.usable(environment)
    roles.check(role, settings)
    logs.configure(settings.log_format)
    for each in config.misspelt(environment):
        log.warning("setting.misspelt", reason=each)
    try:
        asyncio.run(serve(settings, role))
    except InvalidToken:
        sys.stderr.write("TELEGRAM_TOKEN: Telegram does not know this token; copy it again from @BotFather\n")
        return 2
    return 0


async def serve(settings: Config, role: Role = roles.RUN) -> None:
    """Run the service, once its database answers; a signal lets it finish what it is at, and stop."""
    if not await waiting.answered(settings):
        log.info("stopped")
        return
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    async with Service.open(settings, role) as service:
        loaded()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await service.run(stop)
    log.info("stopped")
