"""Pictures that a flow asks for, drawn with the words of the person's language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.engine.text import N_, Words
from bot.pictures import sheet, stair, star
from bot.pictures.sheet import Section, Sheet
from bot.pictures.stair import Stair, Step
from bot.pictures.star import Axis, Star

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.picture import Picture
    from bot.words import Language

More: TypeAlias = "Callable[[int], str]"
"""Says in words that so many things are left out."""


def draw(picture: Picture, text: str, language: Language) -> str:
    """A picture as SVG; `text` says in words what it shows. KeyError for a kind that nobody can draw."""
    values = {name: _said(value, language) for name, value in picture.values.items()}
    return KINDS[picture.kind](values, text, partial(_more, language))


def _said(value: Any, language: Language) -> Any:
    """A value with its sentences said in a language."""
    if isinstance(value, tuple):
        return tuple(_said(each, language) for each in value)
    return language.say(value) if isinstance(value, Words) else value


def _more(language: Language, number: int) -> str:
    """That a picture has no room for so many more things."""
    # Translators: in a picture: so many steps or paragraphs are left out, and stand in the text beside it.
    return language.say(Words(N_("… and {number} more"), {"number": number}))


def _star(values: Mapping[str, Any], text: str, _: More) -> str:
    """`labels`, and for each of them its step in `now`, `before` and `looking_back`; `focus` holds the labels' places.

    `legend` names the three lines, "" for one that is not drawn. `beside`, if any, is what somebody else has scored,
    and `beside_name` names that line.
    """
    axes = tuple(
        Axis(
            label,
            now=_step(values["now"], number),
            before=_step(values["before"], number),
            looking_back=_step(values["looking_back"], number),
            beside=_step(values.get("beside", ()), number),
            focus=number in values["focus"],
        )
        for number, label in enumerate(values["labels"])
    )
    now, before, looking_back = values["legend"]
    return star.draw(
        Star(
            axes,
            values["title"],
            text,
            now,
            before,
            looking_back,
            values.get("beside_name", ""),
            low=values["low"],
            high=values["high"],
        )
    )


def _step(steps: tuple[Any, ...], number: int) -> int | None:
    step = steps[number] if number < len(steps) else ""
    return None if step == "" else int(step)


def _stair(values: Mapping[str, Any], text: str, more: More) -> str:
    """`goal`, and the `steps` below it, the first one first; `done` holds the places of those that are done.

    `wins` are what else has been done, under the heading `below`.
    """
    steps = tuple(Step(words, number in values["done"]) for number, words in enumerate(values["steps"]))
    return stair.draw(
        Stair(
            Step(values["goal"], values["reached"] == 1),
            steps,
            values["title"],
            text,
            more,
            wins=values.get("wins", ()),  # a picture that waited in the outbox may be older
            below=values.get("below", ""),
        )
    )


def _sheet(values: Mapping[str, Any], text: str, more: More) -> str:
    """`headings`, and for each of them its `paragraphs`, a list."""
    pairs = zip(values["headings"], values["paragraphs"], strict=True)
    return sheet.draw(Sheet(values["title"], tuple(Section(*pair) for pair in pairs), text, more))


KINDS: Mapping[str, Callable[[Mapping[str, Any], str, More], str]] = {
    "sheet": _sheet,
    "stair": _stair,
    "star": _star,
}
