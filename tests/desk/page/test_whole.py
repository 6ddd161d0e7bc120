"""Every template of the desk is looked at in Chromium by some walk of this folder."""

from __future__ import annotations

import re
from importlib.resources import files

from tests.desk.page import (
    test_organisation,
    test_pages,
    test_reminders,
    test_report,
    test_reviewing,
    test_stars,
)

WALKS = (test_pages, test_organisation, test_report, test_reminders, test_reviewing, test_stars)
USES = re.compile(r'{% (?:extends|from|import|include) "(\S+)"')


def test_no_template_is_left_out() -> None:
    """But those that others are made with: they are seen with them."""
    texts = {each.name: each.read_text("utf-8") for each in files("bot.desk").joinpath("templates").iterdir()}
    used = {name for text in texts.values() for name in USES.findall(text)}
    assert set().union(*(each.LOOKS_AT for each in WALKS)) == texts.keys() - used
