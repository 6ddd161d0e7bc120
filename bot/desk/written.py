"""What staff write at the desk: fit to be stored, and what they are told of it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.coaching.cpr import MASK
from bot.coaching.distress import read
from bot.coaching.screen import masked, words
from bot.coaching.signs import lists
from bot.desk.forms import Unfit
from bot.engine.inputs import Typed
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Container

MOST: Final = 4_000
"""Characters of what is sent to somebody: as many as a message in the chat has room for."""
EMPTY: Final = N_("There was nothing in it to send.")
TOO_LONG: Final = N_(
    "That is longer than a message in the chat can be. Nothing was sent. Please make it shorter."
)
COVERED: Final = N_("There was a CPR number in what you wrote. It is covered, and is not saved.")
WORRYING: Final = N_(
    "What you wrote can mean that somebody is in danger. If so, call {emergency} now. You or the citizen can also call "
    "Livslinien on {helpline}."
)


class Written(NamedTuple):
    """A text as it is stored, and the names of what its writer is told of it."""

    text: str
    notes: tuple[str, ...]


def written(given: str) -> Written:
    """What somebody wrote to somebody else; Unfit where there is nothing in it, or more than a message can hold."""
    text = given.replace("\r\n", "\n").strip()
    if not text:
        raise Unfit(EMPTY, 422)
    if len(text) > MOST:
        raise Unfit(TOO_LONG, 422)
    return screened(text)


def screened(given: str) -> Written:
    """The same of any text, however long."""
    text = words(masked(Typed(given, 0)))
    covered = ("covered",) if MASK in text and MASK not in given else ()
    said = read(text)
    worrying = ("worrying",) if said.care and not said.exhausted else ()
    return Written(text, covered + worrying)


def told(notes: Container[str]) -> tuple[Words, ...]:
    """What somebody is told of what they wrote, on the page that they are sent on to."""
    said = {"covered": Words(COVERED), "worrying": Words(WORRYING, dict(lists().numbers))}
    return tuple(words for name, words in said.items() if name in notes)
