"""Which lines are the program's own: said to everybody alike, with nothing of anybody in them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.engine.asking import IN_DIGITS
from bot.engine.buttons import BUTTONS
from bot.words.both import LEAD, name_of
from bot.words.markup import Field, bare, fields, parse
from bot.words.sentences import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.words.language import Language

LONGEST_NUMBER: Final = 2
"""Digits of a number that is nobody's: which question it is, and of how many."""
LONGEST_NAME: Final = 100
"""Characters of the name of an exercise or a button; a longer one is taken to be somebody's."""
TITLE: Final = "title"
PLACE: Final = frozenset({"number", "all"})
"""The placeholders of the line above a question (`asking.where`): of which exercise it is, and where in it."""


def is_ours(line: str, language: Language) -> bool:
    """Whether a line is a text of this language that everybody is told alike.

    Its placeholders are empty, name a button, or say which question of which exercise it is: what they hold else is how
    somebody is, also where it is one of our texts. A symbol or a small number may stand before it, as before a step of
    a scale.
    """
    if len(line) > _longest(language):
        return False
    return any(_is_text(each, language) for each in (line, _without_lead(line)))


def _is_text(line: str, language: Language) -> bool:
    known = _lines(language)
    return (
        line in known
        or _is_number(line)
        or any(
            all(_is_alike(*each, known) for each in zip(fields(form), found.groups(), strict=True))
            for said, form in _forms(language)
            if all(piece in line for piece in said) and (found := _pattern(form).fullmatch(line))
        )
    )


def _is_alike(field: str, value: str, known: frozenset[str]) -> bool:
    """Whether a placeholder holds what everybody has at this place."""
    return not value or (_is_name(field) and value in known) or (field in PLACE and _is_number(value))


def _without_lead(line: str) -> str:
    found = LEAD.match(line)
    number = found[0].strip("\u200f. ") if found else ""
    return line if found is None or len(number) > LONGEST_NUMBER else line[found.end() :]


def _is_number(value: str) -> bool:
    return value.isdecimal() and len(value) <= LONGEST_NUMBER


@cache  # a few languages, for as long as the program runs
def _lines(language: Language) -> frozenset[str]:
    """Every line of the texts that has no placeholder, as it stands in a message; and nothing."""
    buttons = (name_of(label, language) for label in BUTTONS.values())
    return frozenset(
        {"", *buttons, *(bare(line).strip() for line in _every_line(language) if not fields(line))}
    )


@cache  # the same
def _forms(language: Language) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The lines that have placeholders, and something besides.

    Before each stands what a line has to hold to be that text: to make a pattern of every one would take a second.
    """
    every = (IN_DIGITS, *_every_line(language))
    lines = {line for line in every if fields(line) and bare(line).strip()}
    return tuple((_said(line), line) for line in sorted(lines))


@cache  # the same
def _longest(language: Language) -> int:
    """Characters that none of our lines has more of, whatever names stand in it."""
    forms = (form for _, form in _forms(language))
    return max(map(len, (*_lines(language), *forms))) + 2 * LONGEST_NAME


def _every_line(language: Language) -> Iterator[str]:
    """The lines of all texts, whole and by their sentences."""
    for forms in language.messages.values():
        for form in forms:
            yield from form.splitlines()
            yield from apart(form).splitlines()


def _said(form: str) -> tuple[str, ...]:
    return tuple(piece for piece in parse(form) if isinstance(piece, str))


@cache  # those of a language that lines have looked like
def _pattern(form: str) -> re.Pattern[str]:
    """A form, with no more room at its placeholders than what everybody has there takes.

    A person's line can be of any length, and hold what stands around many placeholders as often as it likes.
    """
    pieces = (piece for piece in parse(form) if isinstance(piece, str | Field))
    return re.compile(
        "".join(_room(piece.name) if isinstance(piece, Field) else re.escape(piece) for piece in pieces)
    )


def _room(field: str) -> str:
    if field in PLACE:
        return rf"(\d{{0,{LONGEST_NUMBER}}})"
    return f"(.{{0,{LONGEST_NAME}}}?)" if _is_name(field) else "()"


def _is_name(field: str) -> bool:
    """Whether a placeholder is for the name of an exercise or of a button."""
    return field == TITLE or field in BUTTONS
