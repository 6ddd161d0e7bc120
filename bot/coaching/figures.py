"""Key figures: what may be told of many without telling of one. Which months there are, and what of a count is shown.

A figure rests on five citizens or more; else there is none, and that is all that anybody learns: not whether it would
have been zero. Numbers are rounded down to fives, so that nobody finds what is missing by subtraction.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from statistics import fmean, median
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEWEST: Final = 5
"""So many citizens a figure rests on at least; and what is counted is told in steps of so many."""
MONTHS: Final = 12
ZONE: Final = ZoneInfo("Europe/Copenhagen")
"""By whose clock a month begins, whatever the citizens' own clocks say."""


class Figure(NamedTuple):
    """A figure that may be shown, and on how many citizens it rests at least."""

    value: float
    citizens: int


def count(parts: Mapping[int, int]) -> Figure | None:
    """How many there were together of what each citizen has so many of; None where it tells of too few."""
    return _shown(sum(parts.values()), parts)


def average(parts: Mapping[int, float]) -> Figure | None:
    """The average over the citizens, to one decimal; None where it tells of too few."""
    return _measured(fmean(parts.values()), parts) if parts else None


def middle(parts: Mapping[int, Sequence[float]]) -> Figure | None:
    """The median of what each citizen has some of, to one decimal; None where it tells of too few."""
    return (
        _measured(median([each for several in parts.values() for each in several]), parts) if parts else None
    )


def in_fives(number: int) -> int:
    """A number rounded down to fives."""
    return number - number % FEWEST


def _shown(value: int, parts: Mapping[int, object]) -> Figure | None:
    return Figure(in_fives(value), in_fives(len(parts))) if len(parts) >= FEWEST else None


def _measured(value: float, parts: Mapping[int, object]) -> Figure | None:
    return Figure(round(value, 1) + 0.0, in_fives(len(parts))) if len(parts) >= FEWEST else None


def month_of(moment: datetime) -> date:
    """The first day of the month of a moment."""
    return moment.astimezone(ZONE).date().replace(day=1)


def bounds(month: date) -> tuple[datetime, datetime]:
    """When a month begins, and when the next one does."""
    return _begin(month), _begin(month_after(month))


def months_over(now: datetime, since: datetime) -> list[date]:
    """The last months that are over, the newest first, from that of `since` on."""
    found: list[date] = []
    month, first = month_of(now), month_of(since)
    while len(found) < MONTHS and month > first:
        month = _before(month)
        found.append(month)
    return found


def _begin(month: date) -> datetime:
    return datetime.combine(month, time(), ZONE).astimezone(UTC)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
