"""The legal moves of a flow, as one shared machine of the `transitions` library without models."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from transitions import EventData, Machine, MachineError

from bot.engine.errors import NoWay
from bot.engine.steps import Branch, Question, Repeat, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.flow import Flow
    from bot.engine.view import View


@dataclass(slots=True)
class Position:
    """The throwaway object that a move is tried on: the machine reads and sets its `state`."""

    state: str
    flow: Flow
    view: View


class Graph:
    """The moves of one flow. Building it costs about a third of a millisecond, so a flow keeps it."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.moves = tuple(move for step in flow.steps for move in moves_of(flow, step))
        self._machine = Machine(
            model=None,
            states=[step.id for step in flow.all_steps],
            transitions=[dict(move) for move in self.moves],
            initial=flow.start,
            auto_transitions=False,
            send_event=True,
        )
        # Where a move leads on which nothing has to be decided, as most; the machine decides the others.
        first = {(move["source"], move["trigger"]): move for move in reversed(self.moves)}
        self._always = {way: str(move["dest"]) for way, move in first.items() if not move.get("conditions")}

    def after(self, place: str, trigger: str, view: View) -> str:
        """The place that a move leads to; raises NoWay where the flow declares none."""
        state = place.rpartition("/")[2]
        if (state, trigger) in self._always:
            return self._place(place, self._always[state, trigger], view)
        position = Position(state, self.flow, view)
        event = self._machine.events.get(trigger)
        try:
            moved = event is not None and state in self._machine.states and event.trigger(position)
        except MachineError:
            moved = False
        if not moved:
            raise NoWay(self.flow.id, state, trigger)
        return self._place(place, position.state, view)

    def _place(self, before: str, state: str, view: View) -> str:
        """The full place of a state: nested steps carry their repeat and item."""
        repeat = self.flow.find(self.flow.repeats[state])
        if not isinstance(repeat, Repeat):
            return state
        if before == repeat.id:
            item = self.flow.items(repeat, view)[0]
        else:
            item = before.split("/")[1]
            if state == repeat.steps[0].id:
                item = next_item(self.flow, repeat, before, view)
        return f"{repeat.id}/{item}/{state}"


def following(flow: Flow, step: Step) -> str:
    """The id of the step that follows a top-level step, "" where none does."""
    if not step.goes_on():
        return ""
    if step.goto:
        return step.goto
    ids = [each.id for each in flow.steps]
    after = ids.index(step.id) + 1
    return ids[after] if after < len(ids) else ""


def moves_of(flow: Flow, step: Step) -> list[dict[str, Any]]:
    """The moves out of one top-level step (and its nested ones) as `transitions` wants them."""
    after = following(flow, step)
    if isinstance(step, Repeat):
        return _repeat_moves(step, after)
    moves: list[dict[str, Any]] = []
    if isinstance(step, Branch):
        moves += [
            _move(step.id, goto, condition=_equals(step.on, value)) for value, goto in step.cases.items()
        ]
    if isinstance(step, Question):
        moves += [
            _move(step.id, choice.goto, trigger=f"choose_{choice.key}")
            for choice in getattr(step, "choices", ())
            if choice.goto
        ]
    return [*moves, _move(step.id, after)] if after else moves


def _repeat_moves(repeat: Repeat, after: str) -> list[dict[str, Any]]:
    ids = [nested.id for nested in repeat.steps]
    return [
        _move(repeat.id, ids[0], condition=_has_items(repeat)),
        _move(repeat.id, after),
        *(_move(one, other) for one, other in pairwise(ids)),
        _move(ids[-1], ids[0], condition=_has_more(repeat)),
        _move(ids[-1], after),
    ]


def _move(
    source: str, dest: str, *, trigger: str = "next", condition: Callable[[EventData], bool] | None = None
) -> dict[str, Any]:
    return {"trigger": trigger, "source": source, "dest": dest, "conditions": condition}


def _equals(name: str, value: str) -> Callable[[EventData], bool]:
    def check(event: EventData) -> bool:
        return plain(position(event).view, name) == value

    check.__name__ = f"{name} = {value}"
    return check


def _has_items(repeat: Repeat) -> Callable[[EventData], bool]:
    def check(event: EventData) -> bool:
        here = position(event)
        return bool(here.flow.items(repeat, here.view))

    check.__name__ = f"any {repeat.over}"
    return check


def _has_more(repeat: Repeat) -> Callable[[EventData], bool]:
    def check(event: EventData) -> bool:
        here = position(event)
        return bool(next_item(here.flow, repeat, here.view.place, here.view))

    check.__name__ = f"more {repeat.over}"
    return check


def position(event: EventData) -> Position:
    """The throwaway object of a move, as a guard sees it."""
    return cast("Position", event.model)


def next_item(flow: Flow, repeat: Repeat, place: str, view: View) -> str:
    """The item after the one of a place, "" after the last (also where the place's own item is gone)."""
    items = flow.items(repeat, view)
    item = place.split("/")[1]
    later = items[items.index(item) + 1 :] if item in items else ()
    return later[0] if later else ""


def plain(view: View, name: str) -> str:
    """The value that a branch compares: an answer's plain value, a flow value, or a fact, as text."""
    if name in view.flow.values:
        found = view.flow.values[name](view)
    elif view.flow.find(name) is not None:
        found = view.value(name)
    else:
        found = view.fact(name)
    if isinstance(found, bool):
        return "yes" if found else "no"
    return str(found)
