"""All Danish that the program says is plain: easy and short sentences, one question a message, no words of offices."""

from __future__ import annotations

import pytest

from bot.flows import names
from tests.plain.exceptions import allowed, not_needed
from tests.plain.measured import Place, places
from tests.plain.report import REPORT, SWITCH, page

IN_WORDS = 5
"""A reason has more of them than "because"."""


@pytest.mark.parametrize(
    "place", places(), ids=lambda place: f"{place.name}{'-staff' if place.to_staff else ''}"
)
def test_it_is_plain(place: Place) -> None:
    assert list(place.wrong) == []


def test_every_flow_is_measured_by_what_it_says_and_by_its_texts() -> None:
    unmeasured = set(names()) - {place.name for place in places() if place.said and place.texts}
    assert unmeasured == set()


def test_every_exception_is_needed() -> None:
    assert not_needed((each for place in places() for each in place.broken), allowed()) == []


def test_every_exception_has_a_reason() -> None:
    assert [each.texts for each in allowed() if len(each.reason.split()) < IN_WORDS] == []


def test_the_report_is_what_is_measured_today(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-replays"):
        REPORT.write_text(page(), "utf-8")
    assert REPORT.read_text("utf-8") == page(), f"Something else is measured now. Write it with: {SWITCH}"
