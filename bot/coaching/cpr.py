"""CPR numbers, the Danish personal identity numbers: found and covered in what a person writes."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from bot.coaching.cpr_patterns import (
    ABROAD,
    AMOUNT,
    APART,
    BETWEEN,
    CLOSE,
    CPR,
    DASHED,
    DAY_PARTS,
    DIGITS,
    LIST,
    LONGEST_SAID,
    MONTHS,
    PAIR,
    PHONE_DIGITS,
    SHIFT,
    SPACED_DASH,
    SPELLED,
    WHOLE_YEAR,
)
from bot.coaching.unseen import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MASK = "██████-████"
FIGURE = re.compile(r"\d")
"""A digit in any script."""


def mask(text: str) -> str:
    """The text with every CPR number covered."""
    if not FIGURE.search(text):  # as in most of what people write
        return text
    covered = _masked(text)
    while covered != text:  # what was covered may have kept another from being found
        text, covered = covered, _masked(covered)
    return covered


def _masked(text: str) -> str:
    text = _without(text, written(text))
    return _without(text, spelled(text))


def mask_said(text: str) -> str:
    """What was heard with every CPR number covered, also one said digit by digit or in pairs: "01, 01, 90, 12, 34".

    A phone number that is written so is not nearly as long.
    """
    text = mask(text)
    return _without(text, said(text))


def written(text: str) -> Iterator[tuple[int, int]]:
    """Where the CPR numbers of a text begin and end."""
    seen, places = _seen(text)
    return ((places[each.start()], places[each.end() - 1] + 1) for each in _numbers(seen))


def said(text: str) -> Iterator[tuple[int, int]]:
    """The same of those whose digits stand alone or in groups, as a listener writes what somebody says slowly."""
    seen, places = _seen(text)
    return ((places[start], places[end - 1] + 1) for start, end in _said(seen))


def spelled(text: str) -> Iterator[tuple[int, int]]:
    """The same of those that are typed digit by digit or in pairs: no Danish phone number has ten digits."""
    seen, places = _seen(text)
    return ((places[start], places[end - 1] + 1) for start, end in _spelled(seen))


def _without(text: str, numbers: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in numbers:
        parts += [text[done:start], MASK]
        done = end
    return "".join(parts) + text[done:]


def _said(seen: str) -> Iterator[tuple[int, int]]:
    places = (first.start() for first in DIGITS.finditer(seen))
    return _apart((start, end) for start in places if (end := _end_of_said(seen, start)))


def _apart(numbers: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where numbers begin and end, in their order; those that overlap count as one."""
    start = end = 0
    for first, last in numbers:
        if first >= end:
            if end:
                yield start, end
            start = first
        end = max(end, last)
    if end:
        yield start, end


def _spelled(seen: str) -> Iterator[tuple[int, int]]:
    runs = (run for pattern in (SPELLED, WHOLE_YEAR) for run in pattern.finditer(seen))
    return _apart(sorted(number for run in runs for number in _in_run(run)))


