"""The pages of a report in real Chromium: everybody can use them, in all sizes, by keyboard, and without a script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser import opened
from tests.desk.office import link_of
from tests.desk.page.served import seen, served
from tests.desk.page.test_pages import SMALL, entered, glance, look, press_until
from tests.reporting import asked, begun, does
from tests.town import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.talk import World

from bot.engine.report_deeds import ApproveReport, WishChanges, WriteReport

LOOKS_AT = {"reports.html", "report.html", "report_version.html", "report_text.html"}
"""The templates that somebody looks at here."""


@cache
def office(language: str) -> tuple[World, str]:
    """A citizen about whom there is a report in every state; and the link to the desk."""
    town = Town(language)
    if language == "en":
        town.with_shared_pitch().with_shared_star()
    approved, wished, overtaken = asked(town), asked(town), asked(town)
    does(town.samir, ApproveReport(approved, 2), WishChanges(wished, 2, "Leave out the calls."))
    does(town.samir, ApproveReport(overtaken, 2))
    does(town.mette, WriteReport(overtaken, 2, "Something new", ""))
    asked(town)
    begun(town)
    return town.mette.world, link_of(town.mette)


def to_reports(page: Page) -> None:
    page.get_by_role("link", name="Samir").click()
    page.get_by_role("link", name="Report", exact=True).click()
    expect(page.get_by_role("heading", name="A new report")).to_be_visible()


def test_every_report_can_be_read_and_written_by_everybody(browser: Browser) -> None:
    world, link = office("en")
    with (
        served(world) as desk,
        opened(browser, desk.of(link), viewport=SMALL) as page,
    ):
        entered(page)
        to_reports(page)
        look(page)
        for number in range(page.locator(".card h3 a").count()):
            page.locator(".card h3 a").nth(number).click()
            expect(page.get_by_role("heading", name="How it looks")).to_be_visible()
            look(page)
            page.get_by_role("link", name="All reports about Samir").click()
        page.locator(".plain a").first.click()
        look(page)
        page.get_by_role("link", name="Copy as text").click()
        expect(page.get_by_label("The report as text")).to_have_attribute("readonly", "")
        look(page)
        assert seen == LOOKS_AT


def test_a_report_is_begun_written_and_sent_without_javascript(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link), java_script_enabled=False) as page:
        entered(page)
        to_reports(page)
        page.get_by_label("Language of the report").select_option(label="Danish")
        page.get_by_role("button", name="Begin the report").click()
        page.get_by_label("Assessment").fill("Samir kan mere, end han tror.")
        page.get_by_role("button", name="Save the draft").click()
        expect(page.locator(".report").get_by_text("Samir kan mere, end han tror.")).to_be_visible()
        expect(page.locator(".report .draft")).to_have_text("Kladde · Samir har ikke godkendt rapporten")
        page.get_by_role("button", name="Save, and ask Samir to read it").click()
        expect(page.get_by_text("Samir is asked to read it")).to_be_visible()


def test_whoever_saves_second_in_another_window_sees_both_texts(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        entered(page)
        to_reports(page)
        page.locator(".card h3 a").first.click()
        second = page.context.new_page()
        second.goto(page.url)
        page.get_by_label("Assessment").fill("What the first wrote")
        page.get_by_role("button", name="Save the draft").click()
        second.get_by_label("Assessment").fill("What the second wrote")
        second.get_by_role("button", name="Save the draft").click()
        expect(second.get_by_role("alert")).to_be_visible()
        expect(second.get_by_label("Assessment")).to_have_value("What the second wrote")
        expect(second.locator(".remark").get_by_text("What the first wrote")).to_be_visible()
        glance(second)


def test_what_is_approved_is_written_anew_on_purpose_and_stays_at_hand_without_javascript(
    browser: Browser,
) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link), java_script_enabled=False) as page:
        entered(page)
        to_reports(page)
        page.locator(".card h3 a").last.click()
        expect(page.get_by_role("button", name="Save the draft")).to_be_hidden()
        page.get_by_text("Write a new version").click()
        page.get_by_label("Assessment").fill("Samir has a licence by now.")
        page.get_by_role("button", name="Save the draft").click()
        expect(page.get_by_role("link", name="Version 2 is what Samir has said yes to.")).to_be_visible()
        page.get_by_role("button", name="Save, and ask Samir to read it").click()
        page.get_by_role("button", name="Take it back, and write on").click()
        expect(page.get_by_text("It is a draft again")).to_be_visible()
        expect(page.get_by_label("Assessment")).to_have_value("Samir has a licence by now.")


def test_a_period_that_cannot_be_is_mended_where_it_was_chosen(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        entered(page)
        to_reports(page)
        page.get_by_label("From").fill("2026-11-23")
        page.get_by_label("To", exact=True).fill("2026-11-01")
        page.get_by_role("button", name="Begin the report").click()
        expect(page.get_by_role("alert")).to_contain_text("These days do not make a period.")
        expect(page.get_by_label("To", exact=True)).to_have_value("2026-11-01")
        glance(page)


def test_a_report_is_written_by_keyboard_alone(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        for name in ("Open the desk", "Samir", "Report", "Begin the report"):
            with page.expect_navigation():
                press_until(page, name)
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "assessment":
                break
        page.keyboard.type("Samir calls by himself.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".report").get_by_text("Samir calls by himself.")).to_be_visible()


def test_what_is_printed_is_the_report_and_no_form(browser: Browser) -> None:
    world, link = office("en")
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        entered(page)
        to_reports(page)
        page.locator(".card h3 a").last.click()
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", name="Progression report")).to_be_visible()
        for gone in ("button", "textarea", ".bar"):
            assert page.locator(gone).locator("visible=true").count() == 0, gone
        assert page.pdf(format="A4").startswith(b"%PDF")
