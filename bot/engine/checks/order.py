"""Steps that need the answer of another step, and stand where there can be none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.checks.moves import ENDS, closure, ways_out
from bot.engine.checks.problem import problem
from bot.engine.checks.repeated import OUTSIDE, by_itself
from bot.engine.steps import Arrange, Begin, Branch, Forget, Open, Repeat, Reuse, Review, Wake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.errors import Problem
    from bot.engine.flow import Flow
    from bot.engine.steps import Step


def order(flow: Flow) -> Iterator[Problem]:
    """Steps that name one inside a repeat, where each item has an answer of its own, or one that comes too late."""
    ids = [step.id for step in flow.all_steps]
    for step in flow.all_steps:
        for name in _needed(flow, step):
            repeat = flow.repeats[name]
            together = isinstance(step, Arrange) and repeat == flow.repeats[step.id]
            if repeat and not together:
                yield problem(flow, step, f"{name!r} {by_itself(repeat)}", OUTSIDE)
            elif isinstance(step, Repeat | Arrange):
                if ids.index(name) > ids.index(step.id):
                    what = f"it stands before {name!r}, which it needs"
                    yield problem(flow, step, what, "Move it after that step")
            elif not isinstance(step, Branch | Reuse) or name == getattr(step, "choice", ""):
                yield from _too_early(flow, step, name)


def _needed(flow: Flow, step: Step) -> tuple[str, ...]:
    """The steps whose answers a step cannot do without, as far as they exist."""
    match step:
        case Repeat():
            names: tuple[str, ...] = (step.over,)
        case Arrange():
            names = (step.of,)
        case Review():
            names = step.of
        case Reuse():
            names = (step.choice, *step.of)
        case Open() | Begin():
            names = (step.choice,)
        case Wake():
            names = (step.on, step.time)
        case Branch() if step.on not in flow.values:
            names = (step.on,)
        case _:
            names = ()
    return tuple(name for name in names if flow.find(name) is not None)


def _too_early(flow: Flow, step: Step, name: str) -> Iterator[Problem]:
    """A step that no way leads to from where its answer is given, or taken over."""
    reused = {each.id for each in flow.steps if isinstance(each, Reuse) and name in each.of}
    ways = ways_out(flow)
    moves = {each.id: ways[each.id] | _again(flow, each) for each in flow.steps}
    if (flow.repeats[step.id] or step.id) not in closure({name, *reused}, moves):
        yield problem(
            flow, step, f"{name!r} is never answered before it", "Put it on the way after that step"
        )


def _again(flow: Flow, step: Step) -> set[str]:
    """Where an exercise that ends at a step can go on later, with its answers."""
    if not isinstance(step, ENDS) or isinstance(step, Forget):
        return set()
    return {flow.reopen} - {""} | ({flow.start} if flow.single else set())
