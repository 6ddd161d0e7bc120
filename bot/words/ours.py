"""Which lines are the program's own: said to everybody alike, with nothing of anybody in them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.words.markup import Field, bare, fields, parse
from bot.words.sentences import apart

if TYPE_CHECKING:
    from bot.words.language import Language

LONGEST_NUMBER: Final = 2
"""Digits of a number that is nobody's: which question it is, and of how many."""


def is_ours(line: str, language: Language) -> bool:
    """Whether a line is a text of this language, its placeholders filled with other texts and small numbers at most."""
    known = _lines(language)
    return line in known or any(
        all(_is_number(value) or value in known for value in found.groups())
        for said, form in _forms(language)
        if all(piece in line for piece in said) and (found := _pattern(form).fullmatch(line))
    )


def _is_number(value: str) -> bool:
    return value.isdecimal() and len(value) <= LONGEST_NUMBER


@cache  # a few languages, for as long as the program runs
def _lines(language: Language) -> frozenset[str]:
    """Every line of the texts that has no placeholder, as it stands in a message; and nothing."""
    forms = (form for each in language.messages.values() for form in each)
    lines = (line for form in forms for line in (*_whole(form), *apart(form).splitlines()))
    return frozenset({"", *(bare(line).strip() for line in lines if not fields(line))})


def _whole(form: str) -> list[str]:
    """The lines of a text that has no placeholder."""
    return [] if fields(form) else form.splitlines()


@cache  # the same
def _forms(language: Language) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The texts of one line that have placeholders, and something besides, whole and by their sentences.

    Before each stands what a line has to hold to be that text: to make a pattern of every one would take a second.
    """
    forms = (
        form for each in language.messages.values() for form in each if fields(form) and "\n" not in form
    )
    lines = {line for form in forms for line in (form, *apart(form).splitlines()) if fields(line)}
    return tuple((_said(line), line) for line in sorted(lines) if bare(line).strip())


def _said(form: str) -> tuple[str, ...]:
    return tuple(piece for piece in parse(form) if isinstance(piece, str))


@cache  # those of a language that lines have looked like
def _pattern(form: str) -> re.Pattern[str]:
    pieces = (piece for piece in parse(form) if isinstance(piece, str | Field))
    return re.compile("".join("(.+?)" if isinstance(piece, Field) else re.escape(piece) for piece in pieces))
