"""The screen that everything a person sends passes before it is stored: characters, CPR numbers, signs of distress."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.coaching.distress import care, company, farewell, relief
from bot.coaching.spelling import plain
from bot.engine.context import Signs
from bot.engine.inputs import Command, Edited, Other, Spoke, Typed

if TYPE_CHECKING:
    from bot.engine.inputs import Input

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

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Screened:
    """An input fit to be stored, and what was found in it."""

    input: Input
    signs: Signs


def screen(given: Input) -> Screened:
    """The input with unstorable characters replaced and CPR numbers masked, and the signs that call for an answer."""
    clean = masked(given)
    signs = _signs(words(given), words(clean))
    if isinstance(given, Spoke):
        signs = replace(signs, only_masked=False)  # there is the recording as well
    return Screened(clean, signs)


def masked(given: Input) -> Input:
    """The input fit to be stored: with unstorable characters replaced and CPR numbers masked."""
    match given:
        case Typed() | Edited() | Other():
            return replace(given, text=mask(storable(given.text)))
        case Command():
            return replace(given, argument=mask(storable(given.argument)))
        case Spoke():
            return replace(given, caption=mask(storable(given.caption)))
    return given


def words(given: Input) -> str:
    """What a person wrote in an input."""
    match given:
        case Typed(text=text) | Edited(text=text) | Other(text=text):
            return text
        case Command(argument=argument):
            return argument
        case Spoke(caption=caption):
            return caption
    return ""


def _signs(before: str, after: str) -> Signs:
    masked = after != storable(before)
    alone = masked and not plain(after.replace(MASK, ""))
    return Signs(masked, alone, care(after), relief(after), company(), farewell())


def storable(text: str) -> str:
    """The text with U+0000 and lone surrogates, which no database keeps, made U+FFFD."""
    return UNSTORABLE.sub("\ufffd", text)


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
