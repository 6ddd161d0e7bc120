"""The screen that everything a person sends passes before it is stored: characters, CPR numbers, signs of distress."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.coaching.distress import care, company
from bot.coaching.spelling import plain
from bot.engine.context import Signs
from bot.engine.inputs import Command, Edited, Other, Spoke, Typed

if TYPE_CHECKING:
    from bot.engine.inputs import Input

MASK = "██████-████"
CPR = re.compile(
    r"(?<!\d)(\d\d)([ \u00a0./–‑-]?)(\d\d)\2"  # day and month, with the same sign or none between all three
    # A year of four digits only where signs set it apart; "01.02.2019 - 2020" is from one year to another.
    r"(\d\d|(?<=\D)\d{4}(?=\D\d|[ \u00a0][-–—‑][ \u00a0](?!19|20)\d))"
    r"[ \u00a0]?[-–—‑./]?[ \u00a0]?\d{4}(?!\d)"
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
    if isinstance(given, Typed | Edited | Other):
        return _screen_text(given)
    if isinstance(given, Command):
        argument = mask(storable(given.argument))
        return Screened(replace(given, argument=argument), _signs(given.argument, argument))
    if isinstance(given, Spoke):
        caption = mask(storable(given.caption))
        signs = replace(_signs(given.caption, caption), only_masked=False)  # there is the recording as well
        return Screened(replace(given, caption=caption), signs)
    return Screened(given, Signs())


def _screen_text(given: Typed | Edited | Other) -> Screened:
    text = mask(storable(given.text))
    return Screened(replace(given, text=text), _signs(given.text, text))


def _signs(before: str, after: str) -> Signs:
    masked = after != storable(before)
    alone = masked and not plain(after.replace(MASK, ""))
    return Signs(masked, alone, care(after), company())


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
