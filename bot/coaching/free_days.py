"""The days on which Danes are free: Saturdays, Sundays and public holidays."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from datetime import date

SATURDAY = 5
"""As `date.weekday` counts."""


def is_free(day: date) -> bool:
    """Whether a day is a Saturday, a Sunday or a public holiday in Denmark."""
    return day.weekday() >= SATURDAY or day in _public(day.year)


@lru_cache(maxsize=16)
def _public(year: int) -> frozenset[date]:
    """The public holidays of a year, as the law was then."""
    return frozenset(holidays.country_holidays("DK", years=year))
