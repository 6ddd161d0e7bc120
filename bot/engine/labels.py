"""Recognise a typed label: writing what a button says counts as tapping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine import asking
from bot.engine.phrasing import bare, phrases
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

# Translators: what a person may write who does not know what to answer; separated by commas.
STUCK = N_(
    "I don't know, don't know, no idea, I have no idea, not sure, I am not sure, I don't understand, "
    "I do not understand, what, what is this, what do you mean, what shall I write, I can't, I can't do this, "
    "nothing, no, none, it is hard, it is too hard, too hard, I am stuck, help me"
)
# Translators: what a person may write in place of a button that means yes, or no; separated by commas.
EVERYDAY = {
    "yes": N_("yes, yes please, ok, okay, yes ok, fine, that is fine, all right, I agree"),
    "no": N_("no, no thank you, no thanks"),
    "unsure": STUCK,
}
"""What everyday words mean where a choice has one of these keys."""


def match(text: str, turn: Turn) -> str:
    """The key of the button that this text names, "" where it names none."""
    if len(text) > LONGEST_LABEL or turn.question is None or turn.session.scratch.resting or not bare(text):
        return ""
    for key, label in (*asking.choices(turn), *asking.ways(turn)):
        if bare(text) == bare(turn.context.language.say(label)):
            return key
    return _everyday(text, turn) or _closed_way(text, turn)


def _everyday(text: str, turn: Turn) -> str:
    """The choice of the question at hand that an everyday word means, "" for any other word."""
    offered = {key for key, _ in asking.choices(turn)}
    for key, words in EVERYDAY.items():
        if key in offered and bare(text) in map(bare, phrases(words, turn.context.language)):
            return key
    return ""


def _closed_way(text: str, turn: Turn) -> str:
    """The way around that a text names although it is not open here; it is not somebody's own words all the same."""
    for key, label in (("@skip", asking.SKIP), ("@back", asking.BACK)):
        if bare(text) == bare(turn.context.language.say(Words(label))):
            return key
    return ""


def offered(given: Typed, session: Session, context: Context) -> Chosen | None:
    """The button of a side message (not of the question itself) that this text names, once that was on the phone.

    What stands before a comma is enough: "nej" for "Nej, videre".
    """
    side = session.scratch.offered
    shown = None if side is None else context.shown(session.id, side.prompt)
    if side is None or len(given.text) > LONGEST_LABEL or not shown or given.message < shown:
        return None
    for key, label in side.buttons:
        shown_label = context.language.say(label)
        if bare(given.text) in {bare(shown_label), bare(shown_label.partition(",")[0])}:
            return Chosen(side.prompt, key)
    return None


def command(text: str, context: Context) -> str:
    """The command that a text of one word asks for, "" for any other text."""
    if len(text) > LONGEST_LABEL or not bare(text):
        return ""
    named = (
        name for name, word in COMMAND_WORDS.items() if bare(context.language.say(Words(word))) == bare(text)
    )
    return next(named, "")
