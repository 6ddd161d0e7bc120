"""A browser that goes through the whole desk, reads every page and writes the same words into every form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import aiohttp

if TYPE_CHECKING:
    from tests.faults.players import Player

LINK: Final = re.compile(r"https?://\S+/desk/open/\S+")
OUT: Final = "/desk/out"
WRITTEN_IN: Final = ("text", "search", "textarea")
MOST: Final = 300
"""Pages and forms; far more than there are, and a walk that goes on for ever fails."""


@dataclass
class Form:
    """A form as it stands on a page: where it is sent, how, and what it sends by itself."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    """The names of the fields that somebody writes in."""


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        for address in ("href", "src"):
            if tag in ("a", "img") and address in given:
                self.links.append(given[address])
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag == "select":
            self._select = name
        elif not self.forms:
            return
        elif tag == "option" and ("selected" in given or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = value
        elif tag in ("input", "textarea", "button") and name:
            self._field(tag, given, name, value)

    def _field(self, tag: str, given: dict[str, str], name: str, value: str) -> None:
        form, kind = self.forms[-1], given.get("type", "text") if tag == "input" else tag
        if kind in WRITTEN_IN:
            form.written.append(name)
        elif kind in ("radio", "checkbox") and "checked" not in given:
            form.fields.setdefault(name, value)
        else:
            form.fields[name] = value


class Walker:
    """Somebody at the desk; `read` is everything that they have been shown."""

    def __init__(self, http: aiohttp.ClientSession, words: str) -> None:
        self._http = http
        self._words = words
        self._seen: set[str] = set()
        self.read: list[str] = []
        self.statuses: set[int] = set()

    async def sign_in(self, player: Player) -> str:
        """Get a link in the chat, open it and press its button; where the desk begins."""
        await player.menu("desk")
        told = await player.next(lambda message: LINK.search(message.text), "a link to the desk")
        link = LINK.search(told.text)
        assert link
        (form,) = Page(await self._get(link[0])).forms
        await self._send(link[0], form)
        return urljoin(link[0], "/desk/")

    async def walk(self, start: str) -> None:
        """Read every page that a link leads to from here, and send each of its forms but the one that leaves."""
        waiting = [start]
        while waiting:
            address = waiting.pop()
            if self._key(address) in self._seen or "/static/" in address:
                continue
            self._seen.add(self._key(address))
            assert len(self._seen) < MOST, "the walk comes to no end"
            page = Page(await self._get(address))
            waiting += [urljoin(address, each) for each in page.links if not each.startswith("http")]
            for form in page.forms:
                key = f"{form.method} {self._key(urljoin(address, form.action))}"
                if form.action != OUT and key not in self._seen:
                    self._seen.add(key)
                    await self._send(address, form)

    async def astray(self, start: str) -> None:
        """Send the words where nobody expects them: in addresses, headers and forms that are none."""
        for place in ("x", "citizens", "shared", "open", "static"):
            await self._get(f"{start}{place}/{self._words}")
            await self._post(f"{start}{place}/{self._words}", {self._words: self._words})
        await self._get(f"{start}?q={self._words}&sort={self._words}&{self._words}")
        strange = {"Accept-Language": "da", "Cookie": f"desk={self._words}".encode().decode("latin-1")}
        async with self._http.get(start, headers=strange) as answer:
            self.statuses.add(answer.status)
        await self._post(f"{start}out", {"text": self._words * 5_000})

    async def _send(self, address: str, form: Form) -> None:
        to, fields = urljoin(address, form.action), form.fields | dict.fromkeys(form.written, self._words)
        if form.method == "post":
            await self._post(to, fields)
        else:
            async with self._http.get(to, params=fields) as answer:
                await self._note(answer)

    async def _get(self, address: str) -> str:
        async with self._http.get(address) as answer:
            return await self._note(answer)

    async def _post(self, address: str, fields: dict[str, str]) -> None:
        async with self._http.post(address, data=fields) as answer:
            await self._note(answer)

    async def _note(self, answer: aiohttp.ClientResponse) -> str:
        self.statuses.add(answer.status)
        text = (await answer.read()).decode("utf-8", "replace")
        self.read.append(text)
        return text

    @staticmethod
    def _key(address: str) -> str:
        """An address without what only sorts or pages it."""
        return urlsplit(address).path


async def everywhere(player: Player, words: str) -> Walker:
    """Go through the whole desk of one of the staff, writing these words wherever that can be done."""
    player.finishing = False  # what they have finished for the day is the chat
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        walker = Walker(http, words)
        start = await walker.sign_in(player)
        await walker.walk(start)
        await walker.astray(start)
        return walker
