"""The desk in a language from right to left: it mirrors, conforms and fits, whatever catalogues there are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from babel import Locale
from playwright.sync_api import Page, expect

from bot.words import Catalogues
from bot.words.direction import from_the_right
from bot.words.language import Language
from tests.browser import WIDE, opened
from tests.copies import copied
from tests.desk.page import test_organisation, test_stars
from tests.desk.page.served import served
from tests.desk.page.test_pages import SMALL, glance

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.talk import World

WORD = "كلمة"
"""It stands before each text, so that a text is read from the right and still known."""
LEFT = "all => all.map((each) => each.getBoundingClientRect().left)"
RIGHT = """each => {
  const words = document.createRange();
  words.selectNodeContents(each);
  return words.getBoundingClientRect().right;
}"""


def mirrored(world: World) -> World:
    """The world of people who have all chosen a language that is made up: English, from right to left."""
    known = world.turns.catalogues
    english = known.everything["en"]
    messages = {
        name: tuple(from_the_right(f"{WORD} {form}", name) for form in forms)
        for name, forms in english.messages.items()
    }
    traits = replace(english.traits, locale=Locale("ar"))
    everything = {**known.everything, "ar": Language("ar", traits, messages, english.plural, english)}
    other = copied(world)
    other.connection.execute("UPDATE people SET language = 'ar'")
    other.turns = replace(world.turns, catalogues=Catalogues(everything, {**known.missing, "ar": 0}))
    return other


@cache
def stars() -> tuple[World, str]:
    world, link = test_stars.office("en")
    return mirrored(world), link


@cache
def figures() -> tuple[World, str]:
    world, link = test_organisation.office("en")
    return mirrored(world), link


def look(page: Page) -> None:
    """On both sizes of screen, the small one last."""
    for size in (WIDE, SMALL):
        page.set_viewport_size(size)
        glance(page)


def test_the_pages_of_a_citizen_are_whole_from_right_to_left(browser: Browser) -> None:
    world, link = stars()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        page.locator("button.primary").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        look(page)
        page.get_by_role("link", name="Samir").click()
        look(page)
        for place in page.locator(".tabs a:not([aria-current])").evaluate_all(
            "all => all.map((each) => each.href)"
        ):
            page.goto(place)
            look(page)


def test_a_name_stands_where_the_page_begins_and_columns_follow_from_there(browser: Browser) -> None:
    world, link = stars()
    with served(world) as desk, opened(browser, desk.of(link), viewport=WIDE) as page:
        page.locator("button.primary").click()
        columns = page.locator("thead th").evaluate_all(LEFT)
        assert columns == sorted(columns, reverse=True)
        page.get_by_role("link", name="Samir").click()
        name, tabs = page.get_by_role("heading", name="Samir", exact=True), page.locator(".tabs")
        assert name.evaluate(RIGHT) == tabs.evaluate("each => each.getBoundingClientRect().right")


def test_names_stand_around_the_star_and_not_on_it(browser: Browser) -> None:
    """What anchors a text would turn with the page: the drawing itself reads from the left."""
    world, link = stars()
    with served(world) as desk, opened(browser, desk.of(link), viewport=WIDE) as page:
        page.locator("button.primary").click()
        page.get_by_role("link", name="Samir").click()
        page.get_by_role("link", name="Star over time").click()
        right = page.locator("svg.star .ring.outer").evaluate("each => each.getBoundingClientRect().right")
        beside = page.locator('svg.star .axis[text-anchor="start"]').evaluate_all(LEFT)
        assert max(beside) > right


def test_months_go_on_where_the_language_does(browser: Browser) -> None:
    world, link = figures()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        page.locator("button.primary").click()
        page.get_by_role("link", name="Key figures").click()
        look(page)
        page.set_viewport_size(WIDE)
        bars = page.locator(".chart").first.locator("rect").evaluate_all(LEFT)
        assert bars == sorted(bars, reverse=True)
        labels = (
            page.locator(".chart")
            .first.locator("text")
            .evaluate_all(
                "all => all.map((each) => each.getBoundingClientRect()).filter((box) => box.width > 0)"
                ".map((box) => [box.top, box.left, box.right])"
            )
        )
        lowest = sorted(
            (left, right) for top, left, right in labels if top == max(each[0] for each in labels)
        )
        assert all(right <= left for (_, right), (left, _) in pairwise(lowest))
