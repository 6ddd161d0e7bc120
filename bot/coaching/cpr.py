"""CPR numbers, the Danish personal identity numbers: found and covered in what a person writes."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from bot.coaching.unseen import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MASK = "██████-████"

# Every repetition keeps what it has taken ("*+", "++"), so that no text, however long, is gone over again and again.
SPACES = r"\s*+"
DASHES = r"[-‐‑‒–—―−－]{1,2}"
SIGN = rf"(?:[./．／]|{DASHES})"
YEAR = r"(?:\d\d|\d{4}(?!\d))"
CPR = re.compile(
    rf"""
    (?=\d)(?<!\d)  # first whether there is a digit at all: that is fast
    (?P<date>
        # 010190, 0101 90, 01011990
        \d{{4}} {SPACES} {YEAR}
        # 01 01 90, but not the end of a phone number, 20 30 10 12, with a postal code after it
      | (?<!(?<!\d)[2-9]\d\s) \d\d \s++ \d\d \s++ {YEAR}
        # 01.01.90, and as Danes also write it: 01/01-90, 01/01 90; again not the end of 20.30.10.12
      | (?<!(?<!\d)[2-9]\d[-./]) \d\d {SPACES} (?P<sign>{SIGN}) {SPACES}
        \d\d {SPACES} (?:(?P=sign) | {DASHES} | (?<=\s)) {SPACES} {YEAR}
    )
    # Nothing, or any signs that people put there: 010190 - 1234, (010190) 1234, 010190--1234
    (?P<gap> [-‐‑‒–—―−－./．／()（）\[\]\s]*+ )
    (?P<serial> \d{{4}} ) (?!\d)
    """,
    re.VERBOSE,
)
"""What is written like a CPR number, in the digits of any script."""
SPACED_DASH = re.compile(rf"\s+{DASHES}\s+")


def mask(text: str) -> str:
    """The text with every CPR number covered."""
    seen, places = _seen(text)
    parts, done = [], 0
    for number in _numbers(seen):
        parts += [text[done : places[number.start()]], MASK]
        done = places[number.end() - 1] + 1
    return "".join(parts) + text[done:]


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """What can be seen of a text, and where each character of that stands in it."""
    if UNSEEN.isdisjoint(text):
        return text, range(len(text))
    places = [place for place, each in enumerate(text) if each not in UNSEEN]
    return "".join(text[place] for place in places), places


def _numbers(seen: str) -> Iterator[re.Match[str]]:
    """Every CPR number. What only looks like one may overlap with one, so the search goes on inside it."""
    found = CPR.search(seen)
    while found:
        real = _is_cpr(found)
        if real:
            yield found
        found = CPR.search(seen, found.end() if real else found.start() + 1)


def _is_cpr(found: re.Match[str]) -> bool:
    figures = re.sub(r"\D", "", found["date"])
    day, month, year = int(figures[:2]), int(figures[2:4]), int(figures[4:])
    return is_cpr_date(day, month, year) and not _is_day_alone(year, found["gap"], int(found["serial"]))


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
        return serial < 4000 and (later or gap.isspace())
    return later and SPACED_DASH.fullmatch(gap) is not None
