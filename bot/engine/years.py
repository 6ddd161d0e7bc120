"""Days that are far off are shown with their year: "24 December" said in November is taken for the coming one.

In a document every day is: nobody knows when it is read.
"""

from __future__ import annotations

import operator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.engine.effects import Say, Settle
from bot.engine.text import WithYear, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.document import Block, Document
    from bot.engine.effects import Button, Effect
    from bot.engine.text import Value

    NeedsYear = Callable[[date], bool]

FAR = timedelta(days=330)
"""About eleven months."""
FAR_IN_ANOTHER_YEAR = timedelta(days=183)
"""Half a year: from there on, the same day of this year is nearer."""


def with_years(effect: Effect, today: date) -> Effect:
    """What is said to the person, its far days with their year; any other effect as it is."""
    far = partial(is_far, today=today)
    match effect:
        case Say():
            picture = effect.picture
            shown = {name: _dated(value, far) for name, value in picture.values.items()} if picture else {}
            said = tuple(_words(each, far) for each in effect.paragraphs)
            buttons = tuple(_button(each, far) for each in effect.buttons)
            if (said, buttons, picture, effect.document) == (effect.paragraphs, effect.buttons, None, None):
                return effect
            return replace(
                effect,
                paragraphs=said,
                buttons=buttons,
                picture=replace(picture, values=shown) if picture else None,
                document=dated(effect.document) if effect.document else None,
            )
        case Settle():
            label = _words(effect.label, far)
            return effect if label is effect.label else replace(effect, label=label)
    return effect


def is_far(day: date, today: date) -> bool:
    """Whether a day can be mistaken for the same day of another year."""
    away = abs(day - today)
    return away > FAR or (day.year != today.year and away > FAR_IN_ANOTHER_YEAR)


def dated(document: Document) -> Document:
    """A document with the year of every day in it."""
    return replace(
        document,
        title=_dated(document.title, _any_day),
        byline=_dated(document.byline, _any_day),
        blocks=tuple(_block(each) for each in document.blocks),
    )


def text_kept(*paragraphs: Words, say: Callable[[Words], str]) -> dict[str, str]:
    """A text as a version keeps it for years; where it names days, it is `dated` too: with their years, for paper."""
    text = "\n\n".join(map(say, paragraphs))
    dated = "\n\n".join(say(_words(each, _any_day)) for each in paragraphs)
    return {"text": text} if dated == text else {"text": text, "dated": dated}


def _block(block: Block) -> Block:
    picture = block.picture
    shown = {name: _dated(value, _any_day) for name, value in picture.values.items()} if picture else {}
    return replace(
        block,
        heading=_dated(block.heading, _any_day),
        paragraphs=tuple(_dated(each, _any_day) for each in block.paragraphs),
        picture=replace(picture, values=shown) if picture else None,
        table=tuple(tuple(_dated(cell, _any_day) for cell in row) for row in block.table),
    )


def _any_day(_: date) -> bool:
    return True


def _button(button: Button, needs_year: NeedsYear) -> Button:
    label = _words(button.label, needs_year)
    return button if label is button.label else replace(button, label=label)


def _words(words: Words, needs_year: NeedsYear) -> Words:
    """The words themselves where there is no such day in them, as mostly."""
    values = {name: _dated(value, needs_year) for name, value in words.values.items()}
    same = all(value is words.values[name] for name, value in values.items())
    return words if same else Words(words.id, values, words.plural)


def _dated(value: Value, needs_year: NeedsYear) -> Value:
    if isinstance(value, Words):
        return _words(value, needs_year)
    if isinstance(value, tuple):
        shown = tuple(_dated(each, needs_year) for each in value)
        return value if all(map(operator.is_, shown, value)) else shown
    if isinstance(value, date) and needs_year(value):
        return WithYear(value)
    return value
