"""A replay of the guide, played in the practice phone, and the pictures that it asks for."""

from __future__ import annotations

import re
from math import ceil, floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser import NARROW, opened
from tests.end_to_end.gestures import Screen, demo, start, tap, write
from tests.end_to_end.moved import Clock
from tests.guide.small import alike, few_colours
from tests.replays.player import ISOLATES, PICTURE, TAP, Phone, settled
from tests.replays.script import read
from tests.talk import MONDAY, World, all_flows

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
    """Play one replay from the very beginning, in a demo of its own, and put its pictures into a folder.

    Of several people, those of the demo.
    """
    script = read(replay.read_text("utf-8"))
    alone = () if script.people else ("--alone",)
    with (
        TemporaryDirectory() as folder,
        demo(Path(folder) / "data", *alone, clock=Clock(Path(folder) / "clock", MONDAY)) as here,
        opened(browser, here.url, locale="da-DK", viewport=TALL, device_scale_factor=SCALE) as page,
    ):
        page.evaluate(DRESS, CALM)
        Walk(page, images, script).play()


def keep(path: Path, picture: bytes) -> None:
    """Write a picture, but leave one that looks the same: the browser smooths corners another way each time."""
    if not path.exists() or not alike(path.read_bytes(), picture):
        path.write_bytes(picture)


class Walk:
    """One replay, played twice at once: on paper, which tells what to wait for, and in the browser."""

    def __init__(self, page: Page, images: Path, replay: Replay) -> None:
        self._page = page
        self._images = images
        self._replay = replay
        world = World(all_flows())
        self._papers = settled(replay, all_flows(), world) or {"": Phone("da", all_flows(), world=world)}
        for paper in self._papers.values():
            paper.shows_speaker = True
        self._who = next(iter(self._papers))
        """On whose phone the last thing was done."""
        self._before = {name: len(paper.sent) for name, paper in self._papers.items()}
        """What was said on paper before the replay begins, which nobody sees."""
        self._shown = dict.fromkeys(self._papers, 1 if replay.people else 0)
        """What stands on each phone before the replay begins: the demo greets everybody."""
        self._fresh = 1
        """How many of the newest bubbles came with the last gesture."""

    @property
    def _paper(self) -> Phone:
        return self._papers[self._who]

    def play(self) -> None:
        if self._replay.people:
            self._say_how_much()
        for gesture in self._replay.gestures:
            if picture := PICTURE.fullmatch(gesture.what):
                self._take(*picture.groups())
            else:
                self._turn_to(gesture.who)
                self._do(gesture)

    def _say_how_much(self) -> None:
        """The first of the demo's people says how much they can manage today, as on paper they have."""
        for label in ("Lav en lille aftale", "En hel øvelse"):
            tap(self._screen, label)
        write(self._screen, "/menu")
        self._shown[self._who] += 3
        expect(self._bubbles(".from-bot")).to_have_count(self._shown[self._who])

    def _turn_to(self, who: str) -> None:
        """Look at somebody's phone, and wait for what the others have made the bot say on it."""
        if len(self._papers) > 1:
            self._who = who or next(iter(self._papers))
            self._page.locator("#tabs button").filter(has_text=self._who).click()
        if len(self._paper.sent) > self._before[self._who]:
            self._wait()

    def _do(self, gesture: Gesture) -> None:
        """Do it on paper and in the browser, and wait until the page shows what the paper says."""
        before, label = len(self._paper.sent), TAP.fullmatch(gesture.what)
        self._paper.do(gesture)
        if label:
            tap(self._screen, labelled(label[1]))
        elif gesture.what == "/start":
            start(self._screen)
        else:
            write(self._screen, "\n".join(gesture.texts) or gesture.what)
        self._fresh = max(1, len(self._paper.sent) - before + (0 if label else 1))
        self._page.mouse.move(0, 0)  # a finger leaves no shade on a button
        self._wait()
        self._paper.ring()

    @property
    def _screen(self) -> Screen:
        """The phone that is looked at: the only one, or somebody's."""
        return self._page.get_by_role("region", name=self._who) if self._who else self._page

    def _wait(self) -> None:
        said, newest = self._bubbles(".from-bot"), self._paper.last
        new = len(self._paper.sent) - self._before[self._who]
        expect(said).to_have_count(self._shown[self._who] + new)
        if newest.text:
            expect(said.last.locator(".text")).to_have_text(newest.text)
        expect(said.last.locator(".key")).to_have_text(newest.labels())

    def _bubbles(self, kind: str = ".message") -> Locator:
        return self._screen.get_by_role("log").locator(kind)

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
