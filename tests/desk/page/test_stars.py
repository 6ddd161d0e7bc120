"""The star over time, and the page to look at together, in Chromium: all sizes, light, dark, printed, scriptless."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser import opened
from tests.desk.journey import plan, show, show_beside, with_two_stars
from tests.desk.office import link_of
from tests.desk.page.served import seen, served
from tests.desk.page.test_pages import SMALL, entered, glance, look, press_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.talk import World

LOOKS_AT = {"star.html", "meeting.html", "review.html"}
"""The templates that somebody looks at here."""


@cache
def office(language: str = "en") -> tuple[World, str]:
    """A contact person whose citizen shows two stars, one with her own scores beside it, a plan and a talk."""
    town = with_two_stars().with_scored_star()
    show_beside(town)
    plan(town.samir, "Call Netto")
    town.taps(town.samir, "Plan: Call Netto")
    show(town.samir)
    town.with_shared_pitch()
    link = link_of(town.mette)
    town.mette.world.connection.execute("UPDATE people SET language = :language", {"language": language})
    return town.mette.world, link


def at_the_star(page: Page) -> None:
    entered(page)
    page.get_by_role("link", name="Samir").click()
    page.get_by_role("link", name="Star over time").click()
    expect(page.get_by_role("heading", name="The star over time")).to_be_visible()


def test_both_pages_can_be_used_by_everybody(browser: Browser) -> None:
    world, link = office()
    with (
        served(world) as desk,
        opened(browser, desk.of(link), viewport=SMALL) as page,
    ):
        at_the_star(page)
        look(page)
        page.get_by_role("link", name="Look at it together").click()
        expect(page.get_by_role("heading", name="Samir, this is where you are")).to_be_visible()
        look(page)
        page.get_by_role("link", name="Back").click()
        expect(page.get_by_role("heading", name="Samir", exact=True)).to_be_visible()
        page.locator(".card h3 a", has_text="Star").first.click()
        look(page)
        expect(page.get_by_text("Mette, Monday 22 February:")).to_be_visible()
        assert seen == LOOKS_AT


def test_both_pages_are_whole_in_danish_too(browser: Browser) -> None:
    world, link = office("da")
    with served(world) as desk, opened(browser, desk.of(link), viewport=SMALL) as page:
        page.get_by_role("button").first.click()
        page.get_by_role("link", name="Samir").click()
        page.get_by_role("link", name="Stjernen over tid").click()
        expect(page.get_by_role("heading", name="Stjernen i ord")).to_be_visible()
        glance(page)
        page.get_by_role("link", name="Se det sammen").click()
        expect(page.get_by_role("heading", name="Samir, her står du nu")).to_be_visible()
        glance(page)


def test_what_stands_side_by_side_is_chosen_without_javascript(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link), java_script_enabled=False) as page:
        at_the_star(page)
        assert page.locator(".star .beside").count() == 1
        page.get_by_label("Mette").uncheck()
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.get_by_role("columnheader", name="Mette")).to_have_count(0)
        assert page.locator(".star .beside").count() == 0


def test_and_by_keyboard_alone(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        at_the_star(page)
        page.locator("main").focus()
        while not page.get_by_label("Mette").evaluate("each => each === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        with page.expect_navigation():
            press_until(page, "Show")
        expect(page.get_by_role("columnheader", name="Mette")).to_have_count(0)


def test_the_picture_has_a_name_and_its_words_and_each_line_looks_different(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        at_the_star(page)
        picture = page.get_by_role("img", name="The star of Samir")
        expect(picture).to_have_accessible_description(re.compile(r"Forward: Job goal \(4 → 6\)"))
        dashes = {
            each.get_attribute("stroke-dasharray") for each in page.locator(".choose .sample line").all()
        }
        assert len(dashes) == page.locator(".choose .sample").count() == 4


def test_on_paper_are_words_and_picture_and_not_what_the_reader_has_scored(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        at_the_star(page)
        page.emulate_media(media="print")
        for gone in ("button", "input", ".bar", ".tabs", ".star .beside", ".on-screen"):
            assert page.locator(gone).locator("visible=true").count() == 0, gone
        expect(page.get_by_role("columnheader", name="What has moved")).to_be_visible()
        page.emulate_media(media="screen")
        page.get_by_role("link", name="Overview").click()
        page.locator(".card h3 a", has_text="Star").first.click()
        page.emulate_media(media="print")
        expect(page.get_by_text("Mette, Monday 22 February:")).to_be_hidden()
        expect(page.locator("img.picture").locator("visible=true")).to_have_count(1)  # once it has come


def test_the_page_to_look_at_together_is_one_sheet_of_paper(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        at_the_star(page)
        page.get_by_role("link", name="Look at it together").click()
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")
        printed = page.pdf(format="A4", margin=margin)  # type: ignore[arg-type]
        assert printed.count(b"/Type /Page\n") == 1
