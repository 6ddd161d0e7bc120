"""How wide text is in the fonts of the pictures: Typst measures each letter once, and no word is remembered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional, category

import typst

from bot.pictures.fonts import FAMILIES, fonts

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
"""Letters in a row: the difference tells how wide one is beside another."""
KERNED: Final = 1.02
"""Some pairs of letters stand further apart than their own widths say."""
JOINED: Final = 1.08
"""Some pairs of Arabic letters are wider than each by itself."""
JOINER: Final = "ب"
"""A letter that joins both its neighbours: beside it an Arabic letter looks as it does in a word."""
MARKS: Final = {"Mn", "Me"}

KNOWN: Final[dict[bool, dict[str, tuple[float, float]]]] = {False: {}, True: {}}
"""The letters that have been measured, light and bold: at the end of a word, and before another letter."""


def width(text: str, *, bold: bool = False) -> float:
    """The width of a text on one line, in parts of the font's size, on the safe side: what is drawn is no wider."""
    known = KNOWN[bold]
    new = sorted(set(text) - known.keys())
    if new:
        known.update(zip(new, _advances(new, bold=bold), strict=True))
    total, joins = 0.0, False
    for each in reversed(text):
        total += known[each][joins]
        if category(each) not in MARKS:
            joins = bidirectional(each) == "AL"
    return total


def letters(text: str) -> list[str]:
    """A text letter by letter, accents and joiners with the letter that they belong to."""
    found: list[str] = []
    for each in text:
        if found and category(each) in {"Mn", "Me", "Mc", "Cf"}:
            found[-1] += each
        else:
            found.append(each)
    return found


def _advances(new: list[str], *, bold: bool) -> list[tuple[float, float]]:
    """The room that each of these letters takes in a text."""
    tried = [_trials(each) for each in new]
    measured = iter(_measured((text for trials in tried for text in trials), bold=bold))
    return [_advance(each, [next(measured) for _ in trials]) for each, trials in zip(new, tried, strict=True)]


def _trials(letter: str) -> tuple[str, ...]:
    """The texts that tell how wide a letter is."""
    if category(letter) in MARKS:
        return (*BASES, *(base + letter for base in BASES))
    if bidirectional(letter) == "AL":
        around = (letter, JOINER + letter, letter + JOINER, JOINER + letter + JOINER)
        return (JOINER, JOINER * 2, JOINER * 3, *around)
    return (letter, *(letter * times for times in RUN))


def _advance(letter: str, trials: list[float]) -> tuple[float, float]:
    if category(letter) in MARKS:
        latin, arabic, on_latin, on_arabic = trials
        room = max(0.0, min(on_latin - latin, on_arabic - arabic))
        return room, room
    if bidirectional(letter) == "AL":
        joiner, two, three, alone, final, initial, medial = trials
        within = three - two
        followed = max(initial, medial - within) - joiner
        return max(alone, final - within) * JOINED, max(0.0, followed) * JOINED
    alone, few, many = trials
    room = max(alone, (many - few) / (RUN[1] - RUN[0])) * KERNED
    return room, room


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
