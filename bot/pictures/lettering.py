"""Which letters the fonts have: where they have none, an empty box would stand for each."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from unicodedata import category

import typst

from bot.pictures.fonts import FAMILIES, fonts

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

UNKNOWN: Final = "\U000f0000"
"""A letter that no font has: it is for private use, and ours have none such."""
LEFT_OUT: Final = "[…]"
"""What stands for letters in a row that no font has."""
WEIGHTS: Final = (400, 700)
"""A letter can be as wide and as high as the empty box; but not both light and bold."""
QUESTION: Final = f"""\
#let given = json(bytes(sys.inputs.given))
#set text(font: ({json.dumps(FAMILIES)[1:-1]}), size: 100pt, top-edge: "bounds", bottom-edge: "bounds")
#context [#metadata(given.letters.map(each => given.weights.map(weight => {{
  let room = measure(text(weight: weight, each))
  (room.width.pt(), room.height.pt())
}}))) <rooms>]
"""
KNOWN: Final[dict[str, bool]] = {}
"""The letters that have been asked for, and whether a font has them; of whole words nothing is remembered."""


def lettered(text: str) -> str:
    """A text in which it is said that something stands there, in place of letters that no font has."""
    _ask(set(text) - KNOWN.keys())
    missing = "".join(sorted(each for each in set(text) if not KNOWN[each]))
    if not missing:
        return text
    letters = f"[{re.escape(missing)}]+"
    return re.sub(rf"{letters}(?:\s+{letters})*", LEFT_OUT, text)


def _ask(letters: AbstractSet[str]) -> None:
    """Find out of each of these letters whether a font has it; controls, joiners and spaces need none."""
    unseen = {each for each in letters if category(each)[0] in "CZ"}
    seen = sorted(letters - unseen)
    KNOWN.update(dict.fromkeys(unseen, True))
    if seen:
        box, *rooms = _rooms([UNKNOWN, *seen])
        KNOWN.update((each, room != box) for each, room in zip(seen, rooms, strict=True))


def _rooms(letters: list[str]) -> list[list[list[float]]]:
    """How wide and how high each letter is, light and bold."""
    found: list[list[list[float]]] = json.loads(
        typst.query(
            QUESTION.encode(),
            "<rooms>",
            field="value",
            one=True,
            sys_inputs={"given": json.dumps({"letters": letters, "weights": WEIGHTS})},
            font_paths=fonts(embedded=True),
        )
    )
    return found
