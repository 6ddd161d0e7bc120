"""When the star is due, over a simulated calendar: by the book, and for everybody who does not go by it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.course import APART, Course, Pause, due, on_time

START = date(2026, 9, 7)
"""A Monday; the clocks go back on 25 October and forward on 28 March."""


def day(week: float) -> date:
    return START + timedelta(days=round(7 * week))


def scorings(course: Course, *, joins: int = 0, days: int = 280, late: int = 0) -> list[int]:
    """The days of the course on which somebody scores who does so `late` days after they are asked."""
    scored: list[date] = []
    for number in range(joins, days):
        today = START + timedelta(days=number)
        asked = due(course, scored, today)
        if asked is not None and asked + timedelta(days=late) <= today:
            scored.append(today)
    return [(each - START).days for each in scored]


def lived(course: Course, *, joins: int = 0, weeks: int = 40, late: int = 0) -> list[float]:
    """The same in weeks."""
    return [day / 7 for day in scorings(course, joins=7 * joins, days=7 * weeks, late=late)]


def test_by_the_book_there_are_three_at_the_start_halfway_and_three_weeks_before_the_end() -> None:
    assert lived(Course(START)) == [0, 13, 23]


def test_who_is_a_week_late_each_time_has_three_as_well() -> None:
    assert lived(Course(START), late=7) == [1, 14, 24]


@pytest.mark.parametrize(
    ("joins", "weeks"),
    [
        (3, [3, 13, 23]),
        (10, [10, 14, 23]),  # halfway would be too close, and waits
        (12, [12, 23]),  # this first one counts as the one halfway
        (14, [14, 23]),
        (20, [20, 24]),  # the last one waits, and still comes before the end
        (23, [23]),
        (26, [26]),
        (27, []),  # the course is over
    ],
)
def test_who_joins_late_begins_at_once_and_goes_on_with_what_is_left(joins: int, weeks: list[float]) -> None:
    assert lived(Course(START), joins=joins) == weeks


def test_a_pause_moves_what_is_left_by_as_long_as_it_lasts() -> None:
    assert lived(Course(START, pauses=(Pause(day(5), day(9)),))) == [0, 17, 27]
    assert lived(Course(START, pauses=(Pause(day(15), day(16)),))) == [0, 13, 24]


def test_nobody_is_asked_during_a_pause_and_everybody_at_its_end() -> None:
    open_ended = Course(START, pauses=(Pause(day(12)),))
    assert all(due(open_ended, [START], day(week)) is None for week in range(12, 40))
    assert lived(Course(START, pauses=(Pause(day(12), day(14)),))) == [0, 15, 25]


def test_an_extension_brings_one_every_ten_weeks_until_the_new_end() -> None:
    assert lived(Course(START, extended=12), weeks=45) == [0, 13, 23, 33]
    assert lived(Course(START, extended=26), weeks=60) == [0, 13, 23, 33, 43]
    assert lived(Course(START, extended=4)) == [0, 13, 23]


def test_who_stops_early_is_asked_for_a_last_one_then() -> None:
    stopped = Course(START, stopped=day(18))
    assert due(stopped, [day(0), day(13)], day(18)) == day(18)
    assert due(stopped, [day(0), day(15)], day(18)) is None
    assert due(stopped, [], day(18)) == day(18)
    assert due(stopped, [day(0), day(13), day(18)], day(30)) is None


def test_one_that_was_missed_is_still_due_until_the_end() -> None:
    assert due(Course(START), [START], day(20)) == day(13)
    assert due(Course(START), [day(20)], day(20)) == day(24)
    assert due(Course(START), [day(23)], day(25)) is None


def test_another_length_has_its_own_middle() -> None:
    # Four weeks after the one halfway, and still before the end.
    assert scorings(Course(START, weeks=13)) == [0, 45, 73]


COURSES = st.builds(
    Course,
    begun=st.just(START),
    weeks=st.integers(8, 52),
    extended=st.integers(0, 30),
    pauses=st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 60)).map(
            lambda span: Pause(START + timedelta(days=span[0]), START + timedelta(days=sum(span)))
        ),
        max_size=2,
    ).map(tuple),
)


@given(COURSES, st.integers(0, 250), st.integers(0, 40))
def test_scorings_keep_apart_and_end_with_the_course(course: Course, joins: int, late: int) -> None:
    days = [START + timedelta(days=number) for number in scorings(course, joins=joins, days=770, late=late)]
    assert all(later - earlier >= APART for earlier, later in pairwise(days))
    for number, scored in enumerate(days):
        asked = due(course, days[:number], scored)
        assert asked is not None
        assert asked <= course.end(scored)


@pytest.mark.parametrize(
    ("scored", "week", "is_on_time"),
    [
        ((), 0, True),
        ((), 31 / 7, True),
        ((), 32 / 7, False),
        ((1,), 11, True),  # two weeks before halfway
        ((1,), 15, True),
        ((1,), 15 + 1 / 7, False),
        ((1,), 8, False),  # between two points: it is no scoring that was due
        ((1,), 22, True),  # halfway was left out, the last one was not
        ((1, 13), 23, True),
        ((1, 13), 17, False),
        ((1, 13), 25, True),
        ((1, 13, 23), 25, False),  # there was none to come
    ],
)
def test_a_scoring_is_on_time_near_a_point_that_was_due(
    scored: tuple[float, ...], week: float, is_on_time: bool
) -> None:
    assert on_time(Course(START), [day(each) for each in scored], day(week)) is is_on_time


def test_a_break_moves_what_is_on_time_and_what_came_after_does_not_count_then() -> None:
    paused = Course(START, pauses=(Pause(day(5), day(9)),))
    assert on_time(paused, [day(1)], day(17)), "halfway is four weeks later"
    assert not on_time(Course(START), [day(1)], day(17))
    assert on_time(Course(START, stopped=day(20)), [day(1)], day(13)), "it was not stopped yet"
    assert on_time(Course(START, stopped=day(8)), [day(1)], day(8)), "a last star, at an early end"


@given(st.integers(0, 60), st.integers(0, 40))
def test_who_scores_when_asked_is_always_on_time(late: int, extended: int) -> None:
    """As long as they are not later than two weeks, and within a month at the start."""
    course, scored = Course(START, extended=extended), list[date]()
    for number in scorings(course, late=min(late, 14), days=500):
        today = START + timedelta(days=number)
        assert on_time(course, scored, today)
        scored.append(today)
