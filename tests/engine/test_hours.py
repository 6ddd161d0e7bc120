"""A chosen time on a day, on the person's own clock, also in the nights when the clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.hours import at_time, just_at

COPENHAGEN = "Europe/Copenhagen"
ZONES = (
    COPENHAGEN,
    "UTC",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
)


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        ("2026-11-26", "14:15", "2026-11-26T13:15Z"),
        ("2026-07-01", "14:15", "2026-07-01T12:15Z"),
        ("2026-07-01", "00:30", "2026-06-30T22:30Z"),
        ("2027-03-28", "01:59", "2027-03-28T00:59Z"),
        ("2027-03-28", "02:00", "2027-03-28T01:00Z"),  # there is no such time: at three
        ("2027-03-28", "02:30", "2027-03-28T01:00Z"),
        ("2027-03-28", "02:59", "2027-03-28T01:00Z"),
        ("2027-03-28", "03:00", "2027-03-28T01:00Z"),
        ("2027-03-28", "03:01", "2027-03-28T01:01Z"),
        ("2027-10-31", "02:30", "2027-10-31T00:30Z"),  # there are two: at the first
        ("2027-10-31", "03:00", "2027-10-31T02:00Z"),
    ],
)
def test_a_time_is_on_the_persons_own_clock(day: str, at: str, moment: str) -> None:
    assert at_time(day, time.fromisoformat(at), COPENHAGEN) == datetime.fromisoformat(moment)


def test_a_day_that_a_country_left_out_begins_with_the_next() -> None:
    assert at_time("2011-12-30", time(9), "Pacific/Apia") == at_time("2011-12-31", time(0), "Pacific/Apia")


@given(day=st.dates(date(2000, 1, 1), date(2060, 1, 1)), at=st.times(), zone=st.sampled_from(ZONES))
def test_it_is_the_first_moment_at_which_the_clock_shows_the_time_or_more(
    day: date, at: time, zone: str
) -> None:
    wanted = datetime.combine(day, at.replace(second=0, microsecond=0))
    moment = at_time(day.isoformat(), wanted.time(), zone)
    assert moment.tzinfo is UTC
    shown, before = (
        each.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        for each in (moment, moment - timedelta(seconds=1))
    )
    assert before < wanted <= shown


@pytest.mark.parametrize(
    ("at", "now", "just"),
    [
        ("20:30", "2026-11-26T19:30Z", True),
        ("20:30", "2026-11-26T20:29Z", True),
        ("20:30", "2026-11-26T20:30Z", False),
        ("20:30", "2026-11-26T19:29Z", False),
        ("20:30", "2026-11-27T08:00Z", False),
        ("02:00", "2027-03-28T01:00Z", True),  # the clock shows three
        ("02:30", "2027-10-31T01:30Z", False),  # the clock shows it for the second time
    ],
)
def test_a_time_is_now_for_an_hour(at: str, now: str, just: bool) -> None:
    assert just_at(time.fromisoformat(at), datetime.fromisoformat(now), COPENHAGEN) == just
