"""Key figures as a file for a spreadsheet: UTF-8 with its mark, semicolons, and no text that is taken for a formula."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from babel.numbers import format_decimal

from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.coaching.figures import Figure
    from bot.desk.columns import Column
    from bot.words import Language

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet takes for a formula."""
FEW: Final = N_("under 5")
AT_LEAST: Final = N_("{what}, at least")
AVERAGE: Final = N_("{what}, average movement")
# Translators: the name of a file. Only a-z, 0-9 and -, no other letters: "noegletal".
NAME: Final = N_("figures")
CITIZENS: Final = N_("{what}, citizens, at least")


def made(language: Language, columns: Sequence[Column], told: Mapping[date, Mapping[str, Figure]]) -> bytes:
    """The file: a line a month, the newest first; beside each average on how many citizens it rests."""
    headings = [heading for column in columns for heading in _headings(language, column)]
    first = [language.say(Words(N_("Month"))), *headings]
    few = language.say(Words(FEW))
    lines = (
        [
            month.isoformat()[:7],
            *(cell for column in columns for cell in _cells(language, column, figures.get(column.name), few)),
        ]
        for month, figures in told.items()
    )
    return written([[harmless(each) for each in first], *lines])


def named(language: Language) -> str:
    """What the file is called."""
    return f"{language.say(Words(NAME))}.csv"


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as such a file."""
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _headings(language: Language, column: Column) -> list[str]:
    forms = {"count": (AT_LEAST,), "days": ("{what}", CITIZENS), "moved": (AVERAGE, CITIZENS)}[column.kind]
    return [language.say(Words(form, {"what": Words(column.label)})) for form in forms]


def _cells(language: Language, column: Column, figure: Figure | None, few: str) -> list[str]:
    """The figure, and where it is an average on how many it rests. A number of our own is never taken for a formula."""
    if figure is None:
        return [few] if column.kind == "count" else [few, few]
    if column.kind == "count":
        return [str(int(figure.value))]
    value = str(format_decimal(figure.value, "0.0", locale=language.traits.locale))
    return [value, str(figure.citizens)]
