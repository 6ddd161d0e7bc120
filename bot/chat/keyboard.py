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

STEP = 16
"""Two steps of a scale stand side by side where all of them are at most so long, each with its number and word."""

QUIET = 18
"""Two ways around, which need less to be read, stand side by side where both are at most so long."""


MANY = 10
"""So many choices leave no room for the question above them: they stand as ways around do."""


class InlineButton(TypedDict):
    """Telegram's InlineKeyboardButton with a callback."""

    text: str
    callback_data: str


Buttons: TypeAlias = "Sequence[InlineButton]"


def rows(choices: Buttons, quiet: Buttons, *, rtl: bool) -> list[list[InlineButton]]:
    """The rows of an inline keyboard. A language written from right to left gets one button a row.

    The steps of a scale stand side by side in any language, and so does what is around them: a scale is one thing to
    look at, and may not push its question off the screen.
    """
    steps = scale(choices)
    others = choices[len(steps) :]
    if steps:
        return _steps(steps) + _pairs(others) + _pairs(quiet)
    if rtl:
        return [[button] for button in (*others, *quiet)]
    return _arrange(others, SHORT) + _pairs(quiet)


def scale(choices: Buttons) -> Buttons:
    """The steps of a scale that the choices begin with, each under its number; none where there is but one."""
    steps = [*takewhile(_is_step, choices)]
    return steps if len(steps) > 1 else []


def has_room(steps: Buttons) -> bool:
    """Whether two of these steps stand side by side."""
    return all(_width(step["text"]) <= STEP for step in steps)


def _is_step(button: InlineButton) -> bool:
    key = button["callback_data"].rpartition(":")[2]
    number = _visible(button["text"]).partition(" ")[0]
    return key.isdecimal() and number.isdecimal() and int(number) == int(key)


def _steps(steps: Buttons) -> list[list[InlineButton]]:
    """Digits alone in one row, those with words in two columns."""
    if all(_width(step["text"]) == 1 for step in steps):
        return _even(steps, ROW)
    return _even(steps, 2 if has_room(steps) else 1)


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
    return len(_visible(text))


def _visible(text: str) -> str:
    return "".join(character for character in text if category(character) not in ("Mn", "Cf"))


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
