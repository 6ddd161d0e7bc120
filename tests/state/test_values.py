"""Ids that only rise, moments that keep their milliseconds, JSON that any database takes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.state.ids import Ids
from bot.state.values import LARGEST, SMALLEST, from_json, from_ms, storable, to_json, to_ms

if TYPE_CHECKING:
    from tests.state.helpers import Clock

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_ids_rise_while_the_clock_stands_still_and_when_it_jumps_back(clock: Clock) -> None:
    ids = Ids(clock)
    made = [ids.next(), ids.next()]
    clock.move(days=-1000)
    made += [ids.next(), ids.next()]
    clock.move(days=2000)
    made.append(ids.next())
    assert made == sorted(set(made))
    assert all(0 < each < 2**53 for each in made)


def test_ids_start_above_what_is_stored_and_never_step_back(clock: Clock) -> None:
    ids = Ids(clock)
    ids.start_above(2**52)
    assert ids.next() == 2**52 + 2
    ids.start_above(5)
    assert ids.next() == 2**52 + 4


def test_ids_made_beside_the_running_program_are_never_its_own(clock: Clock) -> None:
    """Whatever either has given already, and whichever way the clock jumps."""
    running, beside = Ids(clock), Ids(clock, beside=True)
    made = []
    for days in (0, 0, -1000, 2000):
        clock.move(days=days)
        made += [each.next() for each in (running, beside, running, beside)]
    beside.start_above(max(made))
    made.append(beside.next())
    assert len(set(made)) == len(made)
    assert made[-1] == max(made)


def test_ids_are_unique_across_threads(clock: Clock) -> None:
    ids = Ids(clock)
    with ThreadPoolExecutor(4) as threads:
        made = [
            each
            for four in threads.map(lambda _: [ids.next() for _ in range(500)], range(4))
            for each in four
        ]
    assert len(set(made)) == 2000


def test_random_ids_are_positive_and_take_no_zero(clock: Clock) -> None:
    drawn = iter([0, 0, 7])
    assert Ids(clock, bits=lambda count: next(drawn)).random() == 7
    assert all(0 < Ids(clock).random() < 2**53 for _ in range(100))


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants its bounds naive
def test_a_moment_comes_back_rounded_down_to_its_millisecond(moment: datetime) -> None:
    assert from_ms(to_ms(moment)) == moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@pytest.mark.parametrize("stored", [SMALLEST, -(2**47), 2**60, LARGEST])
def test_a_moment_that_no_calendar_has_is_the_nearest_that_every_zone_has(stored: int) -> None:
    moment = from_ms(stored)
    assert moment.year in (1, 9999)
    assert {moment.astimezone(timezone(timedelta(hours=hours))).year for hours in (-14, 14)} == {moment.year}


def test_a_moment_of_any_zone_is_the_same_moment() -> None:
    there = datetime(2026, 11, 2, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert from_ms(to_ms(there)) == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_ms(datetime(2026, 11, 2))  # noqa: DTZ001 - the mistake is the case


@given(JSON)
def test_json_comes_back_and_is_plain_ascii_without_nul(content: object) -> None:
    stored = to_json(content)
    assert stored.isascii()
    assert "\x00" not in stored
    assert from_json(stored) == content


@pytest.mark.parametrize(
    ("number", "holds"),
    [(0, True), (2**63 - 1, True), (-(2**63), True), (2**63, False), (-(2**63) - 1, False)],
)
def test_a_column_holds_64_bits(number: int, holds: bool) -> None:
    assert storable(number) is holds
