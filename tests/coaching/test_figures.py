"""Key figures: what may be shown of a count, and when a month begins and ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.figures import (
    FEWEST,
    MONTHS,
    ZONE,
    Figure,
    average,
    bounds,
    count,
    in_fives,
    middle,
    month_after,
    month_of,
    months_over,
)

PARTS = st.dictionaries(st.integers(1, 50), st.integers(1, 9), max_size=20)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@given(PARTS)
def test_no_figure_rests_on_fewer_than_five_citizens(parts: dict[int, int]) -> None:
    lists = {citizen: [float(part)] for citizen, part in parts.items()}
    for figure in (count(parts), average(parts), middle(lists)):
        assert (figure is None) is (len(parts) < FEWEST)
        assert figure is None or (figure.citizens >= FEWEST and figure.citizens % FEWEST == 0)


@given(PARTS.filter(lambda parts: len(parts) >= FEWEST))
def test_a_figure_is_the_true_one_rounded(parts: dict[int, int]) -> None:
    counted, averaged = count(parts), average(parts)
    assert counted is not None
    assert averaged is not None
    assert counted.value <= sum(parts.values()) < counted.value + FEWEST
    assert abs(averaged.value - fmean(parts.values())) <= 0.05 + 1e-9
    assert counted.citizens <= len(parts) < counted.citizens + FEWEST


@given(PARTS, st.integers(1, 50))
def test_one_citizen_more_changes_a_count_of_citizens_by_five_or_not_at_all(
    parts: dict[int, int], one: int
) -> None:
    """So a figure that moves by one citizen tells nobody that it was one."""
    before, after = count(dict.fromkeys(parts, 1)), count(dict.fromkeys({*parts, one}, 1))
    was, is_ = (figure.value if figure else 0 for figure in (before, after))
    assert is_ - was in (0, FEWEST)


@given(st.dictionaries(st.integers(1, 50), st.lists(st.floats(0, 90), min_size=1), min_size=5))
def test_the_middle_is_that_of_all_together(parts: dict[int, list[float]]) -> None:
    found = middle(parts)
    assert found is not None
    assert abs(found.value - median([each for several in parts.values() for each in several])) <= 0.05 + 1e-9


def test_what_stands_still_has_no_sign() -> None:
    assert str(average(dict.fromkeys(range(7), -0.01))) == str(Figure(0.0, 5))


@given(MOMENTS)
def test_every_moment_lies_in_one_month(moment: datetime) -> None:
    begins, ends = bounds(month_of(moment))
    assert begins <= moment < ends
    assert bounds(month_after(month_of(moment)))[0] == ends


def test_a_month_begins_at_midnight_in_copenhagen_in_summer_and_in_winter() -> None:
    assert bounds(date(2026, 7, 1)) == (
        datetime(2026, 6, 30, 22, tzinfo=UTC),
        datetime(2026, 7, 31, 22, tzinfo=UTC),
    )
    begins, ends = bounds(date(2026, 10, 1))
    assert ends - begins == timedelta(days=31, hours=1), "the clocks go back"
    assert month_of(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2027, 1, 1)


@given(MOMENTS, MOMENTS)
def test_only_whole_months_are_over_and_none_of_before_the_beginning(now: datetime, since: datetime) -> None:
    found = months_over(now, since)
    assert len(found) <= MONTHS
    assert found == sorted(set(found), reverse=True)
    assert all(bounds(month)[1] <= now and bounds(month)[1] > since for month in found)
    if len(found) < MONTHS and since <= now:
        first, this = month_of(since), month_of(now)
        assert len(found) == (this.year - first.year) * 12 + this.month - first.month


@pytest.mark.parametrize(("number", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_numbers_are_told_in_fives(number: int, told: int) -> None:
    assert in_fives(number) == told


def test_the_zone_is_that_of_denmark() -> None:
    assert ZONE.key == "Europe/Copenhagen"
