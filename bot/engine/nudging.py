"""What happens when nobody writes: one neutral message after two quiet days; without consent, erasure after one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine import bell, hurrying, kindness, performing, unsent
from bot.engine.adopting import adopt
from bot.engine.callbacks import Callback
from bot.engine.deeds import FallSilent
from bot.engine.effects import NUDGE, SILENCE, UNSENT, Button, Cancel, Erase, Say, Schedule
from bot.engine.errands import MESSAGES
from bot.engine.graph import plain
from bot.engine.hours import hours_of, later_today, quiet_days_later, tomorrow
from bot.engine.hurrying import LATER_IF_QUIET
from bot.engine.ringing import comes_too_late, is_followed, may_ring
from bot.engine.sprint import FlowInput, Resumed, Rung, Started, Wanted
from bot.engine.steps import Wake
from bot.engine.text import N_, Words
from bot.engine.turn import Turn
from bot.engine.view import View

if TYPE_CHECKING:
    from bot.engine.conversation import Conversation
    from bot.engine.effects import Effect
    from bot.engine.flow import Flow
    from bot.engine.hours import Hours
    from bot.engine.inputs import Due
    from bot.engine.session import Session

QUIET_DAYS = 2
UNDECIDED = "undecided"
DECISION = timedelta(days=1)
GREETING = N_("Hi {name}. Something is ready for you, when you have time.")
"""All that a message says that nobody asked for: others may read it on the locked screen."""
GO, LATER, NO, FEWER = "@nudge_go", "@nudge_later", "@nudge_no", "@nudge_fewer"
LABELS = (
    (GO, N_("Continue")),
    (LATER, N_("Later today")),
    (NO, N_("Not now")),
    # Translators: button under a reminder; it leads to what the person decides about messages.
    (FEWER, N_("Fewer messages")),
)
OF_A_TIMER = (GO, LATER)
"""These mean the very timer that rang: its kind goes along."""


def plan(talk: Conversation) -> None:
    """After whatever a person did: one nudge two quiet days from now if an exercise stands open, else none.

    Who has not agreed yet is forgotten unless they come back within a day.
    """
    if not talk.person.agreed:
        talk.effects.append(Schedule(UNDECIDED, talk.context.now + DECISION))
        return
    if not talk.context.person.agreed:
        talk.effects.append(Cancel(UNDECIDED))
    if any(isinstance(effect, Schedule) and effect.kind == NUDGE for effect in talk.effects):
        return
    focus = talk.focus()
    open_exercise = focus is not None and focus.status == "open" and talk.flows[focus.flow].pausable
    if open_exercise and not talk.person.quiet:
        at = quiet_days_later(talk.context.now, QUIET_DAYS, _hours(talk))
        talk.effects.append(Schedule(NUDGE, at))
    else:
        talk.effects.append(Cancel(NUDGE))


def due(talk: Conversation, timer: Due) -> None:
    """A timer's time has come: say so neutrally, or wait for a decent hour, unless the person has chosen this one."""
    if timer.kind == UNDECIDED:
        talk.effects += [] if talk.person.agreed else [Erase()]
        return
    if timer.kind == SILENCE:
        talk.effects.append(FallSilent(timer.session))
        return
    if timer.kind == UNSENT:
        unsent.due(talk, timer)
        return
    if flow := bell.errand(talk, timer):
        bell.ring(talk, flow, timer)
        return
    if flow := hurrying.errand(talk, timer):
        _hurry(talk, flow, timer)
        return
    session, person = _waiting(talk, timer), talk.person
    if session is None or (person.quiet and timer.kind == NUDGE):
        return
    if person.quiet:  # a day that they chose themselves waits until they come back
        talk.effects.append(Schedule(timer.kind, talk.context.now + LATER_IF_QUIET, timer.session))
        return
    flow, mine = _as_it_is_now(talk, session)
    at = may_ring(flow, mine, timer, talk.context.now, _hours(talk))
    if comes_too_late(flow, mine, timer, at, _hours(talk)):
        return
    if is_followed(flow, mine, timer, talk.context.now, _hours(talk)):
        talk.effects.append(Cancel(NUDGE))  # the one that follows now is enough
        return
    if at > talk.context.now:
        talk.effects.append(Schedule(timer.kind, at, timer.session))
        return
    if _has_rung(talk, session, timer.kind):
        return
    talk.effects += _ring_again(talk, session, timer.kind)
    choices = tuple((key + f".{timer.kind}" * (key in OF_A_TIMER), Words(label)) for key, label in LABELS)
    _greet(talk, session, Words(GREETING, {"name": person.name}), choices)
    if timer.kind != NUDGE:
        talk.effects.append(Cancel(NUDGE))  # one message is enough to come back to


def _hurry(talk: Conversation, flow: Flow, timer: Due) -> None:
    """Say what does not wait behind other messages; the one way on leads to it."""
    session = talk.new(flow.id)
    told = hurrying.told(talk, flow, session)
    if told is None:
        return
    at = hurrying.may_come(flow, talk.person, talk.context.now, _hours(talk))
    if at > talk.context.now:
        talk.effects.append(Schedule(timer.kind, at))
        return
    _greet(talk, session, told, ((f"{GO}.{flow.rings}", Words(dict(LABELS)[GO])),))
    talk.effects.append(Cancel(NUDGE))


