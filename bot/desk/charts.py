"""Key figures as drawings: where each bar stands. What they show stands in the tables too, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from bot.desk.columns import number
from bot.pictures import measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.coaching.figures import Figure
    from bot.desk.columns import Column
    from bot.words import Language

WIDTH: Final = 372
GROUND: Final = 150
"""Where the bars stand, counted from the top."""
HIGHEST: Final = 118
STEP: Final = WIDTH // 12
BAR: Final = 20
MIDDLE: Final = WIDTH // 2
REACH: Final = 150
"""How far a bar to the side goes at most."""
LETTERS: Final = 12
"""The size of what is written, as desk.css has it."""
LINE: Final = 46
"""The height of an axis with its name."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, what stands at it, and below it; without a height, where the figure would rest on too few."""

    x: float
    y: float
    width: float
    height: float
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one figure."""

    column: Column
    bars: tuple[Bar, ...]


def upright(language: Language, column: Column, told: Mapping[date, Mapping[str, Figure]]) -> Chart:
    """A bar for each month, the oldest first as the language is read."""
    months = sorted(told)
    top = (
        max((told[month][column.name].value for month in months if column.name in told[month]), default=0)
        or 1
    )
    left = WIDTH - STEP * len(months)
    bars = []
    for place, (month, name) in enumerate(zip(months, _named(language, months), strict=True)):
        figure = told[month].get(column.name)
        x = _from(language, left + place * STEP + (STEP - BAR) / 2, BAR)
        high = round(figure.value / top * HIGHEST, 1) if figure else 0
        value = number(language, column.kind, figure.value) if figure else ""
        bars.append(Bar(x, GROUND - high, BAR, high, value, name))
    return Chart(column, tuple(bars))


def sideways(language: Language, columns: Sequence[Column], figures: Mapping[str, Figure]) -> tuple[Bar, ...]:
    """A bar for each axis of one month: forward is where the language reads on, back where it comes from."""
    top = max((abs(figures[each.name].value) for each in columns if each.name in figures), default=0) or 1
    bars = []
    for place, column in enumerate(columns):
        figure = figures.get(column.name)
        value = figure.value if figure else 0
        wide = round(abs(value) / top * REACH, 1)
        text = number(language, "moved", value) if figure else ""
        x = _from(language, MIDDLE - (wide if value < 0 else 0), wide)
        bars.append(Bar(x, place * LINE + 22, wide, 14, text, column.label))
    return tuple(bars)


def _from(language: Language, x: float, wide: float) -> float:
    """How far from the left something lies that is so far from where lines of the language begin."""
    return WIDTH - x - wide if language.rtl else x


def _named(language: Language, months: Sequence[date]) -> list[str]:
    """What stands under the bars of these months: their names, or their numbers where a name has no room."""
    names = [_written(language, month, "LLL").rstrip(".") for month in months]
    if all(measure.width(name) * LETTERS < STEP for name in names):
        return names
    return [_written(language, month, "L") for month in months]


def _written(language: Language, month: date, form: str) -> str:
    return str(format_date(month, form, locale=language.traits.locale))
