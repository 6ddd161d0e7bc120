"""What a stranger sees: `python -m bot demo` in a real browser, a whole pitch in Danish, kills and a voice."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.phone.settings import CITIZEN
from tests.browser import NARROW, assert_no_sideways_scrolling, browser, opened
from tests.end_to_end.harness import answers
from tests.end_to_end.programs import PATIENCE, ROOT, clean_environment, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["browser"]

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE * 1000)


class Demo:
    """The demo as it runs: a process that keeps two others running."""

    def __init__(self, process: subprocess.Popen[str], url: str, data: Path) -> None:
        self.process = process
        self.url = url
        self._data = data

    def kill(self, command: str) -> None:
        """`kill -9` of the "phone" or the bot ("run"); the demo starts it again by itself."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        (victim,) = [
            pid
            for pid in children
            if command in Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        ]
        os.kill(int(victim), signal.SIGKILL)

    def export(self) -> dict[str, Any]:
        environment = clean_environment() | {"DATABASE_URL": f"sqlite:///{self._data}/bot/jobstjernen.db"}
        command = [sys.executable, "-m", "bot", "export", str(CITIZEN.id)]
        printed = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True).stdout
        stored: dict[str, Any] = json.loads(printed)
        return stored


@contextmanager
def demo(data: Path) -> Iterator[Demo]:
    command = [sys.executable, "-m", "bot", "demo", "--port", str(free_port()), "--data", str(data)]
    with subprocess.Popen(
        command, cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        found = (re.search(r"Open (\S+)", line) for line in process.stdout)
        address = next((match for match in found if match), None)
        assert address is not None, "the demo ended before it gave an address"
        try:
            yield Demo(process, address[1], data)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


def bubble(page: Page, text: str) -> Locator:
    """The newest message with this in it."""
    return page.get_by_role("log").get_by_role("article").filter(has_text=text).last


def tap(page: Page, label: str) -> None:
    page.get_by_role("log").get_by_role("button", name=label).last.click()


def write(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Skriv en besked")
    field.fill(text)
    field.press("Enter")


def edit(page: Page, old: str, new: str) -> None:
    """Change an own message; what the bot has made of it stands further down."""
    own = page.get_by_role("log").get_by_role("article").filter(has_text=old).first
    own.get_by_text(old).click(button="right")
    page.get_by_role("menuitem", name="Ret").click()
    write(page, new)


def test_a_citizen_makes_a_pitch_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    with demo(tmp_path / "data") as here, opened(browser, here.url, locale="da-DK", viewport=NARROW) as page:
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
        answer(page, "Hvad får de, når de får dig?", "Jeg kommer til tiden")
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
    page.get_by_role("button", name="START", exact=True).click()
    tap(page, "Dansk")
    expect(bubble(page, "Demoforeningen")).to_be_visible()
    page.screenshot(path=pictures / "1-consent.png")
    tap(page, "Det er i orden")
    answer(page, "Hvad skal jeg kalde dig?", "Samir")
    expect(bubble(page, "Hej Samir")).to_be_visible()
    page.screenshot(path=pictures / "2-energy.png")
    tap(page, "En hel øvelse")


def answer(page: Page, question: str, text: str) -> None:
    expect(bubble(page, question)).to_be_visible()
    write(page, text)


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
    page.get_by_role("button", name="Indtal en besked").click()
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
