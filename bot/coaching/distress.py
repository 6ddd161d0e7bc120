"""Signs of distress in a message, and what to say to them; the phrases and numbers are in distress.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

Lists: TypeAlias = dict[str, list[str]]

CARE = (
    N_(
        "It sounds as if things are very hard for you. If you are in danger, call {emergency} now. "
        "You can also call Livslinien on {helpline}."
    ),
    N_(
        "If you do not get through, call a doctor or the out-of-hours doctor. "
        "I am a program and cannot call for you."
    ),
)
COMFORT = (
    N_("That sounds hard. You are welcome to take a break."),
    N_("If you want to talk with somebody, you can call Livslinien on {helpline}."),
)
COMPANY = (
    N_("Thank you for writing. I am a program, and no human is reading along right now."),
    N_(
        "If you are in danger, call {emergency}. You can talk with a human at Livslinien on {helpline}. "
        "You can also call somebody you trust."
    ),
)
SHORT = 10
"""A message of more words that ends with "I can't any more" is more likely about something else."""
LETTERS = (("aa", "å"), ("ae", "æ"), ("ä", "æ"), ("oe", "ø"), ("ö", "ø"))


def care(text: str) -> tuple[Words, ...]:
    """What to say at once to a message: with the numbers in acute distress, softer to the worn out, else nothing."""
    if is_distressed(text):
        return _said(CARE)
    return _said(COMFORT) if is_worn_out(text) else ()


def company() -> tuple[Words, ...]:
    """What to say to whatever follows a sign of distress."""
    return _said(COMPANY)


def _said(paragraphs: tuple[str, ...]) -> tuple[Words, ...]:
    content = _content()
    numbers = {name: str(content[name]) for name in ("emergency", "helpline")}
    return tuple(
        Words(each, {name: number for name, number in numbers.items() if f"{{{name}}}" in each})
        for each in paragraphs
    )


def is_distressed(text: str) -> bool:
    """Whether a message has a sign of acute distress in it, in any of the languages there are phrases for."""
    rest = _anywhere("harmless").sub(" ", folded(text))
    if _anywhere("phrases").search(rest):
        return True
    return any(_at_end("phrases").search(folded(sentence)) for sentence in re.split(r"[.!?,;\n]+", text))


def is_worn_out(text: str) -> bool:
    """Whether a short message ends with the person having no strength left."""
    words = folded(text)
    return len(words.split()) <= SHORT and _at_end("worn_out").search(words) is not None


def plain(text: str) -> str:
    """A text in lower case with single spaces and no punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


def folded(text: str) -> str:
    """A plain text in which every spelling of a word is the same, as phrases are compared."""
    words = plain(text)
    for written, letter in LETTERS:
        words = words.replace(written, letter)
    spellings = _spellings()
    return " ".join(spellings.get(word, word) for word in words.split())


@cache
def _content() -> dict[str, object]:
    return tomllib.loads(files("bot.coaching").joinpath("distress.toml").read_text(encoding="utf-8"))


def _table(name: str) -> Lists:
    table = _content()[name]
    if not isinstance(table, dict):
        raise TypeError(f"bot/coaching/distress.toml: expected a table [{name}] of lists, found {table!r}")
    return table


@cache
def _spellings() -> dict[str, str]:
    return {written: word for word, others in _table("spellings").items() for written in others}


@cache
def _anywhere(table: str) -> re.Pattern[str]:
    """Any phrase of a table that counts wherever it stands, as whole words."""
    return re.compile(
        rf"(?<!\w)(?:{_any_of(each for each in _every(table) if not each.endswith('.'))})(?!\w)"
    )


@cache
def _at_end(table: str) -> re.Pattern[str]:
    """Any phrase of a table that counts at the end only."""
    return re.compile(rf"(?<!\w)(?:{_any_of(each for each in _every(table) if each.endswith('.'))})$")


def _every(table: str) -> Iterator[str]:
    return (phrase for phrases in _table(table).values() for phrase in phrases)


def _any_of(phrases: Iterator[str]) -> str:
    """An expression for any of the phrases, longest first; for none of them it matches nothing."""
    return (
        "|".join(map(re.escape, sorted({folded(each) for each in phrases}, key=len, reverse=True))) or "(?!)"
    )