def _in_run(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The CPR numbers among digits that are typed one by one, which may overlap; none in phone numbers alone."""
    before = run.string[max(run.start() - 8, 0) : run.start() + 2]
    groups = list(DIGITS.finditer(run.string, *run.span()))
    figures = [group[0] for group in groups]
    if len("".join(figures)) % PHONE_DIGITS == 0:
        return
    for first in range(4 if ABROAD.search(before) else 0, len(groups)):
        for last in (first + count for count in (5, 6, 10, 12)):
            if last <= len(groups) and _is_said(figures[first:last]):
                yield groups[first].start(), groups[last - 1].end()


def _end_of_said(seen: str, at: int) -> int:
    """Where the number ends that begins here, 0 where none does."""
    groups: list[str] = []
    found = 0
    while len("".join(groups)) < LONGEST_SAID and (group := DIGITS.match(seen, at)):
        groups.append(group[0])
        if _is_said(groups):
            found = group.end()  # two digits more can be the end of one with a whole year
        between = BETWEEN.match(seen, group.end())
        at = between.end() if between else len(seen)
    return found


def _is_said(groups: list[str]) -> bool:
    """Whether these are the digits of a CPR number, with a year of two digits or of four, and of no day with a time."""
    figures = "".join(groups)
    if len(figures) not in (10, LONGEST_SAID):
        return False
    day, month, year, serial = int(figures[:2]), int(figures[2:4]), int(figures[4:-4]), int(figures[-4:])
    split = len(figures) == 10 and any(
        len(group) == 4 and len("".join(groups[:place])) == 4 for place, group in enumerate(groups)
    )
    return not split and is_cpr_date(day, month, year) and (year < 2000 or serial >= 4000)


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """What can be seen of a text, in the digits 0 to 9, and where each character of that stands in it."""
    if text.isascii():
        return text, range(len(text))
    figures = {ord(each): str(int(each)) for each in set(text) if each.isdecimal()}
    read = text.translate(figures) if figures else text
    if UNSEEN.isdisjoint(text):
        return read, range(len(text))
    places = [place for place, each in enumerate(text) if each not in UNSEEN]
    return "".join(read[place] for place in places), places


def _numbers(seen: str) -> Iterator[re.Match[str]]:
    """Every CPR number. What only looks like one may overlap with one, so the search goes on inside it."""
    done = 0
    found = CPR.search(seen)
    while found:
        real = _is_cpr(found, seen[max(done, found.start() - 4) : found.start()])
        if real:
            done = found.end()
            yield found
        found = CPR.search(seen, done if real else found.start() + 1)


def _is_cpr(found: re.Match[str], before: str) -> bool:
    """Whether it is one; `before` are the characters before it that belong to no other."""
    day, month, year = _day(found["date"])
    serial = int(re.sub(r"\D", "", found["serial"]))
    return (
        is_cpr_date(day, month, year)
        and _is_joined(found)
        and not _ends_a_longer_number(found, before)
        and not _is_measured(found)
        and not _is_day_alone(year, found["gap"], serial)
    )


def _day(date: str) -> tuple[int, int, int]:
    """Its day, month and year."""
    parts = DAY_PARTS.findall(date)
    figures = "".join(str(MONTHS.get(part[:3].casefold(), part)).zfill(2) for part in parts)
    return int(figures[:2]), int(figures[2:4]), int(figures[4:])


def _is_joined(found: re.Match[str]) -> bool:
    """Whether the parts belong to each other: those of a list do not, nor a short date and what is only near it."""
    date, gap, serial = found["date"], found["gap"], found["serial"]
    if found["said"]:
        return True
    if found["hyphened"]:
        return bool(date.isdecimal() or found["pairs"]) and DASHED.search(gap) is not None
    if date.isdecimal():
        return serial.isdecimal() or (gap != "" and not LIST.fullmatch(gap))
    if (found["short"] or found["named"]) and not 1900 <= _day(date)[2] < 2000:
        return CLOSE.fullmatch(gap) is not None and not set(gap) <= {"."}
    if not serial.isdecimal():
        return CLOSE.fullmatch(gap) is not None
    return not LIST.fullmatch(gap)


def _is_measured(found: re.Match[str]) -> bool:
    """Whether a day is followed by the hours of a shift, or by an amount of hours or money."""
    if not found["gap"].isspace():
        return False
    place = found.start("serial")
    if SHIFT.match(found.string, place):
        return True
    return not found["date"].isdecimal() and AMOUNT.match(found.string, place) is not None


def _ends_a_longer_number(found: re.Match[str], before: str) -> bool:
    """Whether it is the end of a phone number with a postal code after it, 20 30 10 12 2100, or of 10.1.1.12."""
    pair = PAIR.search(before)
    if found["short"]:
        return re.search(r"\d[-./]\Z", before) is not None
    if pair is None or not (found["gap"].isspace() or SPACED_DASH.fullmatch(found["gap"])):
        return False
    return bool(found["pairs"] if pair[1].isspace() else found["sign"])


def is_cpr_date(day: int, month: int, year: int) -> bool:
    """Whether these can begin a CPR number: a date, also of a replacement number, whose first digit is raised by 6.

    Modulus 11 is not tested: it has not held since 2007. The century of a year of two digits is unknown, so
    29 February counts in any year that is a leap year in one of them.
    """
    day = day - 60 if day > 60 else day
    if not 1 <= month <= 12 or not (year < 100 or 1900 <= year < 2100):
        return False
    year %= 100
    # 2000 + year and 1900 + year differ in leap years only for the year 00.
    return 1 <= day <= monthrange(2000 + year, month)[1]


def _is_day_alone(year: int, gap: str, serial: int) -> bool:
    """Whether the four digits after a day with a whole year are a year, a postal code, a price or a time.

    The numbers of those born since 2000 go on with 4 to 9.
    """
    later = 1900 <= year <= serial < 2100
    if year >= 2000:
        return serial < 4000 and (later or APART.fullmatch(gap) is not None)
    return later and SPACED_DASH.fullmatch(gap) is not None
