"""Repetitions as people type them: hver dag kl. 10, hver mandag kl. 9, på hverdage kl. 9, den 3. hver måned kl. 8.30.

The whole text must be understood. What speaks of a repetition and is none of those that we know (every other Monday) is
told apart from what speaks of none. Names of weekdays are in `names`, the other words in `language.toml`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from bot.engine.context import Repetition
from bot.words import moments, names, times
from bot.words.typed import LONGEST, any_of, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, time

    from bot.words.traits import Traits

    Kind = Literal["daily", "weekdays", "weekly", "monthly"]

NO_TIME = re.compile(r"(?:[^\W\d]+\.? )?\d{1,2}(?:[.:]\d{2})?")
"""What looks like a time and, where it was not understood as one, is none: "kl. 25"."""


def read(text: str, today: date, traits: Traits) -> Repetition | None:
    """The repetition that the whole text names, from `today` on; None where it speaks of none."""
    return None if len(text) > LONGEST else _reader(traits).read(moments.one_line(text), today)


@cache
def _reader(traits: Traits) -> _Reader:
    return _Reader(traits)


class _Reader:
    """Reads repetitions in one language."""

    def __init__(self, traits: Traits) -> None:
        words = traits.days
        self._traits = traits
        self._days = names.weekdays(traits)
        self._said_so = folded({name: day - 1 for day, name in names.numbered(words["weekly"], names.WEEK)})
        self._other = _phrase(words["every_other"])
        self._every = _phrase([*words["every"], *self._said_so])
        self._phrases: tuple[tuple[Kind, re.Pattern[str]], ...] = (
            ("weekdays", _phrase(words["every_weekday"])),
            ("daily", self._daily(words)),
            ("weekly", _phrase(words["every_week"])),
            ("monthly", _phrase(words["every_month"])),
        )
        self._weekday = re.compile(rf"(?<!\S)(?:{'|'.join(self._named(words))})(?!\S)")

    def _daily(self, words: Mapping[str, list[str]]) -> re.Pattern[str]:
        """What says "every day", and no name of a day after it where it stands before one too: "كل يوم اثنين"."""
        both = {*words["every_day"]} & {*words["every"]}
        only = {*words["every_day"]} - both
        either = rf"{any_of(only)}|{any_of(both)}(?! {any_of(self._days.full)}(?!\S))"
        return re.compile(rf"(?<!\S)(?:{either})(?!\S)")

    def _named(self, words: Mapping[str, list[str]]) -> Iterator[str]:
        """Every way to name the weekday on which something comes."""
        every, often = any_of(words["every"]), any_of(words["often_on"])
        named = any_of(self._days.full)
        yield rf"(?:{every} |{often} )?(?P<ended>{named}){any_of(words['weekday_endings'])}"
        yield rf"{every} (?P<name>{self._days.pattern}\.?)"
        if words["every_after"]:
            yield rf"(?P<first>{self._days.pattern}) {any_of(words['every_after'])}"
        if self._said_so:
            yield rf"(?:{every} |{often} )?(?P<itself>{any_of(self._said_so)})"

    def read(self, text: str, today: date) -> Repetition | None:
        if self._other.search(text):
            return Repetition("other", today, None)
        for kind, phrase in self._phrases:
            found = phrase.search(text)
            if found:
                rest = _without(text, found)
                return self._of_kind(kind, rest, today) or _not_understood(rest, today)
        weekly = self._weekly(text, today)
        speaks_of_one = weekly or self._every.search(text)
        return weekly or (Repetition("other", today, None) if speaks_of_one else None)

    def _of_kind(self, kind: Kind, rest: str, today: date) -> Repetition | None:
        """What is left beside "every day" is a time; beside "every month" it may be a day too."""
        understood, at = self._time(rest)
        if understood:
            return Repetition(kind, today, at)
        moment = moments.read(rest, today, self._traits) if kind in ("weekly", "monthly") else None
        return Repetition(kind, *moment) if moment else None

    def _weekly(self, text: str, today: date) -> Repetition | None:
        """Every Monday, each Friday, on Tuesdays, and a time."""
        for found in self._weekday.finditer(text):
            day = self._day(found.groupdict())
            understood, at = self._time(_without(text, found))
            if day is not None and understood:
                return Repetition("weekly", today + timedelta(days=(day - today.weekday()) % 7), at)
            if day is not None and NO_TIME.fullmatch(_without(text, found)):
                return Repetition("no_time", today, None)
        return None

    def _day(self, given: Mapping[str, str | None]) -> int | None:
        """The weekday that was named; None where it is no name of one."""
        itself = given.get("itself")
        if itself:
            return self._said_so[itself]
        written = given["ended"] or given["name"] or given.get("first") or ""
        try:
            return self._days.index(written.rstrip("."))
        except ValueError:
            return None

    def _time(self, rest: str) -> tuple[bool, time | None]:
        """Whether what is left of a text is understood: nothing, or a time."""
        at = times.reader(self._traits).read(rest) if rest else None
        return not rest or at is not None, at


def _phrase(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){any_of(words)}(?!\S)")


def _not_understood(rest: str, today: date) -> Repetition:
    """What is left of a text is no time, or makes it a repetition that we do not know."""
    return Repetition("no_time" if NO_TIME.fullmatch(rest) else "other", today, None)


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())
