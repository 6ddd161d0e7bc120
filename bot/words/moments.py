"""Days with their time, as people type them in one go: i morgen kl. 9, torsdag 26. november kl. 14.15, 25/11 halv ti.

The day is taken out of the text wherever it stands, and what is left must be a time or, behind the day, a part of it
("i morgen formiddag"). Beside a day, a bare "9" is no time: "torsdag 26" is none either. What can be read in two ways
is not understood: "den 26. 9.30" is a time on the 26th, or a day in September 2030.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.words import days, names, times
from bot.words.typed import LONGEST, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time

    from bot.words.traits import Traits

PAUSE = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma that is no part of a time."""


def read(text: str, today: date, traits: Traits) -> tuple[date, time | None] | None:
    """The day that the whole text names, as seen from `today`, and its time if it has one.

    None when it is not understood.
    """
    if len(text) > LONGEST:
        return None
    folded = one_line(text)
    found = set(_readings(folded, today, traits))
    return found.pop() if len(found) == 1 else None


def one_line(text: str) -> str:
    """A text as `fold` writes it, without the commas between its parts and the marks around it."""
    return " ".join(PAUSE.sub(" ", fold(text)).split()).strip(" !?")


def _readings(text: str, today: date, traits: Traits) -> Iterator[tuple[date, time | None]]:
    """Every way to read the text."""
    words, weekdays = text.split(), names.weekdays(traits)
    for start in range(len(words)):
        if start and weekdays.joins(words[start - 1], words[start]):
            continue
        for end in range(start + 1, len(words) + 1):
            named = " ".join(words[start:end])
            day = days.read(named, today, traits)
            rest = " ".join((*words[:start], *words[end:]))
            if day is None:
                continue
            at = _time(rest, named, text, today, traits)
            if at is not None or not rest or (start == 0 and times.reader(traits).is_part(rest)):
                yield day, at


def _time(rest: str, named: str, text: str, today: date, traits: Traits) -> time | None:
    """The time in what is left of a text beside its day. "I aften kl. 8" names the day and which eight it is.

    A number in words is none where it counts the weeks until the day (Somali "laba toddobaad kadib"), or where it is
    the half of another number.
    """
    reader = times.reader(traits)
    if reader.is_part(named):
        return reader.read(text)
    is_count = reader.is_hour(rest) and (reader.is_hour(text) or days.read(text, today, traits) is not None)
    may_be_a_day = rest.isdecimal() or is_count or days.read(rest, today, traits) is not None
    return None if may_be_a_day else reader.read(rest)
