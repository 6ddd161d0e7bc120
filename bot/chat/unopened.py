"""Somebody whose rows do not open: they are erased in their time all the same, by what stands in the clear of them.

What they have written is lost to everybody until a backup brings it back. Nothing of theirs is opened here, and nothing
is sealed with a key of theirs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.done import Done
from bot.coaching.retention import Counted, last_day
from bot.coaching.screen import screen
from bot.engine.conversation import Outcome
from bot.engine.effects import RETENTION, Count, Erase, Say
from bot.engine.hours import no_free_day
from bot.engine.inputs import Command
from bot.engine.nudging import UNDECIDED
from bot.engine.session import Session
from bot.engine.text import N_, Words
from bot.engine.view import View
from bot.flows._erasing import receipt
from bot.flows._keeping import told
from bot.state import keeping, organisations, people, ringing
from bot.state.commit import Writer

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.turn import Turns
    from bot.chat.updates import Incoming
    from bot.engine.effects import Effect
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.state.timers import Timer

# Translators: it may be read on a locked screen. {day} is like "Monday 23 November".
WARNING = N_(
    "Hi. It is a while since you were here. So I delete what I have saved about you on {day}. "
    "Write to me if you would rather keep it."
)
# Translators: to somebody who wants to see or delete what is saved about them. {contact} is an address or a number.
ASK_THEM = N_(
    "Something went wrong on my side. You have done nothing wrong. "
    "I cannot show or delete here what I have saved about you. Ask here to have it deleted: {contact}"
)
ABOUT_DATA = ("mydata", "stop")


def ring(turns: Turns, cursor: Cursor, timer: Timer, now: datetime) -> Done | None:
    """A timer by which somebody may be erased, judged without opening anything; None for any other kind."""
    if timer.kind not in (RETENTION, UNDECIDED):
        return None
    known = ringing.begin(cursor, turns.bot, timer, opened=False)
    if known is None:
        return Done(repeated=True)
    view = _view(turns, cursor, known, now)
    effects = _due(view, timer)
    writer = Writer(cursor, turns.ids, turns.bot, turns.flows, known, now, unasked=True)
    if Erase() in effects:
        said = (Say((receipt(view),)),) if timer.kind == RETENTION and not known.blocked else ()
        writer.commit(Outcome(known.person, {}, (*said, *effects)), seen=False)
    else:
        _warn(turns, cursor, known, view, effects)
        for effect in effects:
            writer.store(effect, known.person.id)
    return Done(chat=known.chat, language=known.person.language, scheduled=True)


def _view(turns: Turns, cursor: Cursor, known: Known, now: datetime) -> View:
    """The world as the flow sees it that decides how long something is kept.

    For it nobody can be reached: a warning with buttons would be an exercise, sealed with a key that does not open.
    """
    flow = next(each for each in turns.flows.values() if each.rings == RETENTION)
    context = replace(turns.context(cursor, known, now), reachable=False)
    return View(flow, Session(turns.ids.next(), flow.id), context, known.person, flow.start)


def _due(view: View, timer: Timer) -> tuple[Effect, ...]:
    if timer.kind == UNDECIDED:
        return () if view.person.agreed else (Erase(),)
    decide = view.flow.ring
    return decide(view, timer.due_at).effects if decide else ()


def _warn(turns: Turns, cursor: Cursor, known: Known, view: View, effects: tuple[Effect, ...]) -> None:
    """Say that everything is deleted soon, when a warning is due that reaches them; whoever writes then is kept."""
    before = keeping.of_person(cursor, known.person.id)
    counted = next((each for each in effects if isinstance(each, Count)), Count())
    is_new = counted.warnings > (before.warnings if before else 0)
    if not is_new or known.blocked or (known.person.quiet and counted.warnings == 1):
        return
    allowed = partial(no_free_day, hours=view.hours)
    day = last_day(Counted(counted.warnings, counted.days, view.today), allowed)
    warning = Words(WARNING, {"day": told(day, view)})
    turns.say(cursor, known.chat, known.person.language, (warning,), view.context.now)


def whom_to_ask(turns: Turns, cursor: Cursor, incoming: Incoming) -> Words | None:
    """Who can delete it for somebody who has asked for what is saved about them; None where they ask for nothing."""
    given = incoming.input
    asks = isinstance(given, Command) and given.name in ABOUT_DATA
    known = people.find(cursor, turns.bot, incoming.user_id, opened=False)
    if known is None or not (asks or screen(given).signs.wish == "delete"):
        return None
    return Words(ASK_THEM, {"contact": organisations.get(cursor, known.organisation)[1]})
