"""Reminders of the desk in real Chromium: by mouse, by keyboard, without JavaScript, in all sizes, light and dark."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser import opened
from tests.desk.office import link_of
from tests.desk.page.served import seen, served
from tests.desk.page.test_pages import SMALL, entered, glance, look, press_until
from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.talk import World

TEXT = "Remember to bring your CV on Thursday."
PREVIEW = "See it before it is saved"

LOOKS_AT = {
    "citizen_reminders.html",
    "reminder_form.html",
    "reminder_preview.html",
    "reminders.html",
    "stop_reminder.html",
}
"""The templates that somebody looks at here."""


@cache
def office() -> tuple[World, str]:
    """A contact person with one citizen, and the link to her desk."""
    town = Town().with_shared_pitch()
    return town.mette.world, link_of(town.mette)


def at_form(page: Page, see: Callable[[Page], None] = glance) -> None:
    entered(page)
    page.get_by_role("link", name="Samir").click()
    page.get_by_role("link", name="Reminders", exact=True).click()
    see(page)
    page.get_by_role("link", name="Plan a reminder").click()
    expect(page.get_by_role("heading", name="Plan a reminder")).to_be_visible()


def test_every_page_and_state_can_be_used_by_everybody(browser: Browser) -> None:
    world, link = office()
    with (
        served(world) as desk,
        opened(browser, desk.of(link), viewport=SMALL) as page,
    ):
        at_form(page, look)
        look(page)
        page.get_by_role("button", name=PREVIEW).click()
        expect(page.get_by_role("alert")).to_be_focused()
        look(page)
        page.get_by_label("be reminded of").select_option(label="✏ A text of my own")
        page.get_by_label("Your text").fill(TEXT + " I hope the flu is over.")
        page.get_by_label("On a day, at a time").check()
        look(page)
        page.get_by_role("button", name=PREVIEW).click()
        expect(page.get_by_label("Yes, send it all the same")).to_be_visible()
        look(page)
        page.get_by_label("Your text").fill(TEXT)
        page.get_by_label("I write it myself").check()
        page.get_by_label("When, in your own words").fill("every Saturday at 7")
        look(page)
        page.get_by_role("button", name=PREVIEW).click()
        expect(page.get_by_text("What Samir reads after a tap")).to_be_visible()
        look(page)
        page.get_by_role("button", name="✔ Save").click()
        expect(page.get_by_role("status")).to_have_text("It is saved. Here you can see what becomes of it.")
        look(page)
        page.get_by_role("link", name="My reminders").click()
        expect(page.get_by_role("row", name="Samir")).to_be_visible()
        look(page)
        page.get_by_role("link", name="Samir").click()
        page.get_by_role("link", name="Stop it").click()
        look(page)
        page.get_by_role("button", name="Stop it").click()
        expect(page.get_by_text("stopped by you")).to_be_visible()
        look(page)
        assert seen == LOOKS_AT


def test_what_belongs_to_another_choice_is_out_of_the_way(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        at_form(page)
        fields = {name: page.locator(f"#{name}") for name in ("text", "day", "at", "words", "repeat")}

        def shown() -> set[str]:
            return {name for name, field in fields.items() if field.is_visible()}

        assert shown() == set()
        page.get_by_label("be reminded of").select_option("own_text")
        assert shown() == {"text"}
        page.get_by_label("On a day, at a time").check()
        assert shown() == {"text", "day", "at", "repeat"}
        page.get_by_label("I write it myself").check()
        assert shown() == {"text", "words"}, "the words say whether it comes again"
        page.get_by_label("be reminded of").select_option("star")
        page.get_by_label("Later today").check()
        assert shown() == set()


def test_a_reminder_is_planned_changed_saved_and_stopped_without_javascript(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link), java_script_enabled=False) as page:
        entered(page)
        page.get_by_role("link", name="Samir").click()
        page.get_by_role("link", name="Reminders", exact=True).click()
        page.get_by_role("link", name="Plan a reminder").click()
        page.get_by_role("button", name=PREVIEW).click()
        page.get_by_role("link", name="Choose what the reminder is about.").click()
        expect(page.get_by_label("be reminded of")).to_be_focused()
        page.get_by_label("be reminded of").select_option(label="Fill in the star")
        page.get_by_label("On a day, at a time").check()
        page.get_by_label("Day", exact=True).fill("2026-11-27")
        page.get_by_label("Time", exact=True).fill("10:00")
        page.get_by_role("button", name=PREVIEW).click()
        expect(page.get_by_text("Samir gets it on Friday 27 November at 10:00.")).to_be_visible()
        page.get_by_role("button", name="✏ Change").click()
        expect(page.get_by_label("Time", exact=True)).to_have_value("10:00")
        page.get_by_label("Shall it come again?").select_option(label="Every week")
        page.get_by_role("button", name=PREVIEW).click()
        expect(page.get_by_role("listitem")).to_have_count(5)
        page.get_by_role("button", name="✔ Save").click()
        expect(page.get_by_text("It comes every Friday at 10:00.")).to_be_visible()
        page.get_by_role("link", name="Stop it").click()
        expect(page.get_by_role("heading", name="Shall it stop?")).to_be_visible()
        page.get_by_role("button", name="Stop it").click()
        expect(page.get_by_text("stopped by you")).to_be_visible()


def test_a_reminder_is_planned_and_saved_by_keyboard_alone(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        for name in ("Open the desk", "Samir", "Reminders", "Plan a reminder"):
            with page.expect_navigation():
                press_until(page, name)
        tab_to(page, "what")
        page.keyboard.type("Fill in")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        expect(page.get_by_label("I write it myself")).to_be_checked()
        tab_to(page, "words")
        page.keyboard.type("whenever")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("When, in your own words")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type("Friday at 10")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        with page.expect_navigation():
            press_until(page, "✔ Save")
        expect(page.get_by_text("It comes on Friday 27 November at 10:00.")).to_be_visible()


def test_a_double_click_saves_one(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        at_form(page)
        page.get_by_label("be reminded of").select_option("star")
        page.get_by_label("Tomorrow at").check()
        page.get_by_role("button", name=PREVIEW).click()
        page.get_by_role("button", name="✔ Save").dblclick()
        expect(page.get_by_role("status")).to_be_visible()
        expect(page.get_by_role("link", name="Stop it")).to_have_count(1)


def test_the_history_is_printed_without_its_buttons(browser: Browser) -> None:
    world, link = office()
    with served(world) as desk, opened(browser, desk.of(link)) as page:
        at_form(page)
        page.get_by_label("be reminded of").select_option("star")
        page.get_by_label("Tomorrow at").check()
        page.get_by_role("button", name=PREVIEW).click()
        page.get_by_role("button", name="✔ Save").click()
        page.emulate_media(media="print")
        expect(page.get_by_text("It comes on Tuesday 24 November at 09:00.")).to_be_visible()
        for gone in (".button", ".bar", ".tabs"):
            assert page.locator(gone).locator("visible=true").count() == 0, gone
        assert page.pdf(format="A4").startswith(b"%PDF")


def tab_to(page: Page, field: str) -> None:
    """Go on with the tabulator to the field of this id."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(f"the keyboard does not reach {field!r}")
