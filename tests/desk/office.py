"""A desk over the database of a town, reached as browsers reach it: by real HTTP, with a cookie of its own each."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot import bounds
from bot.desk import app as desk_app
from bot.desk.desk import ROOT, Desk, signing_key
from bot.desk.signing import Signer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from datetime import datetime

    from aiohttp import ClientResponse

    from bot.state.cursor import Cursor
    from bot.state.ids import Ids
    from bot.state.store import Store
    from tests.talk import Talk, World

OPEN = {"en": "💻 Open the desk on a computer", "da": "💻 Åbn på en computer"}


@dataclass
class TownStore:
    """What the desk uses of a store, over the database of a town."""

    world: World
    troubles: list[Exception] = field(default_factory=list)
    """What the next writes fail with, each once."""

    @property
    def ids(self) -> Ids:
        return self.world.turns.ids

    def clock(self) -> datetime:
        return self.world.now

    async def read(self, function: Callable[[Cursor], Any]) -> Any:
        return function(self.world.connection.cursor())

    async def write(self, function: Callable[[Cursor], Any]) -> Any:
        if self.troubles:
            raise self.troubles.pop(0)
        cursor = self.world.connection.cursor()
        cursor.execute("SAVEPOINT one")
        try:
            return function(cursor)
        except BaseException:
            cursor.execute("ROLLBACK TO one")
            raise
        finally:
            cursor.execute("RELEASE one")


@dataclass
class Answer:
    """What a browser got: the status, where it was sent on to, and the page."""

    status: int
    place: str
    headers: Mapping[str, str]
    text: str

    @property
    def words(self) -> str:
        """The page as somebody reads it: one line of words, without what only the browser sees."""
        body = re.sub(r"<head>.*?</head>", "", self.text, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())

    def fields(self, to: str = "") -> dict[str, str]:
        """What the first form to an address sends by itself."""
        form = next(
            each for each in self.text.split("<form ")[1:] if f'action="{to}' in each.partition(">")[0]
        )
        inputs = re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.partition("</form>")[0]
        )
        return {name: unescape(value) for name, value in inputs}

    def links(self, below: str) -> list[str]:
        """The addresses on the page that lie below one."""
        return [
            each for each in re.findall(r'href="([^"]+)"', self.text) if each.startswith(f"{ROOT}/{below}")
        ]


class Browser:
    """One browser. It keeps its cookie, and follows no answer by itself."""

    def __init__(self, client: TestClient[web.Request, web.Application], language: str) -> None:
        self._client = client
        self._language = {"Accept-Language": language}

    @property
    def cookies(self) -> dict[str, str]:
        return {each.key: each.value for each in self._client.session.cookie_jar}

    def take(self, cookies: Mapping[str, str]) -> None:
        """Use these from now on."""
        self._client.session.cookie_jar.clear()
        self._client.session.cookie_jar.update_cookies(dict(cookies), self._client.make_url("/"))

    async def get(self, path: str, **options: Any) -> Answer:
        headers = {**self._language, **options.pop("headers", {})}
        async with self._client.get(path, allow_redirects=False, headers=headers, **options) as response:
            return await _read(response)

    async def post(self, path: str, fields: Any, **options: Any) -> Answer:
        headers = {**self._language, **options.pop("headers", {})}
        async with self._client.post(
            path, data=fields, allow_redirects=False, headers=headers, **options
        ) as response:
            return await _read(response)

    async def follow(self, answer: Answer) -> Answer:
        """The page that a form has sent the browser on to."""
        assert answer.status == 303, answer.words
        return await self.get(answer.place.partition("#")[0])

    async def sign_in(self, talk: Talk) -> Answer:
        """By a link that somebody asks for in their chat."""
        page = await self.get(link_of(talk))
        fields = page.fields(f"{ROOT}/in")
        return await self.follow(await self.post(f"{ROOT}/in", fields))


@dataclass
class Building:
    """A desk that runs. `rang` counts how often it has said that a timer may have been set."""

    desk: Desk
    store: TownStore
    server: TestServer
    rang: list[None]
    browsers: list[TestClient[web.Request, web.Application]]

    async def browser(self, language: str = "en") -> Browser:
        client: TestClient[web.Request, web.Application] = TestClient(
            self.server, cookie_jar=CookieJar(unsafe=True)
        )
        self.browsers.append(client)
        return Browser(client, language)


@asynccontextmanager
async def desk_of(world: World, *, url: str = "") -> AsyncIterator[Building]:
    """Serve the desk of a town as long as the block runs."""
    store, rang = TownStore(world), list[None]()
    signer = Signer(signing_key(world.connection.cursor()))
    turns = world.turns
    desk = Desk(
        cast("Store", store),
        turns.catalogues,
        turns.flows,
        url,
        signer,
        lambda: rang.append(None),
        fetch=sound,
    )
    app = web.Application(client_max_size=bounds.FORM_BYTES)
    app.add_routes(desk_app.ways_in())
    app.add_subapp(ROOT, desk_app.create(desk))
    server = TestServer(app)
    await server.start_server()
    desk.url = url or f"http://{server.host}:{server.port}"
    building = Building(desk, store, server, rang, [])
    try:
        yield building
    finally:
        for client in building.browsers:
            await client.close()
        await server.close()


async def sound(file: str) -> bytes:
    """The recording of this file, as Telegram would give it."""
    return f"OggS {file}".encode()


async def opened(browser: Browser, page: Answer, below: str, number: int = 0) -> Answer:
    """The page behind a link, or the one that it leads on to."""
    answer = await browser.get(page.links(below)[number])
    return await browser.follow(answer) if answer.status == 303 else answer


def link_of(talk: Talk) -> str:
    """The path of the link to the desk that somebody gets in their chat now."""
    talk.command("menu")
    said = talk.tap(OPEN[talk.phone_language])
    found = next(match for each in said if (match := re.search(r"https?://\S+", each.text)))
    return urlsplit(found[0]).path


async def _read(response: ClientResponse) -> Answer:
    return Answer(
        response.status,
        response.headers.get("Location", ""),
        response.headers,
        await response.text(errors="replace"),
    )
