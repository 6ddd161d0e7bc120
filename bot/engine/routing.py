"""Where an input goes: to the session in focus, to the one that a button names, or to a command's errand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import aloud, asides, codes, kindness, labels, nudging, tapping
from bot.engine.effects import Record, Say
from bot.engine.errands import COMMAND_FLOWS, HOME, JOIN, meant
from bot.engine.flow import step_of
from bot.engine.inputs import Command, Due, Edited, Heard, Listened, Other, Spoke, Tapped, Typed
from bot.engine.session import unplaced
from bot.engine.sprint import CameBack, Resumed, Started, Wanted
from bot.engine.steps import AskName, Write
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.conversation import Conversation
    from bot.engine.inputs import Input
    from bot.engine.session import Answer, Session

UNSENT = N_("It is not here any more. What you wrote was not sent.")


def route(talk: Conversation, given: Input) -> None:
    focus = talk.focus()
    if isinstance(given, Due):
        nudging.due(talk, given)
    elif isinstance(given, Listened):
        talk.effects.append(aloud.listened(given))
    elif isinstance(given, Heard):
        _heard(talk, given, focus)
    elif isinstance(given, Tapped):
        tapping.tapped(talk, given)
    elif code := codes.found(given, talk.context.language):
        _invited(talk, code, given)
    elif isinstance(given, Edited):
        _edited(talk, given)
    elif focus is None:
        _first(talk, given)
    elif isinstance(given, Command):
        _command(talk, given, focus)
    elif isinstance(given, Other) and (talk.context.signs.care or kindness.stays(focus)):
        kindness.put_aside(talk, given, focus)
    elif isinstance(given, Other):
        kindness.answer_other(talk, given, focus)
    else:
        _told(talk, given, focus)


def _invited(talk: Conversation, code: str, given: Input) -> None:
    """Somebody has a code: look what it is good for; who is new here is told first who we are.

    Only its digest is kept. What was typed is kept where nobody has made such a code: it may have been an answer that
    only looks like one.
    """
    home, focus = talk.home(), talk.focus()
    answer: Answer = {"kind": "code", "value": codes.digest(code), "answers": _may_answer(talk, given, focus)}
    new_here = home.flow == tapping.FIRST
    session = home if new_here else talk.new(JOIN, parent=0 if focus is None else talk.way_back(focus))
    session = replace(session, answers={**session.answers, "code": answer})
    unknown = talk.context.facts("invitation", session, talk.context).get("unknown")
    # Whoever has not answered anything yet is greeted anew, as somebody who comes with this code.
    talk.run(session, Resumed() if new_here and home.trail else Started())
    if isinstance(given, Typed | Edited) and unknown:
        kindness.keep_unplaced(talk, Typed(given.text, given.message))


def _may_answer(talk: Conversation, given: Input, focus: Session | None) -> bool:
    """Whether what looks like a code was typed where words are asked for."""
    if not isinstance(given, Typed | Edited) or focus is None or focus.status != "open":
        return False
    return isinstance(talk.flows[focus.flow].find(step_of(focus.at)), Write)


def _told(talk: Conversation, given: Typed | Spoke, focus: Session) -> None:
    """A text or voice message for the session in focus."""
    side = labels.offered(given, focus, talk.context) if isinstance(given, Typed) else None
    if side is not None:
        tapping.chosen(talk, focus, side)
    elif isinstance(given, Typed) and (name := labels.command(given.text, talk.context)):
        _command(talk, Command(name), focus)
    elif talk.context.signs.care or kindness.stays(focus):
        kindness.put_aside(talk, given, focus)
    elif _is_no_more_than_a_number(talk, focus):
        kindness.keep_unplaced(talk, given)
        talk.run(focus, Wanted("@on"))
    elif kindness.is_gentle(focus) and focus.status == "open":
        kindness.ease(talk, given, focus)
    else:
        _answered(talk, given, focus)


def _is_no_more_than_a_number(talk: Conversation, focus: Session) -> bool:
    """Whether a CPR number was written and no answer; where words are asked for, "my number is" is none either.

    A name is one word.
    """
    signs, step = talk.context.signs, talk.flows[focus.flow].find(step_of(focus.at))
    asks_words = isinstance(step, Write) and not isinstance(step, AskName)
    return signs.only_masked or (signs.mostly_masked and asks_words)


def _answered(talk: Conversation, given: Typed | Spoke, focus: Session) -> None:
    """Words for the session in focus: an answer to its question, or the first after a while."""
    rests = focus.status == "done" or (focus.flow == HOME and focus.status == "paused")
    if rests and asides.is_for_us(talk.context, talk.person):
        talk.run(talk.home(), CameBack(given))
    elif rests:
        kindness.keep_unplaced(talk, given)
        talk.go_home()
    elif focus.status == "paused" or nudging.waits(focus):
        talk.run(focus, CameBack(given))
    else:
        talk.run(focus, given)


def _first(talk: Conversation, given: Input) -> None:
    """The first word of somebody new: keep what they wrote, and introduce ourselves.

    One of the staff was just writing about a citizen who has left or deleted everything. Whoever has lost a role reads
    of that at home, and that it was not sent.
    """
    if talk.person.hat and isinstance(given, Typed | Spoke) and not talk.context.signs.care:
        waiting = talk.context.facts("queue", talk.home(), talk.context)
        if not any(each["kind"] == "removed" for each in waiting):
            talk.effects.append(Say((Words(UNSENT),)))
    talk.go_home()
    match given:
        case Typed() | Spoke():
            kindness.keep_unplaced(talk, given)
        case Other(text=text, message=message) if text:
            kindness.keep_unplaced(talk, Typed(text, message))
        case Command():
            _keep_argument(talk, given)
    if talk.context.signs.care:
        kindness.wait(talk, talk.changed[talk.person.focus])


def _command(talk: Conversation, command: Command, focus: Session) -> None:
    name = meant(command.name)
    _keep_argument(talk, command)
    if talk.context.signs.care:
        kindness.wait(talk, focus)
    elif name in COMMAND_FLOWS:
        talk.errand(COMMAND_FLOWS[name], focus)
    elif name == "pause":
        kindness.pause(talk, focus)
    elif name == "help":
        talk.run(focus, Wanted("@about"))
    elif name in {"start", "menu"}:
        talk.go_home()
    else:
        kindness.unknown_command(talk, focus)


def _keep_argument(talk: Conversation, command: Command) -> None:
    """Keep the words after a command, also one word after /start: a link can put it there, but so can a person."""
    if command.argument:
        kindness.keep_unplaced(talk, Typed(command.argument, command.message))


def _heard(talk: Conversation, given: Heard, focus: Session | None) -> None:
    """What was heard in a recording: never in the way of somebody in distress, nor of what is done by now."""
    session = talk.session(talk.context.session_of(given.message))
    if focus is None or session is None:
        return
    if talk.context.signs.care:
        kindness.wait(talk, focus)
        return
    closed = talk.flows[session.flow].for_staff and not talk.person.hat
    if closed or kindness.stays(focus) or kindness.is_gentle(focus):
        return
    talk.run(session, given)
    if session.id != focus.id:
        talk.person = replace(talk.person, focus=focus.id)


def _edited(talk: Conversation, given: Edited) -> None:
    session = talk.session(talk.context.session_of(given.message)) or talk.focus()
    if session is None:
        _first(talk, Typed(given.text, given.message))
        return
    if talk.context.signs.care:  # the answer stays as it was, and a later edit still finds it
        content = unplaced(Typed(given.text, given.message))
        talk.effects.append(Record(session.id, "", content, given.message))
        kindness.wait(talk, talk.focus() or session)
        return
    focus = talk.focus()
    talk.run(session, given)
    talk.person = replace(talk.person, focus=focus.id if focus else 0)
    if focus is not None and kindness.stays(focus):
        kindness.stay(talk, talk.changed.get(focus.id, focus))
