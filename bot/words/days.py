"""Days as people type them: i morgen, på torsdag, 26. november, 26/11, om to uger; their time is read in `moments`.

The whole text must be understood, and what contradicts itself or the calendar is not: asking again is kinder than
a plan on the wrong day. Names of weekdays and months are in `names`, the other words in `language.toml`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.words import names, numbers
from bot.words.calendar import WEEK, add_months, coming, day_of_month, day_of_year, in_week, next_week
from bot.words.typed import any_of, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.words.traits import Traits

    Found = re.Match[str]
    Meaning = Callable[[Found, date], date | None]

DAY = r"(?P<day>\d{1,2})"
NUMBER = r"(?P<number>\d{1,2})"
YEAR = r"(?:[ ./-]{1,2}(?P<year>\d{4}|\d{2}))?\.?"
MARK = " ?[./-] ?"
UNITS = ("day", "week", "month")


def read(text: str, today: date, traits: Traits) -> date | None:
    """The day that the whole text names, as seen from `today`; None when it is not understood.

    The text is as `fold` writes it, and says nothing of a time of day.
    """
    return _reader(traits).read(text, today)


@cache
def _reader(traits: Traits) -> _Reader:
    return _Reader(traits)


class _Reader:
    """Reads days in one language: a list of patterns, each with what it means."""

    def __init__(self, traits: Traits) -> None:
        words = traits.days
        self._traits = traits
        self._weekdays, self._months = names.weekdays(traits), names.months(traits)
        self._offsets: dict[str, int] = folded(words["offsets"])
        self._month_offsets: dict[str, int] = folded(words["month_offsets"])
        self._units = folded({word: unit for unit in UNITS for word in words[f"{unit}_units"]})
        self._rules = [(re.compile(pattern), meaning) for pattern, meaning in self._grammar(words)]
        self._after = re.compile(rf" {any_of(words['after'])}\Z") if words["after"] else None

    def read(self, text: str, today: date) -> date | None:
        if text in self._offsets:
            return today + timedelta(days=self._offsets[text])
        if text in self._month_offsets:
            return add_months(today, self._month_offsets[text])
        for pattern, meaning in self._rules:
            found = pattern.fullmatch(text)
            day = _in_calendar(meaning, found, today) if found else None
            if day is not None:
                return day
        ended = self._after.search(text) if self._after is not None else None
        return self.read(text[: ended.start()], today) if ended else None

    def _grammar(self, words: Mapping[str, list[str]]) -> list[tuple[str, Meaning]]:
        """Every way to name a day, the more particular first."""
        weekday = rf"(?P<weekday>{self._weekdays.pattern})\.?"
        month = rf"(?P<month>{self._months.pattern})\.?"
        before = _optional([*words["before"], *words["the"]])
        the, of = _optional(words["the"]), _optional(words["of"])
        lead = rf"{before}(?:{weekday} )?{the}"
        # Only where the language itself writes a weekday last: elsewhere that is rather two days.
        last = rf"(?: (?P<last>{self._weekdays.pattern})\.?)?" if self._traits.day.endswith("EEEE") else ""
        ordinal = rf" ?{any_of(words['ordinals'])}"
        later = any_of(words["next_week"])
        counted = rf"(?P<count>\w+(?: \w+)?) (?P<unit>{any_of(self._units)}) {any_of(words['from_now'])}"
        return [
            *([(counted, self._ahead)] if words["from_now"] else ()),
            (rf"{any_of(words['in'])} (?P<count>\w+) (?P<unit>{any_of(self._units)})", self._ahead),
            (rf"{any_of(words['next'])} {weekday}", self._next_week),
            (rf"{before}{weekday} {later}", self._next_week),
            (rf"{later} {before}{weekday}", self._next_week),
            (rf"{before}{weekday} {any_of(words['a_week_later'])}", self._week_after),
            (rf"{before}{weekday} {any_of(words['week'])} (?P<week>\d{{1,2}})", self._numbered_week),
            (rf"{any_of(words['week'])} (?P<week>\d{{1,2}}) {before}{weekday}", self._numbered_week),
            (rf"{before}{weekday}", self._weekday),
            (rf"{lead}{DAY}(?:{ordinal})? {of}{month}{YEAR}{last}", self._date),
            (rf"{lead}{month} {the}{DAY}(?:{ordinal})?{YEAR}{last}", self._date),
            (r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})", self._date),
            (rf"{lead}{DAY}{MARK}{NUMBER}{YEAR}", self._date),
            (rf"{lead}{DAY}{ordinal}", self._date),
            (rf"(?:{before}{weekday} )?{any_of(words['the'])} ?{DAY}", self._date),
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
        return coming(self._weekdays.index(found["weekday"]), today)

    def _week_after(self, found: Found, today: date) -> date | None:
        return coming(self._weekdays.index(found["weekday"]), today) + WEEK

    def _next_week(self, found: Found, today: date) -> date | None:
        return next_week(self._weekdays.index(found["weekday"]), today)

    def _numbered_week(self, found: Found, today: date) -> date | None:
        return in_week(self._weekdays.index(found["weekday"]), int(found["week"]), today)

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
        weekday = given.get("weekday") or given.get("last")
        contradicts = weekday and self._weekdays.index(weekday) != named.weekday()
        return None if contradicts else named

    def _month(self, given: Mapping[str, str | None]) -> int | None:
        """The month from its name or number; None where none was written."""
        name, number = given.get("month"), given.get("number")
        if name:
            return self._months.index(name)
        return int(number) if number else None


def _in_calendar(meaning: Meaning, found: Found, today: date) -> date | None:
    """What the match means; None where there is no such name or day."""
    try:
        return meaning(found, today)
    except (ValueError, OverflowError):
        return None


def _optional(words: Iterable[str]) -> str:
    """A pattern for one of these words and the space after it, which a word with a full stop can do without."""
    return rf"(?:{any_of(words)}(?: |(?<=\.)))?"
