"""Steps that do not wait: say, remember, keep, wake, hand over, end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.engine import asking, unsent
from bot.engine.adopting import adopt
from bot.engine.effects import TERMS, Agree, Cancel, Erase, Keep, Menu, Schedule
from bot.engine.graph import plain
from bot.engine.hours import no_free_day, rings
from bot.engine.session import by_itself
from bot.engine.sprint import Begun, Copied, Discarded, Ended, Erased, HandedOver, Opened, Paused, Rested
from bot.engine.steps import (
    Act,
    Begin,
    Branch,
    Consent,
    Copy,
    Discard,
    Draw,
    End,
    Forget,
    Handover,
    Hold,
    Hush,
    Open,
    Remember,
    Repeat,
    Reuse,
    Tell,
    Unsay,
    Wake,
)
from bot.engine.steps import Keep as KeepStep
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Session
    from bot.engine.steps import Step
    from bot.engine.turn import Turn
    from bot.engine.view import View


QUIET = N_("Right now I do not write to you by myself. You can change that under /stop.")
"""Stands in for every promise to write, to somebody who has asked for none: their days wait."""
MAY_WRITE = N_("You have chosen a day, so I may write to you again. Write /stop if you do not want that.")


def perform(turn: Turn, step: Step) -> bool:
    """Carry out a step that does not wait; whether the sprint stops here."""
    view = turn.view()
    match step:
        case Tell():
            _tell(turn, step)
        case Remember():
            turn.person = replace(turn.person, **{step.field: step.value(view)})
        case KeepStep():
            if keep(turn, step) and not step.amend:
                turn.session.detour = ""  # what follows from a new version has not been said yet
        case Consent():
            _decided(turn, step)
        case Wake() | Hush():
            _set_or_hush(turn, step)
        case Act():
            _act(turn, step)
        case Unsay():
            _unsay(turn, step)
        case Draw() | Hold():
            held = _drawn(step, view) if isinstance(step, Draw) else step.value(view)
            turn.session.answers[step.id] = {"kind": "held", "value": held}
        case Reuse():
            _reuse(turn, step)
        case Branch() | Repeat():
            pass  # they only decide where to go on, which is the graph's work
        case _:
            _leave(turn, step)
    return turn.stop is not None


def _tell(turn: Turn, step: Tell) -> None:
    """Say something, or on the way back from a changed answer later; in simple mode only what is essential."""
    if step.extra and turn.person.is_simple:
        return
    turn.untold.append(step)
    if not turn.session.detour:
        tell_untold(turn)


def _decided(turn: Turn, step: Consent) -> None:
    turn.person = replace(turn.person, agreed=turn.person.agreed or step.kind == TERMS)
    turn.effects.append(Agree(step.version, step.kind, step.agreed, step.closes))


def _drawn(step: Draw, view: View) -> str:
    return view.context.link_code() if step.linked(view) else view.context.code()


def _leave(turn: Turn, step: Step) -> None:
    """Carry out a step that gives the turn to another session, or ends this one."""
    view = turn.view()
    match step:
        case Handover():
            passed = turn.session.detour and turn.answered(turn.session.at)
            turn.stop = None if passed else _handed_over(turn, step)
        case Begin():
            turn.session.status = "done"
            turn.stop = Begun(step.flow or str(view.value(step.choice)).removeprefix("new_"))
        case Open():
            turn.session.status = "done"
            turn.stop = Opened(int(view.value(step.choice), 36), str(view[step.anew]) if step.anew else "")
        case Copy():
            turn.session.status = "done"
            turn.say(view.text(step))
            turn.stop = Copied(int(view.value(step.choice), 36))
        case Discard():
            turn.stop = Discarded(int(view.value(step.choice), 36))
        case Forget():
            turn.say(view.text(step))
            turn.effects += [Erase(), Menu("")]  # whoever has the chat next may speak another language
            turn.stop = Erased()
        case End():
            _end(turn, step)
        case _:
            raise TypeError(
                f"{turn.flow.id}: expected a step that waits or one of bot/engine/steps/silent.py, "
                f"found {type(step).__name__} at {step.id!r}; carry it out here"
            )


def _handed_over(turn: Turn, step: Handover) -> HandedOver:
    view = turn.view()
    key = plain(view, step.to) if step.to else ""
    answers = step.passing(view) if step.passing else {}
    return HandedOver(step.flow, session=int(key or "0", 36), at=step.at, answers=answers)


def perform_again(turn: Turn, place: str, *also: str) -> tuple[Words, ...]:
    """Carry out what follows from an answer that was changed while the person stands elsewhere; what to say of it.

    `also` are the places of what came along with it.
    """
    news = []
    changed = {place, *also}
    for step in turn.flow.all_steps:
        match step:
            case Remember() if place in step.of or step.id == _next(turn, place):
                perform(turn, step)
            case Wake() if step.id == _waking(turn, step.kind) and changed & {step.on, step.time}:
                if not (_hushed(turn, step.kind) or _is_to_come(turn, step)):
                    _wake(turn, step)
            case KeepStep() if step.of == place and keep(turn, step):
                plan_anew(turn)
                news += [turn.view().text(step)] if step.text else []
            case KeepStep() if turn.session.kept and not step.amend and keep(turn, step) and step.text:
                news.append(turn.view().text(step))
    return tuple(news)


def _is_to_come(turn: Turn, step: Wake) -> bool:
    """Whether a timer has not been set yet: the person has its day, but still has to pass the step that sets it."""
    passed = turn.answered(step.id) or turn.session.status == "done" or turn.session.kept
    return not passed


def plan_anew(turn: Turn) -> None:
    """Set the timers again whose days are computed and go by what has just changed."""
    for step in turn.flow.all_steps:
        if isinstance(step, Wake) and step.goes_by:
            _wake(turn, step)


def ring_again(turn: Turn, kind: str) -> None:
    """Set a timer that rings now for the day after this one, where its flow computes one."""
    for step in turn.flow.all_steps:
        if isinstance(step, Wake) and step.kind == kind and step.then:
            _set(turn, step, str(turn.view()[step.then]))


def _next(turn: Turn, place: str) -> str:
    """The place that an answer leads to."""
    trigger = turn.flow.question(place).trigger(turn.session.answers[place])
    return turn.flow.graph.after(place, trigger, turn.view(place))


def _waking(turn: Turn, kind: str) -> str:
    """The step that has set this kind of timer, "" where none has: the last one whose day is answered.

    Where the day is computed, it is the answer to the question for the time that tells.
    """
    steps = (step for step in turn.flow.all_steps if isinstance(step, Wake) and step.kind == kind)
    told = {step.id: step.time if step.on in turn.flow.values else step.on for step in steps}
    return next((step for step in reversed(told) if turn.answered(told[step])), "")


def tell_untold(turn: Turn) -> None:
    """Say what has not been said since the last question."""
    for step in turn.untold:
        paragraphs = turn.view().fact(step.source) if step.source else ()
        own = (turn.view().text(step),) if step.text else ()
        picture = step.picture(turn.view()) if step.picture else None
        document = step.document(turn.view()) if step.document else None
        alone = step.apart or picture is not None or document is not None or bool(step.copy)
        if own or paragraphs or alone:
            turn.say(*own, *paragraphs, apart=alone, picture=picture, document=document, copy=step.copy)
        for each in step.recordings(turn.view()) if step.recordings else ():
            turn.say(each.words, apart=True, voice=each.file)
    turn.untold.clear()


def keep(turn: Turn, step: KeepStep) -> bool:
    """Keep a version where something has changed; whether it was kept."""
    content = step.content(turn.view())
    kept = turn.session.kept
    if not step.amend and content.items() <= kept.items():
        return False
    turn.session.kept = {**kept, **content} if step.amend else content
    turn.effects.append(Keep(turn.session.id, content, amend=step.amend))
    return True


def _act(turn: Turn, step: Act) -> None:
    """Do something to others, once: on the way back from a changed answer it has been done."""
    if turn.session.detour and turn.answered(step.id):
        return
    for deed in step.deeds(turn.view()):
        turn.effects.append(deed)
        turn.context = replace(turn.context, deeds=(*turn.context.deeds, deed))
    before, words = (turn.session.answers.get(place, {}) for place in (step.id, step.sends))
    sent = [*before.get("sent", ()), *(number for number, _ in words.get("parts", ()))]
    turn.session.answers[step.id] = {"kind": "done", "value": "yes"} | ({"sent": sent} if sent else {})
    if words:
        turn.session.answers[step.sends] = {"kind": "sent", "value": ""}


def _unsay(turn: Turn, step: Unsay) -> None:
    """Forget what waited to be sent; what was sent, or skipped, is nothing to forget."""
    if not unsent.is_unsent(turn.session.answers.get(step.of)):
        return
    turn.unsay(turn.session.answers.pop(step.of))
    if step.text:
        turn.say(turn.view().text(step))


def _reuse(turn: Turn, step: Reuse) -> None:
    """Take over answers. Those that were taken over before give way; those that were given here stay.

    They stand by themselves: an edited message changes only the answer that was written in it.
    """
    other = _other(turn, turn.view().value(step.choice))
    for place in step.of:
        mine = turn.session.answers.get(place)
        if mine is not None and not mine.get("reused"):
            continue
        theirs = other.answers.get(place) if other is not None else None
        if theirs is not None and theirs["kind"] != "skipped":
            turn.record(place, {**by_itself(theirs), "reused": True})
        elif mine is not None:
            del turn.session.answers[place]


def _other(turn: Turn, key: str) -> Session | None:
    """The exercise of the same flow that a choice names, as it would be today; None where it names none."""
    number = int(key, 36) if key in {item.key for item in turn.view().fact("others")} else 0
    found = turn.context.changed.get(number) or turn.context.sessions.get(number)
    if found is None or found.flow != turn.flow.id:
        return None
    other = found.copy()
    adopt(turn.flow, other)
    return other


def _hushed(turn: Turn, kind: str) -> bool:
    """Whether the timer of this kind has been taken away, and not been set since."""
    return any(turn.answered(step.id) for step in _hushing(turn, kind))


def _hushing(turn: Turn, kind: str) -> tuple[Hush, ...]:
    """The steps that take away the timer of a kind."""
    return tuple(step for step in turn.flow.all_steps if isinstance(step, Hush) and step.kind == kind)


def _set_or_hush(turn: Turn, step: Wake | Hush) -> None:
    """Set a timer, or take it away."""
    if isinstance(step, Wake):
        _wake(turn, step)
        return
    turn.effects.append(Cancel(step.kind, turn.session.id))
    turn.session.answers[step.id] = {"kind": "done", "value": "yes"}


def _wake(turn: Turn, step: Wake) -> None:
    view = turn.view()
    for each in _hushing(turn, step.kind):
        turn.session.answers.pop(each.id, None)
    turn.session.answers[step.id] = {"kind": "done", "value": "yes"}
    _set(turn, step, str(view[step.on] if step.on in turn.flow.values else view.value(step.on)))


def _set(turn: Turn, step: Wake, day: str) -> None:
    """Set a timer for an ISO day, "" where there is none: then, and where the day has been, it rings no more."""
    view = turn.view()
    if day < view.today.isoformat():
        turn.effects.append(Cancel(step.kind, turn.session.id))
        return
    computed = step.on in turn.flow.values
    if turn.person.quiet and not computed:
        turn.person = replace(turn.person, quiet=False)
        turn.say(Words(MAY_WRITE))
    hours, session = turn.view().hours, turn.session.id
    if computed:
        day = no_free_day(date.fromisoformat(day), hours).isoformat()
    at = rings(step, day, view.value(step.time), turn.context.now, hours)
    turn.effects.append(Schedule(step.kind, at, session) if at else Cancel(step.kind, session))


def _end(turn: Turn, step: End) -> None:
    tell_untold(turn)
    for place in [*turn.session.answers]:
        turn.unhear(place)  # nobody has said that it is right
    unsent.forget(turn)
    turn.session.status = "done"
    turn.session.detour = ""
    if step.text:
        turn.say(turn.view().text(step), buttons=(("@home", Words(asking.HOME)),) if step.way_home else ())
    turn.stop = Rested() if step.rest else Paused() if step.pause else Ended()
