"""Every page of the desk in a made-up language that is a third longer: nothing is left in English, and it all fits."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from bot.bounds import Bound
from bot.desk.app import FONTS, STATIC
from bot.desk.desk import ROOT
from bot.pace import Pace
from bot.pictures import fonts
from tests.browser import WIDE, assert_no_sideways_scrolling, opened
from tests.copies import copied
from tests.desk.lively import lively
from tests.desk.office import desk_of, link_of
from tests.desk.page.test_pages import SMALL
from tests.desk.routes import Route, routes
from tests.desk.walking import Walker
from tests.reporting import ASSESSMENT, PROPOSALS
from tests.town import Town
from tests.words import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, Page
    from playwright.sync_api import Route as Request

    from tests.desk.office import Answer
    from tests.talk import World

WORDS: Final = "Norway is a good example."
"""What is written wherever somebody can write."""
BEYOND: Final = """() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const look = (box, element, name) => {
    const seen = box.width > 1 && element.checkVisibility() && !element.closest(".scroll, .skip, option");
    if (seen && (box.right > innerWidth + 1 || box.left < -1)) found.push(name);
  };
  while (texts.nextNode()) {
    const range = document.createRange(), around = texts.currentNode.parentElement;
    range.selectNodeContents(texts.currentNode);
    if (!around.closest("svg, textarea")) look(range.getBoundingClientRect(), around, texts.currentNode.data.trim());
  }
  for (const each of document.querySelectorAll("button, input, select, textarea, img, svg"))
    look(each.getBoundingClientRect(), each, each.outerHTML.slice(0, 80));
  return found;
}"""
NO_PAGES: Final = (
    "/organisation/figures.csv",
    "/citizens/{relation}/report/{report}/{version}/report.pdf",
    "/citizens/{relation}/report/{report}/{version}/report.txt",
    "/citizens/{relation}/report/{report}/{version}/picture/{block}",
    "/shared/{share}/picture/{part}",
    "/shared/{share}/recording/{answer}",
    "/shared/{share}/said/{comment}",
    "/citizens/{relation}/reminders/{reminder}/recording/{answer}",
)
"""Files beside the pages."""
DRAWN: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"/>'
"""Stands for each picture."""
READ: Final = ("alt", "aria-label", "placeholder", "title", "aria-description")
"""Attributes that are read, too."""


NAMES: Final = ("Jobstjernen", "Demoforeningen", "Samir", "Mette", "Jonas", "Ida", "Agnes")
WRITTEN: Final = (
    WORDS,
    ASSESSMENT,
    PROPOSALS,
    "I am Samir, and I have driven a truck for eight years",
    "I like to drive at night",
    "I can load and pack",
    "I come on time, every day of the year, and I know the way",
    "warehouse",
    "Say how many years you have driven abroad.",
    "Four of them in Norway.",
    "That is good to hear.",
    "See you at the library.",
    "Leave out the calls.",
    "Call Netto",
    "At home at the kitchen table",
    ", at home at the kitchen table",
    "If: I get nervous",
    "Then: I wait a little and try again",
    "Where: 🎙 Voice message, 12 seconds",
)
"""What people in the town have written, and a plan that is kept in the language in which it was made."""
DATA: Final = re.compile(
    "|".join(map(re.escape, sorted((*WRITTEN, *NAMES), key=len, reverse=True)))
    + r"|https://\S+|(?:\w+day )?(?:\d+ )?November(?: \d{4})?(?: at (?=\d))?|⟦\w+…"
)
"""What is in no catalogue: these, addresses, days, and a name that was cut to fit into a drawing."""
VOID: Final = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")


class Shown(NamedTuple):
    """A page as it was answered."""

    route: Route
    html: str


def made_up(world: World, stored: bytes) -> World:
    """The world of people who have all chosen the made-up language, with its database as it was `stored`."""
    other = copied(world, stored)
    other.connection.execute("UPDATE people SET language = :code", {"code": pseudo.CODE})
    other.turns = replace(world.turns, catalogues=pseudo.known())
    return other


@cache
def walked() -> tuple[Shown, ...]:
    """Every page of one signed-in walk over the whole desk, in a thread: a browser's own loop may run in this one."""
    town = lively(Town())
    world, link = town.mette.world, link_of(town.mette)
    stored = world.connection.serialize()
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _walk(world, stored, link)).result()


async def _walk(world: World, stored: bytes, link: str) -> tuple[Shown, ...]:
    async with desk_of(made_up(world, stored)) as building:
        building.desk.pages = Pace(Bound(100_000, 1.0))
        browser = await building.browser(pseudo.CODE)

        async def ask(method: str, address: str, fields: Mapping[str, str] | None) -> Answer:
            return await (browser.get(address) if method == "GET" else browser.post(address, fields))

        walker = Walker(ask, WORDS)
        start = await walker.sign_in(link)
        await walker.walk(start)
        await walker.leave(start)
    pages = {text: route for route, text in walker.read if route and text.startswith("<!")}
    return tuple(Shown(route, text) for text, route in pages.items())


class Texts(HTMLParser):
    """What somebody reads or hears of a page, but for what says that it is in a language of its own, like a report."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, self._apart or given.get("lang") not in (None, pseudo.CODE)))
        if not self._apart:
            self.found += [value for name, value in attrs if name in READ and value]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            """What HTML lets stand open ends with what it stands in."""

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._apart:
            self.found.append(data.strip())

    @property
    def _apart(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def left(page: Shown) -> Iterator[str]:
    """What of a page stands outside of all brackets and is no data, line by line."""
    for line in pseudo.untranslated("\n".join(Texts(page.html).found)).splitlines():
        if re.search(r"[^\W\d_]", DATA.sub("", line)):
            yield line


def test_no_page_is_left_out() -> None:
    pages = {page.route for page in walked()}
    assert {each for each in routes() - pages if each.method == "GET"} == {
        Route("GET", f"{ROOT}{each}") for each in NO_PAGES
    }


def test_nothing_is_left_in_english_but_what_people_wrote_and_days() -> None:
    found = {(page.route.address, line) for page in walked() for line in left(page)}
    assert found == set()


def test_nothing_overflows_on_a_small_or_a_large_screen(browser: Browser) -> None:
    """The pages are shown as they were answered, the longest of each address: no server has to run for it."""
    longest = {page.route: page.html for page in sorted(walked(), key=lambda each: len(each.html))}
    shown = list(longest.values())

    def answer(request: Request) -> None:
        place = urlsplit(request.request.url).path
        name = place.rpartition("/")[2]
        if place.startswith("/page/"):
            request.fulfill(body=shown[int(name)], content_type="text/html; charset=utf-8")
        elif name in STATIC:
            text = files("bot.desk").joinpath("static", name).read_text("utf-8")
            request.fulfill(body=text, content_type=STATIC[name])
        elif name in FONTS:
            request.fulfill(path=fonts.file(FONTS[name]), content_type="font/ttf")
        else:
            request.fulfill(body=DRAWN, content_type="image/svg+xml")

    with opened(browser, "about:blank", viewport=WIDE) as page:
        page.route("**/*", answer)
        for number, route in enumerate(longest):
            page.set_viewport_size(WIDE)
            page.goto(f"http://127.0.0.1/page/{number}")
            for size in (WIDE, SMALL):
                page.set_viewport_size(size)
                assert_no_sideways_scrolling(page)
                assert beyond(page) == [], (route, size)


def beyond(page: Page) -> list[str]:
    """What stands beyond the edges of the window: `main` cuts off what is too wide, and only tables can be moved."""
    found: list[str] = page.evaluate(BEYOND)
    return found
