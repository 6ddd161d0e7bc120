"""A practice phone in a process of its own, its page in Chromium, and the bot's side in the test's hands."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, expect

from tests.browser import browser_of_the_folder, opened
from tests.phone.page.bot_side import BotSide

__all__ = ["browser_of_the_folder"]

ROOT = Path(__file__).parents[3]
TOKEN = "1234567890:a-token-for-tests-only"


class PhoneProcess:
    """`python -m bot.phone` whose port and data folder stay the same when it is killed and started."""

    def __init__(self, data: Path) -> None:
        self._data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}/"

    def start(self) -> None:
        """Return when it listens: it says so on its first line."""
        arguments = ["--port", str(self._port), "--data", str(self._data), "--token", TOKEN, "--controls"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.phone", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        first_line = self._process.stdout.readline()
        assert self.url.rstrip("/") in first_line, f"the phone did not start: {first_line!r}"

    def kill(self) -> None:
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.communicate()


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhoneProcess]:
    process = PhoneProcess(tmp_path_factory.mktemp("phone"))
    process.start()
    yield process
    process.kill()


@pytest.fixture
def http(browser: Browser, phone: PhoneProcess) -> Iterator[APIRequestContext]:
    """HTTP calls to the phone's address, after it has forgotten what earlier tests did."""
    context = browser.new_context(base_url=phone.url)
    assert context.request.post("/phone/reset", data={}).ok
    yield context.request
    context.close()


@pytest.fixture
def bot(http: APIRequestContext) -> BotSide:
    state = http.get("/phone/state").json()
    return BotSide(http, TOKEN, state["phones"][0]["user"]["id"])


@pytest.fixture
def empty_page(browser: Browser, phone: PhoneProcess, bot: BotSide) -> Iterator[Page]:
    """The page before anybody has written."""
    with opened(browser, phone.url) as page:
        yield page


@pytest.fixture
def page(empty_page: Page, bot: BotSide) -> Page:
    """The page after START; the bot has taken the /start."""
    empty_page.get_by_role("button", name="START", exact=True).click()
    assert bot.next_update()["text"] == "/start"
    expect(empty_page.get_by_role("log")).to_contain_text("/start")
    return empty_page
