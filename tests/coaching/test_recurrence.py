"""When a reminder comes, compared with a slow walk through the calendar on the person's own clock."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.recurrence import KINDS, Kind, Rule, in_words, next_after
from bot.words import catalogues

COPENHAGEN = "Europe/Copenhagen"
ZONES = (
    COPENHAGEN,
    "UTC",
    "America/New_York",
    "America/Havana",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
)


def rule(kind: Kind, day: str, at: str = "09:00") -> Rule:
    return Rule(kind, date.fromisoformat(day), time.fromisoformat(at))


def coming(each: Rule, after: str, times: int, zone: str = COPENHAGEN) -> list[str]:
    """The next times that it comes, as the person's clock shows them."""
    moment = datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = []
    for _ in range(times):
        following = next_after(each, moment, zone)
        if following is None:
            break
        moment = following
        found.append(f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}")
    return found


def test_once_comes_once() -> None:
    assert coming(rule("once", "2026-12-03", "10:00"), "2026-11-23T10:00", 3) == ["2026-12-03 10:00"]
    assert coming(rule("once", "2026-12-03", "10:00"), "2026-12-03T10:00", 1) == []


def test_every_day_is_the_same_time_over_both_changes_of_the_clock() -> None:
    assert coming(rule("daily", "2027-03-01"), "2027-03-27T08:00", 3) == [
        "2027-03-27 09:00",
        "2027-03-28 09:00",
        "2027-03-29 09:00",
    ]
    assert coming(rule("daily", "2027-03-01"), "2027-10-30T10:00", 2) == [
        "2027-10-31 09:00",
        "2027-11-01 09:00",
    ]


def test_weekdays_leave_saturday_and_sunday_out() -> None:
    assert coming(rule("weekdays", "2026-11-26"), "2026-11-26T08:00", 3) == [
        "2026-11-26 09:00",
        "2026-11-27 09:00",
        "2026-11-30 09:00",
    ]


def test_a_time_that_is_left_out_is_the_next_and_one_that_comes_twice_counts_once() -> None:
    night = rule("daily", "2027-01-01", "02:30")
    assert coming(night, "2027-03-27T12:00", 2) == ["2027-03-28 03:00", "2027-03-29 02:30"]
    assert coming(night, "2027-10-30T12:00", 2) == ["2027-10-31 02:30", "2027-11-01 02:30"]


def test_every_week_keeps_its_weekday() -> None:
    assert coming(rule("weekly", "2026-12-21"), "2026-12-21T09:00", 3) == [
        "2026-12-28 09:00",
        "2027-01-04 09:00",
        "2027-01-11 09:00",
    ]


def test_the_31st_is_the_last_day_of_a_shorter_month_and_its_own_day_after() -> None:
    assert coming(rule("monthly", "2027-12-31"), "2027-12-31T08:00", 6) == [
        "2027-12-31 09:00",
        "2028-01-31 09:00",
        "2028-02-29 09:00",
        "2028-03-31 09:00",
        "2028-04-30 09:00",
        "2028-05-31 09:00",
    ]


def test_the_29th_is_the_28th_where_february_has_no_more() -> None:
    assert coming(rule("monthly", "2027-01-29"), "2027-02-01T00:00", 2) == [
        "2027-02-28 09:00",
        "2027-03-29 09:00",
    ]
    assert coming(rule("monthly", "2027-01-29"), "2028-02-01T00:00", 1) == ["2028-02-29 09:00"]


def test_it_does_not_come_before_its_first_day() -> None:
    for kind in KINDS:
        assert coming(rule(kind, "2026-12-03"), "2020-01-01T00:00", 1) == ["2026-12-03 09:00"]


