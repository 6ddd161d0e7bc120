"""Somebody who goes through the whole desk: they read every page that a link leads to, and send every form."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urljoin, urlsplit

from tests.desk.routes import STATIC, route_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from tests.desk.office import Answer
    from tests.desk.routes import Route

    Ask = Callable[[str, str, Mapping[str, str] | None], Awaitable[Answer]]

OUT: Final = "/desk/out"
WRITTEN_IN: Final = ("text", "search", "textarea")
CHOSEN: Final = {"what": "own_text", "when": "tomorrow"}
"""What is chosen where there is a choice; elsewhere what is chosen already, or the first there is."""
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
    buttons: list[dict[str, str]] = field(default_factory=list)
    """What each of its buttons adds."""

    def filled(self, words: str) -> Iterator[dict[str, str]]:
        """What it sends by each of its buttons, with these words wherever somebody can write."""
        chosen = {name: value for name, value in CHOSEN.items() if name in self.fields}
        for button in self.buttons or [{}]:
            yield self.fields | chosen | dict.fromkeys(self.written, words) | button


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
            if tag in ("a", "img", "audio") and address in given:
                self.links.append(given[address])
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag == "select":
            self._select = name
        elif not self.forms:
            return
        elif tag == "option" and ("selected" in given or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = value
        elif tag == "button" and name:
            self.forms[-1].buttons.append({name: value})
        elif tag in ("input", "textarea") and name:
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
    """Somebody at the desk. `ask(method, address, fields)` asks it for something, and follows no answer by itself."""

    def __init__(self, ask: Ask, words: str) -> None:
        self.read: list[tuple[Route | None, str]] = []
        """Everything that they have been shown, and where."""
        self.reached: dict[int, set[Route]] = {}
        """What answered with which status."""
        self.forms: list[tuple[str, dict[str, str]]] = []
        """The forms that they saw, as they are sent."""
        self._ask = ask
        self._words = words
        self._seen: set[object] = set()

    @property
    def refused(self) -> dict[int, set[Route]]:
        """What was not done, or broke."""
        return {status: found for status, found in self.reached.items() if status >= 400}

    @property
    def done(self) -> set[Route]:
        """What answered with a page, or was done."""
        return {each for status, found in self.reached.items() if status < 400 for each in found}

    async def sign_in(self, link: str) -> str:
        """Open a link, and press its button; where the desk begins."""
        (form,) = Page((await self.asks("GET", link)).text).forms
        answer = await self.asks("POST", urljoin(link, form.action), *form.filled(self._words))
        return urljoin(link, answer.place)

    async def walk(self, *starts: str, sends: bool = True) -> None:
        """Read every page that a link leads to from here, and send each of its forms but the one that leaves."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop()
            if self._is_new(urlsplit(address).path) and STATIC not in address:
                waiting += await self._looks(address, await self.asks("GET", address), sends)

    async def leave(self, address: str) -> None:
        """Press the button that signs out everywhere, on this page."""
        forms = Page((await self.asks("GET", address)).text).forms
        (form,) = (each for each in forms if each.action == OUT)
        (*_, everywhere) = form.filled(self._words)
        answer = await self.asks("POST", urljoin(address, OUT), everywhere)
        await self.asks("GET", urljoin(address, answer.place))

    async def _looks(self, address: str, answer: Answer, sends: bool) -> list[str]:
        """Take in a page, or the one that it sends on to; the addresses that it leads to."""
        while answer.status == 303:
            address = urljoin(address, answer.place)
            answer = await self.asks("GET", address)
        page = Page(answer.text)
        found = [urljoin(address, each) for each in page.links if not each.startswith("http")]
        for form in page.forms:
            to = urljoin(address, form.action)
            for button, fields in zip(form.buttons or [{}], form.filled(self._words), strict=True):
                if form.action != OUT and self._is_new((form.method, urlsplit(to).path, *button.items())):
                    self.forms.append((to, fields))
                    found += await self._sends(form.method, to, fields) if sends else []
        return found

    async def _sends(self, method: str, to: str, fields: dict[str, str]) -> list[str]:
        if method == "post":
            return await self._looks(to, await self.asks("POST", to, fields), sends=True)
        return await self._looks(to, await self.asks("GET", f"{to}?{urlencode(fields)}"), sends=True)

    async def asks(self, method: str, address: str, fields: Mapping[str, str] | None = None) -> Answer:
        """Ask for something, and remember what came of it."""
        answer = await self._ask(method, address, fields)
        route = route_of(method, address)
        self.read.append((route, answer.text))
        if route is not None:
            self.reached.setdefault(answer.status, set()).add(route)
        return answer

    def _is_new(self, key: object) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        assert len(self._seen) < MOST, "the walk comes to no end"
        return True
