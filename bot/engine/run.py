"""Run one turn of one flow: `run(flow, session, input, context)` returns a Sprint and changes nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import answering, asides, dictating, early, editing, labels, lapsing, navigation, walking
from bot.engine.adopting import adopt, key_now
from bot.engine.inputs import Edited, Heard, Spoke, Typed
from bot.engine.sprint import (
    CameBack,
    Chosen,
    Eased,
    FlowInput,
    Led,
    Resumed,
    Returned,
    Rung,
    Sprint,
    Started,
    Wanted,
)
from bot.engine.steps import Question, Tap
from bot.engine.steps.choosing import Choosing
from bot.engine.text import Words
from bot.engine.turn import Turn

if TYPE_CHECKING:
    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.session import Session


def run(flow: Flow, session: Session, given: FlowInput, context: Context) -> Sprint:
    """The session after this input, and the effects of it. Pure: the arguments are left as they were."""
    session = session.copy()
    adopt(flow, session)
    turn = Turn(flow, session, context)
    _handle(turn, given)
    return Sprint(turn.session, turn.person, tuple(turn.effects), turn.stop)


def _handle(turn: Turn, given: FlowInput) -> None:
    match given:
        case Started():
            walking.start(turn)
        case Rung() if turn.flow.reopen:
            turn.session.status = "done"
            walking.stand_again(turn)
        case Led(to, anew=True):
            editing.change(turn, to)
        case Led(to):
            walking.open_at(turn, to)
        case Returned():
            walking.come_back(turn)
        case CameBack():
            _came_back(turn, given.given)
        case Eased():
            _eased(turn, given)
        case Resumed() | Rung():
            navigation.resume(turn)
        case Edited():
            editing.edited(turn, given)
        case Wanted():
            navigation.ANYWHERE[given.key](turn)
        case Chosen():
            _chosen(turn, given)
        case Typed() | Spoke() | Heard():
            _said(turn, given)


def _said(turn: Turn, given: Typed | Spoke | Heard) -> None:
    if not isinstance(given, Heard):
        _told(turn, given)
    elif dictating.is_awaited(turn.session, given):
        dictating.heard_here(turn, given)
    else:
        dictating.heard(turn, given)


def _told(turn: Turn, given: Typed | Spoke) -> None:
    """A text or voice message: a typed label is a tap, an early one joins the answer before, a sigh is heard."""
    key = labels.match(given.text, turn) if isinstance(given, Typed) else ""
    if not key and isinstance(given, Typed) and asides.asked_of_us(turn, given):
        return
    if turn.closed and not key:
        turn.unplaced(given)
        walking.stand_again(turn)
        return
    hasty = not key and early.is_hasty(turn, given)  # a word on a button is quickly written
    if hasty or early.is_early(turn, given) or early.goes_on(turn, given):
        early.add(turn, given)
    elif key:
        _chosen(turn, Chosen(turn.session.prompt, key))
    elif lapsing.is_over(turn):
        turn.unplaced(given)
        navigation.once_more(turn, turn.session.at)
    elif isinstance(given, Typed) and labels.dated(given.text, turn):
        while way := labels.dated(given.text, turn):
            answering.lead(turn, way)
        answering.answer(turn, given)
    elif isinstance(given, Typed) and (menu := labels.of_menu_before(given.text, turn)):
        walking.jump(turn, menu[0])
        answering.answer(turn, Tap(menu[1]))
    elif not (isinstance(given, Typed) and asides.answered(turn, given)):
        turn.session.status = "open"
        answering.answer(turn, given)


def _decided(turn: Turn, *, alone: bool) -> None:
    """A recording answers the question at hand: `alone`, or by what was heard in it."""
    spoken = dictating.only_recorded(turn) if alone else None
    if spoken is None:
        _found_right(turn)
    else:
        answering.answer(turn, spoken, listened=True)


def _found_right(turn: Turn) -> None:
    """What was heard is right: it answers the question at hand as if it had been typed, at a choice as a tap."""
    said = dictating.found_right(turn)
    if said is None:
        walking.stand_again(turn)
    elif isinstance(turn.question, Choosing):
        _told(turn, said)
    else:
        answering.answer(turn, said)


def _came_back(turn: Turn, given: Typed | Spoke) -> None:
    """The first words after a pause: a tap, or for the program; others are kept and can become the answer."""
    key = labels.match(given.text, turn) if isinstance(given, Typed) else ""
    if key:
        _chosen(turn, Chosen(turn.session.prompt, key))
    elif not (isinstance(given, Typed) and asides.asked_of_us(turn, given)):
        early.keep(turn, given)
        navigation.resume(turn)


def _eased(turn: Turn, eased: Eased) -> None:
    """Words after a sign of exhaustion: those of a button are a tap, others may be the answer, and nothing presses."""
    given = eased.given
    key = labels.match(given.text, turn) if isinstance(given, Typed) else ""
    if key:
        _chosen(turn, Chosen(turn.session.prompt, key))
    elif isinstance(given, Typed) and asides.asked_of_us(turn, given):
        return
    elif isinstance(given, Typed) and asides.is_brief(turn, given):
        turn.unplaced(given)
        turn.say(Words(early.NO_HURRY), buttons=eased.ways)
    else:
        early.ask_about(turn, given, eased.ways)


def _chosen(turn: Turn, chosen: Chosen) -> None:
    """A tap: a way around, an answer to the question at hand, or a button that has grown old."""
    place = turn.session.place_of(chosen.prompt)
    if not place or not turn.flow.exists(place):
        navigation.gone(turn)
        return
    chosen = replace(chosen, key=key_now(turn.flow, place, chosen.key))
    if navigation.anywhere(turn, chosen):
        return
    if turn.closed:
        walking.stand_again(turn)
        return
    if not isinstance(turn.flow.at(place), Question):
        navigation.gone(turn)  # only ways around stand there, and this was none
        return
    if lapsing.is_past(turn, place, chosen):
        navigation.once_more(turn, place)
        return
    if lapsing.is_passed(turn, place, chosen):
        navigation.begin_again(turn, place)
        return
    waits = place == turn.session.at and turn.session.scratch.pending is not None
    newest_only = turn.flow.question(place).newest_only or waits  # an earlier yes meant another reading
    newest = chosen.prompt in (turn.session.prompt, turn.session.scratch.newest)  # a greeting asks nothing
    if newest_only and not newest:
        navigation.not_newest(turn, place)
        return
    if place != turn.session.at and turn.flow.question(place).asks_again:
        if navigation.tapped_twice(turn, place, chosen):
            return
        walking.jump(turn, place)
    if place != turn.session.at:
        navigation.old(turn, place, chosen)
        return
    turn.session.status = "open"
    if chosen.key in (dictating.USED_HERE, dictating.RECORDED_HERE):
        _decided(turn, alone=chosen.key == dictating.RECORDED_HERE)
    elif not navigation.here(turn, chosen):
        answering.answer(turn, Tap(chosen.key), chosen)
