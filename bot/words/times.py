"""Times of day as people type them: kl. 9, halv ti, kvart over 8, 14.15, kl. 2 om eftermiddagen.

The whole text must be understood, and what contradicts itself is not. A time from 1:00 to 6:59 without more means the
afternoon, since people call an employer by day; so "halv syv" is in the evening. "02:00", "kl. 2 om natten", "om
morgenen" and "am" mean the night and the morning. All words come from `language.toml`.
"""

from __future__ import annotations

import re
from datetime import time
from functools import cache
from typing import TYPE_CHECKING

from bot.words import numbers
from bot.words.typed import LONGEST, any_of, fold, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bot.words.traits import Traits

    Found = re.Match[str]
    Meaning = Callable[[Found], time | None]

BY_DAY = frozenset(range(7, 19))
"""The hours that a time lies in which does not say which half of the day it means."""
PARTS = {
    "am": frozenset(range(12)),
    "pm": frozenset(range(12, 24)),
    "morning": frozenset(range(1, 12)),
    "noon": frozenset(range(11, 15)),
    "afternoon": frozenset(range(12, 20)),
    "evening": frozenset(range(16, 24)),
    "night": frozenset((*range(19, 24), *range(7))),
}
"""The hours that a time can have in each part of the day."""
ANY = frozenset(range(24))
HOUR, HALF_DAY, DAY = 60, 12 * 60, 24 * 60
"""In minutes."""
DIGITS = r"(?P<hour>\d{1,2})"
SOME = "{0,4}"
"""How many words of a kind stand beside each other ("ca. kl."): with any number, a long text has too many readings."""
MINUTE = r"(?P<mark>[.:,]?)(?P<minute>\d{2})"


def read(text: str, traits: Traits) -> time | None:
    """The time that the whole text names; None when it is not understood."""
    if len(text) > LONGEST:
        return None
    return reader(traits).read(fold(text).strip(" !?"))


def part(text: str, traits: Traits) -> frozenset[int]:
    """The hours of the part of the day that the whole text names ("om eftermiddagen"); none where it names none."""
    return reader(traits).part(fold(text).strip(" !?.")) if len(text) <= LONGEST else frozenset()


@cache
def reader(traits: Traits) -> Reader:
    """What reads times in this language."""
    return Reader(traits)


class Reader:
    """Reads times in one language, in a text as `fold` writes it."""

    def __init__(self, traits: Traits) -> None:
        words = traits.times
        self._traits = traits
        self._hours = folded({word: int(hour) for hour, named in words["hours"].items() for word in named})
        self._from_hour: dict[str, int] = folded(words["from_hour"])
        self._after_hour: dict[str, int] = folded(words["after_hour"])
        self._past = folded(dict.fromkeys(words["past"]))
        self._parts = folded({phrase: hours for part, hours in PARTS.items() for phrase in words[part]})
        self._part = re.compile(any_of(self._parts))
        self._only_parts = re.compile(rf"{any_of(self._parts)}(?: {any_of(self._parts)}){SOME}\.?")
        self._rules = [(re.compile(pattern), meaning) for pattern, meaning in self._grammar(words)]

    def read(self, text: str) -> time | None:
        """The time that the whole text names; None when it is not understood."""
        for pattern, meaning in self._rules:
            found = pattern.fullmatch(text)
            if found:
                return meaning(found)
        return None

    def is_part(self, text: str) -> bool:
        """Whether the text names a part of the day, and no time in it: "om formiddagen"."""
        return self._only_parts.fullmatch(text) is not None

    def part(self, text: str) -> frozenset[int]:
        """The hours of the part of the day that the text names; none where it names none, or a time."""
        return self._within(self._part.findall(text)) if self.is_part(text) else frozenset()

    def is_hour(self, text: str) -> bool:
        """Whether the text is the word for an hour, and nothing more: "ni"."""
        return text in self._hours

    def _grammar(self, words: Mapping[str, list[str]]) -> Iterator[tuple[str, Meaning]]:
        """Every way to name a time."""
        part, clock = any_of(self._parts), any_of(words["clock"])
        before = rf"(?P<before>(?:{part} ){SOME})(?P<clock>(?:{clock} ?){SOME})"
        after = rf"(?: ?{any_of(words['after'])})?(?P<after>(?: ?{part}){SOME})\.?"
        hour = rf"(?P<hour>\d{{1,2}}|{any_of(self._hours)})"
        known = self._traits.numbers["words"]
        count = any_of(word for value, named in known.items() if value.isdecimal() for word in named)
        side = any_of([*words["past"], *words["to"]])
        counted = rf"(?:(?P<count>\d{{1,2}}|{count}) (?P<side>{side}) )?"
        from_hour = rf"(?:(?P<from>{any_of(self._from_hour)}) )?"
        yield rf"(?:{clock} ?){SOME}{any_of(words['noon'])}\.?", lambda _: time(12)
        yield rf"{before}{DIGITS}{MINUTE}{after}", self._on_the_clock
        yield rf"{before}{counted}{from_hour}{hour}{after}", self._in_words
        yield rf"{before}{hour} ?(?P<beyond>{any_of(self._after_hour)}){after}", self._with_minutes

    def _on_the_clock(self, found: Found) -> time | None:
        """14.15; without a mark, as in "kl 1415", only where it says that it is a time."""
        minute = int(found["minute"])
        if minute >= HOUR or not (found["mark"] or found["clock"]):
            return None
        return self._at(found, minute)

    def _in_words(self, found: Found) -> time | None:
        """9, "halv ti", "ti minutter over 8", "fem i halv ni"."""
        minutes = self._from_hour.get(found["from"], 0)
        if found["count"]:
            count = numbers.read(found["count"], self._traits)
            if count is None or not 0 < count < HOUR:
                return None
            minutes += int(count) if found["side"] in self._past else -int(count)
        return self._at(found, minutes)

    def _with_minutes(self, found: Found) -> time | None:
        """Minutes after their hour: "dokuz buçuk"."""
        return self._at(found, self._after_hour[found["beyond"]])

    def _at(self, found: Found, minutes: int) -> time | None:
        """So many minutes from the hour, in the half of the day that is meant; None where there is no such time."""
        written = found["hour"]
        hour = self._hours[written] if written in self._hours else int(written)
        if hour not in ANY:
            return None
        parts = self._part.findall(f"{found['before']} {found['after']}")
        zero_before = written.isdecimal() and len(written) == 2 and hour < 10
        by_24 = hour == 0 or hour > 12 or (zero_before and not parts)
        told = hour * HOUR + minutes
        possible = (told % DAY,) if by_24 else (told % HALF_DAY, told % HALF_DAY + HALF_DAY)
        unsaid = ANY if by_24 else BY_DAY
        hours = self._within(parts) if parts else unsaid
        fitting = [each for each in possible if each // HOUR in hours]
        return time(*divmod(fitting[0], HOUR)) if fitting else None

    def _within(self, parts: Iterable[str]) -> frozenset[int]:
        """The hours that lie in all of these parts of the day."""
        return ANY.intersection(*(self._parts[part] for part in parts))
