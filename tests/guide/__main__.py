"""`python -m tests.guide [PAGE ...]`: play the guide's replays in the demo's page, and take their pictures."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.browser import CHROMIUM, LAUNCH_ARGS, NARROW, opened
from tests.end_to_end.gestures import demo, start, tap, write
from tests.guide.small import few_colours
from tests.replays.player import ISOLATES, PICTURE, TAP, Phone
from tests.replays.script import read
from tests.talk import all_flows

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect

    from tests.replays.script import Gesture, Replay

ROOT = Path(__file__).parents[2]
REPLAYS = ROOT / "tests" / "replays" / "guide"
IMAGES = ROOT / "docs" / "da" / "images"
TALL: ViewportSize = {"width": NARROW["width"], "height": 1600}
"""Room for everything that is said in one turn."""
SCALE = 2
"""Points of a picture to a pixel of the page: letters stay sharp on a phone."""
EDGE = 5
"""Pixels around what a picture shows."""
CALM = ".meta, .day, .options { display: none !important } * { animation: none !important }"
"""Clock times would make every picture new."""
DRESS = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"
"""Adds a style sheet as the page's content policy allows it."""


class Walk:
    """One replay, played twice at once: on paper, which tells what to wait for, and in the browser."""

    def __init__(self, page: Page, language: str, images: Path) -> None:
        self._page = page
        self._paper = Phone(language, all_flows())
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
        """Do it, and wait until the page shows what was said on paper."""
        before, what = len(self._paper.sent), gesture.what
        self._paper.do(gesture)
        if what == "/start":
            start(self._page)
        elif label := TAP.fullmatch(what):
            tap(self._page, labelled(label[1]))
        else:
            write(self._page, "\n".join(gesture.texts) or what)
        self._fresh = max(1, len(self._paper.sent) - before + (not label if what != "/start" else 0))
        expect(self._bubbles(".from-bot")).to_have_count(len(self._paper.sent))
        newest = self._bubbles(".from-bot").last
        if self._paper.last.text:
            expect(newest.locator(".text")).to_have_text(self._paper.last.text)
        self._page.mouse.move(0, 0)  # a finger leaves no shade on a button
        expect(newest.locator(".key")).to_have_text(self._paper.last.labels())

    def _bubbles(self, side: str = ".message") -> Locator:
        return self._page.get_by_role("log").locator(side)

    def _take(self, kind: str, name: str) -> None:
        if kind == "screen":
            self._page.set_viewport_size(NARROW)
            shot = self._page.screenshot()
            self._page.set_viewport_size(TALL)
        else:
            shot = self._page.screenshot(clip=self._newest())
        (self._images / f"{name}.png").write_bytes(few_colours(shot))

    def _newest(self) -> FloatRect:
        """Where the bubbles are that came with the last gesture."""
        bubbles = self._bubbles().all()[-self._fresh :]
        boxes = [box for each in bubbles if (box := each.bounding_box())]
        top = boxes[0]["y"] - EDGE
        bottom = boxes[-1]["y"] + boxes[-1]["height"] + EDGE
        return {"x": 0, "y": top, "width": TALL["width"], "height": bottom - top}


def labelled(label: str) -> re.Pattern[str]:
    """A button's label; isolates may stand anywhere in it."""
    isolate = "[" + "".join(map(chr, ISOLATES)) + "]*"
    return re.compile(f"^{isolate}{''.join(re.escape(each) + isolate for each in label)}$")


def take_pictures(browser: Browser, replay: Path, images: Path) -> None:
    """Play one replay from the very beginning, in a demo of its own."""
    script = read(replay.read_text("utf-8"))
    with TemporaryDirectory() as data, demo(Path(data) / "data", "tests.guide.monday") as here:
        with opened(browser, here.url, locale="da-DK", viewport=TALL, device_scale_factor=SCALE) as page:
            page.evaluate(DRESS, CALM)
            Walk(page, script.language, images).play(script)


def main(wanted: list[str]) -> None:
    """Take the pictures of these replays, or of all."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(LAUNCH_ARGS))
        for replay in sorted(REPLAYS.glob("*.md")):
            if not wanted or replay.stem in wanted:
                take_pictures(browser, replay, IMAGES)
                sys.stdout.write(f"{replay.stem}\n")
        browser.close()
    sizes = [path.stat().st_size for path in IMAGES.glob("*.png")]
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes) // 1000} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
