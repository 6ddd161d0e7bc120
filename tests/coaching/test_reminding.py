"""What becomes of a reminder that rings: in time, too early in the day, on a free day, late, or in vain."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.free_days import is_free
from bot.coaching.recurrence import Kind, Rule, next_after
from bot.coaching.reminding import Blocker, LeftOut, Ringing, comes_at, moments, ring
from bot.engine.hours import Hours

ZONE = "Europe/Copenhagen"
HOURS = Hours(ZONE, time(9), time(20), is_free)
BLOCKERS: tuple[Blocker, ...] = ("not_agreed", "quiet", "blocked")


def at(text: str) -> datetime:
    """A moment as the citizen's clock shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def rule(kind: Kind, first: str) -> Rule:
    begins = datetime.fromisoformat(first)
    return Rule(kind, begins.date(), begins.time())


def test_it_is_sent_at_its_time_and_waits_for_the_next() -> None:
    weekly = rule("weekly", "2026-11-30T09:00")
    due = at("2026-11-30T09:00")
    following = at("2026-12-07T09:00")
    assert ring(weekly, due, due, HOURS) == Ringing(send=due, due=following, at=following)


def test_what_comes_once_is_over_when_it_is_sent() -> None:
    due = at("2026-11-30T09:00")
    assert ring(rule("once", "2026-11-30T09:00"), due, due, HOURS) == Ringing(send=due)


def test_before_their_hours_it_waits_until_they_begin() -> None:
    due = at("2026-11-30T07:30")
    waiting = ring(rule("once", "2026-11-30T07:30"), due, due, HOURS)
    assert waiting == Ringing(due=due, at=at("2026-11-30T09:00"))
    assert ring(rule("once", "2026-11-30T07:30"), due, at("2026-11-30T09:00"), HOURS).send == due


def test_after_their_hours_it_waits_until_the_next_day() -> None:
    due = at("2026-11-30T21:00")
    assert ring(rule("weekly", "2026-11-30T21:00"), due, due, HOURS).at == at("2026-12-01T09:00")


@pytest.mark.parametrize(
    ("due", "instead"),
    [
        ("2026-12-05T10:00", "2026-12-07T09:00"),  # a Saturday
        ("2026-12-25T10:00", "2026-12-28T09:00"),  # Christmas, before a weekend
        ("2027-03-25T10:00", "2027-03-30T09:00"),  # Maundy Thursday to Easter Monday
    ],
)
def test_on_a_free_day_it_waits_for_the_next_that_is_not(due: str, instead: str) -> None:
    waiting = ring(rule("once", due), at(due), at(due), HOURS)
    assert waiting == Ringing(due=at(due), at=at(instead))
    assert ring(rule("once", due), at(due), at(instead), HOURS).send == at(due)


def test_every_day_leaves_the_weekend_out_and_says_so() -> None:
    daily = rule("daily", "2026-12-01T09:00")
    saturday, sunday, monday = at("2026-12-05T09:00"), at("2026-12-06T09:00"), at("2026-12-07T09:00")
    assert ring(daily, saturday, saturday, HOURS) == Ringing(
        (LeftOut(saturday, "no_room"),), due=sunday, at=sunday
    )
    assert ring(daily, sunday, sunday, HOURS) == Ringing((LeftOut(sunday, "no_room"),), due=monday, at=monday)
    assert ring(daily, monday, monday, HOURS).send == monday


def test_the_next_moments_say_when_each_comes_and_which_is_left_out() -> None:
    friday, saturday, sunday = (at(f"2026-12-0{day}T07:00") for day in (4, 5, 6))
    assert [*moments(rule("daily", "2026-12-01T07:00"), friday, HOURS, 3)] == [
        (friday, at("2026-12-04T09:00")),
        (saturday, None),
        (sunday, None),
    ]
    assert [*moments(rule("once", "2026-12-05T07:00"), saturday, HOURS, 3)] == [
        (saturday, at("2026-12-07T09:00"))
    ]


def test_with_weekends_allowed_it_comes_on_them() -> None:
    saturday = at("2026-12-05T09:00")
    assert ring(rule("daily", "2026-12-01T09:00"), saturday, saturday, HOURS.on_any_day).send == saturday


def test_what_was_due_while_nothing_ran_is_sent_on_the_same_day() -> None:
    due, now = at("2026-11-30T09:00"), at("2026-11-30T15:00")
    assert ring(rule("weekly", "2026-11-30T09:00"), due, now, HOURS).send == due


