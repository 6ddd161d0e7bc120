"""What people write to a question that is no answer to it: "I don't know", "hello", "are you a human?"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import asking, early
from bot.engine.labels import LONGEST_LABEL, STUCK
from bot.engine.phrasing import bare, phrases
from bot.engine.steps import Write
from bot.engine.steps.naming import HELLO
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.inputs import Typed
    from bot.engine.turn import Turn

# Translators: what a person may write to thank; separated by commas.
THANKS = N_("thanks, thank you, thank you very much, many thanks, thanks a lot")
# Translators: what a person may write to agree, where nothing was asked that one can agree to; separated by commas.
FINE = N_("ok, okay, yes, yes ok, fine, all right, good")
# Translators: what a person may write who wants to know whether this is a human; separated by commas.
HUMAN = N_(
    "are you human, are you a human, are you a person, are you a real person, are you real, are you a robot, "
    "are you a bot, who are you, who is this, what is your name, what are you called, "
    "am I talking to a human, am I writing with a human"
)
REPLIES = (
    (THANKS, N_("You are welcome. Here is the question again.")),
    (HELLO, N_("Hello. Here is the question again.")),
    (FINE, N_("Good. Here is the question again.")),
)
"""What gets the question again, after a short reply."""


def answered(turn: Turn, given: Typed) -> bool:
    """Answer a text that is no answer, keep it, and show the question again; whether it was one."""
    if _says(turn, given, HUMAN):
        _say_what_i_am(turn, given)
        return True
    if isinstance(turn.question, Write) and _says(turn, given, STUCK):
        _help(turn, given)
        return True
    reply = next((reply for words, reply in REPLIES if _says(turn, given, words)), "")
    if reply and turn.question is not None:
        _ask_again(turn, given, Words(reply))
    return bool(reply) and turn.question is not None


def _says(turn: Turn, given: Typed, words: str) -> bool:
    """Whether the whole text is one of these, in English or in the person's language."""
    written = bare(given.text)
    known = phrases(words, turn.context.language)
    return len(given.text) <= LONGEST_LABEL and any(written == bare(each) for each in known)


def _help(turn: Turn, given: Typed) -> None:
    """Show the example, or where that is on the screen already, beginnings of a sentence."""
    question = asking.at(turn)
    shown = turn.session.scratch.mode
    if question.example and not shown:
        turn.session.scratch = replace(turn.session.scratch, mode="example")
    elif question.starters:
        turn.session.scratch = replace(turn.session.scratch, mode="starters")
    _ask_again(turn, given, Words(N_("That is quite all right. Take your time.")))


def _say_what_i_am(turn: Turn, given: Typed) -> None:
    program = N_("I am a program, and no human is reading along. Behind me is {organisation}: {contact}")
    turn.unplaced(given)
    turn.say(turn.view().words(program))
    turn.ask()


def _ask_again(turn: Turn, given: Typed, reply: Words) -> None:
    """Ask again; where the text was meant as the answer after all, one tap makes it that."""
    early.set_aside(turn, given)
    turn.say(reply)
    turn.ask()
