"""A real headless Chromium for tests of any page of this project.

Take the fixture into a folder by importing it in that folder's conftest::

    from tests.browser import browser

    __all__ = ["browser"]

and open pages with `opened`, which also watches that a page raises no error, breaks no content policy of its
own and asks no other machine for anything::

    def test_it(browser: Browser) -> None:
        with opened(browser, "http://127.0.0.1:8081/", locale="da-DK") as page:
            expect(page.get_by_role("button", name="START")).to_be_visible()
            assert_accessible(page)

Playwright's synchronous interface is used, in plain (not async) tests: its expectations wait by themselves,
and no event loop of a test stands in their way. One browser serves a whole module, or a folder; every page gets
a context of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

CHROMIUM = which("chromium-headless-shell") or "/usr/bin/chromium"
"""Debian has one that draws no window around a page, which is half of the work; any other is as good."""
LAUNCH_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that beeps, and a "yes" to the question whether the page may listen to it.
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
WIDE: ViewportSize = {"width": 1280, "height": 860}
NARROW: ViewportSize = {"width": 360, "height": 680}
ColorScheme: TypeAlias = Literal["light", "dark"]
LOOPBACK = {"127.0.0.1", "localhost"}


def _launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(LAUNCH_ARGS))
        yield chromium
        chromium.close()


browser = pytest.fixture(scope="module")(_launched)
browser_of_the_folder = pytest.fixture(scope="package", name="browser")(_launched)
"""One for all modules of a folder that has no async tests: while the browser runs, no other event loop can."""


@contextmanager
def opened(
    browser: Browser,
    url: str,
    *,
    locale: str = "en-GB",
    viewport: ViewportSize = WIDE,
    color_scheme: ColorScheme = "light",
    **options: Any,
) -> Iterator[Page]:
    """Open `url` in a fresh context (no cookies, no storage); `options` go to Playwright's `new_context`.

    On leaving, fails with the list of what went wrong inside the page, if anything did.
    """
    context = browser.new_context(
        locale=locale, viewport=viewport, color_scheme=color_scheme, permissions=["microphone"], **options
    )
    page = context.new_page()
    wrongs = _watch(page)
    try:
        page.goto(url)
        yield page
    finally:
        context.close()
    assert not wrongs, "\n".join(wrongs)


def _watch(page: Page) -> list[str]:
    """Collect the page's uncaught errors, breaches of its content policy and requests to other machines."""
    wrongs: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            wrongs.append(f"policy: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname not in LOOPBACK:
            wrongs.append(f"request to another machine: {request.url}")

    page.on("pageerror", lambda error: wrongs.append(f"error: {error}"))
    page.on("console", on_console)
    page.on("request", on_request)
    return wrongs


def _violations(page: Page, **options: Any) -> list[dict[str, Any]]:
    """What axe finds wrong in what is shown now; what it finds right is not told.

    It is half a megabyte of program: a page that has been looked at before has it still.
    """
    if not page.evaluate("Boolean(window.axe?.run)"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(document, options).then((all) => all.violations)",
        {"resultTypes": ["violations"], **options},
    )
    return found


def assert_accessible(page: Page) -> None:
    """Fail where axe finds a serious or critical breach of WCAG in what is shown now."""
    grave = [
        f"{each['id']}: {each['help']} at {[node['html'] for node in each['nodes']]}"
        for each in _violations(page)
        if each["impact"] in {"serious", "critical"}
    ]
    assert not grave, "\n".join(grave)


def assert_conforms(page: Page) -> None:
    """Fail where axe finds any breach of WCAG 2.2 A or AA in what is shown now, however slight."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
    found = _violations(page, runOnly={"type": "tag", "values": tags})
    assert not found, "\n".join(
        f"{each['id']}: {each['help']} at {[node['html'] for node in each['nodes']]}" for each in found
    )


def assert_no_sideways_scrolling(page: Page) -> None:
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"the page is {wider} px wider than the window"
