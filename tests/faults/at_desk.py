"""A browser that goes through the whole desk, reads every page and writes the same words into every form."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import aiohttp

from tests.desk.office import Answer
from tests.desk.walking import Walker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from tests.desk.walking import Ask
    from tests.faults.players import Player

LINK: Final = re.compile(r"https?://\S+/desk/open/\S+")
UNLINKED: Final = "organisation/figures.csv"
"""What no page leads to before the first month is counted."""
PAUSE: Final = 0.5
"""Seconds until somebody who has asked too fast can ask once more."""
TOO_FAST: Final = 429


async def everywhere(player: Player, words: str, *more: str) -> Walker:
    """Go through the whole desk of one of the staff, writing these words wherever that can be done; then leave.

    `more` is where they go besides, below where the desk begins.
    """
    player.finishing = False  # what they have finished for the day is the chat
    async with _browser() as http:
        walker = Walker(_asking(http), words)
        start = await walker.sign_in(await _link(player))
        desk = start.partition("/desk/")[0] + "/desk/"
        await walker.walk(start, *(f"{desk}{each}" for each in more))
        await walker.leave(start)
        return walker


async def astray(player: Player, words: str) -> set[int]:
    """Send the words where nobody expects them: in addresses, headers and forms that are none; what that answers."""
    player.finishing = False
    statuses = set()
    async with _browser() as http:
        ask = _asking(http)
        start = await Walker(ask, words).sign_in(await _link(player))
        for place in ("x", "citizens", "shared", "open", "static"):
            for fields in (None, {words: words}):
                answer = await ask("POST" if fields else "GET", f"{start}{place}/{words}", fields)
                statuses.add(answer.status)
        statuses.add((await ask("GET", f"{start}?q={words}&sort={words}&{words}", None)).status)
        statuses.add((await ask("POST", f"{start}out", {"text": words * 5_000})).status)
        strange = {"Accept-Language": "da", "Cookie": f"desk={words}".encode().decode("latin-1")}
        async with http.get(start, headers=strange) as answer_:
            statuses.add(answer_.status)
    return statuses


@asynccontextmanager
async def _browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield http


async def _link(player: Player) -> str:
    """A link to the desk that somebody gets in the chat."""
    await player.menu("desk")
    told = await player.next(lambda message: LINK.search(message.text), "a link to the desk")
    link = LINK.search(told.text)
    assert link
    return link[0]


def _asking(http: aiohttp.ClientSession) -> Ask:
    async def ask(method: str, address: str, fields: Mapping[str, str] | None) -> Answer:
        while True:
            async with http.request(method, address, data=fields, allow_redirects=False) as answer:
                text = (await answer.read()).decode("utf-8", "replace")
            if answer.status != TOO_FAST:
                return Answer(answer.status, answer.headers.get("Location", ""), answer.headers, text)
            await asyncio.sleep(PAUSE)

    return ask
