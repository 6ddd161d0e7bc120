"""The hours in which somebody may be written to unasked, on their own clock, on both sides of a change of clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.free_days import is_free
from bot.engine.hours import (
    Hours,
    allowed_from,
    at_time,
    hours_of,
    later_today,
    long_enough,
    no_free_day,
    quiet_days_later,
    tomorrow,
)
from bot.engine.person import Person

ZONE = "Europe/Copenhagen"
ZONES = (
    ZONE,
    "UTC",
    "America/Havana",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)
MINE = hours_of(Person(1), is_free)


def own(awake_from: str, awake_to: str, *, weekends: bool = False, time_zone: str = ZONE) -> Hours:
    person = Person(1, awake_from=awake_from, awake_to=awake_to, weekends=weekends, time_zone=time_zone)
    return hours_of(person, is_free)


def local(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "decent"),
    [(8, 59, False), (9, 0, True), (20, 0, True), (20, 1, False), (22, 0, False)],
)
def test_messages_come_between_nine_and_eight(hour: int, minute: int, *, decent: bool) -> None:
    assert MINE.allow(local(23, hour, minute)) is decent


@pytest.mark.parametrize(("hour", "decent"), [(9, False), (12, True), (14, True), (15, False)])
def test_or_between_the_times_that_they_chose(hour: int, *, decent: bool) -> None:
    assert own("12:00", "14:00").allow(local(23, hour)) is decent


@pytest.mark.parametrize("day", [28, 29])
def test_nothing_comes_on_a_weekend_unless_they_want_it(day: int) -> None:
    assert not MINE.allow(local(day, 12))
    assert own("09:00", "20:00", weekends=True).allow(local(day, 12))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(23, 9), local(23, 13)),
        (local(23, 16), local(23, 20)),
        (local(23, 16, 1), local(24, 9)),
        (local(23, 23), local(24, 9)),
        (local(24, 2), local(24, 9)),
        (local(28, 10), local(28, 14)),  # a Saturday, but they ask for it
        (local(28, 17), local(30, 9)),  # another day is a working day
        (local(27, 19), local(30, 9)),
    ],
)
def test_later_is_four_hours_on_and_never_in_the_evening(now: datetime, then: datetime) -> None:
    assert later_today(now, MINE) == then


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(23, 9), local(25, 9)),
        (local(23, 9, 1), local(26, 9)),
        (local(25, 15), local(30, 9)),  # Saturday would be the first
        (
            local(23, 12, month=3, year=2027),
            local(30, 9, month=3, year=2027),
        ),  # Easter, and the clock goes forward
        (local(22, 12, month=12), local(28, 9, month=12)),  # Christmas
        (local(26, 12, month=2, year=2028), local(29, 9, month=2, year=2028)),  # a leap day
        (local(24, 12, month=10), local(27, 9, month=10)),  # the clock goes back in between
    ],
)
def test_two_quiet_days_end_in_the_morning_of_a_working_day(now: datetime, then: datetime) -> None:
    assert quiet_days_later(now, 2, MINE) == then


def test_they_end_when_the_persons_own_hours_begin() -> None:
    assert quiet_days_later(local(23, 9, 30), 2, own("09:30", "12:00")) == local(25, 9, 30)
    assert quiet_days_later(local(23, 9, 31), 2, own("09:30", "12:00")) == local(26, 9, 30)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(23, 9), local(24, 9)),
        (local(23, 10), local(24, 9)),
        (local(23, 20), local(24, 9)),
        (local(27, 12), local(30, 9)),  # Friday
        (
            local(25, 12, month=3, year=2027),
            local(30, 9, month=3, year=2027),
        ),  # Easter, and the clock changes
    ],
)
def test_tomorrow_begins_with_their_hours_however_late_it_is_today(now: datetime, then: datetime) -> None:
    assert tomorrow(now, MINE) == then
    assert tomorrow(local(27, 12), own("12:00", "14:00", weekends=True)) == local(28, 12)


def test_nine_is_nine_before_and_after_the_clocks_change() -> None:
    assert at_time("2026-10-24", time(9), ZONE) == datetime(2026, 10, 24, 7, tzinfo=UTC)
    assert at_time("2026-10-25", time(9), ZONE) == datetime(2026, 10, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "enough"),
    [
        ("09:00", "20:00", True),
        ("09:00", "11:00", True),
        ("09:00", "10:59", False),
        ("09:00", "09:00", False),
        ("20:00", "09:00", False),  # the wrong way round, or past midnight
        ("22:00", "00:00", False),
        ("00:00", "23:59", True),
    ],
)
def test_there_are_two_hours_within_one_day(first: str, last: str, *, enough: bool) -> None:
    assert long_enough(time.fromisoformat(first), time.fromisoformat(last)) is enough


def test_a_day_that_is_free_gives_way_to_the_next_that_is_not() -> None:
    assert no_free_day(date(2027, 3, 25), MINE) == date(2027, 3, 30)
    assert no_free_day(date(2027, 3, 24), MINE) == date(2027, 3, 24)
    assert no_free_day(date(2027, 3, 25), MINE.on_any_day) == date(2027, 3, 25)


# The first moment that is allowed ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "hours", "allowed"),
    [
        (local(23, 10), MINE, local(23, 10)),
        (local(23, 8, 59), MINE, local(23, 9)),
        (local(23, 20, 1), MINE, local(24, 9)),
        (local(27, 21), MINE, local(30, 9)),
        (local(27, 21), own("09:00", "20:00", weekends=True), local(28, 9)),
        (local(24, 21, month=3, year=2027), MINE, local(30, 9, month=3, year=2027)),
        (local(31, 21, month=12), MINE, local(4, 9, month=1, year=2027)),
    ],
)
def test_what_comes_unasked_waits_for_the_hours(moment: datetime, hours: Hours, allowed: datetime) -> None:
    assert allowed_from(moment, hours) == allowed


def test_an_hour_that_comes_twice_can_allow_twice() -> None:
    """On 31 October the clock shows a quarter to three, two o'clock again, and so on."""
    hours = own("00:30", "02:30", weekends=True)
    quarter_to = datetime(2027, 10, 31, 0, 45, tzinfo=UTC)
    assert allowed_from(quarter_to, hours) == datetime(2027, 10, 31, 1, 0, tzinfo=UTC)


