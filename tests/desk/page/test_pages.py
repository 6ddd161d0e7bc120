"""Every page of the desk in real Chromium: by mouse, by keyboard, in all sizes, light, dark, printed, scriptless."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser import NARROW, WIDE, ColorScheme, assert_conforms, assert_no_sideways_scrolling, opened
from tests.desk.acquainted import planned, reminded, show_plan, win
from tests.desk.office import link_of
from tests.desk.page.served import looked_at, seen, served
from tests.town import KAI, Town, join, settle_citizen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

    from tests.talk import World

SMALL: ViewportSize = {"width": 320, "height": 640}
"""What a page at 1280 pixels is at a zoom of 400 %."""
ZOOMED: ViewportSize = {"width": 640, "height": 430}
"""The same at a zoom of 200 %."""
SIZES = (WIDE, ZOOMED, NARROW, SMALL)
LIGHTS: tuple[ColorScheme, ...] = ("light", "dark")
WALKED = {"open.html", "citizens.html", "citizen.html", "review.html"}
WAITED = {"waiting.html"}
LOOKS_AT = WALKED | WAITED
"""The templates that somebody looks at here."""


@cache
def office(language: str) -> tuple[World, str]:
    """A contact person with two citizens, of whom one shows a talk, a star and plans; and the link to her desk."""
    town = Town(language)
    if language == "en":
        town.with_shared_pitch().with_remarks().with_shared_star()
        for what in ("Call Netto", "Write my CV"):
            planned(town, what)
            show_plan(town, what)
        win(town)
        town.samir.tap("Show Mette the new one")
        reminded(town, "See you at the library.", "Tomorrow")
        join(settle_citizen(town.samir.beside(KAI, language), "Agnes"), town.mette)
    return town.mette.world, link_of(town.mette)


def entered(page: Page) -> None:
    page.get_by_role("button", name="Open the desk").click()
    expect(page.get_by_role("heading", name="My citizens")).to_be_visible()


def through(page: Page) -> None:
    """From the link to every page that a contact person has; each is looked at on the way."""
    look(page)
    entered(page)
    look(page)
    page.get_by_role("link", name="Samir").click()
    expect(page.get_by_role("heading", name="Samir", exact=True)).to_be_visible()
    look(page)
    for place in page.locator(".card h3 a").evaluate_all("all => all.map((each) => each.href)"):
        page.goto(place)
        expect(page.get_by_role("heading", name="About the whole")).to_be_visible()
        look(page)
    page.get_by_role("link", name="Samir").click()
    for heading in ("Plans", "Small wins", "Reminders", "What has happened"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    look(page)


def look(page: Page) -> None:
    """The page as it stands, on every size of screen and in both kinds of light; it is left in the size that it had."""
    before = page.viewport_size
    for size, light in product(SIZES, LIGHTS):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=light)
        glance(page)
    if before is not None:
        page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")


def glance(page: Page) -> None:
    """The page as it stands, in the one size and light that it has."""
    looked_at()
    assert_no_sideways_scrolling(page)
    assert_conforms(page)
    broken = "[...document.images].filter((each) => !(each.complete && each.naturalWidth)).length"
    page.wait_for_load_state()
    assert page.evaluate(broken) == 0


def test_every_page_can_be_used_by_everybody(browser: Browser) -> None:
    world, link = office("en")
    with (
        served(world) as desk,
        opened(browser, desk.of(link), viewport=SMALL) as page,
    ):
        through(page)
        assert seen == WALKED


def test_every_page_works_without_javascript(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link), java_script_enabled=False) as page:
        entered(page)
        page.get_by_label("Search by name").fill("sam")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("link", name="Agnes")).to_have_count(0)
        page.get_by_role("link", name="Samir").click()
        page.locator(".card h3 a").first.click()
        page.get_by_text("Say something about the whole").click()
        page.get_by_label("What do you want to say?").locator("visible=true").fill("Well told.")
        page.get_by_role("button", name="Send as a comment").locator("visible=true").click()
        expect(page.get_by_text("Well told.")).to_be_visible()
        page.get_by_text("Mette", exact=True).first.click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_comment_is_written_and_sent_by_keyboard_alone(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        for name in ("Open the desk", "Samir", "Talk: warehouse"):
            with page.expect_navigation():
                press_until(page, name)
        press_until(page, "Say something about the whole")
        expect(page.locator("textarea:focus")).to_have_count(1)
        page.keyboard.type("Norway is a good example.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Norway is a good example.")).to_be_visible()


def test_the_page_that_waits_for_a_yes_in_the_chat_can_be_used_by_everybody(browser: Browser) -> None:
    world, link = office("en")
    with (
        served(world, confirms=True) as desk,
        opened(browser, desk.of(link), viewport=SMALL) as page,
    ):
        page.get_by_role("button", name="Open the desk").click()
        expect(page.get_by_role("heading", name="Confirm it in the chat")).to_be_visible()
        look(page)
        assert seen == WAITED


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        entered(page)
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Go to the content")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_what_is_printed_has_the_words_and_no_buttons(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        entered(page)
        page.get_by_role("link", name="Samir").click()
        page.locator(".card h3 a").last.click()
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", name="About the whole")).to_be_visible()
        for gone in ("button", "textarea", ".bar"):
            assert page.locator(gone).locator("visible=true").count() == 0, gone
        assert page.pdf(format="A4").startswith(b"%PDF")


def press_until(page: Page, name: str) -> None:
    """Go on with the tabulator to what has this name, and press it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()") == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")
