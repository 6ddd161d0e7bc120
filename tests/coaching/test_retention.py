"""Until when something is kept, and what has to have happened before it is erased."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.course import Course, Pause
from bot.coaching.free_days import is_free
from bot.coaching.retention import (
    BREAK,
    LOOK,
    REFUSED,
    WAITS,
    WARNED,
    Counted,
    Left,
    course_over,
    judge,
    judge_reachable,
    kept_until,
    last_day,
)

DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))
DAY = timedelta(days=1)
READINGS = st.lists(st.integers(-4000, 4000), max_size=120)
"""How many days a clock moves from one look to the next."""


def no_free_day(day: date) -> date:
    while is_free(day):
        day += DAY
    return day


@given(st.integers(8, 260), DAYS, st.none() | DAYS)
def test_it_is_kept_for_the_weeks_after_the_later_of_visit_and_course(
    weeks: int, seen: date, end: date | None
) -> None:
    until = kept_until(weeks, seen, end)
    assert until - timedelta(weeks=weeks) in (seen, end)
    assert until >= kept_until(weeks, seen, None)


@given(DAYS, DAYS, st.integers(0, 300), st.none() | DAYS)
def test_a_course_on_a_break_is_over_half_a_year_after_that_began_however_late_it_is(
    begun: date, today: date, days: int, stopped: date | None
) -> None:
    rested = Pause(begun + 5 * DAY, begun + 9 * DAY)
    running = Course(begun, stopped=stopped, pauses=(rested,))
    assert course_over(running, today) == running.end(today)
    since = begun + (10 + days) * DAY
    paused = Course(begun, stopped=stopped, pauses=(rested, Pause(since)))
    assert course_over(paused, today) == (stopped or since + BREAK)


@given(DAYS, DAYS)
def test_looked_at_every_day_that_it_says_it_ends_on_the_day_and_not_before(until: date, today: date) -> None:
    counted: Counted | None = None
    steps: list[tuple[date, str]] = []
    today = min(today, until - WARNED)
    while not steps or steps[-1][1] != "erase":
        verdict = judge(until, counted, today)
        assert verdict.next > today
        steps.append((today, verdict.step))
        counted, today = verdict.counted, verdict.next
    warned = [day for day, step in steps if step == "warn"]
    assert warned == [until - WARNED, until - timedelta(weeks=1)]
    assert steps[-1][0] == until


@given(DAYS, DAYS, READINGS)
def test_nobody_is_erased_without_two_warnings_and_four_weeks_of_days_that_were_read_one_by_one(
    until: date, today: date, moves: list[int]
) -> None:
    """Whatever the clock does: each reading counts for a day at most."""
    counted: Counted | None = None
    steps: list[str] = []
    for move in moves:
        today = max(date(2000, 1, 1), min(date(2100, 1, 1), today + timedelta(days=move)))
        verdict = judge(until, counted, today)
        if verdict.step == "warn" and verdict.counted == Counted(1, 0, today):
            steps.clear()
        steps.append(verdict.step)
        if verdict.step == "erase":
            assert steps.count("warn") == 2
            first, second = (number for number, step in enumerate(steps) if step == "warn")
            assert second - first >= WAITS[1]
            assert len(steps) - 1 - second >= WAITS[2]
            return
        counted = verdict.counted


@given(DAYS, st.integers(1, 2), st.integers(0, 30), DAYS)
def test_what_was_counted_is_void_while_something_runs(
    today: date, warnings: int, days: int, on: date
) -> None:
    verdict = judge(None, Counted(warnings, days, on), today)
    assert (verdict.step, verdict.counted, verdict.next) == ("wait", None, today + LOOK)


@given(DAYS)
def test_the_day_that_a_warning_names_is_no_free_day_and_leaves_four_weeks(today: date) -> None:
    today = no_free_day(today)
    named = last_day(Counted(1, 0, today), no_free_day)
    assert not is_free(named)
    assert WARNED <= named - today <= WARNED + timedelta(days=10)
    again = no_free_day(today + timedelta(days=WAITS[1]))
    assert last_day(Counted(2, 0, again), no_free_day) == named


def steps(lefts: list[Left], until: date) -> list[str]:
    """What is done on so many days after the first warning, on each of which the newest one's fate is this."""
    today = until - WARNED
    counted: Counted | None = None
    done: list[str] = []
    for left in lefts:
        verdict = judge_reachable(judge(until, counted, today), left, today)
        done.append(verdict.step)
        counted, today = verdict.counted, verdict.next
    return done


@given(DAYS, st.lists(st.sampled_from(["waits", "unwritten", "later"]), min_size=60, max_size=120))
def test_nobody_who_can_be_reached_is_erased_while_no_warning_has_left(until: date, fates: list[str]) -> None:
    """A day that is to come is none: a clock was ahead then."""
    lefts: dict[str, Left] = {
        "waits": "waits",
        "unwritten": "unwritten",
        "later": until + timedelta(days=900),
    }
    assert "erase" not in steps([lefts[each] for each in fates], until)


@given(DAYS, st.integers(0, 30))
def test_the_week_begins_when_the_warning_leaves(until: date, late: int) -> None:
    left = until - timedelta(weeks=1) + timedelta(days=late)
    days = [until - WARNED + timedelta(days=each) for each in range(80)]
    done = steps([left if day > left else "waits" for day in days], until)
    assert days[done.index("erase")] == max(left + timedelta(weeks=1), until)


@given(DAYS)
def test_so_many_refusals_are_enough(until: date) -> None:
    done = steps(["refused"] * 80, until)
    assert done[: done.index("erase")].count("warn") == 1 + REFUSED
    assert done.index("erase") == WAITS[1] + REFUSED * WAITS[2]
