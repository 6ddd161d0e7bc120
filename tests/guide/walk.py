"""A replay of the guide, played in the practice phone, and the pictures that it asks for."""

from __future__ import annotations

import re
from math import ceil, floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser import NARROW, opened
from tests.end_to_end.gestures import demo, start, tap, write
from tests.end_to_end.moved import Clock
from tests.guide.small import alike, few_colours
from tests.replays.player import ISOLATES, PICTURE, TAP, Phone
from tests.replays.script import read
from tests.talk import MONDAY, all_flows

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect

    from tests.replays.script import Gesture, Replay

TALL: ViewportSize = {"width": NARROW["width"], "height": 1600}
"""Room for everything that is said in one turn."""
SCALE = 2
"""Points of a picture to a pixel of the page: letters stay sharp on a phone."""
EDGE = 5
"""Pixels around what a picture shows."""
TALLEST = 780
"""Pixels of the page, from the first bubble on, that a picture shows at most: about what a large phone does."""
CALM = ".meta, .day, .options { display: none !important } * { animation: none !important }"
"""Clock times would make every picture new."""
DRESS = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
"""Adds a style sheet in the way that the page's content policy allows."""


def take_pictures(browser: Browser, replay: Path, images: Path) -> None:
    """Play one replay from the very beginning, in a demo of its own, and put its pictures into a folder."""
    script = read(replay.read_text("utf-8"))
    with (
        TemporaryDirectory() as folder,
        demo(Path(folder) / "data", "--alone", clock=Clock(Path(folder) / "clock", MONDAY)) as here,
        opened(browser, here.url, locale="da-DK", viewport=TALL, device_scale_factor=SCALE) as page,
    ):
        page.evaluate(DRESS, CALM)
        Walk(page, images).play(script)


def keep(path: Path, picture: bytes) -> None:
    """Write a picture, but leave one that looks the same: the browser smooths corners another way each time."""
    if not path.exists() or not alike(path.read_bytes(), picture):
        path.write_bytes(picture)


class Walk:
    """One replay, played twice at once: on paper, which tells what to wait for, and in the browser."""

    def __init__(self, page: Page, images: Path) -> None:
        self._page = page
        self._paper = Phone("da", all_flows())
        self._images = images
        self._fresh = 1
        """How many of the newest bubbles came with the last gesture."""

    def play(self, replay: Replay) -> None:
        for gesture in replay.gestures:
            if picture := PICTURE.fullmatch(gesture.what):
                self._take(*picture.groups())
            else:
                self._do(gesture)

    def _do(self, gesture: Gesture) -> None:
        """Do it on paper and in the browser, and wait until the page shows what the paper says."""
        before, label = len(self._paper.sent), TAP.fullmatch(gesture.what)
        self._paper.do(gesture)
        if label:
            tap(self._page, labelled(label[1]))
        elif gesture.what == "/start":
            start(self._page)
        else:
            write(self._page, "\n".join(gesture.texts) or gesture.what)
        self._fresh = max(1, len(self._paper.sent) - before + (0 if label else 1))
        self._page.mouse.move(0, 0)  # a finger leaves no shade on a button
        self._wait()

    def _wait(self) -> None:
        said, newest = self._bubbles(".from-bot"), self._paper.last
        expect(said).to_have_count(len(self._paper.sent))
        if newest.text:
            expect(said.last.locator(".text")).to_have_text(newest.text)
        expect(said.last.locator(".key")).to_have_text(newest.labels())

    def _bubbles(self, kind: str = ".message") -> Locator:
        return self._page.get_by_role("log").locator(kind)

    def _take(self, kind: str, name: str) -> None:
        if kind == "screen":
            self._page.set_viewport_size(NARROW)
            shot = self._page.screenshot()
            self._page.set_viewport_size(TALL)
        else:
            shot = self._page.screenshot(clip=self._newest())
        keep(self._images / f"{name}.png", few_colours(shot))

    def _newest(self) -> FloatRect:
        """Where the bubbles are that came with the last gesture."""
        for image in self._bubbles("img").all():
            expect(image).to_have_js_property("complete", True)
        boxes = [box for each in self._bubbles().all()[-self._fresh :] if (box := each.bounding_box())]
        top = floor(boxes[0]["y"]) - EDGE
        bottom = ceil(boxes[-1]["y"] + boxes[-1]["height"]) + EDGE
        return {"x": 0, "y": top, "width": TALL["width"], "height": min(bottom - top, TALLEST)}


def labelled(label: str) -> re.Pattern[str]:
    """A button with exactly this label; on the phone, isolates may stand anywhere in it."""
    isolates = f"[{''.join(map(chr, ISOLATES))}]*"
    return re.compile(f"^{isolates}{''.join(re.escape(each) + isolates for each in label)}$")
