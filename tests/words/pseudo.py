"""A made-up language: English in brackets and accents, a third longer. What stands outside is not translated."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.words import Catalogues, catalogues
from bot.words.language import Language
from bot.words.markup import TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE: Final = "eo"
"""A language of CLDR that the product does not have."""
BEGINS: Final = "⟦"
ENDS: Final = "⟧"
ACCENTS: Final = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
LONGER: Final = 3
"""Every third letter stands twice."""


def of(text: str) -> str:
    """A text in that language; placeholders, tags and the white space around it stay as they are."""
    core = text.strip()
    if not core:
        return text
    pieces, end = [], 0
    for token in TOKEN.finditer(core):
        pieces += [_longer(core[end : token.start()]), token[0]]
        end = token.end()
    said = "".join((*pieces, _longer(core[end:])))
    return text.replace(core, f"{BEGINS}{said}{ENDS}", 1)


def _longer(text: str) -> str:
    accented = text.translate(ACCENTS)
    return "".join(
        each * 2 if number % LONGER == 0 and each.isalpha() else each for number, each in enumerate(accented)
    )


@cache
def language() -> Language:
    """It, with all texts of the product."""
    english = catalogues().language("en")
    messages = {id_: tuple(map(of, forms)) for id_, forms in english.messages.items()}
    return Language(CODE, replace(english.traits, name="⟦Pseudo⟧"), messages, english.plural, english)


@cache
def known() -> Catalogues:
    """The product's languages and this one."""
    every: Mapping[str, Language] = {**catalogues().everything, CODE: language()}
    return Catalogues(every, dict.fromkeys(every, 0))


INSIDE: Final = re.compile(rf"{BEGINS}[^{BEGINS}{ENDS}]*{ENDS}")
CUT: Final = re.compile(rf"{BEGINS}[^{ENDS}…]*…")
"""The beginning of a text for which there is no more room."""
LETTERS: Final = re.compile(r"\w*[^\W\d_]\w*")
PLAIN: Final = re.compile(r"\w*[aeiouyAEIOUY]\w*")
"""A word that has a vowel without an accent."""


def untranslated(text: str) -> str:
    """What of a text stands outside of all brackets."""
    before = ""
    while before != text:
        before, text = text, INSIDE.sub("", text)
    return text


def left(text: str, data: re.Pattern[str]) -> list[str]:
    """The words of a text that no catalogue says: outside of all brackets, or within them in plain English.

    `data` is what nobody translates: names, days, and what people wrote.
    """
    rest = data.sub(" ", text)
    return [*LETTERS.findall(CUT.sub("", untranslated(rest))), *PLAIN.findall(rest)]
