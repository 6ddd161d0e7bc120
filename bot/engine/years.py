"""Days that are far off are shown with their year: "24 December" said in November is taken for the coming one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.engine.effects import Say, Settle
from bot.engine.text import WithYear, Words

if TYPE_CHECKING:
    from bot.engine.effects import Effect
    from bot.engine.text import Value

FAR = timedelta(days=330)
"""About eleven months."""
FAR_IN_ANOTHER_YEAR = timedelta(days=183)
"""Half a year: from there on, the same day of this year is nearer."""


def with_years(effect: Effect, today: date) -> Effect:
    """What is said to the person, its far days with their year; any other effect as it is."""
    match effect:
        case Say():
            picture = effect.picture
            shown = {name: _dated(value, today) for name, value in picture.values.items()} if picture else {}
            return replace(
                effect,
                paragraphs=tuple(_words(each, today) for each in effect.paragraphs),
                buttons=tuple(replace(each, label=_words(each.label, today)) for each in effect.buttons),
                picture=replace(picture, values=shown) if picture else None,
            )
        case Settle():
            return replace(effect, label=_words(effect.label, today))
    return effect


def is_far(day: date, today: date) -> bool:
    """Whether a day can be mistaken for the same day of another year."""
    away = abs(day - today)
    return away > FAR or (day.year != today.year and away > FAR_IN_ANOTHER_YEAR)


def _words(words: Words, today: date) -> Words:
    if not words.values:
        return words
    return replace(words, values={name: _dated(value, today) for name, value in words.values.items()})


def _dated(value: Value, today: date) -> Value:
    if isinstance(value, Words):
        return _words(value, today)
    if isinstance(value, tuple):
        return tuple(_dated(each, today) for each in value)
    if isinstance(value, date) and is_far(value, today):
        return WithYear(value)
    return value