def test_a_day_later_what_comes_again_is_missed_and_what_comes_once_is_sent_within_24_hours() -> None:
    due, now = at("2026-11-30T15:00"), at("2026-12-01T10:00")
    assert ring(rule("weekly", "2026-11-30T15:00"), due, now, HOURS).left_out == (LeftOut(due, "off"),)
    assert ring(rule("once", "2026-11-30T15:00"), due, now, HOURS).send == due
    assert ring(rule("once", "2026-11-30T15:00"), due, at("2026-12-01T15:01"), HOURS) == Ringing(
        (LeftOut(due, "off"),)
    )


def test_late_in_the_evening_what_comes_again_is_of_no_use_the_next_day() -> None:
    due, now = at("2026-11-30T09:00"), at("2026-11-30T22:00")
    assert ring(rule("weekly", "2026-11-30T09:00"), due, now, HOURS).left_out == (LeftOut(due, "off"),)


def test_after_three_weeks_off_at_most_one_is_sent_and_every_other_is_reported() -> None:
    first, now = at("2026-11-30T09:00"), at("2026-12-21T10:00")
    outcome = ring(rule("weekly", "2026-11-30T09:00"), first, now, HOURS)
    missed = (first, at("2026-12-07T09:00"), at("2026-12-14T09:00"))
    assert outcome.left_out == tuple(LeftOut(each, "off") for each in missed)
    assert outcome.send == at("2026-12-21T09:00")
    assert outcome.due == at("2026-12-28T09:00")


@pytest.mark.parametrize("blocker", BLOCKERS)
def test_what_cannot_be_sent_is_held_up_and_never_kept_for_later(blocker: Blocker) -> None:
    due = at("2026-11-30T09:00")
    following = at("2026-12-07T09:00")
    outcome = ring(rule("weekly", "2026-11-30T09:00"), due, due, HOURS, blocker)
    assert outcome == Ringing((LeftOut(due, blocker),), due=following, at=following)
    assert outcome.left_out[0].held_up
    assert ring(rule("once", "2026-11-30T09:00"), due, due, HOURS, blocker) == Ringing(
        (LeftOut(due, blocker),)
    )


def test_the_31st_is_the_last_day_of_a_shorter_month_and_a_leap_day_counts() -> None:
    monthly = rule("monthly", "2028-01-31T09:00")
    assert ring(monthly, at("2028-01-31T09:00"), at("2028-01-31T09:00"), HOURS).due == at("2028-02-29T09:00")
    assert ring(monthly, at("2028-02-29T09:00"), at("2028-02-29T09:00"), HOURS).due == at("2028-03-31T09:00")


def test_when_the_clock_is_changed_it_keeps_its_local_time() -> None:
    weekly = rule("weekly", "2027-03-22T09:00")
    before = at("2027-03-22T09:00")
    after = ring(weekly, before, before, HOURS).due
    assert after == at("2027-03-29T09:00")
    assert after - before == timedelta(days=7, hours=-1)  # 29 March 2027 is Easter Monday, too
    assert comes_at(weekly, after, HOURS) == at("2027-03-30T09:00")


KINDS = st.sampled_from(("once", "daily", "weekly", "monthly"))
MINUTES = st.integers(0, 24 * 60 - 1)


@given(
    kind=KINDS,
    first=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    minute=MINUTES,
    naps=st.lists(st.integers(0, 40 * 24 * 60), max_size=12),
    weekends=st.booleans(),
)
def test_however_often_nothing_runs_each_moment_becomes_one_thing(
    kind: Kind, first: date, minute: int, naps: list[int], weekends: bool
) -> None:
    """Each moment until the end is sent or left out exactly once, in order, and only inside the hours."""
    hours = HOURS.on_any_day if weekends else HOURS
    each = Rule(kind, first, time(minute // 60, minute % 60))
    due = next_after(each, datetime.combine(first, time.min, UTC) - timedelta(days=2), ZONE)
    assert due is not None
    expected, became = due, []
    now: datetime | None = due
    for nap in [*naps, 0, 0, 0]:
        if due is None or now is None:
            break
        now += timedelta(minutes=nap)
        outcome = ring(each, due, now, hours)
        became += [left.due for left in outcome.left_out]
        if outcome.send is not None:
            assert hours.allow(now)
            became.append(outcome.send)
        assert outcome.at is None or outcome.at > now or outcome.due == due
        due, now = outcome.due, None if outcome.at is None else max(outcome.at, now)
    moments: list[datetime] = []
    coming: datetime | None = expected
    while coming is not None and len(moments) < len(became):
        moments.append(coming)
        coming = next_after(each, coming, ZONE)
    assert became == moments