def _greet(
    talk: Conversation, session: Session, greeting: Words, choices: tuple[tuple[str, Words], ...]
) -> None:
    """Ask the person to open a session, which stays where it is until they do."""
    asked = session.copy()
    asked.rung = _today(talk)
    prompt = asked.asked(asked.at)
    talk.changed[session.id] = asked
    asked.offered(choices)
    buttons = tuple(
        Button(label, Callback(session.id, prompt, key).pack(), quiet=key == FEWER) for key, label in choices
    )
    talk.effects.append(Say((greeting,), buttons, session=session.id, prompt=prompt))


def _waiting(talk: Conversation, timer: Due) -> Session | None:
    """What a timer asks somebody to open: its exercise, the errand that such timers ring for, or what is in focus.

    None where that is gone, or the errand has nothing that waits any more.
    """
    errand = next((flow for flow in talk.flows.values() if flow.rings == timer.kind), None)
    if errand is not None:
        session = talk.new(errand.id)
        view = View(errand, session, talk.context, talk.person)
        return session if not errand.awaits or plain(view, errand.awaits) == "yes" else None
    return talk.session(timer.session) if timer.session else talk.focus()


def _has_rung(talk: Conversation, session: Session, kind: str) -> bool:
    """Whether a message of today asks the person to open this errand; then the next one waits until tomorrow."""
    asked_today = talk.flows[session.flow].rings == kind and session.rung == _today(talk)
    if not (asked_today and waits(session) and _is_shown(talk, session)):
        return False
    talk.effects.append(Schedule(kind, tomorrow(talk.context.now, _hours(talk))))
    return True


def _is_shown(talk: Conversation, session: Session) -> bool:
    """Whether the newest message about a session has been sent, or waits to be; not where Telegram has refused it."""
    offered = session.scratch.offered
    return offered is not None and talk.context.shown(session.id, offered.prompt) is not None


def _today(talk: Conversation) -> str:
    """The person's own day, as ISO."""
    return _hours(talk).local(talk.context.now).date().isoformat()


def _ring_again(talk: Conversation, session: Session, kind: str) -> list[Effect]:
    """The timer for the day after this one: what nobody answers today is not forgotten."""
    turn = Turn(*_as_it_is_now(talk, session), talk.context)
    performing.ring_again(turn, kind)
    return turn.effects


def _as_it_is_now(talk: Conversation, session: Session) -> tuple[Flow, Session]:
    """A session's flow, and the session brought up to date with it."""
    flow, mine = talk.flows[session.flow], session.copy()
    adopt(flow, mine)
    return flow, mine


def _hours(talk: Conversation) -> Hours:
    """When the person may be written to unasked."""
    return hours_of(talk.person, talk.context.free_day)


def chosen(talk: Conversation, session: Session, choice: str) -> None:
    """What the person taps on a nudge, or writes of what its buttons say."""
    key, _, named = choice.partition(".")
    kind = named or NUDGE
    if kind not in _kinds(talk, session):
        kindness.strange_button(talk)
    elif key == GO:
        talk.run(session, _opening(talk, session, kind))
    elif key == LATER:
        _put_off(talk, session, kind)
    elif key == FEWER:
        talk.errand(MESSAGES, talk.focus() or session)
    else:
        talk.run(session, Wanted("@not_now"))


def _opening(talk: Conversation, session: Session, kind: str) -> FlowInput:
    """How a session opens that a message has asked for: an errand from its beginning."""
    if talk.flows[session.flow].rings:
        return Started()
    return Resumed() if kind == NUDGE else Rung()


def _put_off(talk: Conversation, session: Session, kind: str) -> None:
    """Write again later, and know then that this moment was asked for."""
    at = later_today(talk.context.now, _hours(talk))
    put_off = replace(session.copy(), rung="")  # that one is wanted, although it is today
    put_off.scratch = replace(put_off.scratch, later=at.timestamp())
    talk.changed[session.id] = put_off
    of_the_person = kind == NUDGE or bool(talk.flows[session.flow].rings)
    talk.effects.append(Schedule(kind, at, 0 if of_the_person else session.id))
    talk.effects.append(Say((Words(N_("That is fine. I will write again later.")),)))


def _kinds(talk: Conversation, session: Session) -> set[str]:
    """The kinds of timer there can be for a session: its flow's, and the nudge."""
    flow = talk.flows[session.flow]
    return {NUDGE, flow.rings} | {step.kind for step in flow.all_steps if isinstance(step, Wake)}


def is_choice(key: str) -> bool:
    """Whether a button's key is one of a nudge's."""
    return key.partition(".")[0] in (GO, LATER, NO, FEWER)


def waits(session: Session) -> bool:
    """Whether a nudge is the newest thing that was said about this session."""
    offered = session.scratch.offered
    return offered is not None and offered.has(GO, LATER, NO)
