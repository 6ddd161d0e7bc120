"""Recognise a typed label: writing what a button says counts as tapping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine import asking

if TYPE_CHECKING:
    from bot.engine.turn import Turn

LONGEST_LABEL = 80


def match(text: str, turn: Turn) -> str:
    """The key of the button that this text names, "" where it names none."""
    wanted = bare(text)
    if not wanted or len(text) > LONGEST_LABEL or turn.question is None:
        return ""
    for key, label in (*asking.choices(turn), *asking.ways(turn)):
        if wanted == bare(turn.context.language.say(label)):
            return key
    return ""


def bare(label: str) -> str:
    """A label without case, symbols and spaces."""
    return "".join(character for character in label.casefold() if character.isalnum())
