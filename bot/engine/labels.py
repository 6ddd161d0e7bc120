"""Recognise a typed label: writing what a button says counts as tapping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine import asking
from bot.engine.sprint import Chosen
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.inputs import Typed
    from bot.engine.session import Session
    from bot.engine.turn import Turn

LONGEST_LABEL = 80
# Translators: what a person may write instead of a command, without a slash.
COMMAND_WORDS = {"help": N_("help"), "menu": N_("menu"), "stop": N_("stop")}


def match(text: str, turn: Turn) -> str:
    """The key of the button that this text names, "" where it names none."""
    if len(text) > LONGEST_LABEL or turn.question is None or turn.resting or not bare(text):
        return ""
    for key, label in (*asking.choices(turn), *asking.ways(turn)):
        if bare(text) == bare(turn.context.language.say(label)):
            return key
    return ""


def offered(given: Typed, session: Session, context: Context) -> Chosen | None:
    """The button of a side message (not of the question itself) that this text names, once that was on the phone.

    What stands before a comma is enough: "nej" for "Nej, videre".
    """
    side = session.scratch.get("offered", {"prompt": -1, "buttons": []})
    shown = context.shown(session.id, side["prompt"])
    if len(given.text) > LONGEST_LABEL or not shown or given.message < shown:
        return None
    for key, label in side["buttons"]:
        shown_label = context.language.say(Words.from_json(label))
        if bare(given.text) in {bare(shown_label), bare(shown_label.partition(",")[0])}:
            return Chosen(side["prompt"], key)
    return None


def command(text: str, context: Context) -> str:
    """The command that a text of one word asks for, "" for any other text."""
    if len(text) > LONGEST_LABEL or not bare(text):
        return ""
    named = (
        name for name, word in COMMAND_WORDS.items() if bare(context.language.say(Words(word))) == bare(text)
    )
    return next(named, "")


def bare(label: str) -> str:
    """A label without case, symbols and spaces; one without letters stays as it is, for "-1" is not "1"."""
    kept = "".join(character for character in label.casefold() if character.isalnum())
    return kept if any(character.isalpha() for character in kept) else label.strip()
