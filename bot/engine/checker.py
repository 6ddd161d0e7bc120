"""Reject a broken flow at start: every problem with its file, step and mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.engine import sense
from bot.engine.callbacks import MAX_CHOICE
from bot.engine.errors import Problem
from bot.engine.flow import ways
from bot.engine.sense import closest, declared, problem
from bot.engine.steps import (
    Ask,
    AskMany,
    AskNumber,
    Begin,
    Branch,
    End,
    Forget,
    Handover,
    Open,
    Question,
    Repeat,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.flow import Flow

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,31}")
EDIT = "@edit_"
ENDS = (End, Forget, Open, Begin)


def check(name: str, flow: Flow, flows: Mapping[str, Flow], facts: frozenset[str]) -> list[Problem]:
    """Everything that is wrong with one flow. `name` is its file's name, `facts` what the shell can answer."""
    shape = [*_identity(name, flow, flows), *_choices(flow), *_repeats(flow), *_targets(flow, flows)]
    if shape:
        return shape
    return [
        *_reach(flow),
        *_loops(flow, flows),
        *sense.texts(flow, facts),
        *sense.references(flow, facts),
        *sense.figures(flow),
    ]


def _identity(name: str, flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    if flow.id != name:
        yield Problem(name, "", f"the flow calls itself {flow.id!r}", f"Set id={name!r}, like the file")
    if not flow.title:
        yield problem(flow, None, "the flow has no title", 'Add title=N_("...")')
    if not flow.steps:
        yield problem(flow, None, "the flow has no steps", "Declare at least one question and an End")
    for old in flow.formerly:
        if any(old in (other.id, *other.formerly) for other in flows.values() if other is not flow):
            yield problem(flow, None, f"another flow has its earlier id {old!r}", "Take it out of `formerly`")
    seen: set[str] = set()
    for step in flow.all_steps:
        if not IDENTIFIER.fullmatch(step.id):
            yield problem(
                flow, step, "the id is not usable", "Use 1-32 of a-z, 0-9 and _, beginning with a letter"
            )
        if step.id in seen:
            yield problem(flow, step, "the id is used twice", "Give each step an id of its own")
        seen.add(step.id)
    for step in flow.all_steps:
        for old in step.formerly:
            if old in seen:
                yield problem(flow, step, f"its earlier id {old!r} is in use", "Take it out of `formerly`")
            seen.add(old)


def _choices(flow: Flow) -> Iterator[Problem]:
    for step in flow.all_steps:
        choices = declared(step)
        if isinstance(step, Ask | AskMany) and not choices:
            yield problem(flow, step, "there is nothing to choose", "Declare choices=(Choice(...), ...)")
        keys = [key for choice in choices for key in (choice.key, *choice.formerly)]
        labels = [choice.label.casefold() for choice in choices]
        for choice in choices:
            if choice.label and labels.count(choice.label.casefold()) > 1:
                yield problem(
                    flow, step, f"two choices say {choice.label!r}", "Let each choice say something else"
                )
            for key in (choice.key, *choice.formerly):
                if keys.count(key) > 1:
                    yield problem(
                        flow, step, f"the choice {key!r} is there twice", "Give each choice its own key"
                    )
            if not IDENTIFIER.fullmatch(choice.key) or len(choice.key) > MAX_CHOICE:
                yield problem(
                    flow, step, f"the key {choice.key!r} is not usable", "Use 1-32 of a-z, 0-9 and _"
                )
            if not choice.label:
                yield problem(flow, step, f"the choice {choice.key!r} has no label", 'Add label=N_("...")')


def _repeats(flow: Flow) -> Iterator[Problem]:
    """Steps in a repeat that try to lead out of it, and places too long for a button."""
    for repeat in flow.steps:
        if not isinstance(repeat, Repeat):
            continue
        if not repeat.steps:
            yield problem(flow, repeat, "it repeats nothing", "Declare steps=(...) with a question")
        for step in repeat.steps:
            if step.goto or any(choice.goto for choice in declared(step)):
                yield problem(
                    flow, step, f"a goto cannot lead out of the repeat {repeat.id!r}", "Put a Branch after it"
                )
            if step.numbered:
                yield problem(
                    flow, step, "a repeated question has no number of its own", "Take numbered away"
                )
            place = f"{EDIT}{repeat.id}/{longest_item(flow, repeat)}/{step.id}"
            if len(place) > MAX_CHOICE:
                much = len(place) - MAX_CHOICE
                yield problem(
                    flow,
                    step,
                    f"its place {place.removeprefix(EDIT)!r} is too long for a button",
                    f"Shorten the ids or the key by {much}",
                )


def longest_item(flow: Flow, repeat: Repeat) -> str:
    """The longest item that a repeat can have."""
    over = flow.find(repeat.over)
    items = (
        [str(over.high)]
        if isinstance(over, AskNumber)
        else [choice.key for choice in declared(over or repeat)]
    )
    return max(items, key=len, default="")


def _targets(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    ids = [step.id for step in flow.steps]
    for step in flow.steps:
        named = [step.goto, *(choice.goto for choice in declared(step))]
        named += step.cases.values() if isinstance(step, Branch) else ()
        for goto in filter(None, named):
            if goto not in ids:
                yield problem(flow, step, f"goto {goto!r} leads to no step", closest(goto, ids))
        if not isinstance(step, (*ENDS,)) and not step.goto and step.id == ids[-1]:
            yield problem(flow, step, "the flow stops here without an end", 'Add End(id="end"), or a goto')
    for step in flow.all_steps:
        handed = step.help if isinstance(step, Question) else _other(step)
        if handed and handed not in flows:
            yield problem(flow, step, f"there is no flow {handed!r}", closest(handed, flows))
    if flow.reopen and flow.reopen not in ids:
        yield problem(flow, None, f"reopen {flow.reopen!r} is no step", closest(flow.reopen, ids))


def _other(step: Step) -> str:
    """The flow that a step goes over to, where it names one."""
    return step.flow if isinstance(step, Handover | Begin) else ""


def _reach(flow: Flow) -> Iterator[Problem]:
    """Steps that nothing leads to, and steps from which no end can be reached."""
    steps = {step.id: step for step in flow.steps}
    reached = _closure({flow.start, *filter(None, (flow.reopen,))}, {s.id: _out(flow, s) for s in flow.steps})
    back: dict[str, set[str]] = {each: set() for each in steps}
    for step in flow.steps:
        for way in _out(flow, step):
            back[way].add(step.id)
    ending = _closure({step.id for step in flow.steps if isinstance(step, ENDS)}, back)
    for step in flow.steps:
        if step.id not in reached:
            yield problem(flow, step, "no step leads here", "Point a goto at it, or take it away")
        elif step.id not in ending:
            yield problem(
                flow, step, "no end can be reached from here", "Give a choice or branch a way to an End"
            )


def _out(flow: Flow, step: Step) -> set[str]:
    top = {each.id for each in flow.steps}
    return set() if isinstance(step, End | Forget) else {way for way in ways(flow, step) if way in top}


def _closure(start: set[str], ways_out: Mapping[str, set[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        new = ways_out[todo.pop()] - found
        found |= new
        todo += new
    return found


def _loops(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    """Circles of steps of which none waits, and circles of flows that hand over before they ask anything."""
    quiet = _quiet(flow)
    for step in flow.steps:
        if step.id in quiet and step.id in _closure(quiet[step.id], quiet):
            yield problem(
                flow, step, "it leads back to itself without a question", "Put a question into the loop"
            )
            return
    at_once = {name: {other for other in _at_once(each) if other in flows} for name, each in flows.items()}
    if flow.id in _closure(at_once.get(flow.id, set()), at_once):
        yield problem(
            flow, None, "it hands over to itself without a question", "Ask something before the hand-over"
        )


def _quiet(flow: Flow) -> dict[str, set[str]]:
    """The steps that may not wait, and those of them that each leads to. A repeat over nothing does not wait."""
    top = [step for step in flow.steps if not step.waits]
    silent = {step.id for step in top if not isinstance(step, Repeat) or _may_be_empty(flow, step)}
    return {step.id: _out(flow, step) & silent for step in top if step.id in silent}


def _may_be_empty(flow: Flow, repeat: Repeat) -> bool:
    over = flow.find(repeat.over)
    return getattr(over, "skippable", False) or getattr(over, "at_least", getattr(over, "low", 0)) <= 0


def _at_once(flow: Flow) -> set[str]:
    """The flows that this one can go over to before it has asked anything."""
    if not flow.steps:
        return set()
    quiet = _quiet(flow)
    first = _closure({flow.start}, quiet) if flow.start in quiet else set()
    return {_other(step) for step in flow.steps if step.id in first} - {""}
