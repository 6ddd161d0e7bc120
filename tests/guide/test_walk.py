"""The tool that takes the guide's pictures, on the shortest of the guide's replays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import NARROW, browser
from tests.guide.__main__ import REPLAYS
from tests.guide.small import alike, few_colours
from tests.guide.walk import SCALE, take_pictures

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

__all__ = ["browser"]

pytestmark = pytest.mark.browser


def test_a_replay_becomes_pictures_as_wide_as_the_phone(browser: Browser, tmp_path: Path) -> None:
    take_pictures(browser, REPLAYS / "kom_i_gang.md", tmp_path)
    pictures = {path.stem: path.read_bytes() for path in tmp_path.iterdir()}
    assert pictures.keys() == {"start", "aftale", "menu"}
    widths = {int.from_bytes(png[16:20], "big") for png in pictures.values()}
    assert widths == {NARROW["width"] * SCALE}
    assert alike(pictures["menu"], few_colours(pictures["menu"]))
    assert not alike(pictures["menu"], pictures["aftale"])
