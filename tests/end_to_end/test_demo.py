"""What a stranger sees: `python -m bot demo` in a real browser, a whole pitch in Danish, kills and a voice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import NARROW, assert_no_sideways_scrolling, browser, opened
from tests.end_to_end.gestures import answer, bubble, demo, edit, start, tap, write
from tests.end_to_end.harness import answers

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["browser"]

pytestmark = pytest.mark.browser


def test_a_citizen_makes_a_pitch_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    with (
        demo(tmp_path / "data", "--alone") as here,
        opened(browser, here.url, locale="da-DK", viewport=NARROW) as page,
    ):
        first_contact(page, tmp_path)
        answer(page, "Hvem er du?", "Jeg hedder Samir og har kørt lastbil i otte år.")
        expect(bubble(page, "Hvad brænder du for?")).to_be_visible()
        page.screenshot(path=tmp_path / "3-question.png")
        write(page, "/pause")
        expect(bubble(page, "Vi stopper her")).to_be_visible()
        page.screenshot(path=tmp_path / "4-pause.png")

        here.kill("run")
        here.kill("phone")
        tap_until(page, "Fortsæt", "Velkommen tilbage")
        answer(page, "Hvad brænder du for?", "Jeg kan godt lide at køre om natten")
        answer(page, "Hvilket job er din tale til?", "lager")
        answer(page, "Hvad er du god til", "Jeg kan læsse og pakke")
        answer(page, "Hvad bliver bedre, når du er der?", "Jeg kommer til tiden")
        tap(page, "En, jeg møder")
        expect(bubble(page, "Din tale er klar")).to_contain_text("Jeg kommer til tiden.")
        page.screenshot(path=tmp_path / "5-pitch.png")

        edit(page, "Jeg hedder Samir og har kørt lastbil i otte år.", "Jeg hedder Samir. Jeg er chauffør.")
        expect(bubble(page, "Dit svar er rettet")).to_contain_text("Jeg er chauffør.")
        page.screenshot(path=tmp_path / "6-edited.png")

        seconds = rehearse(page, tmp_path)
        stored = here.export()
        assert answers(stored)["who"] == "Jeg hedder Samir. Jeg er chauffør."
        assert stored["versions"][-1]["content"]["spoken_seconds"] == seconds
        assert_no_sideways_scrolling(page)


def first_contact(page: Page, pictures: Path) -> None:
    start(page)
    tap(page, "Dansk")
    expect(bubble(page, "Demoforeningen")).to_be_visible()
    page.screenshot(path=pictures / "1-consent.png")
    tap(page, "Det er i orden")
    answer(page, "Hvad skal jeg kalde dig?", "Samir")
    expect(bubble(page, "Hej Samir")).to_be_visible()
    page.screenshot(path=pictures / "2-energy.png")
    tap(page, "En hel øvelse")


def tap_until(page: Page, label: str, expected: str) -> None:
    """Tap when the phone is there again: the page says so by taking its notice away."""
    expect(page.get_by_text("Forbindelsen er væk. Prøver igen …")).to_be_visible()
    expect(page.get_by_text("Forbindelsen er væk. Prøver igen …")).to_have_count(0)
    tap(page, label)
    expect(bubble(page, expected)).to_be_visible()


def rehearse(page: Page, pictures: Path) -> int:
    """Record for two seconds and more; the seconds that the bot tells."""
    tap(page, "Øv den højt")
    tap(page, "1. Alene")
    expect(bubble(page, "Sig din tale højt")).to_be_visible()
    page.get_by_role("button", name="Indtal en besked").press("Enter")
    expect(page.get_by_role("timer")).to_have_text("0:02")
    page.get_by_role("button", name="Send optagelsen").click()
    told = bubble(page, "sekunder. ")
    expect(bubble(page, "Hvordan føltes det?")).to_be_visible()
    page.screenshot(path=pictures / "7-rehearsed.png")
    found = re.search(r"(\d+) sekunder\. ", told.inner_text())
    assert found is not None, told.inner_text()
    tap(page, "Godt")
    expect(bubble(page, "Godt at høre")).to_be_visible()
    page.screenshot(path=pictures / "8-end.png")
    return int(found[1])


def test_a_folder_of_one_citizen_becomes_one_of_three_people_once(browser: Browser, tmp_path: Path) -> None:
    """A demo that was begun alone goes on where it stood; starting it again changes nothing."""
    with demo(tmp_path, "--alone") as here, opened(browser, here.url, locale="da-DK") as page:
        start(page)
        expect(bubble(page, "Hvilket sprog vil du bruge?")).to_be_visible()
    for _ in range(2):
        with demo(tmp_path) as here, opened(browser, here.url, locale="da-DK") as page:
            for name, said in (
                ("Sara borger", "Hvilket sprog vil du bruge?"),
                ("Mette kontaktperson", "Hvad vil du gerne"),
                ("Jonas mentor", "Hvad vil du gerne"),
            ):
                phone = page.get_by_role("region", name=name)
                expect(bubble(phone, said)).to_be_visible()
                expect(phone.get_by_role("article")).to_have_count(2)
            page.get_by_role("button", name="Telefonens indstillinger").first.click()
            expect(page.get_by_role("menuitem")).to_have_text(["Blokér Stjernen", "Mørke farver"])
