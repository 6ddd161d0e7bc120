"""What a stranger sees before the first word: the menu and the description, in the language of their phone."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.chat.api import Api
from bot.chat.setup import introduce

TOKEN = "123456:a-token"


class Profile:
    """Keeps what a bot says of itself, as Telegram does, and the calls by which it was said."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.set: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await request.post()
        language = str(given.get("language_code", ""))
        kind = method.removeprefix("get").removeprefix("set")
        if method.startswith("set"):
            self.set.append(method)
            self.kept[kind, language] = str(given[FIELDS[kind]])
        result: Any = (
            True if method.startswith("set") else {FIELDS[kind]: self.kept.get((kind, language), "")}
        )
        return web.json_response({"ok": True, "result": result})


FIELDS = {"MyCommands": "commands", "MyDescription": "description", "MyShortDescription": "short_description"}


@pytest.fixture
def profile() -> Profile:
    return Profile()


async def introduced(profile: Profile, organisation: str) -> None:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", profile.answer)
    async with TestServer(app) as server, Api(TOKEN, str(server.make_url("/"))) as api:
        await introduce(api, organisation)


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
