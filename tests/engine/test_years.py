"""Days that are far off are shown with their year, wherever they stand in what is said."""

from __future__ import annotations

from datetime import date

import pytest

from bot.engine.steps import AskDate, End, Write
from bot.engine.text import WithYear, pack, unpack
from bot.engine.years import is_far
from tests.engine.stage import begun

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "far"),
    [
        ("2026-11-23", False),
        ("2027-05-03", False),
        ("2027-05-26", True),
        ("2027-11-01", True),
        ("2026-01-05", False),
        ("2025-12-24", True),
        ("2026-05-26", False),
    ],
)
def test_a_day_is_far_where_the_same_day_of_another_year_is_nearer(day: str, far: bool) -> None:
    assert is_far(date.fromisoformat(day), TODAY) is far


def test_a_day_of_the_same_year_is_far_after_eleven_months() -> None:
    assert is_far(date(2026, 12, 30), date(2026, 1, 2))
    assert not is_far(date(2026, 11, 1), date(2026, 1, 2))


def test_a_day_with_its_year_survives_being_stored() -> None:
    value = WithYear(date(2025, 12, 24))
    assert unpack(pack(value)) == value


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("da", "24. december 2027", "fredag 24. december 2027"),
        ("en", "24 December 2027", "Friday 24 December 2027"),
        ("da", "24. december", "torsdag 24. december"),
    ],
)
def test_an_answer_is_shown_with_its_year_where_that_is_needed(language: str, text: str, shown: str) -> None:
    day = AskDate(id="day", text="Which day?", short="Day")
    talk = begun(day, Write(id="more", text="On {day}?", voice=False), End(id="end"), language=language)
    talk.write(text)
    assert talk.last.text == f"On {shown}?"
    talk.tap("⬅")
    assert shown in talk.last.text


def test_a_sentence_that_begins_with_it_has_a_capital() -> None:
    talk = begun(AskDate(id="day", text="Day?", short="Day"), End(id="end"))
    talk.write("24. december 2025")
    assert talk.last.text.startswith("Onsdag 24. december 2025 er gået.")