# Against an independent calculation ---------------------------------------------------------------

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
rules = st.builds(Rule, kind=st.sampled_from(KINDS), day=days, at=times)
moments = st.datetimes(datetime(2023, 6, 1), datetime(2034, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def comes_on(each: Rule, day: date) -> bool:
    """Whether it comes on a day, by looking at that day alone."""
    if day < each.day or each.kind == "once":
        return day == each.day
    is_last = (day + timedelta(days=1)).month != day.month
    on = {
        "daily": True,
        "weekdays": day.isoweekday() < 6,
        "weekly": day.isoweekday() == each.day.isoweekday(),
        "monthly": day.day == each.day.day or (is_last and day.day < each.day.day),
    }
    return on[each.kind]


def first_shown(day: date, at: time, zone: str) -> datetime:
    """The first minute at which a clock shows this time of the day, or more, by looking at every minute."""
    wanted = datetime.combine(day, at)
    minute = wanted.replace(tzinfo=UTC) - timedelta(hours=15)
    while minute.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wanted:
        minute += timedelta(minutes=1)
    return minute


def walked(each: Rule, moment: datetime, zone: str) -> datetime | None:
    """The next time that it comes, day by day."""
    day = max(each.day, moment.date() - timedelta(days=2))
    for _ in range(40):
        if comes_on(each, day) and (found := first_shown(day, each.at, zone)) > moment:
            return found
        day += timedelta(days=1)
    return None


@given(each=rules, moment=moments, zone=st.sampled_from(ZONES))
def test_the_next_time_is_the_one_that_a_walk_finds(each: Rule, moment: datetime, zone: str) -> None:
    assert next_after(each, moment, zone) == walked(each, moment, zone)


@given(each=rules, zone=st.sampled_from(ZONES), minutes=st.integers(-90, 90), number=st.integers(0, 30))
def test_also_close_to_a_time_at_which_it_comes(each: Rule, zone: str, minutes: int, number: int) -> None:
    """Where the clock is changed, above all."""
    changes = (date(2026, 10, 25), date(2027, 3, 28), date(2027, 4, 4), date(2026, 11, 1), date(2027, 3, 14))
    day = changes[number % len(changes)]
    near = first_shown(day, each.at, zone) + timedelta(minutes=minutes)
    assert next_after(each, near, zone) == walked(each, near, zone)


@given(each=rules, moment=moments, zone=st.sampled_from(ZONES))
def test_one_after_another_none_is_left_out_and_none_comes_twice(
    each: Rule, moment: datetime, zone: str
) -> None:
    came: list[datetime] = []
    following = next_after(each, moment, zone)
    while following is not None and len(came) < 5:
        came.append(following)
        following = next_after(each, following, zone)
    shown = [one.astimezone(ZoneInfo(zone)).date() for one in came]
    assert came == sorted(set(came))
    assert all(comes_on(each, day) for day in shown)
    between = (
        [shown[0] + timedelta(days=ahead) for ahead in range((shown[-1] - shown[0]).days + 1)]
        if shown
        else []
    )
    assert [day for day in between if comes_on(each, day)] == shown


# Saved, and said ----------------------------------------------------------------------------------


@given(each=rules)
def test_it_is_the_same_after_it_was_saved(each: Rule) -> None:
    assert Rule.from_json(json.loads(json.dumps(each.to_json()))) == each


def test_one_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="once, daily, weekdays, weekly, monthly, found 'yearly'"):
        Rule.from_json({"kind": "yearly", "day": "2026-12-03", "at": "09:00"})


@pytest.mark.parametrize(
    ("each", "english", "danish"),
    [
        (
            rule("once", "2026-12-03", "10:00"),
            "on Thursday 3 December at 10:00",
            "Torsdag 3. december kl. 10.00",
        ),
        (
            rule("once", "2028-02-29", "10:00"),
            "on Tuesday 29 February 2028 at 10:00",
            "Tirsdag 29. februar 2028 kl. 10.00",
        ),
        (rule("daily", "2026-12-03"), "every day at 09:00", "hver dag kl. 09.00"),
        (rule("weekly", "2026-11-30"), "every Monday at 09:00", "hver mandag kl. 09.00"),
        (rule("weekly", "2026-12-06"), "every Sunday at 09:00", "hver søndag kl. 09.00"),
        (rule("monthly", "2026-12-01"), "every month on the 1st at 09:00", "den 1. i hver måned kl. 09.00"),
        (rule("monthly", "2026-12-12"), "every month on the 12th at 09:00", "den 12. i hver måned kl. 09.00"),
        (rule("monthly", "2026-12-22"), "every month on the 22nd at 09:00", "den 22. i hver måned kl. 09.00"),
        (rule("monthly", "2026-12-23"), "every month on the 23rd at 09:00", "den 23. i hver måned kl. 09.00"),
        (rule("monthly", "2026-12-31"), "every month on the 31st at 09:00", "den 31. i hver måned kl. 09.00"),
    ],
)
def test_it_is_said_as_people_say_it(each: Rule, english: str, danish: str) -> None:
    """A day that stands first begins with a capital letter, as any day does."""
    words = in_words(each, date(2026, 11, 23))
    assert catalogues().language("en").say(words) == english
    assert catalogues().language("da").say(words) == danish
