"""What CPR numbers, and what only looks like them, are written like."""

from __future__ import annotations

import re

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
  | (?:(?:og|and)\s)? (?:(?:de|the|my)\s)? (?:sidste|last) \s (?:fire|four|4)
    (?:\s(?:cifre|tal|digits))? (?:\s(?:er|are))?
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
BETWEENS = (rf"{BLANK}++", rf"{BLANK}*+{DASHES}{BLANK}*+", rf"{BLANK}*+[.]{BLANK}*+", rf"{BLANK}*+/{BLANK}*+")
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
