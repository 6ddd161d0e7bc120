"""How wide text is in the fonts of the pictures: Typst measures each letter once, and no word is remembered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional, category

import typst

from bot.pictures.render import FAMILIES, fonts

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE: Final = 100
"""Points; what is measured is then told in parts of the font's size."""
QUESTION: Final = f"""\
#let given = json(bytes(sys.inputs.given))
#set text(font: ({json.dumps(FAMILIES)[1:-1]}), size: {SIZE}pt, weight: given.weight)
#context [#metadata(given.texts.map(each => measure(text(each)).width.pt())) <widths>]
"""
BASES: Final = ("o", "ب")
"""Letters that a mark is measured on: it takes room of its own only where no font has it."""
RUN: Final = (3, 6)
"""Letters in a row: the difference tells how wide a letter is that joins its neighbours."""
KERNED: Final = 1.02
"""Some pairs of letters stand further apart than their own widths say."""
JOINED: Final = 1.08
"""Arabic letters that join are seldom wider than alone, but some pairs are."""

KNOWN: Final[dict[bool, dict[str, float]]] = {False: {}, True: {}}
"""The letters that have been measured, light and bold."""


def width(text: str, *, bold: bool = False) -> float:
    """The width of a text on one line, in parts of the font's size, on the safe side: what is drawn is no wider."""
    known = KNOWN[bold]
    new = sorted(set(text) - known.keys())
    if new:
        known.update(zip(new, _advances(new, bold=bold), strict=True))
    return sum(known[each] for each in text)


def letters(text: str) -> list[str]:
    """A text letter by letter, accents and joiners with the letter that they belong to."""
    found: list[str] = []
    for each in text:
        if found and category(each) in {"Mn", "Me", "Mc", "Cf"}:
            found[-1] += each
        else:
            found.append(each)
    return found


def _advances(new: list[str], *, bold: bool) -> list[float]:
    """The room that each of these letters takes in a text."""
    tried = [_trials(each) for each in new]
    measured = iter(_measured((text for trials in tried for text in trials), bold=bold))
    return [_advance(each, [next(measured) for _ in trials]) for each, trials in zip(new, tried, strict=True)]


def _trials(letter: str) -> tuple[str, ...]:
    """The texts that tell how wide a letter is."""
    if category(letter) in {"Mn", "Me"}:
        return (*BASES, *(base + letter for base in BASES))
    return (letter, *(letter * times for times in RUN))


def _advance(letter: str, trials: list[float]) -> float:
    if category(letter) in {"Mn", "Me"}:
        latin, arabic, on_latin, on_arabic = trials
        return max(0.0, min(on_latin - latin, on_arabic - arabic))
    alone, few, many = trials
    safety = JOINED if bidirectional(letter) == "AL" else KERNED
    return max(alone, (many - few) / (RUN[1] - RUN[0])) * safety


def _measured(texts: Iterable[str], *, bold: bool) -> list[float]:
    """The widths of texts as they are shaped, in parts of the font's size."""
    given = json.dumps({"texts": list(texts), "weight": 700 if bold else 400})
    found = typst.query(
        QUESTION.encode(),
        "<widths>",
        field="value",
        one=True,
        sys_inputs={"given": given},
        font_paths=fonts(),
    )
    return [each / SIZE for each in json.loads(found)]
