"""The picture in the README: three phones, on which a citizen reads what her contact person suggests for her pitch."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.browser import opened
from tests.end_to_end.gestures import demo, tap
from tests.end_to_end.loop import Town, hear, make_a_pitch, notice, share, suggest
from tests.end_to_end.moved import Clock
from tests.end_to_end.words import danish
from tests.guide.small import few_colours
from tests.guide.walk import DRESS, keep
from tests.talk import MONDAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

PHONES: ViewportSize = {"width": 1200, "height": 800}
SCALE = 1.5
COLOURS = 64
CALM = ".meta, .options { display: none !important } * { animation: none !important }"
"""Clock times would make every picture new."""


def take_picture(browser: Browser, image: Path) -> None:
    """Play it in a demo of its own, and keep what the page shows then."""
    with TemporaryDirectory() as folder:
        clock = Clock(Path(folder) / "clock", MONDAY)
        with (
            demo(Path(folder) / "data", clock=clock) as here,
            opened(browser, here.url, locale="da-DK", viewport=PHONES, device_scale_factor=SCALE) as page,
        ):
            page.evaluate(DRESS, CALM)
            town = Town(page, here, clock)
            sara = town.phone("Sara")
            tap(sara, danish("New elevator pitch"))
            make_a_pitch(sara, "Sara")
            share(sara)
            notice(town, "Sara")
            suggest(town.mette, "Sara")
            hear(sara)
            page.mouse.move(0, 0)
            keep(image, few_colours(page.screenshot(), COLOURS))
