"""Numbers as people type them: 2, to, 2,5, ½, 1.500, ca. 3 timer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import numeric

from bot.words.typed import LONGEST, any_of, fold, folded

if TYPE_CHECKING:
    from bot.words.traits import Traits

MOST_DIGITS = 12


def read(text: str, traits: Traits) -> float | None:
    """The number that the whole text names, an int where it is whole; None when it is not understood."""
    if len(text) > LONGEST:
        return None
    return _reader(traits).read(fold(text).strip(" .!"))


@cache
def _reader(traits: Traits) -> _Reader:
    return _Reader(traits)


class _Reader:
    """Reads numbers in one language."""

    def __init__(self, traits: Traits) -> None:
        known = traits.numbers
        self._words = folded(
            {word: float(value) for value, words in known["words"].items() for word in words}
        )
        about, unit = any_of(known["about"]), any_of(known["units"])
        self._frame = re.compile(rf"(?:{about} )?(?P<number>.+?)(?: ?(?:{unit}|%)\.?)?")
        group = "[. ]" if known["decimal"] == "," else "[, ]"
        self._digits = re.compile(
            rf"(?P<sign>[-−]?)(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:[.,](?P<decimals>\d+))?"
            r" ?(?P<vulgar>[½¼¾⅓⅔])?"
        )
        self._fraction = re.compile(r"(?:(?P<whole>\d+) )?(?P<over>\d+)/(?P<under>\d+)")

    def read(self, text: str) -> float | None:
        frame = self._frame.fullmatch(text)
        candidates = (text, frame["number"]) if frame else (text,)
        for candidate in candidates:
            value = self._value(candidate)
            if value is not None:
                return int(value) if value.is_integer() else value
        return None

    def _value(self, text: str) -> float | None:
        if text in self._words:
            return self._words[text]
        if len(text) > MOST_DIGITS:
            return None
        return self._from_digits(text) if "/" not in text else self._from_fraction(text)

    def _from_digits(self, text: str) -> float | None:
        found = self._digits.fullmatch(text)
        if (
            found is None
            or not (found["whole"] or found["vulgar"])
            or (found["decimals"] and found["vulgar"])
        ):
            return None
        whole = re.sub(r"\D", "", found["whole"] or "0")
        value = float(f"{whole}.{found['decimals'] or 0}") + (
            numeric(found["vulgar"]) if found["vulgar"] else 0
        )
        return -value if found["sign"] else value

    def _from_fraction(self, text: str) -> float | None:
        found = self._fraction.fullmatch(text)
        if found is None or int(found["under"]) == 0:
            return None
        return int(found["whole"] or 0) + int(found["over"]) / int(found["under"])
