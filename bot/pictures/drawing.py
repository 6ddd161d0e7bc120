"""Pictures that a flow asks for, drawn with the words of the person's language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.engine.text import N_, Words
from bot.pictures import sheet, stair, star
from bot.pictures.sheet import Section, Sheet
from bot.pictures.stair import Stair, Step
from bot.pictures.star import Axis, Star
from bot.words.both import BETWEEN, alike
from bot.words.direction import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.picture import Picture
    from bot.words import Language

More: TypeAlias = "Callable[[int], str]"
"""Says in words that so many things are left out."""


def draw(picture: Picture, text: str, language: Language, other: Language | None = None) -> str:
    """A picture as SVG; `text` says in words what it shows. KeyError for a kind that nobody can draw.

    What is said otherwise in the `other` language, if any, stands beneath, smaller.
    """
    values = {name: _said(value, language) for name, value in picture.values.items()}
    beneath = {
        name: _beneath(values[name], _said(value, other or language))
        for name, value in picture.values.items()
    }
    return KINDS[picture.kind](values, beneath, text, partial(_more, language, other))


def _said(value: Any, language: Language) -> Any:
    """A value with its sentences said in a language."""
    if isinstance(value, tuple):
        return tuple(_said(each, language) for each in value)
    return language.say(value) if isinstance(value, Words) else value


def _beneath(said: Any, other: Any) -> Any:
    """What of a value is said otherwise in another language; "" for what reads the same."""
    if isinstance(said, tuple):
        return tuple(_beneath(*each) for each in zip(said, other, strict=True))
    return "" if not isinstance(said, str) or alike(said, other) else other


def _in_both(said: str, beneath: str) -> str:
    """A few words in both languages on one line."""
    return f"{said}{BETWEEN}{isolated(beneath, rtl=False)}" if beneath else said


def _more(language: Language, other: Language | None, number: int) -> str:
    """That a picture has no room for so many more things."""
    # Translators: in a picture: so many steps or paragraphs are left out, and stand in the text beside it.
    left_out = Words(N_("… and {number} more"), {"number": number})
    said = language.say(left_out)
    return _in_both(said, _beneath(said, other.say(left_out))) if other else said


def _star(values: Mapping[str, Any], beneath: Mapping[str, Any], text: str, _: More) -> str:
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
            beneath=under,
        )
        for number, (label, under) in enumerate(zip(values["labels"], beneath["labels"], strict=True))
    )
    now, before, looking_back = values["legend"]
    legend = dict(zip(("now", "before", "looking-back"), beneath["legend"], strict=True))
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
            beneath={**legend, "beside": beneath.get("beside_name", "")},
        )
    )


def _step(steps: tuple[Any, ...], number: int) -> int | None:
    step = steps[number] if number < len(steps) else ""
    return None if step == "" else int(step)


def _stair(values: Mapping[str, Any], beneath: Mapping[str, Any], text: str, more: More) -> str:
    """`goal`, and the `steps` below it, the first one first; `done` holds the places of those that are done.

    `wins` are what else has been done, under the heading `below`.
    """
    steps = tuple(Step(words, number in values["done"]) for number, words in enumerate(values["steps"]))
    return stair.draw(
        Stair(
            Step(_in_both(values["goal"], beneath["goal"]), values["reached"] == 1),
            steps,
            values["title"],
            text,
            more,
            wins=tuple(
                map(_in_both, values.get("wins", ()), beneath.get("wins", ()))
            ),  # older ones have none
            below=_in_both(values.get("below", ""), beneath.get("below", "")),
        )
    )


def _sheet(values: Mapping[str, Any], beneath: Mapping[str, Any], text: str, more: More) -> str:
    """`headings`, and for each of them its `paragraphs`, a list."""
    headings = map(_in_both, values["headings"], beneath["headings"])
    sections = zip(headings, values["paragraphs"], beneath["paragraphs"], strict=True)
    title = _in_both(values["title"], beneath["title"])
    return sheet.draw(Sheet(title, tuple(Section(*each) for each in sections), text, more))


KINDS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any], str, More], str]] = {
    "sheet": _sheet,
    "stair": _stair,
    "star": _star,
}
