"""Which key figures there are, what each is called, and how it is written in somebody's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from babel.numbers import format_decimal

from bot.engine.text import N_
from bot.state.tally import AXIS
from bot.words.direction import isolated

if TYPE_CHECKING:
    from bot.flows.content.star import StarContent
    from bot.words import Language

Kind: TypeAlias = Literal["count", "days", "moved"]
"""What a figure is: something counted, in fives; a number of days; or steps forward or back."""
FORMATS: Final = {"count": "0", "days": "0.0", "moved": "+0.0;\N{MINUS SIGN}0.0"}


class Column(NamedTuple):
    """A figure of each month: its name where it is kept, and what it is called."""

    name: str
    label: str
    kind: Kind


COLUMNS: Final = (
    Column("active", N_("Active citizens"), "count"),
    Column("exercises", N_("Exercises finished"), "count"),
    Column("on_time", N_("Stars filled in on time"), "count"),
    Column("plans", N_("Plans carried out"), "count"),
    # Translators: heading of a column: how many days it usually takes until what a citizen shows has been read.
    Column("review", N_("Days until it is read"), "days"),
)


def axes_of(star: StarContent) -> tuple[Column, ...]:
    """A column for each axis of the star that is counted: those about health are not."""
    return tuple(Column(f"{AXIS}{axis.id}", axis.name, "moved") for axis in star.axes if not axis.health)


def number(language: Language, kind: Kind, value: float) -> str:
    """A figure as people read it; 0 has no sign."""
    form = FORMATS["days"] if value == 0 and kind == "moved" else FORMATS[kind]
    text = str(format_decimal(value, form, locale=language.traits.locale))
    return isolated(text, rtl=language.rtl)
