"""Days as people type them: i morgen, på torsdag, 26. november, 26/11, om to uger; their time is read in `moments`.

The whole text must be understood, and what contradicts itself or the calendar is not: asking again is kinder than
a plan on the wrong day. Names of weekdays and months come from CLDR, the other words from `language.toml`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.words import numbers
from bot.words.calendar import WEEK, add_months, coming, day_of_month, day_of_year, in_week, next_week
from bot.words.typed import any_of, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.words.traits import Traits

    Found = re.Match[str]
    Meaning = Callable[[Found, date], date | None]

SHORTEST_NAME = 3
"""Letters that a shortened name has at least: "tor", "nov"."""

NAME = rf"[^\W\d_]{{{SHORTEST_NAME},}}"
DAY = r"(?P<day>\d{1,2})"
MONTH = rf"(?P<month>{NAME})\.?"
NUMBER = r"(?P<number>\d{1,2})"
WEEKDAY = rf"(?P<weekday>{NAME})\.?"
YEAR = r"(?:[ ./-]{1,2}(?P<year>\d{4}|\d{2}))?\.?"
MARK = " ?[./-] ?"


def read(text: str, today: date, traits: Traits) -> date | None:
    """The day that the whole text names, as seen from `today`; None when it is not understood.

    The text is as `fold` writes it, and says nothing of a time of day.
    """
    return _reader(traits).read(text, today)


def weekday(word: str, traits: Traits) -> int | None:
    """The weekday that a word names, Monday 0, as `fold` writes it; None for any other word."""
    return _reader(traits).weekday(word)


@cache
def _reader(traits: Traits) -> _Reader:
    return _Reader(traits)


class _Reader:
    """Reads days in one language: a list of patterns, each with what it means."""

    def __init__(self, traits: Traits) -> None:
        words = traits.days
        self._traits = traits
        self._weekdays = _names(traits.locale.days["format"]["wide"])
        self._months = _names(traits.locale.months["format"]["wide"])
        self._offsets = {fold(phrase): offset for phrase, offset in words["offsets"].items()}
        self._units = {
            fold(word): unit for unit in ("day", "week", "month") for word in words[f"{unit}_units"]
        }
        self._rules = [(re.compile(pattern), meaning) for pattern, meaning in self._grammar(words)]

    def weekday(self, word: str) -> int | None:
        try:
            return _one_of(self._weekdays, word.rstrip("."))
        except ValueError:
            return None

    def read(self, text: str, today: date) -> date | None:
        if text in self._offsets:
            return today + timedelta(days=self._offsets[text])
        for pattern, meaning in self._rules:
            found = pattern.fullmatch(text)
            day = _in_calendar(meaning, found, today) if found else None
            if day is not None:
                return day
        return None

    def _grammar(self, words: Mapping[str, list[str]]) -> list[tuple[str, Meaning]]:
        """Every way to name a day, the more particular first."""
        before = _optional([*words["before"], *words["the"]])
        the, of = _optional(words["the"]), _optional(words["of"])
        lead = rf"{before}(?:{WEEKDAY} )?{the}"
        ordinal = rf" ?{any_of(words['ordinals'])}"
        later = any_of(words["next_week"])
        return [
            (rf"{any_of(words['in'])} (?P<count>\w+) (?P<unit>{any_of(self._units)})", self._ahead),
            (rf"{any_of(words['next'])} {WEEKDAY}", self._next_week),
            (rf"{before}{WEEKDAY} {later}", self._next_week),
            (rf"{later} {before}{WEEKDAY}", self._next_week),
            (rf"{before}{WEEKDAY} {any_of(words['a_week_later'])}", self._week_after),
            (rf"{before}{WEEKDAY} {any_of(words['week'])} (?P<week>\d{{1,2}})", self._numbered_week),
            (rf"{any_of(words['week'])} (?P<week>\d{{1,2}}) {before}{WEEKDAY}", self._numbered_week),
            (rf"{before}{WEEKDAY}", self._weekday),
            (rf"{lead}{DAY}(?:{ordinal})? {of}{MONTH}{YEAR}", self._date),
            (rf"{lead}{MONTH} {the}{DAY}(?:{ordinal})?{YEAR}", self._date),
            (r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})", self._date),
            (rf"{lead}{DAY}{MARK}{NUMBER}{YEAR}", self._date),
            (rf"{lead}{DAY}{ordinal}", self._date),
            (rf"(?:{before}{WEEKDAY} )?{any_of(words['the'])} ?{DAY}", self._date),
        ]

    def _ahead(self, found: Found, today: date) -> date | None:
        count = numbers.read(found["count"], self._traits)
        if count is None or count != int(count):
            return None
        unit = self._units[found["unit"]]
        if unit == "month":
            return add_months(today, int(count))
        return today + int(count) * (WEEK if unit == "week" else timedelta(days=1))

    def _weekday(self, found: Found, today: date) -> date | None:
        return coming(_one_of(self._weekdays, found["weekday"]), today)

    def _week_after(self, found: Found, today: date) -> date | None:
        return coming(_one_of(self._weekdays, found["weekday"]), today) + WEEK

    def _next_week(self, found: Found, today: date) -> date | None:
        return next_week(_one_of(self._weekdays, found["weekday"]), today)

    def _numbered_week(self, found: Found, today: date) -> date | None:
        return in_week(_one_of(self._weekdays, found["weekday"]), int(found["week"]), today)

    def _date(self, found: Found, today: date) -> date | None:
        """A date of which the day is given, and the rest as far as it was written."""
        given = found.groupdict()
        day = int(given["day"])
        month = self._month(given)
        if month is None:
            named = day_of_month(day, today)
        elif given.get("year"):
            year = int(given["year"])
            named = date(year if year > 99 else 2000 + year, month, day)
        else:
            named = day_of_year(day, month, today)
        weekday = given.get("weekday")
        contradicts = weekday and _one_of(self._weekdays, weekday) != named.weekday()
        return None if contradicts else named

    def _month(self, given: Mapping[str, str | None]) -> int | None:
        """The month from its name or number; None where none was written."""
        name, number = given.get("month"), given.get("number")
        if name:
            return _one_of(self._months, name)
        return int(number) if number else None


def _in_calendar(meaning: Meaning, found: Found, today: date) -> date | None:
    """What the match means; None where there is no such name or day."""
    try:
        return meaning(found, today)
    except (ValueError, OverflowError):
        return None


def _names(names: Mapping[int, str]) -> dict[str, int]:
    return {fold(name): index for index, name in names.items()}


def _one_of(names: Mapping[str, int], written: str) -> int:
    """The index of the only name that begins like this. Raises ValueError where it is none or several."""
    fitting = {index for name, index in names.items() if name.startswith(written)}
    if len(fitting) != 1:
        raise ValueError(f"expected the beginning of one of {', '.join(names)}, got {written!r}")
    return fitting.pop()


def _optional(words: Iterable[str]) -> str:
    """A pattern for one of these words and the space after it, which a word with a full stop can do without."""
    return rf"(?:{any_of(words)}(?: |(?<=\.)))?"
