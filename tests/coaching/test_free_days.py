"""The days on which nothing unasked arrives: weekends and Danish public holidays."""

from __future__ import annotations

from datetime import date

import pytest

from bot.coaching.free_days import is_free


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-28",  # Saturday
        "2026-11-29",  # Sunday
        "2026-12-25",
        "2027-01-01",
        "2027-03-25",  # Maundy Thursday
        "2027-03-26",
        "2027-03-29",  # Easter Monday
        "2027-05-06",  # Ascension Day
        "2027-05-17",  # Whit Monday
        "2023-05-05",  # the day of prayer, for the last time
    ],
)
def test_danes_are_free(day: str) -> None:
    assert is_free(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-27",
        "2026-11-30",
        "2026-12-24",  # the eve is no public holiday
        "2027-05-07",  # the Friday after Ascension Day
        "2024-04-26",  # the day of prayer is one no more
        "2028-02-29",
    ],
)
def test_danes_are_at_work(day: str) -> None:
    assert not is_free(date.fromisoformat(day))
