"""`python -m tests.guide [REPLAY ...]`: take the pictures of the Danish guide again, or those of some replays.

`phone` is the picture in the README.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, LAUNCH_ARGS
from tests.guide import together
from tests.guide.walk import take_pictures

ROOT = Path(__file__).parents[2]
REPLAYS = ROOT / "tests" / "replays" / "guide"
IMAGES = ROOT / "docs" / "da" / "images"
PHONE = ROOT / "docs" / "images" / "phone.png"


def main(wanted: list[str]) -> None:
    """Play the replays, say which one is done, and what all pictures weigh. A picture that looks as before stays."""
    replays = [path for path in sorted(REPLAYS.glob("*.md")) if not wanted or path.stem in wanted]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(LAUNCH_ARGS))
        for replay in replays:
            take_pictures(browser, replay, IMAGES)
            sys.stdout.write(f"{replay.stem}\n")
        if not wanted or PHONE.stem in wanted:
            together.take_picture(browser, PHONE)
            sys.stdout.write(f"{PHONE.stem}\n")
        browser.close()
    sizes = [path.stat().st_size for path in IMAGES.glob("*.png")]
    sys.stdout.write(
        f"{len(sizes)} pictures, {sum(sizes) / 1000:.0f} kB, the largest {max(sizes) / 1000:.0f}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
