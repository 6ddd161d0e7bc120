"""What people write to a question that is no answer to it: "I don't know", "hello", "are you a human?"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import asking, early
from bot.engine.labels import LONGEST_LABEL, bare
from bot.engine.steps import Write
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.inputs import Typed
    from bot.engine.turn import Turn

# Translators: what a person may write who does not know what to answer; separated by commas.
STUCK = N_(
    "I don't know, don't know, no idea, I have no idea, not sure, I am not sure, I don't understand, "
    "I do not understand, what, what is this, what do you mean, what shall I write, I can't, I can't do this, "
    "nothing, no, none, it is hard, it is too hard, too hard, I am stuck, help me"
)
# Translators: what a person may write to greet, to thank or to agree; separated by commas.
GREETING = N_("hi, hello, hey, good morning, good evening, thanks, thank you, ok, okay, yes, fine, all right")
# Translators: what a person may write who wants to know whether this is a human; separated by commas.
HUMAN = N_(
    "are you human, are you a human, are you a person, are you a real person, are you real, are you a robot, "
    "are you a bot, who are you, who is this, am I talking to a human, am I writing with a human"
)


def answered(turn: Turn, given: Typed) -> bool:
    """Answer a text that is no answer, keep it, and show the question again; whether it was one."""
    if _says(turn, given, HUMAN):
        _say_what_i_am(turn, given)
    elif not isinstance(turn.question, Write):
        return False
    elif _says(turn, given, STUCK):
        _help(turn, given)
    elif _says(turn, given, GREETING):
        _ask_again(turn, given, Words(N_("Good. Here is the question again.")))
    else:
        return False
    return True


def _says(turn: Turn, given: Typed, words: str) -> bool:
    """Whether the whole text is one of these, in English or in the person's language."""
    known = f"{words},{turn.context.language.say(Words(words))}"
    written = bare(given.text)
    return len(given.text) <= LONGEST_LABEL and any(written == bare(each) for each in known.split(","))


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
