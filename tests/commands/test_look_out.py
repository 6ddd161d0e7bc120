"""The webhook: that it is gone is noticed, it is set again, and two installations that want it are told of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.chat.api import Api
from bot.chat.figures import Figures
from bot.commands.look_out import AGAIN_SECONDS, CONTEST_SECONDS, look_after_webhook
from tests.end_to_end.phones import TOKEN
from tests.end_to_end.programs import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = "https://bot.example.org/telegram/update"
ELSEWHERE = "https://other.example.org/telegram/update"
SECRET = "a-secret"
MINUTE = 60.0


class Telegram:
    """What Telegram knows of a webhook, and what is done to it before each look: a minute lies between two."""

    def __init__(self) -> None:
        self.url: Any = HERE
        self.set: list[tuple[float, str, str]] = []
        self.refuses: set[str] = set()
        self.now = 0.0
        self.figures = Figures(clock=lambda: self.now)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/bot{token}/getWebhookInfo", self.tell),
            web.post("/bot{token}/setWebhook", self.take),
        ]

    async def tell(self, _: web.Request) -> web.Response:
        if "getWebhookInfo" in self.refuses:
            return outage()
        info = {"url": self.url, "has_custom_certificate": False, "pending_update_count": 0}
        return web.json_response({"ok": True, "result": info if isinstance(self.url, str) else self.url})

    async def take(self, request: web.Request) -> web.Response:
        if "setWebhook" in self.refuses:
            return outage()
        wish = await request.post() if request.content_type != "application/json" else await request.json()
        self.url = wish["url"]
        self.set.append((self.now, str(wish["url"]), str(wish["secret_token"])))
        return web.json_response({"ok": True, "result": True})

    def updates_fail(self) -> bool:
        """As `/readyz` has it: nothing came for two and a half minutes."""
        seconds = self.figures.since("intake")
        return seconds is None or seconds > 150

    async def watched(
        self, minutes: int, before: Mapping[int, Callable[[], None]] | None = None
    ) -> list[Any]:
        """Let so many minutes go by, with what happens before the look of each; what is logged meanwhile."""
        over, last = asyncio.Event(), self.now + minutes * MINUTE

        async def sleep(seconds: float) -> None:
            assert seconds == MINUTE
            if self.now >= last:
                over.set()
                await asyncio.Event().wait()
            self.now += seconds
            (before or {}).get(round(self.now / MINUTE), lambda: None)()

        app = web.Application()
        app.add_routes(self.routes())
        with capture_logs() as logs:
            async with TestServer(app) as server, Api(TOKEN, str(server.make_url(""))) as api:
                watching = look_after_webhook(
                    api, "https://bot.example.org/", SECRET, self.figures, sleep, lambda: self.now
                )
                looking = asyncio.create_task(watching)
                async with asyncio.timeout(PATIENCE):
                    await asyncio.wait(
                        {looking, asyncio.create_task(over.wait())}, return_when=asyncio.FIRST_COMPLETED
                    )
                assert not looking.done(), looking
                looking.cancel()
                await asyncio.gather(looking, return_exceptions=True)
        return [each for each in logs if each["event"].startswith("webhook.")]

    def taken(self, by: str = "") -> Callable[[], None]:
        def take() -> None:
            self.url = by

        return take


def outage() -> web.Response:
    return web.json_response({"ok": False, "error_code": 502, "description": "Bad Gateway"}, status=502)


def events(logs: list[Any]) -> list[str]:
    return [each["event"] for each in logs]


async def test_a_webhook_that_stands_is_left_alone() -> None:
    telegram = Telegram()
    assert await telegram.watched(3) == []
    assert telegram.set == []
    assert telegram.figures.since("intake") == 0
    assert telegram.figures.no_intake == ""


@pytest.mark.parametrize("by", ["", ELSEWHERE])
async def test_one_that_is_gone_is_told_of_and_set_again_at_once(by: str) -> None:
    """An old bot that was started once and polls takes it away: nobody is to wait until somebody sees that."""
    telegram = Telegram()
    gone, again = await telegram.watched(2, {1: telegram.taken(by)})
    assert (gone["event"], gone["log_level"]) == ("webhook.gone", "error")
    assert "another program" in gone["reason"]
    assert (again["event"], again["log_level"]) == ("webhook.set_again", "warning")
    assert telegram.set == [(MINUTE, HERE, SECRET)]
    assert telegram.figures.since("intake") == 0
    assert telegram.figures.no_intake == ""


@pytest.mark.parametrize("answer", [True, "outage"])
async def test_where_telegram_does_not_say_it_nothing_is_set(answer: Any) -> None:
    telegram = Telegram()
    if answer == "outage":
        telegram.refuses.add("getWebhookInfo")
    telegram.url = answer
    assert events(await telegram.watched(2)) == ["webhook.unknown"] * 2
    assert telegram.set == []
    assert telegram.figures.since("intake") is None


async def test_what_telegram_does_not_take_is_tried_again_at_the_next_look() -> None:
    telegram = Telegram()
    telegram.refuses.add("setWebhook")
    telegram.url = ""
    logs = await telegram.watched(3, {3: telegram.refuses.clear})
    assert events(logs) == [*["webhook.gone", "webhook.not_set"] * 2, "webhook.gone", "webhook.set_again"]
    assert telegram.figures.since("intake") == 0


async def test_two_that_want_it_do_not_take_it_from_one_another_each_minute_and_are_told_each_time() -> None:
    """Two installations with one token: each sees that it does not have it, and says so, also while it has it."""
    telegram, minutes = Telegram(), 45
    wait = round(AGAIN_SECONDS / MINUTE)
    logs = await telegram.watched(
        minutes, {minute: telegram.taken(ELSEWHERE) for minute in range(1, minutes + 1, wait)}
    )
    assert [at / MINUTE for at, *_ in telegram.set] == list(range(1, minutes + 1, wait))
    assert events(logs) == ["webhook.gone", "webhook.set_again"] * len(telegram.set)
    assert telegram.url == HERE
    assert telegram.updates_fail()
    assert "again and again" in telegram.figures.no_intake


async def test_while_it_waits_to_take_it_back_updates_fail() -> None:
    telegram, wait = Telegram(), round(AGAIN_SECONDS / MINUTE)
    logs = await telegram.watched(wait, {1: telegram.taken(), 2: telegram.taken()})
    assert events(logs) == ["webhook.gone", "webhook.set_again", *["webhook.gone"] * (wait - 1)]
    assert telegram.updates_fail()


async def test_once_it_was_left_alone_for_long_enough_all_is_well_again() -> None:
    telegram, seen = Telegram(), list[bool]()
    again, calm = round(AGAIN_SECONDS / MINUTE) + 1, round(CONTEST_SECONDS / MINUTE)
    logs = await telegram.watched(
        calm + 1,
        {
            1: telegram.taken(),
            again: telegram.taken(),
            calm: lambda: seen.append(telegram.updates_fail()),
        },
    )
    assert events(logs) == ["webhook.gone", "webhook.set_again"] * 2
    assert seen == [True]
    assert telegram.figures.since("intake") == 0
    assert telegram.figures.no_intake == ""
