"""Signs of distress in a message, and what to say to them; numbers are in distress.toml, phrases in distress/."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.coaching.signs import ANY_SIGN, lists
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

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
RELIEF = (
    N_("Thank you for telling me. It was good that you wrote."),
    N_("If it gets hard, you can always call Livslinien on {helpline}, or {emergency} if you are in danger."),
)
FAREWELL = (
    N_("Take good care of yourself."),
    COMPANY[-1],
)
NUMBERS = ("☎ <b>{emergency}</b> · Livslinien <b>{helpline}</b>",)
"""The same in every language: a name, and numbers."""
SHORT = 10
"""A sentence of more words that ends with "I can't any more" is more likely about something else."""
FEW = 5
"""A sentence of so few words that has a topic in it, and nobody else, is taken to be about who writes it."""

lists()  # a mistake in the file stops the program as it starts, and not when somebody needs it


class Reading(NamedTuple):
    """What a message says of how its writer is, and what is said to that."""

    care: tuple[Words, ...]
    """What to say at once: with the numbers in acute distress, softer to the worn out, else nothing."""
    exhausted: bool
    """Whether it says that somebody can do no more today, and has no other sign in it."""
    relief: tuple[Words, ...]
    """What to say after a sign of distress, where it says that this is over, or was not meant so; else nothing."""
    numbers: tuple[Words, ...]
    """Whom to call, in a line; nothing after a message that is answered more softly."""


def read(text: str) -> Reading:
    """Look for all that in a message, which is spelled out once for it; most have no sign in them."""
    folded = lists().fold(text)
    words = _without_harmless(folded)
    acute = bool(words) and _is_acute(words)
    hopeless = bool(words) and not acute and _is_hopeless(words)
    tired = bool(words) and not acute and _is_tired(words)
    low = hopeless or tired
    said = _said(CARE) if acute else _said(COMFORT) if low else ()
    relieved = not said and lists().found("relieved", folded)
    return Reading(
        said, tired and not hopeless, _said(RELIEF) if relieved else (), () if low else _said(NUMBERS)
    )


def care(text: str) -> tuple[Words, ...]:
    """What to say at once to a message; see `Reading`."""
    return read(text).care


def languages(text: str) -> frozenset[str]:
    """The languages that the signs in a message are written in; several where they share a word."""
    words = _without_harmless(lists().fold(text))
    return frozenset(code for code, phrases in lists().spoken.items() if phrases.found(words))


def company() -> tuple[Words, ...]:
    """What to say to whatever follows a sign of distress."""
    return _said(COMPANY)


def farewell() -> tuple[Words, ...]:
    """What to say to somebody who takes a break after a sign of distress."""
    return _said(FAREWELL)


@cache
def _said(paragraphs: tuple[str, ...]) -> tuple[Words, ...]:
    numbers = lists().numbers
    return tuple(
        Words(each, {name: number for name, number in numbers.items() if f"{{{name}}}" in each})
        for each in paragraphs
    )


def _without_harmless(words: str) -> str:
    """A folded message without what is harmless; nothing where there is no sign in it.

    What is meant is not harmless, though it is made of the same words: "I hope that the cold kills me".
    """
    said = lists()
    if not said.found(ANY_SIGN, words):
        return ""
    return words if said.found("meant", words) else said.hidden("harmless", words)


def _is_acute(words: str) -> bool:
    said = lists()
    words = said.hidden("denied", words)
    if said.found("meant", words) or said.found("phrases", words):
        return True
    return any(_is_about_me(each) for each in _sentences(words))


def _is_about_me(sentence: str) -> bool:
    """Whether a sentence has a topic in it and is about who writes it."""
    said = lists()
    if not said.found("topics", sentence) or said.found("others", sentence):
        return False
    return said.found("me", sentence) or _count(sentence) <= FEW


def _is_hopeless(words: str) -> bool:
    """Whether there is hopelessness in it, or what would be an alarm if it were not denied."""
    said = lists()
    return said.found("hopeless", words) or said.found("denied", words)


def _is_tired(words: str) -> bool:
    said = lists()
    return any(said.found("worn_out", each) for each in _sentences(words) if _count(each) <= SHORT)


def _sentences(words: str) -> Iterator[str]:
    return (f" .{each} . " for each in words.split(" .") if each.strip())


def _count(sentence: str) -> int:
    return sum(each.isalnum() for each in sentence.split())
