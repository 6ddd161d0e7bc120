"""Somebody writes in another language than the one they have chosen: once, that one is offered, beside all else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.engine import kindness
from bot.engine.effects import Erase, Record, Say
from bot.engine.errands import HOME, OTHER_LANGUAGE
from bot.engine.inputs import Typed
from bot.engine.sprint import Started

if TYPE_CHECKING:
    from bot.engine.conversation import Conversation
    from bot.engine.inputs import Input

DANISH: Final = "da"
"""What interviews are in, and so what answers are practised in: to write it is never a sign of anything else."""
WRITTEN: Final = "written"
"""The answer of the offer that names the language which was written."""


def offer(talk: Conversation, given: Input) -> None:
    """Ask beside the exercise, which stays where it is, whether the language that was written is wanted.

    That it was asked is the errand itself, which stays: nobody is asked twice, whatever they answer, or if nothing.
    """
    if not isinstance(given, Typed) or not (_may_be_asked(talk) and _is_answered(talk, given)):
        return
    person = talk.person
    written = talk.context.written(given.text, (person.language, person.beneath, DANISH))
    if not written:
        return
    focus, said = talk.person.focus, len(talk.effects)
    errand = talk.new(OTHER_LANGUAGE, parent=focus)
    talk.run(replace(errand, answers={WRITTEN: {"kind": "held", "value": written}}), Started())
    talk.person = replace(talk.person, focus=focus)
    talk.effects[said:] = [
        replace(each, apart=True, also=written) if isinstance(each, Say) else each
        for each in talk.effects[said:]
    ]


def _may_be_asked(talk: Conversation) -> bool:
    """Whether somebody is one to ask: a citizen who is past the beginning, and has not been asked yet."""
    person = talk.context.person
    return person.agreed and not person.hat and not talk.context.single(OTHER_LANGUAGE)


def _is_answered(talk: Conversation, given: Typed) -> bool:
    """Whether a text is kept, and nothing is in its place that must not be disturbed: distress, a CPR number, a wish.

    Nor is anybody asked who stands at anything but an exercise or the menu: an errand may ask them for a yes.
    """
    signs, focus = talk.context.signs, talk.focus()
    if focus is None or signs.care or signs.masked or signs.wish:
        return False
    before = talk.context.sessions.get(talk.context.person.focus)
    if any(
        each is not None and (kindness.stays(each) or kindness.is_gentle(each)) for each in (before, focus)
    ):
        return False
    kept = any(isinstance(each, Record) and each.message == given.message for each in talk.effects)
    erased = any(isinstance(each, Erase) for each in talk.effects)
    return kept and not erased and (talk.flows[focus.flow].pausable or focus.flow == HOME)
