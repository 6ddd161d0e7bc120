"""The screen that everything a person sends passes before it is stored: characters, CPR numbers, signs of distress."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from bot.coaching.cpr import MASK, mask, mask_said
from bot.coaching.distress import company, farewell, languages, read
from bot.coaching.spelling import plain
from bot.coaching.wishes import beside, wish
from bot.engine.context import Signs
from bot.engine.inputs import Command, Edited, Heard, Listened, Other, Spoke, Typed

if TYPE_CHECKING:
    from bot.engine.inputs import Input

ENOUGH = 4
"""Beside a CPR number fewer words than this are "my number is", and no answer."""
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
    if isinstance(given, Spoke | Heard):
        signs = replace(signs, only_masked=False, mostly_masked=False)  # there is the recording as well
    return Screened(clean, signs)


def masked(given: Input) -> Input:
    """The input fit to be stored: with unstorable characters replaced and CPR numbers masked."""
    match given:
        case Typed() | Edited() | Other():
            text = mask(storable(given.text))
            return given if text == given.text else replace(given, text=text)
        case Heard():
            return replace(given, text=mask_said(storable(given.text)))
        case Command():
            return replace(given, argument=mask(storable(given.argument)))
        case Spoke():
            return replace(given, caption=mask(storable(given.caption)))
        case Listened():
            return replace(
                given, text=mask(storable(given.text)), choices=tuple(map(storable, given.choices))
            )
    return given


def words(given: Input) -> str:
    """What a person wrote in an input, or was heard to say."""
    match given:
        case Typed(text=text) | Edited(text=text) | Heard(text=text) | Other(text=text):
            return text
        case Command(argument=argument):
            return argument
        case Spoke(caption=caption):
            return caption
    return ""


def _signs(before: str, after: str) -> Signs:
    if not before:  # a tap, or a timer: there is nothing to look at
        return _none()
    masked = after != storable(before)
    said, asked = read(after), wish(after)
    left = len(plain(after.replace(MASK, " ")).split()) if masked else 0
    return Signs(
        masked,
        masked and left == 0,
        masked and left < ENOUGH and not asked,
        said.care,
        said.exhausted,
        said.relief,
        company(),
        farewell(),
        said.numbers,
        asked,
        beside(after) if asked else "",
        languages(after) if said.care else frozenset(),
    )


@cache
def _none() -> Signs:
    return Signs(company=company(), farewell=farewell(), numbers=read("").numbers)


def storable(text: str) -> str:
    """The text with U+0000 and lone surrogates, which no database keeps, made U+FFFD."""
    return UNSTORABLE.sub("\ufffd", text)
