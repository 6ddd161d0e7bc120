"""How buttons stand under a message: choices in full width or side by side, ways around below them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias, TypedDict
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = {3: 4, 7: 3, 12: 2}
"""Choices up to so many characters long, all of them, stand so many in a row."""

ROW = 8
"""As many buttons as Telegram shows side by side."""

QUIET = 18
"""Two ways around, which need less to be read, stand side by side where both are at most so long."""


MANY = 10
"""So many choices leave no room for the question above them: they stand as ways around do."""


class InlineButton(TypedDict):
    """Telegram's InlineKeyboardButton with a callback."""

    text: str
    callback_data: str


Buttons: TypeAlias = "Sequence[InlineButton]"


def rows(choices: Buttons, quiet: Buttons, *, rtl: bool, simple: bool = False) -> list[list[InlineButton]]:
    """The rows of an inline keyboard. A language written from right to left gets one button a row.

    In simple mode the digits of a scale stand side by side, in any language: they are one thing to look at.
    """
    digits = _digits(choices) if simple else []
    others = choices[len(digits) :]
    scale = [digits] if digits else []
    if rtl:
        return scale + [[button] for button in (*others, *quiet)]
    return scale + _arrange(others, SHORT) + _pairs(quiet)


def _digits(choices: Buttons) -> list[InlineButton]:
    """The digits that the choices begin with, which stand in one row; none where they are too many, or one."""
    digits = [*takewhile(lambda button: button["text"].isdecimal() and len(button["text"]) == 1, choices)]
    return digits if 1 < len(digits) <= ROW else []


def _pairs(buttons: Buttons) -> list[list[InlineButton]]:
    """Rows of one button, or of two short ones that follow one another."""
    arranged: list[list[InlineButton]] = []
    for button in buttons:
        short = _width(button["text"]) <= QUIET
        before = arranged[-1] if arranged else []
        if short and len(before) == 1 and _width(before[0]["text"]) <= QUIET:
            before.append(button)
        else:
            arranged.append([button])
    return arranged


def _arrange(buttons: Buttons, widths: dict[int, int]) -> list[list[InlineButton]]:
    longest = max((_width(button["text"]) for button in buttons), default=0)
    few = 2 if len(buttons) >= MANY and longest <= QUIET else 1
    across = next((count for length, count in widths.items() if longest <= length), few)
    return _even(buttons, across)


def _width(text: str) -> int:
    """How many characters show, roughly: accents and marks of direction take no room."""
    return sum(category(character) not in ("Mn", "Cf") for character in text)


def _even(buttons: Buttons, across: int) -> list[list[InlineButton]]:
    """As few rows as `across` allows, of lengths as even as can be, the longer ones first."""
    count = -(-len(buttons) // across)
    arranged = []
    start = 0
    for row in range(count):
        end = start + -(-(len(buttons) - start) // (count - row))
        arranged.append(list(buttons[start:end]))
        start = end
    return arranged
