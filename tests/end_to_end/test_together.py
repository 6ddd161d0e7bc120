"""The whole loop on one page: a citizen, her contact person and her mentor, each with a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import assert_accessible, browser, opened
from tests.end_to_end.gestures import demo
from tests.end_to_end.loop import (
    AMINA,
    Town,
    at_the_desk,
    everybody_is_connected,
    first_star,
    hear,
    improve,
    invite_and_join,
    join_by_a_code_that_is_typed,
    make_a_pitch,
    not_yet,
    notice,
    plan,
    remind,
    second_star,
    share,
    suggest,
    together,
    won,
)
from tests.end_to_end.moved import Clock
from tests.talk import MONDAY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ViewportSize

__all__ = ["browser"]

pytestmark = pytest.mark.browser

FOUR_PHONES: ViewportSize = {"width": 1500, "height": 900}


def test_the_whole_loop(browser: Browser, tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock", MONDAY)
    with (
        demo(tmp_path / "data", clock=clock) as here,
        opened(browser, here.url, locale="da-DK", viewport=FOUR_PHONES) as page,
    ):
        town = Town(page, here, clock)
        everybody_is_connected(town)
        invite_and_join(town)
        join_by_a_code_that_is_typed(town)
        make_a_pitch(town.citizen, AMINA)
        share(town.citizen)
        notice(town, AMINA)
        first_star(town.citizen)
        suggest(town.mette, AMINA)
        hear(town.citizen)
        improve(town)
        plan(town.citizen)
        not_yet(town)
        together(town)
        won(town)
        remind(town)
        second_star(town)
        at_the_desk(town)
        page.screenshot(path=tmp_path / "together.png")
        assert_accessible(page)
