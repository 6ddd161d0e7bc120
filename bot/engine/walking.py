"""Moving through a flow: on to where the next answer is needed, back, and on again after a changed answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import asking, lapsing, sharing
from bot.engine.errors import EndlessLoop
from bot.engine.performing import perform, tell_untold
from bot.engine.scratch import Scratch
from bot.engine.sprint import Left
from bot.engine.steps import Question
from bot.engine.text import Words

if TYPE_CHECKING:
    from bot.engine.turn import Turn

STEPS_WITHOUT_WAITING = 200


def start(turn: Turn) -> None:
    """Begin at the first step, keeping the answers there are."""
    turn.session.status = "open"
    turn.session.trail = []
    turn.session.detour = ""
    _arrive(turn, turn.flow.start)
    settle(turn)


def come_back(turn: Turn) -> None:
    """Go on after a hand-over; home, where the person had paused here before."""
    if turn.session.status == "paused":
        turn.stop = Left()
    elif turn.question is not None or turn.session.status == "done":
        stand_again(turn)
    else:
        turn.session.answers[turn.session.at] = {"kind": "done", "value": "yes"}
        move(turn, "next")


def stand_again(turn: Turn) -> None:
    """Show where the session stands: its question; where it has ended, the step it opens at, else home.

    One that nobody has begun yet (a message has asked for it) begins.
    """
    if not turn.session.at:
        start(turn)
        return
    if turn.session.status == "done":
        if not turn.flow.reopen:
            turn.stop = Left()
            return
        jump(turn, turn.flow.reopen)
    turn.session.status = "open"
    if turn.question is not None and lapsing.is_over(turn):
        jump(turn, turn.question.lapses_to)
    if turn.question is None or turn.closed:
        settle(turn)
    elif turn.session.scratch.resting:
        pose(turn, turn.question)
    else:
        turn.ask()


def open_at(turn: Turn, place: str) -> None:
    """Open the session at a step of its own, wherever it stands."""
    turn.session.status = "open"
    turn.session.detour = ""
    jump(turn, place)
    settle(turn)


def jump(turn: Turn, place: str) -> None:
    """Stand at another place, without asking yet."""
    _arrive(turn, place)
    _cut_trail(turn, place)


def leave(turn: Turn, place: str) -> None:
    """Note on the trail that a question has been passed."""
    _cut_trail(turn, place)
    turn.session.trail.append(place)


def _cut_trail(turn: Turn, place: str) -> None:
    if place in turn.session.trail:
        del turn.session.trail[turn.session.trail.index(place) :]


def _arrive(turn: Turn, place: str) -> None:
    turn.session.at = place
    turn.session.scratch = Scratch()


def move(turn: Turn, trigger: str) -> None:
    """Make a move of the graph and go on to where the next answer is needed."""
    _arrive(turn, turn.flow.graph.after(turn.session.at, trigger, turn.view()))
    settle(turn)


def settle(turn: Turn) -> None:
    """Carry out steps until one waits or the sprint stops."""
    passed: set[str] = set()
    for _ in range(STEPS_WITHOUT_WAITING):
        place = turn.session.at
        step = turn.flow.at(place)
        if not isinstance(step, Question):
            if perform(turn, step):
                tell_untold(turn)
                return
            trigger = "next"
        elif _passes(turn, step, passed):
            trigger = step.trigger(turn.session.answers[place])
        else:
            _stand(turn, step)
            return
        _arrive(turn, turn.flow.graph.after(place, trigger, turn.view()))
    raise EndlessLoop(turn.flow.id, turn.session.at)


def _passes(turn: Turn, step: Question, passed: set[str]) -> bool:
    """Whether a question is walked past: there is nothing to ask, or it was answered just now or on this way back."""
    place = turn.session.at
    known = step.known(turn.view())
    if known is not None:
        if turn.session.answers.get(place) != known:
            turn.record(place, known)
        return True
    if place in passed or place in turn.anew or not (place in turn.told or _answered_before(turn, step)):
        return False
    passed.add(place)
    if place == turn.session.detour:
        turn.session.detour = ""  # the person stood here, and is answered
    leave(turn, place)
    turn.untold.clear()
    return True


def _answered_before(turn: Turn, step: Question) -> bool:
    """Whether this question needs no asking on the way back from a changed answer."""
    place = turn.session.at
    on_detour = bool(turn.session.detour) and place != turn.session.detour
    if not on_detour or not turn.answered(place) or step.asks_again:
        return False
    return step.holds(turn.session.answers[place], turn.view())


def _stand(turn: Turn, step: Question) -> None:
    """Stop at a question.

    A question on a changed way that is new, or whose answer no longer fits, is asked on the way back, with what leads
    up to it; the way back goes on after.
    What was chosen in a menu is said too: a menu is no answer that was changed.
    """
    place = turn.session.at
    answer = turn.session.answers.get(place)
    holds = answer is not None and place not in turn.anew and step.holds(answer, turn.view())
    settled = holds or step.asks_again or place == turn.session.detour
    if settled:
        turn.session.detour = ""
    if not settled or _from_menu(turn):
        tell_untold(turn)
    jump(turn, place)
    pose(turn, step)


def _from_menu(turn: Turn) -> bool:
    """Whether the question that was answered last is a menu."""
    last = turn.session.trail[-1] if turn.session.trail else ""
    return turn.flow.exists(last) and turn.flow.question(last).asks_again


def pose(turn: Turn, step: Question) -> None:
    """Ask the question at hand, or ask first whether there is energy for it."""
    if turn.takes_energy(step) and turn.tired:
        buttons = (*asking.ENERGY_BUTTONS, *sharing.ways(turn))
        prompt = turn.say(Words(asking.ENOUGH), buttons=buttons)
        scratch = turn.session.scratch
        first = (
            scratch.enough if scratch.enough >= 0 else prompt
        )  # the first of this visit decides what was early
        turn.session.scratch = replace(scratch, enough=first)
    else:
        turn.ask()
