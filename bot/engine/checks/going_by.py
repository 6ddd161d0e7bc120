"""Steps that go by what was chosen elsewhere: another exercise to open or to take over from, or one to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.checks.moves import closure, ways_out
from bot.engine.checks.problem import closest, declared, problem
from bot.engine.graph import following
from bot.engine.steps import (
    Ask,
    Begin,
    Branch,
    Copy,
    Discard,
    Handover,
    Hold,
    Open,
    Pick,
    Question,
    Reuse,
    Speak,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.errors import Problem
    from bot.engine.fact import Fact
    from bot.engine.flow import Flow
    from bot.engine.steps import Step


def going_by(flow: Flow, flows: Mapping[str, Flow], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Everything that is wrong with what steps like `Open`, `Begin`, `Copy` and `Handover` go by."""
    steps = [step.id for step in flow.all_steps]
    for step in flow.steps:
        match step:
            case Begin() if not step.choice:
                if not step.flow:
                    yield problem(
                        flow, step, "it begins nothing", "Name the flow, or the step that chooses it"
                    )
            case Open() | Begin() | Copy() | Discard() if step.choice not in steps:
                yield problem(
                    flow, step, f"it goes by {step.choice!r}, which is no step", closest(step.choice, steps)
                )
            case Handover() if step.to and step.to not in {*steps, *flow.values, *facts}:
                what = f"it hands over to {step.to!r}, which is no step, value or fact"
                yield problem(flow, step, what, closest(step.to, {*steps, *flow.values, *facts}))
            case Open() | Begin() | Copy() | Discard() | Reuse():
                yield from _chosen(flow, step, flows, facts)


def _choosers(step: Open | Copy | Discard) -> type[Pick] | tuple[type[Pick], type[Hold]]:
    """What names an exercise: only one that is just opened needs not be picked by the person."""
    return (Pick, Hold) if isinstance(step, Open) else Pick


def _chosen(
    flow: Flow,
    step: Open | Begin | Copy | Discard | Reuse,
    flows: Mapping[str, Flow],
    facts: Mapping[str, Fact],
) -> Iterator[Problem]:
    """What is wrong with the step that chooses."""
    chooser = flow.find(step.choice)
    by = f"it goes by {step.choice!r}, which"
    exercises = [name for name, fact in facts.items() if fact.kind == "exercises"]
    if isinstance(step, Begin) and not (isinstance(chooser, Ask | Pick) and not isinstance(chooser, Speak)):
        yield problem(flow, step, f"{by} chooses no flow", "Name an Ask or Pick step")
    elif isinstance(step, Reuse) and not isinstance(chooser, Pick):
        yield problem(flow, step, f"{by} picks nothing", 'Name a Pick over "others"')
    elif isinstance(step, Open | Copy | Discard) and not isinstance(chooser, _choosers(step)):
        yield problem(flow, step, f"{by} picks nothing", "Name a Pick step")
    elif isinstance(chooser, Pick) and chooser.source in facts and chooser.source not in exercises:
        over = " or ".join(f'"{name}"' for name in sorted(exercises))
        yield problem(flow, step, f"{by} picks no exercise", f"Let it pick over {over}")
    elif isinstance(chooser, Question) and not isinstance(
        step, Reuse
    ):  # which takes nothing over by other keys
        yield from _keys(flow, step, chooser, flows)


def _keys(
    flow: Flow, step: Open | Begin | Copy | Discard, chooser: Question, flows: Mapping[str, Flow]
) -> Iterator[Problem]:
    """Choices that lead to the step although they name nothing that it can go by."""
    elsewhere = "Give it a goto of its own"
    if chooser.skippable and step.id in _leads(flow, chooser, "", ""):
        yield problem(flow, step, f"it goes by {chooser.id!r}, which can be skipped", "Take skippable away")
    for choice in declared(chooser):
        if step.id not in _leads(flow, chooser, choice.key, choice.goto):
            continue
        what = f"the choice {choice.key!r} of {chooser.id!r} is"
        named = choice.key.removeprefix("new_")
        if not isinstance(step, Begin):
            yield problem(flow, step, f"{what} no exercise", elsewhere)
        elif named not in flows:
            yield problem(flow, step, f"{what} no flow", closest(named, flows))


def _leads(flow: Flow, chooser: Question, key: str, goto: str) -> set[str]:
    """The steps that a choice ("" for none) can lead to before it is chosen anew."""
    if chooser not in flow.steps:
        return set()
    ways = ways_out(flow)
    moves = {step.id: _after(flow, step, chooser.id, key, ways[step.id]) for step in flow.steps}
    return closure({goto or following(flow, chooser)}, moves)


def _after(flow: Flow, step: Step, chooser: str, key: str, ways: set[str]) -> set[str]:
    """Where a step leads once that was chosen; what a branch on anything else makes of it, nobody knows here.

    `ways` is where it can lead at all.
    """
    if step.id == chooser:
        return set()
    if isinstance(step, Branch):
        return {step.cases.get(key) or following(flow, step)} - {""} if step.on == chooser else set()
    return ways
