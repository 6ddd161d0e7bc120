"""The running bot: how its parts start and stop, and what it tells Telegram and whoever watches over it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot import bounds
from bot.backoff import backoff
from bot.chat import door, known_keys, setup, webhook
from bot.chat.errors import Flood
from bot.chat.health import metrics, probes
from bot.chat.hearing import DELIVERED
from bot.chat.poll import Poller
from bot.commands import crew, wiring
from bot.commands.look_out import look_after_webhook
from bot.commands.roles import RUN
from bot.config import ConfigError
from bot.covering import covered
from bot.desk import app as desk_app
from bot.desk.desk import ROOT
from bot.state import bots
from bot.state.errors import Damaged, NewerSchema, StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
    from typing import Any

    from bot.commands.roles import Role
    from bot.commands.wiring import Parts
    from bot.config import Config

DRAIN_SECONDS: Final = 3.0
"""How long the turns that run, and what is being sent, may take when the program is told to stop."""
COURTESY_SECONDS: Final = 0.5
"""The same for what nobody misses."""
LONGEST_WAIT: Final = 30.0
LOOK_AGAIN: Final = 600.0
"""Seconds until a large database is looked through again, where that could not be done."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Service:
    """One bot: its parts, and how they start and stop."""

    settings: Config
    parts: Parts
    role: Role = RUN
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    @staticmethod
    @asynccontextmanager
    async def open(settings: Config, role: Role = RUN) -> AsyncIterator[Service]:
        """A service over its own store and connections, drained and closed at the end."""
        async with wiring.opened(settings, role) as parts:
            yield Service(settings, parts, role)

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates in and send messages out until `stop`; what is under way then gets `DRAIN_SECONDS`.

        Raises InvalidToken for a token that Telegram does not know, ConfigError for an address that is taken, Damaged
        where the database is found to be broken, NewerSchema where a newer version has taken it over.
        """
        try:
            async with asyncio.TaskGroup() as tasks:
                intake = [tasks.create_task(each) for each in self._duties()]
                delivery = tasks.create_task(self.parts.deliverer.run())
                company = tasks.create_task(crew.belong(self.parts))
                await stop.wait()
                log.info("stopping")
                await self._stop(intake, delivery)
                company.cancel()  # only now may others send
        except ExceptionGroup as group:
            settings = group.subgroup((InvalidToken, ConfigError, Damaged, NewerSchema))
            if settings is None:
                raise
            raise settings.exceptions[0] from None

    def _duties(self) -> Iterator[Coroutine[Any, Any, None]]:
        """What is done until this program is told to stop."""
        working = asyncio.Event()
        yield self._intake(working) if self.role.takes_in else self._see_token(working)
        yield self._welcome(working)
        yield known_keys.say(self.parts.store, self.settings.bot)
        yield self._answer()
        yield self._see_whole()
        yield self.parts.store.outlived()
        if self.role.works:
            yield self.parts.clockwork.run()
            yield crew.alone(self.parts, "listener", self.parts.listening.run)

    async def _stop(self, intake: list[asyncio.Task[None]], delivery: asyncio.Task[None]) -> None:
        """Take nothing more in, let what is being sent be marked, and end what has not ended by then."""
        for task in intake:
            task.cancel()
        turns_end = asyncio.wait(intake, timeout=DRAIN_SECONDS)
        await asyncio.gather(turns_end, self.parts.deliverer.drain(DRAIN_SECONDS))
        await self.parts.courtesies.drain(COURTESY_SECONDS)
        for task in (*intake, delivery):
            task.cancel()

    async def _see_whole(self) -> None:
        """A database that is too large to be looked through at the start is looked through now."""
        while True:
            try:
                return await self.parts.store.see_whole()
            except StorageUnavailable as error:
                log.warning("storage.unseen", reason=str(error))
            await self.sleep(LOOK_AGAIN)

    async def _welcome(self, working: asyncio.Event) -> None:
        """Once updates come in, say so; only then is Telegram told who we are, for which nobody waits."""
        await working.wait()
        way = "webhook" if self.settings.public_url else "polling"
        intake = way if self.role.takes_in else "none"
        log.info("started", intake=intake, api=without_secrets(self.settings.api_url))
        if self.role.works:
            await crew.alone(self.parts, "herald", self._introduce_us)

    async def _introduce_us(self) -> None:
        """Tell Telegram who we are; of several programs one does it and keeps the place, or the next would too."""
        for step in (self._learn_name, *setup.introductions(self.parts.api, self.settings.organisation_name)):
            await persistently(partial(self._introduce, step))
        await asyncio.Event().wait()

    async def _learn_name(self) -> None:
        """Keep what the bot is called at Telegram: the links of invitations are made of it."""
        name = await setup.called(self.parts.api)
        await self.parts.store.write(partial(bots.remember, bot=self.settings.bot, username=name))

    async def _introduce(self, step: Callable[[], Awaitable[None]]) -> None:
        """Tell Telegram a part of who we are. Nobody waits for it, and nothing else stops for it."""
        try:
            await step()
        except TelegramError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever Telegram answers, people are talked with
            log.warning("introduction.failed", error=type(error).__name__)

    async def _see_token(self, working: asyncio.Event) -> None:
        """Ask whether Telegram knows the token; then this program can work."""
        await persistently(partial(setup.called, self.parts.api))
        working.set()

    async def _intake(self, working: asyncio.Event) -> None:
        """Take updates in; `working` is set once Telegram knows the token and has been told which way they come."""
        if self.settings.public_url:
            await self._listen(working)
        else:
            async with AsyncExitStack() as stack:
                if self.settings.desk_url:
                    await stack.enter_async_context(self._opened(probes(self.parts.health)))
                await crew.alone(self.parts, "poller", partial(self._poll, working))

    async def _poll(self, working: asyncio.Event) -> None:
        parts = self.parts
        await persistently(partial(setup.use_polling, parts.api))
        working.set()
        try:
            await Poller(parts.api, parts.reception, parts.hearing, figures=parts.figures).run()
        finally:
            parts.hearing.everything = False

    @asynccontextmanager
    async def _opened(self, routes: Iterable[web.RouteDef]) -> AsyncIterator[None]:
        """Serve these routes, and the desk where there is one, on the port that strangers can reach."""
        has_desk = bool(self.settings.desk_url)
        parts = {ROOT: desk_app.create(self.parts.desk)} if has_desk else {}
        every = (*routes, *(desk_app.ways_in() if has_desk else ()))
        host, port = self.settings.host, self.settings.port
        async with served(every, "PORT", "HOST", host, port, parts=parts) as opened:
            if parts:
                log.info("desk.open", host=host, port=opened)
            yield

    async def _listen(self, working: asyncio.Event) -> None:
        """Serve the webhook's route; Telegram is told of it once it answers."""
        routes = (
            *webhook.routes(self.parts.reception, self.settings.webhook_secret),
            *probes(self.parts.health),
        )
        async with self._opened(routes):
            url, secret = self.settings.public_url, self.settings.webhook_secret
            await persistently(partial(setup.use_webhook, self.parts.api, url, secret))
            self.parts.figures.webhook_stands()
            working.set()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._hear())
                tasks.create_task(look_after_webhook(self.parts.api, url, secret, self.parts.figures))

    async def _hear(self) -> None:
        """Telegram brings what waits at once, and soon again."""
        await self.sleep(DELIVERED)
        self.parts.hearing.everything = True

    async def _answer(self) -> None:
        """Tell whoever watches over the bot how it is, where a port is set for it."""
        host, port = self.settings.health_host, self.settings.health_port
        if port is None:
            return
        routes = (*probes(self.parts.health), *metrics(self.parts.health))
        async with served(routes, "HEALTH_PORT", "HEALTH_HOST", host, port) as opened:
            log.info("health.open", host=host, port=opened)
            await asyncio.Event().wait()


