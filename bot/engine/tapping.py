"""Taps: on which session's button, once or twice, and what a button of first contact means afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import callbacks, kindness, navigation, nudging
from bot.engine.effects import Toast
from bot.engine.errands import OTHER_LANGUAGE
from bot.engine.sprint import Chosen, Wanted
from bot.engine.text import Words

if TYPE_CHECKING:
    from bot.engine.callbacks import Callback
    from bot.engine.conversation import Conversation
    from bot.engine.inputs import Tapped
    from bot.engine.session import Session

FIRST = "first_contact"
DOUBLE_TAP = 2.0
"""Seconds within which the same button is tapped by the same finger."""
DOUBLE_TICK = 0.7
"""The same for a button that only redraws its question: a tick may be meant to be taken away, a page to be turned."""


def tapped(talk: Conversation, tap: Tapped) -> None:
    callback = callbacks.unpack(tap.data)
    session = talk.session(callback.session) if callback else None
    if callback is None or session is None:
        kindness.strange_button(talk)
    elif _tapped_twice(talk, session, callback, tap):
        return
    elif session.flow == FIRST and talk.person.agreed and talk.person.focus != session.id:
        _after_first(talk, callback.choice)
    else:
        chosen(talk, session, Chosen(callback.prompt, callback.choice, tap.message))
        _note_tap(talk, session.id, tap)


def _tapped_twice(talk: Conversation, session: Session, callback: Callback, tap: Tapped) -> bool:
    """Whether a tap is the second of a double tap, which many make without meaning to."""
    since = talk.context.now.timestamp() - session.tapped_at
    stands = callback.prompt == session.prompt  # the first tap led nowhere else
    return session.tapped == tap.data and 0 <= since < (DOUBLE_TICK if stands else DOUBLE_TAP)


def _note_tap(talk: Conversation, session: int, tap: Tapped) -> None:
    """Remember the newest tap."""
    if session in talk.changed:
        changed = talk.changed[session]
        changed.tapped = tap.data
        changed.tapped_at = talk.context.now.timestamp()


def _after_first(talk: Conversation, choice: str) -> None:
    """A button of first contact when that is over: "Continue" (under a changed name) goes on where the person is."""
    focus = talk.focus()
    if choice == "@on" and focus is not None:
        talk.run(focus, Wanted("@on"))
    else:
        talk.effects.append(Toast(Words(navigation.MOVED_ON)))


def chosen(talk: Conversation, session: Session, choice: Chosen) -> None:
    if nudging.is_choice(choice.key):
        nudging.chosen(talk, session, choice.key)
    elif choice.key == "@pause":
        kindness.pause(talk, session)
    elif choice.key == kindness.ASK_TO_CALL:
        kindness.ask_to_call(talk, session)
    elif choice.key == kindness.DROP_CALL:
        kindness.drop_call(talk, session)
    elif choice.key in {kindness.CALM, kindness.GENTLE}:
        talk.run(session, Wanted("@on"))
    else:
        _run(talk, session, choice)


def _run(talk: Conversation, session: Session, choice: Chosen) -> None:
    """Run a tap. One that only brings a short note on the screen leads nobody away from where they write.

    What a timer has asked for leads back to where the person is when they open it, and so does what was asked beside.
    """
    before, said = talk.person.focus, len(talk.effects)
    focus = talk.focus()
    beside = talk.flows[session.flow].ring is not None or session.flow == OTHER_LANGUAGE
    if beside and focus is not None and focus.id != session.id:
        session = replace(session, parent=talk.way_back(focus))
    talk.run(session, choice)
    if before and all(isinstance(effect, Toast) for effect in talk.effects[said:]):
        talk.person = replace(talk.person, focus=before)
