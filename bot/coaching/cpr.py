"""CPR numbers, the Danish personal identity numbers: found and covered in what a person writes."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from bot.coaching.unseen import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MASK = "██████-████"

# Every repetition keeps what it has taken ("*+", "++"), so that no text, however long, is gone over again and again.
SPACES = r"\s*+"
DASHES = r"[-‐‑‒–—―−－ـ]{1,2}"
"""The last is the bar that makes Arabic words longer, and stands where other keyboards have the hyphen."""
SIGN = rf"(?:[./．／٫؍]|{DASHES})"
YEAR = r"(?:\d\d|\d{4}(?!\d))"
MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "maj": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
"""What the Danish and the English name of each month begins with."""
GAP = r"[-‐‑‒–—―−－ـ./．／٫؍()（）\[\]_＿,，،:：;；؛\s]*+"
SAID = r"""
    cpr (?:\W?n(?:umme)?r)?
  | (?:(?:de|the|my)\s)? (?:sidste|last) \s (?:fire|four|4) (?:\s(?:cifre|tal|digits))? (?:\s(?:er|are))?
"""
"""What tells that the four digits behind it belong to the day before it."""
CPR = re.compile(
    rf"""
    (?=\d)(?<!\d)  # first whether there is a digit at all: that is fast
    (?P<date>
        # 010190, 0101 90, 01011990
        \d{{4}} {SPACES} {YEAR}
        # 01 01 90, without more pairs behind it
      | (?P<pairs> \d\d \s++ \d\d \s++ {YEAR} (?! \s++ \d\d \s ) )
        # 1. januar 1990
      | (?P<named> \d\d?+ \.? {SPACES} (?:{"|".join(MONTHS)}) [a-z]{{0,6}}+ \.? {SPACES} {YEAR} (?!\d) )
        # 01.01.90, and as Danes also write it: 01/01-90, 01/01 90
      | \d\d {SPACES} (?P<sign>{SIGN}) {SPACES} \d\d {SPACES} (?:(?P=sign) | {DASHES} | (?<=\s)) {SPACES} {YEAR}
        # Only with a sign behind it as well, or it is any number: 0101-90-1234, 1/1-90-1234
      | (?P<short> \d{{4}} {SIGN} \d\d (?!\d) | \d\d? (?P<its>{SIGN}) \d\d? (?:(?P=its) | {DASHES}) {YEAR} (?!\d) )
    )
    # Nothing, or any signs that people put there: 010190 - 1234, (010190) 1234, 010190--1234, 010190_1234
    (?P<gap> {GAP} (?: (?P<said>{SAID}) {GAP} )? )
    # 1234, or 12 34 where that is not the beginning of a phone number, or 12-34
    (?P<serial>
        \d{{4}}
      | \d\d \s++ \d\d (?! \s\d\d\s\d\d (?!\d | \s++\d\d(?!\d) | [-./]\d) )
      | (?P<hyphened> (?<!\d) \d\d {DASHES} \d\d (?! {SIGN}\d ) )
    ) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What is written like a CPR number."""
SPACED_DASH = re.compile(rf"\s+{DASHES}\s+")
DAY_PARTS = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
DASHED = re.compile(DASHES)
LIST = re.compile(r"\s*[,，،:：;；؛]\s+|\s+[,，،:：;；؛]\s*")
"""What stands between two things of a list."""
CLOSE = re.compile(r"[^\s,，،]+")
"""What joins two numbers to one, as "12-34"; what stands between others may part them."""
APART = re.compile(r"[\s,，،:：;；؛_＿]+")
"""What stands between a day and a price or a time."""
QUARTER = r"(?:[01]\d|2[0-4])(?:00|15|30|45)(?!\d)"
SHIFT = re.compile(rf"{QUARTER}\s?{DASHES}\s?{QUARTER}")
"""From when to when somebody works: 0700-1500."""
AMOUNT = re.compile(r"\d{4}\s(?:timer|hours|kr|kroner|dkk)\b", re.IGNORECASE)
PAIR = re.compile(r"(?<!\d)[2-9]\d(\s|[-./])\Z")
"""The first two digits of a phone number, 20 30 10 12, before the rest of it."""

DIGITS = re.compile(r"\d++")
BETWEEN = re.compile(rf"(?:[\s,，،./．／]|{DASHES}){{1,3}}")
"""What a listener writes between the digits of a number that somebody says slowly."""
LONGEST_SAID = 12

BLANK = r"[^\S\n\r]"
BETWEENS = (rf"{BLANK}++", rf"{BLANK}*+{DASHES}{BLANK}*+", rf"{BLANK}*+[.]{BLANK}*+")
SPELLED = re.compile(
    "|".join(
        rf"(?<!\d)\d{{{width}}}(?:{between}\d{{{width}}}(?!\d)){{{10 // width - 1},}}+"
        for width in (1, 2)
        for between in BETWEENS
    )
)
"""Digits or pairs of digits that are typed one by one, all with the same between them: as many as in a CPR number."""
WHOLE_YEAR = re.compile(
    "|".join(
        rf"(?<!\d)\d\d{between}\d\d{between}\d{{4}}{between}\d\d{between}\d\d(?!\d)(?!{between}\d)"
        for between in BETWEENS
    )
)
"""The same with a year of four digits: 01 01 1990 12 34."""
ABROAD = re.compile(r"(?:\+|\b00)[\d\s()-]*\Z")
"""The beginning of a phone number of another country, before the rest of it."""
PHONE_DIGITS = 8


def mask(text: str) -> str:
    """The text with every CPR number covered."""
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
        return date.isdecimal() and DASHED.search(gap) is not None
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
