"""Letters, digits and marks that people write in several ways and that mean the same, in every script typed here."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import category, decimal, name, normalize

COMMAS: Final = ",،፣"
BEYOND_LATIN: Final = "\u0100"
"""The first letter after those of Western Europe, none of which needs anything here."""
OTHER_STOPS: Final = "؟۔።፧"
STOPS: Final = f".!?…{OTHER_STOPS}"
"""What ends a sentence; the others are those of scripts that have their own."""
FULL_STOPS: Final = ".۔።"

MARKS: Final = {
    **dict.fromkeys("،፣", ","),
    **dict.fromkeys("؛፤", ";"),
    **dict.fromkeys("؟፧", "?"),
    **dict.fromkeys("۔።٫", "."),
    **dict.fromkeys("‘’ʼ´`", "'"),
    "፡": " ",
    "፦": ":",
    "٪": "%",
}
ARABIC: Final = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیئ", "ي"),
    **dict.fromkeys("ةۀەھہ", "ه"),
    "ؤ": "و",
    "ک": "ك",
    "ـ": "",
}
SERIES: Final = ("ሠሰ", "ፀጸ", "ሐሀ", "ኀሀ", "ዐአ", "ቐቀ")
"""Ethiopic letters that many do not keep apart, each with the one that stands for it in all seven forms."""
ETHIOPIC: Final = {
    **{chr(ord(one) + form): chr(ord(other) + form) for one, other in SERIES for form in range(7)},
    **dict.fromkeys("አዐ", "ኣ"),
}
ALIKE: Final = {**MARKS, **ARABIC, **ETHIOPIC, "ı": "i", "ł": "l"}
"""What stands for a letter or mark where texts are compared."""
_MARKS: Final = str.maketrans(MARKS)


def alike(text: str) -> str:
    """The text without regard to capitals, to how its letters and marks are written, and to the script of its digits.

    Accents stay; what is written above or below a letter and is no part of it, like Arabic vowels, goes.
    """
    text = text.casefold()
    if text.isascii() or max(text) < BEYOND_LATIN:
        return text
    return "".join(map(letter, normalize("NFC", text)))


def plain(text: str) -> str:
    """The same without accents and characters that cannot be seen."""
    text = text.casefold()
    if text.isascii():
        return text.replace("`", "'")
    return "".join(letter(each) for each in normalize("NFD", text) if category(each) != "Cf")


def with_latin_marks(text: str) -> str:
    """The text with the commas, stops and apostrophes of every script as Latin writing has them."""
    return text if text.isascii() else text.translate(_MARKS)


@lru_cache(maxsize=2048)
def letter(character: str) -> str:
    """What stands for one character; "" for a mark upon another."""
    kind = category(character)
    if kind == "Mn":
        return ""
    return str(decimal(character)) if kind == "Nd" else ALIKE.get(character, character)


@lru_cache(maxsize=4096)
def script(character: str) -> str:
    """The script of a letter, as the first word of its name in Unicode says it."""
    return name(character, "").partition(" ")[0]


def is_one_off(one: str, other: str) -> bool:
    """Whether one letter of a word was changed, left out, put in, or has changed places with the next."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    moved = one[:2] == other[1::-1] and one[2:] == other[2:]
    return bool(one or other) and (one[1:] == other[1:] or one == other[1:] or one[1:] == other or moved)
