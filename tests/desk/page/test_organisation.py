"""The organisation's pages in real Chromium: all sizes, light, dark, by keyboard, scriptless, printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser import opened
from tests.crowd import Crowd, count_months, half_a_year
from tests.desk.office import link_of
from tests.desk.page.served import seen, served
from tests.desk.page.test_pages import SMALL, glance, look, press_until
from tests.town import IDA, Town, settle_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.talk import World

TABS = {
    "en": ("Staff and invitations", "Key figures", "How it is set up"),
    "da": ("Personale og invitationer", "Nøgletal", "Sådan er det sat op"),
}

LOOKS_AT = {"organisation.html", "figures.html", "settings.html"}
"""The templates that somebody looks at here."""


@cache
def office(language: str, *, lively: bool = True) -> tuple[World, str]:
    """A coordinator of an organisation in which much has happened, or nothing yet; and the link to her desk."""
    ida = settle_staff(Town(language).samir.beside(IDA, language), "Ida", "coordinator")
    world = ida.world
    crowd = Crowd(world.connection.cursor(), world.turns.ids, world.turns.organisation)
    if lively:
        crowd.cursor.execute("UPDATE organisations SET created_at = 1750000000000", {})
        half_a_year(crowd, world.now)
        count_months(crowd, world.now)
    return world, link_of(ida)


def through(page: Page, language: str, see: Callable[[Page], None] = glance) -> None:
    """From the link to every page of the organisation, with an invitation that is made and taken back."""
    page.locator("button.primary").click()
    for tab in TABS[language][::-1]:
        page.get_by_role("link", name=tab).click()
        expect(page.locator(".tabs [aria-current]")).to_have_text(tab)
        see(page)
    page.locator("#kind-mentor").check()
    page.locator(".invite button").click()
    expect(page.locator(".code")).to_contain_text("https://t.me/")
    see(page)
    page.locator(".card button").click()
    expect(page.locator(".card")).to_have_count(0)
    see(page)


def test_every_page_can_be_used_by_everybody(browser: Browser) -> None:
    world, link = office("en")
    with (
        served(world) as desk,
        opened(browser, desk.of(link), viewport=SMALL) as page,
    ):
        through(page, "en", look)
        assert seen == LOOKS_AT


def test_every_page_works_in_danish_on_the_smallest_screen(browser: Browser) -> None:
    world, link = office("da")
    with served(world) as desk, opened(browser, desk.of(link), locale="da-DK", viewport=SMALL) as page:
        through(page, "da")


def test_every_page_works_without_javascript(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link), java_script_enabled=False) as page:
        page.get_by_role("button", name="Open the desk").click()
        page.get_by_label("Coordinator").check()
        page.get_by_role("button", name="Make an invitation").click()
        expect(page.get_by_role("heading", name="Here is the invitation")).to_be_visible()
        page.get_by_role("link", name="Key figures").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download as a file").click()
        assert download.value.suggested_filename == "figures.csv"


def test_an_organisation_that_has_just_begun_has_pages_too(browser: Browser) -> None:
    world, link = office("en", lively=False)
    with served(world) as desk, opened(browser, desk.of(link), viewport=SMALL) as page:
        through(page, "en")
        page.get_by_role("link", name="Key figures").click()
        expect(page.get_by_text("There are no figures yet.")).to_be_visible()


def test_an_invitation_is_made_by_keyboard_alone(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        with page.expect_navigation():
            press_until(page, "Open the desk")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "radio":
                break
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#kind-mentor")).to_be_checked()
        with page.expect_navigation():
            press_until(page, "Make an invitation")
        expect(page.locator(".code")).to_be_visible()


def test_a_table_that_is_wider_than_the_screen_is_read_by_keyboard(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link), viewport=SMALL) as page:
        page.locator("button.primary").click()
        page.get_by_role("link", name="Key figures").click()
        table = page.get_by_role("group", name="Month by month")
        table.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".scroll").first).not_to_have_js_property("scrollLeft", 0)
        expect(page.get_by_role("rowheader", name="October 2026").first).to_be_in_viewport()


def test_every_drawing_stands_in_words_in_a_table(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        page.locator("button.primary").click()
        page.get_by_role("link", name="Key figures").click()
        headings = (
            page.get_by_role("table", name="Month by month").get_by_role("columnheader").all_inner_texts()
        )
        drawn = [each.get_attribute("aria-labelledby") for each in page.get_by_role("img").all() if each]
        names = [page.locator(f"#{label}").inner_text() for label in drawn if label and " " not in label]
        assert names == headings[1:]
        expect(page.get_by_role("img", name="The star: average movement")).to_be_visible()
        expect(page.get_by_role("table", name="The star: average movement")).to_be_visible()


def test_what_is_printed_has_the_figures_and_no_buttons(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        page.locator("button.primary").click()
        page.get_by_role("link", name="Key figures").click()
        page.emulate_media(media="print")
        expect(page.get_by_role("table", name="Month by month")).to_be_visible()
        for gone in ("button", ".button", ".bar", ".tabs"):
            assert page.locator(gone).locator("visible=true").count() == 0, gone
        page.set_viewport_size({"width": 700, "height": 1000})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off on A4"
        assert page.pdf(format="A4").startswith(b"%PDF")