@asynccontextmanager
async def served(
    routes: Iterable[web.RouteDef],
    variable: str,
    where: str,
    host: str,
    port: int,
    *,
    parts: Mapping[str, web.Application] = MappingProxyType({}),
) -> AsyncIterator[int]:
    """Serve routes, and what are applications of their own, and give the port.

    ConfigError, which names the settings, where nobody can listen there.
    """
    app = web.Application(client_max_size=bounds.FORM_BYTES)
    app.add_routes(routes)
    for prefix, part in parts.items():
        app.add_subapp(prefix, part)
    async with AsyncExitStack() as stack:
        try:
            listening = await stack.enter_async_context(door.opened(app, host, port, drain=DRAIN_SECONDS))
        except OSError as error:
            raise ConfigError(
                f"{variable}: expected a free port to listen on at {where} {host!r}, got {port} ({error.strerror})"
            ) from error
        yield listening.sockets[0].getsockname()[1]


async def persistently(
    step: Callable[[], Awaitable[Any]], sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep
) -> None:
    """Do a step of the set-up, however often it takes; an unknown token is final.

    Between two attempts it waits longer each time, and never less than Telegram asks for.
    """
    failures = 0
    while True:
        try:
            await step()
        except InvalidToken:
            raise
        except TelegramError as error:
            failures += 1
            asked = error.retry_after.total_seconds() if isinstance(error, Flood) else 0.0
            log.warning("setup.again", error=type(error).__name__, failures=failures)
            await sleep(max(asked, backoff(failures, LONGEST_WAIT)))
        else:
            return


def without_secrets(url: str) -> str:
    """An address without the name, password and token that may stand in it."""
    parts = urlsplit(url)
    return covered(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())
