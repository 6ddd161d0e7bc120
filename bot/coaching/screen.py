"""The screen that everything a person sends passes before it is stored: characters, CPR numbers, signs of distress."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.engine.context import Signs
from bot.engine.inputs import Command, Edited, Other, Typed
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.inputs import Input

MASK = "██████-████"
CPR = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[ \u00a0]?[-–—‑.]?[ \u00a0]?(\d{4})(?!\d)")
"""DDMMYY-NNNN with or without hyphen or space, in the digits of any script."""

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

CARE = (
    N_(
        "It sounds as if things are very hard for you. If you are in danger, call {emergency} now. "
        "You can also call Livslinien on {helpline}."
    ),
    N_(
        "If you do not get through, call a doctor or the out-of-hours doctor. "
        "I am a program and cannot call for you."
    ),
)


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
    return Screened(given, Signs())


def _screen_text(given: Typed | Edited | Other) -> Screened:
    text = mask(storable(given.text))
    return Screened(replace(given, text=text), _signs(given.text, text))


def _signs(before: str, after: str) -> Signs:
    masked = after != storable(before)
    alone = masked and not plain(after.replace(MASK, ""))
    return Signs(masked, alone, care() if is_distressed(after) else ())


def storable(text: str) -> str:
    """The text with U+0000 and lone surrogates, which no database keeps, made U+FFFD."""
    return UNSTORABLE.sub("\ufffd", text)


def mask(text: str) -> str:
    """The text with every CPR number covered."""
    return CPR.sub(lambda match: MASK if is_cpr_date(*map(int, match.group(1, 2, 3))) else match[0], text)


def is_cpr_date(day: int, month: int, year: int) -> bool:
    """Whether these can begin a CPR number: a date, also of a replacement number, whose first digit is raised by 6.

    Modulus 11 is not tested: it has not held since 2007. The century is unknown, so 29 February counts in any
    year that is a leap year in one of them.
    """
    day = day - 60 if day > 60 else day
    if not 1 <= month <= 12:
        return False
    # 2000 + year and 1900 + year differ in leap years only for the year 00.
    return 1 <= day <= monthrange(2000 + year, month)[1]


def care() -> tuple[Words, ...]:
    """What to say at once to somebody in acute distress."""
    content = _content()
    numbers = {"emergency": content["emergency"], "helpline": content["helpline"]}
    return (Words(CARE[0], {name: str(number) for name, number in numbers.items()}), Words(CARE[1]))


def is_distressed(text: str) -> bool:
    """Whether a message has a sign of acute distress in it, in any of the languages there are phrases for."""
    rest = _phrases("harmless").sub(" ", plain(text))
    return _phrases("phrases").search(rest) is not None


def plain(text: str) -> str:
    """A text in lower case with single spaces and no punctuation, as phrases are compared."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


@cache
def _content() -> dict[str, object]:
    return tomllib.loads(files("bot.coaching").joinpath("distress.toml").read_text(encoding="utf-8"))


@cache
def _phrases(table: str) -> re.Pattern[str]:
    """Any phrase of a table, longest first, as whole words."""
    languages = _content()[table]
    if not isinstance(languages, dict):
        raise TypeError(
            f"bot/coaching/distress.toml: expected a table [{table}] with a list for each language"
        )
    every = sorted(
        {plain(phrase) for phrases in languages.values() for phrase in phrases}, key=len, reverse=True
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, every)) + r")(?!\w)")
