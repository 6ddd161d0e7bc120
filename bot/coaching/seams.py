"""CPR numbers that run from one message into the next: alone each of these is harmless, together they are one."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

from bot.coaching.cpr import said, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BETWEEN = "\n"
"""What stands between messages that are joined."""
DIGIT = re.compile(r"\d")
COVER = "█"
PHONE = re.compile(r"(?<!\d)[2-9]\d(?:[^\S\n]?\d\d){3}(?!\d)")
"""A Danish phone number: behind a message that ends with a day it would look like the rest of a CPR number."""


def covered(texts: Sequence[str]) -> list[str]:
    """Messages as they may be joined: of a number that runs over several, the digits are covered in each of them.

    What was typed is looked at like what was heard: a number comes apart between its pairs or digits in both.
    """
    whole = BETWEEN.join(texts)
    numbers = [*written(whole), *_said(whole)]
    safe, start = list[str](), 0
    for text in texts:
        end = start + len(text)
        over = ((first - start, last - start) for first, last in numbers if first < start or end < last)
        safe.append(reduce(_without_digits, over, text))
        start = end + len(BETWEEN)
    return safe


def _said(whole: str) -> Iterator[tuple[int, int]]:
    """Where numbers begin and end that are told by their digits alone, but for those that a phone number is part of."""
    phones = [found.span() for found in PHONE.finditer(whole)]
    for first, last in said(whole):
        if not any(begin < last and first < end for begin, end in phones):
            yield first, last


def _without_digits(text: str, number: tuple[int, int]) -> str:
    first, last = (max(place, 0) for place in number)
    return text[:first] + DIGIT.sub(COVER, text[first:last]) + text[last:]