def test_hours_that_begin_where_the_clock_is_put_forward_begin_after_it() -> None:
    hours = own("02:30", "05:00", weekends=True)
    assert allowed_from(local(28, 1, month=3, year=2027), hours) == local(28, 3, month=3, year=2027)


windows = st.tuples(st.times(), st.times()).filter(lambda pair: long_enough(*pair))
changes = st.sampled_from(
    [
        "2026-10-25",
        "2027-03-28",
        "2027-10-31",
        "2026-10-03",
        "2027-04-04",
        "2028-02-29",
        "2026-11-01",
        "2011-12-30",
    ]
).map(lambda day: datetime.fromisoformat(f"{day}T00:00Z"))
moments = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes), changes, st.integers(-3 * 1440, 3 * 1440)
)


@given(
    moment=moments,
    window=windows,
    zone=st.sampled_from(ZONES),
    offs=st.frozensets(st.integers(0, 6), max_size=6),
    weekends=st.booleans(),
)
def test_the_first_allowed_moment_is_allowed_and_nothing_before_it_is(
    moment: datetime, window: tuple[time, time], zone: str, offs: frozenset[int], *, weekends: bool
) -> None:
    """Compared with a walk through every minute, on the clock alone."""
    first, last = (each.replace(second=0, microsecond=0) for each in window)
    if not long_enough(first, last):
        last = time(23, 59)
    person = Person(
        1, time_zone=zone, awake_from=f"{first:%H:%M}", awake_to=f"{last:%H:%M}", weekends=weekends
    )
    found = allowed_from(moment, hours_of(person, lambda day: day.weekday() in offs))

    def allowed(each: datetime) -> bool:
        shown = each.astimezone(ZoneInfo(zone))
        inside = first.isoformat() <= shown.time().isoformat() <= last.isoformat()
        return inside and (weekends or shown.weekday() not in offs)

    walked = moment
    while not allowed(walked):
        walked += timedelta(minutes=1)
    assert found == walked
    assert found.tzinfo is UTC
