"""The practice phone as one web application: the Bot API for the bot, the page and its API for the person."""

import asyncio
import sys
from collections.abc import AsyncIterator

from aiohttp import web

from bot.phone import bot_api, control_api, person_api
from bot.phone.exchange import Exchange
from bot.phone.settings import Settings
from bot.phone.web_json import EXCHANGE

SHUTDOWN_SECONDS = 2


def create_app(settings: Settings) -> web.Application:
    """Return the application; it opens the data folder when it starts and closes it when it stops."""
    app = web.Application(middlewares=[person_api.protect], client_max_size=bot_api.MAX_REQUEST_BYTES)

    async def exchange_context(app: web.Application) -> AsyncIterator[None]:
        exchange = Exchange(settings)
        app[EXCHANGE] = exchange
        exchange.webhook.on_reply = lambda reply: bot_api.answer_in_webhook(exchange, reply)
        delivery = asyncio.ensure_future(exchange.webhook.run())
        yield
        delivery.cancel()
        await asyncio.gather(delivery, return_exceptions=True)
        exchange.storage.close()

    app.cleanup_ctx.append(exchange_context)
    app.on_shutdown.append(_let_go)
    bot_api.add_routes(app)
    if settings.controls:
        control_api.add_routes(app)
    person_api.add_routes(app)
    return app


def serve(settings: Settings, *, quiet: bool = False) -> None:
    """Serve until the process is told to stop; prints the address once it is reachable, unless it shall be quiet."""
    web.run_app(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=None,  # it would write the token, which is in every path
        print=None if quiet else _say,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _let_go(app: web.Application) -> None:
    app[EXCHANGE].let_go()
