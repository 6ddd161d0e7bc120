"""What a stranger sees before the first word: the menu and the description, in the language of their phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs
from telegram.error import InvalidToken, TelegramError

from bot.chat.api import Api
from bot.chat.setup import introductions
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

TOKEN = "123456:a-token"


class Profile:
    """Keeps what a bot says of itself, as Telegram does, and the calls by which it was said.

    `refusals` holds, by method and language, the HTTP codes with which it answers first.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.set: list[str] = []
        self.refusals: dict[tuple[str, str], list[int]] = {}

    async def answer(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await request.post()
        language = str(given.get("language_code", ""))
        if codes := self.refusals.get((method, language)):
            return refusal(codes.pop(0))
        kind = method.removeprefix("get").removeprefix("set")
        if method.startswith("set"):
            self.set.append(method)
            self.kept[kind, language] = str(given[FIELDS[kind]])
        result: Any = (
            True if method.startswith("set") else {FIELDS[kind]: self.kept.get((kind, language), "")}
        )
        return web.json_response({"ok": True, "result": result})


def refusal(code: int) -> web.Response:
    answer = {
        "ok": False,
        "error_code": code,
        "description": f"{REASONS[code]}: not supported in the language",
    }
    return web.json_response(answer, status=code)


REASONS = {400: "Bad Request", 401: "Unauthorized", 429: "Too Many Requests", 502: "Bad Gateway"}
FIELDS = {"MyCommands": "commands", "MyDescription": "description", "MyShortDescription": "short_description"}


@pytest.fixture
def profile() -> Profile:
    return Profile()


async def introduced(profile: Profile, organisation: str) -> None:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", profile.answer)
    async with TestServer(app) as server, Api(TOKEN, str(server.make_url("/"))) as api:
        for step in introductions(api, organisation):
            await again_and_again(step)


async def again_and_again(step: Callable[[], Awaitable[None]]) -> None:
    """Take a step as the program does, without its waits."""
    while True:
        try:
            return await step()
        except InvalidToken:
            raise
        except TelegramError:
            continue


async def test_who_is_behind_this_is_said_in_every_language_before_start(profile: Profile) -> None:
    """A phone in any other language gets the Danish."""
    await introduced(profile, "Demoforeningen")
    assert "Bag mig står" in profile.kept["MyDescription", "da"]
    assert "Behind me is" in profile.kept["MyDescription", "en"]
    assert profile.kept["MyDescription", ""] == profile.kept["MyDescription", "da"]
    assert all("Demoforeningen" in profile.kept["MyDescription", code] for code in ("da", "en", ""))
    assert all(len(profile.kept["MyShortDescription", code]) <= 120 for code in ("da", "en", ""))
    assert "mydata" in profile.kept["MyCommands", "da"]


async def test_what_telegram_knows_already_is_not_sent_again(profile: Profile) -> None:
    """It takes few changes of a description a day."""
    await introduced(profile, "Demoforeningen")
    profile.set.clear()
    await introduced(profile, "Demoforeningen")
    assert set(profile.set) == {"setMyCommands"}
    await introduced(profile, "Andreforeningen")
    assert "Andreforeningen" in profile.kept["MyDescription", "da"]


async def test_a_description_is_no_longer_than_telegram_takes(profile: Profile) -> None:
    await introduced(profile, "x" * 600)
    assert len(profile.kept["MyDescription", "da"]) == 512


@pytest.mark.parametrize("method", ["setMyCommands", "getMyDescription", "setMyDescription"])
async def test_what_telegram_refuses_for_good_is_told_of_once_and_holds_up_nothing(
    profile: Profile, method: str
) -> None:
    """Also where something else has to be tried again meanwhile."""
    profile.refusals = {(method, "da"): [400] * 9, ("setMyShortDescription", "en"): [502, 429]}
    with capture_logs() as logs:
        await introduced(profile, "Demoforeningen")
    (told,) = [log for log in logs if log["event"] == "introduction.refused"]
    assert (told["method"], told["language"]) == (method, "da")
    assert "supported in the language" in told["reason"]
    kind = method.removeprefix("get").removeprefix("set")
    everything = {(each, code) for each in FIELDS for code in (*catalogues().languages, "")}
    assert profile.kept.keys() == everything - {(kind, "da")}


@pytest.mark.parametrize("code", [429, 502])
async def test_what_may_go_better_is_tried_again(profile: Profile, code: int) -> None:
    profile.refusals = {("setMyCommands", "da"): [code, code]}
    await introduced(profile, "Demoforeningen")
    assert "mydata" in profile.kept["MyCommands", "da"]


async def test_a_token_that_telegram_does_not_know_ends_it(profile: Profile) -> None:
    profile.refusals = {("setMyCommands", "da"): [401]}
    with pytest.raises(InvalidToken):
        await introduced(profile, "Demoforeningen")
