"""All Danish that the program says is plain: easy and short sentences, one question a message, no words of offices."""

from __future__ import annotations

import pytest

from bot.flows import names
from tests.plain.exceptions import allowed, not_needed
from tests.plain.measured import BESIDE, places
from tests.plain.report import REPORT, SWITCH, page

BESIDE_FLOWS = ("engine", "coaching", "chat", "pictures", "desk", "guide", "trouble", BESIDE)
"""What else says something: the rest of the program, and replays through several flows."""
IN_WORDS = 5
"""A reason has more of them than "because"."""


@pytest.mark.parametrize("name", [*names(), *BESIDE_FLOWS])
def test_it_is_plain(name: str) -> None:
    assert [wrong for place in places() if place.name == name for wrong in place.wrong] == []


def test_nothing_else_is_said() -> None:
    assert {place.name for place in places()} == {*names(), *BESIDE_FLOWS}


def test_every_flow_is_measured_by_what_it_says_and_by_its_texts() -> None:
    unmeasured = set(names()) - {place.name for place in places() if place.said and place.texts}
    assert unmeasured == set(), "Write a replay of each in Danish (Language: da), and its texts in locales/da"


def test_every_exception_is_needed() -> None:
    assert not_needed((each for place in places() for each in place.broken), allowed()) == []


def test_every_exception_has_a_reason() -> None:
    assert [each.texts for each in allowed() if len(each.reason.split()) < IN_WORDS] == []


def test_the_report_is_what_is_measured_today(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-replays"):
        REPORT.write_text(page(), "utf-8")
    assert REPORT.read_text("utf-8") == page(), f"Something else is measured now. Write it with: {SWITCH}"
