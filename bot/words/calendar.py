"""Arithmetic on days: the coming Thursday, the next 31st, week 48. Raises ValueError where there is no such day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WEEK = timedelta(days=7)
YEAR = timedelta(days=366)


def coming(weekday: int, today: date) -> date:
    """The first such weekday (Monday is 0) after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def next_week(weekday: int, today: date) -> date:
    """The weekday in the week after this one; weeks begin on Monday."""
    return today - timedelta(days=today.weekday()) + WEEK + timedelta(days=weekday)


def in_week(weekday: int, week: int, today: date) -> date:
    """The weekday in the ISO week of this number, this year or, where that has passed, the next."""
    year = today.isocalendar().year
    return _not_before(today, lambda ahead: date.fromisocalendar(year + ahead, week, weekday + 1))


def day_of_year(day: int, month: int, today: date) -> date:
    """The first such day and month from today on, this year or the next."""
    return _not_before(today, lambda ahead: date(today.year + ahead, month, day))


def day_of_month(day: int, today: date) -> date:
    """The first day of this number from today on, in a month that has one."""
    for ahead in range(12):
        year, month = _month_after(today, ahead)
        if day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError(f"expected a day of the month, got {day}")


def add_months(today: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    year, month = _month_after(today, months)
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _month_after(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _not_before(today: date, in_year: Callable[[int], date]) -> date:
    """The day of this year, or of the next where it has passed; never more than a year ahead."""
    try:
        day = in_year(0)
    except ValueError:
        day = in_year(1)
    if day < today:
        day = in_year(1)
    if day - today > YEAR:
        raise ValueError(f"expected a day within a year of {today}, got {day}")
    return day
