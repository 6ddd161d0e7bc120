"""Where the steps of a flow lead: to steps that exist, to an end, and never round without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.checks.problem import closest, declared, problem
from bot.engine.flow import ways
from bot.engine.graph import following
from bot.engine.steps import Begin, Branch, Copy, End, Forget, Handover, Open, Question, Repeat, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.errors import Problem
    from bot.engine.flow import Flow

ENDS = (End, Forget, Open, Begin, Copy)


def targets(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    """Names of steps and flows to go to that do not exist."""
    ids = [step.id for step in flow.steps]
    for step in flow.steps:
        named = [step.goto, *(choice.goto for choice in declared(step))]
        named += step.cases.values() if isinstance(step, Branch) else ()
        for goto in filter(None, named):
            if goto not in ids:
                yield problem(flow, step, f"goto {goto!r} leads to no step", closest(goto, ids))
        if not isinstance(step, ENDS) and step.goes_on() and not step.goto and step.id == ids[-1]:
            yield problem(flow, step, "the flow stops here without an end", 'Add End(id="end"), or a goto')
    for step in flow.all_steps:
        handed = step.help if isinstance(step, Question) else _other(step)
        if handed and handed not in flows:
            yield problem(flow, step, f"there is no flow {handed!r}", closest(handed, flows))
        elif isinstance(step, Handover) and step.at:
            yield from _opened_at(flow, step, flows[handed])
    if flow.reopen and flow.reopen not in ids:
        yield problem(flow, None, f"reopen {flow.reopen!r} is no step", closest(flow.reopen, ids))
    for name, at in (("shared_at", flow.shared_at), ("shared_over_at", flow.shared_over_at)):
        if at and not isinstance(flow.find(at), Question):
            yield problem(flow, None, f"{name} {at!r} asks nothing", closest(at, ids))
    if flow.within and flow.within not in flows:
        yield problem(flow, None, f"within {flow.within!r} is no flow", closest(flow.within, flows))


def _opened_at(flow: Flow, step: Handover, other: Flow) -> Iterator[Problem]:
    """A step of another flow to open at that is not there."""
    ids = [each.id for each in other.steps]
    if step.at not in ids:
        what = f"it opens {other.id!r} at {step.at!r}, which is no step there"
        yield problem(flow, step, what, closest(step.at, ids))


def _other(step: Step) -> str:
    """The flow that a step goes over to, where it names one."""
    return step.flow if isinstance(step, Handover | Begin) else ""


def reach(flow: Flow) -> Iterator[Problem]:
    """Steps that nothing leads to, and steps from which no end can be reached."""
    steps = {step.id: step for step in flow.steps}
    moves = ways_out(flow)
    reached = closure({flow.start, *filter(None, (flow.reopen,))}, moves)
    back = {each: {step for step in steps if each in moves[step]} for each in steps}
    ending = closure({step.id for step in flow.steps if isinstance(step, ENDS)}, back)
    for step in flow.steps:
        if step.id not in reached:
            yield problem(flow, step, "no step leads here", "Point a goto at it, or take it away")
        elif step.id not in ending:
            yield problem(
                flow, step, "no end can be reached from here", "Give a choice or branch a way to an End"
            )


def gotos(flow: Flow) -> Iterator[Problem]:
    """Gotos of steps that never go on: ends, and questions whose choices all lead elsewhere."""
    for step in flow.steps:
        if step.goto and not step.goes_on():
            yield problem(flow, step, f"nothing takes its goto {step.goto!r}", "Take it away")


def ways_out(flow: Flow) -> dict[str, set[str]]:
    """The top-level steps that each top-level step can lead to."""
    top = {step.id for step in flow.steps}
    # A repeat leads into itself as well, which is no other step; it may be empty in a flow that is broken.
    return {
        step.id: top.intersection((following(flow, step),) if isinstance(step, Repeat) else ways(flow, step))
        for step in flow.steps
    }


def closure(start: set[str], moves: Mapping[str, set[str]]) -> set[str]:
    """Everything that can be reached, with the start itself."""
    found, todo = set(start), list(start)
    while todo:
        new = moves[todo.pop()] - found
        found |= new
        todo += new
    return found


def loops(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    """Circles of steps of which none waits, and circles of flows that hand over before they ask anything."""
    quiet = _quiet(flow)
    after = {step: closure(quiet[step], quiet) for step in quiet}
    circle = next(
        (
            [each for each in after if each in after[step] and step in after[each]]
            for step in after
            if step in after[step]
        ),
        [],
    )
    if circle:
        what = "it leads back to itself without a question"
        yield problem(flow, flow.find(circle[0]), what, _question_for(flow, circle))
        return
    if flow.id in _handed_over(flow, flows):
        yield problem(
            flow, None, "it hands over to itself without a question", "Ask something before the hand-over"
        )


def _question_for(flow: Flow, circle: list[str]) -> str:
    """How to mend a circle; where it has a question, that one does not ask each time."""
    asking = next((each for each in circle if isinstance(flow.find(each), Question)), "")
    mend = "Put a question into the loop"
    return f"{mend} that is always asked, as {asking!r} is not" if asking else mend


def _quiet(flow: Flow) -> dict[str, set[str]]:
    """The steps that may not wait, and those of them that each leads to."""
    silent = {step.id for step in flow.steps if _may_pass(flow, step)}
    return {step: ways & silent for step, ways in ways_out(flow).items() if step in silent}


def _may_pass(flow: Flow, step: Step) -> bool:
    """Whether a step may not wait: a repeat over nothing does not, nor a question that answers itself."""
    if isinstance(step, Repeat):
        return _may_be_empty(flow, step) or all(_may_pass(flow, each) for each in step.steps)
    return not isinstance(step, Question) or type(step).known is not Question.known or bool(step.after)


def _may_be_empty(flow: Flow, repeat: Repeat) -> bool:
    over = flow.find(repeat.over)
    return getattr(over, "skippable", False) or getattr(over, "at_least", getattr(over, "low", 0)) <= 0


def _handed_over(flow: Flow, flows: Mapping[str, Flow]) -> set[str]:
    """The flows that somebody who begins this one can end up in before anything is asked."""
    found: set[str] = set()
    todo = [flow]
    while todo:
        new = (_at_once(todo.pop()) & flows.keys()) - found
        found |= new
        todo += (flows[each] for each in new)
    return found


def _at_once(flow: Flow) -> set[str]:
    """The flows that this one can go over to before it has asked anything."""
    if not flow.steps:
        return set()
    quiet = _quiet(flow)
    first = closure({flow.start}, quiet) if flow.start in quiet else set()
    return {_other(step) for step in flow.steps if step.id in first} - {""}
