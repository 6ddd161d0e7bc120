"""Which lines are the program's own: said to everybody alike, with nothing of anybody in them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.words.markup import Field, bare, fields, parse

if TYPE_CHECKING:
    from bot.words.language import Language

LONGEST_NUMBER: Final = 2
"""Digits of a number that is nobody's: which question it is, and of how many."""


def is_ours(line: str, language: Language) -> bool:
    """Whether a line is a text of this language, its placeholders filled with other texts and small numbers at most."""
    known = _lines(language)
    return line in known or any(
        all(_is_number(value) or value in known for value in found.groups())
        for pattern in _patterns(language)
        if (found := pattern.fullmatch(line))
    )


def _is_number(value: str) -> bool:
    return value.isdecimal() and len(value) <= LONGEST_NUMBER


@cache  # a few languages, for as long as the program runs
def _lines(language: Language) -> frozenset[str]:
    """Every line of the texts that have no placeholder, as it stands in a message; and nothing."""
    forms = (form for each in language.messages.values() for form in each if not fields(form))
    return frozenset({"", *(line.strip() for form in forms for line in bare(form).splitlines())})


@cache  # the same
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    """The texts of one line that have placeholders, and something besides."""
    forms = (form for each in language.messages.values() for form in each if fields(form))
    return tuple(re.compile(_pattern(form)) for form in forms if "\n" not in form and bare(form).strip())


def _pattern(form: str) -> str:
    pieces = (piece for piece in parse(form) if isinstance(piece, str | Field))
    return "".join("(.+?)" if isinstance(piece, Field) else re.escape(piece) for piece in pieces)
