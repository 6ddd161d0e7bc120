"""CPR numbers, the Danish personal identity numbers: found and covered in what a person writes."""

from __future__ import annotations

import re
from calendar import monthrange

MASK = "██████-████"
SPACE = r"[ \t\n\u00a0\u202f]"
DASH = r"[-‐‑‒–—−]"
CPR = re.compile(
    # Day and month, with the same sign or none between all three, or a space before the year alone.
    rf"(?<!\d)(\d\d)({SPACE}|{DASH}|[./]|)(\d\d)(?:\2|{SPACE})"
    # A year of four digits only where signs set it apart; "01.02.2019 - 2020" is from one year to another.
    rf"(\d\d|(?<=\D)\d{{4}}(?=\D\d|{SPACE}{DASH}{SPACE}(?!19|20)\d)|\d{{4}}(?={DASH}\d))"
    rf"{SPACE}?(?:{DASH}|[./])?{SPACE}?\d{{4}}(?!\d)"
)
"""DDMMYY-NNNN, DD.MM.YY-NNNN or DD/MM/YYYY NNNN and the like, in the digits of any script."""


def mask(text: str) -> str:
    """The text with every CPR number covered."""
    return CPR.sub(lambda match: MASK if is_cpr_date(*map(int, match.group(1, 3, 4))) else match[0], text)


def is_cpr_date(day: int, month: int, year: int) -> bool:
    """Whether these can begin a CPR number: a date, also of a replacement number, whose first digit is raised by 6.

    Modulus 11 is not tested: it has not held since 2007. The century is unknown, so 29 February counts in any
    year that is a leap year in one of them.
    """
    day = day - 60 if day > 60 else day
    if not 1 <= month <= 12:
        return False
    year %= 100
    # 2000 + year and 1900 + year differ in leap years only for the year 00.
    return 1 <= day <= monthrange(2000 + year, month)[1]
