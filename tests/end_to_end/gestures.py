"""The demo as a process of its own, and what a finger does on its page, in Danish."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from playwright.sync_api import Locator, Page, expect

from bot.phone.settings import CITIZEN
from tests.end_to_end.hurried import MODULE
from tests.end_to_end.programs import PATIENCE, ROOT, clean_environment, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.moved import Clock

expect.set_options(timeout=PATIENCE * 1000)

Screen: TypeAlias = Page | Locator
"""The page, or one of the phones on it."""


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
        environment = clean_environment() | {
            "DATABASE_URL": f"sqlite:///{self._data}/bot/jobstjernen.db",
            "DATA_KEY_FILE": f"{self._data}/bot/data.key",
        }
        command = [sys.executable, "-m", "bot", "export", str(CITIZEN.id)]
        printed = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True).stdout
        stored: dict[str, Any] = json.loads(printed)
        return stored


@contextmanager
def demo(data: Path, *options: str, clock: Clock | None = None) -> Iterator[Demo]:
    """The demo over this folder, until the block ends; with a clock it goes by that.

    The invented citizens stay out of it: nobody here looks at them, and they take some seconds to make.
    """
    module = MODULE if clock is None else clock.MODULE
    named = {"ORGANISATION_NAME": "Demoforeningen"}  # as in the guide, which tells of no demo
    environment = clean_environment() | named | ({} if clock is None else clock.environment)
    place = ("--port", str(free_port()), "--desk-port", "0", "--data", str(data))
    command = [sys.executable, "-m", module, "demo", *place, "--without-citizens", *options]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
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


def bubble(page: Screen, text: str) -> Locator:
    """The newest message with this in it."""
    return page.get_by_role("log").get_by_role("article").filter(has_text=text).last


def newest(page: Screen, text: str) -> Locator:
    """The newest message of all, once that has this in it: an older one may read the same."""
    found = page.get_by_role("log").get_by_role("article").last
    expect(found).to_contain_text(text)
    return found


def start(page: Screen) -> None:
    page.get_by_role("button", name="START", exact=True).click()


def tap(page: Screen, label: str | re.Pattern[str]) -> None:
    page.get_by_role("log").get_by_role("button", name=label).last.click()


def choose(page: Screen, question: str, label: str | re.Pattern[str]) -> None:
    """Tap a button under a question that was just asked."""
    newest(page, question).get_by_role("button", name=label).click()


def write(page: Screen, text: str) -> None:
    field = page.get_by_role("textbox", name="Skriv en besked")
    field.fill(text)
    field.press("Enter")


def edit(page: Screen, old: str, new: str) -> None:
    """Change an own message; what the bot has made of it stands further down."""
    own = page.get_by_role("log").get_by_role("article").filter(has_text=old).first
    own.get_by_text(old).click(button="right")
    page.get_by_role("menuitem", name="Ret").click()
    write(page, new)


def answer(page: Screen, question: str, text: str) -> None:
    newest(page, question)
    write(page, text)
