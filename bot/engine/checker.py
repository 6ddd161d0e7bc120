"""Reject a broken flow at start: every problem with its file, step and mend."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot.engine.callbacks import MAX_CHOICE
from bot.engine.errors import Problem
from bot.engine.flow import ways
from bot.engine.steps import (
    Arrange,
    Ask,
    AskMany,
    AskNumber,
    Begin,
    Branch,
    Choice,
    End,
    Forget,
    Handover,
    Open,
    Pick,
    Question,
    Repeat,
    Review,
    Scale,
    Step,
    Tell,
    Wake,
    Write,
)
from bot.engine.view import PERSON_VALUES, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.engine.flow import Flow

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,31}")
COMPUTED = ("item",)
ENDS = (End, Forget, Open, Begin)


def check(name: str, flow: Flow, flows: Mapping[str, Flow], facts: frozenset[str]) -> list[Problem]:
    """Everything that is wrong with one flow. `name` is its file's name, `facts` what the shell can answer."""
    shape = [*_identity(name, flow), *_choices(flow), *_targets(flow, flows)]
    if shape:
        return shape
    return [*_reach(flow), *_loops(flow), *_texts(flow, facts), *_sense(flow, facts)]


def _problem(flow: Flow, step: Step | None, what: str, mend: str) -> Problem:
    return Problem(flow.id, step.id if step else "", what, mend)


def closest(name: str, known: Iterable[str]) -> str:
    """A suggestion for a name that does not exist."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"It can be one of: {', '.join(names)}"


def _identity(name: str, flow: Flow) -> Iterator[Problem]:
    if flow.id != name:
        yield Problem(name, "", f"the flow calls itself {flow.id!r}", f"Set id={name!r}, like the file")
    if not flow.title:
        yield _problem(flow, None, "the flow has no title", 'Add title=N_("...")')
    if not flow.steps:
        yield _problem(flow, None, "the flow has no steps", "Declare at least one question and an End")
    seen: set[str] = set()
    for step in flow.all_steps:
        if not IDENTIFIER.fullmatch(step.id):
            yield _problem(
                flow, step, "the id is not usable", "Use 1-32 of a-z, 0-9 and _, beginning with a letter"
            )
        if step.id in seen:
            yield _problem(flow, step, "the id is used twice", "Give each step an id of its own")
        seen.add(step.id)
    for gone, now in flow.renamed.items():
        if now not in seen:
            yield _problem(
                flow, None, f"{gone!r} is renamed to {now!r}, which does not exist", closest(now, seen)
            )


def declared(step: Step) -> tuple[Choice, ...]:
    """The choices that a step declares, where it does."""
    choices: tuple[Choice, ...] = getattr(step, "choices", ())
    return choices


def _choices(flow: Flow) -> Iterator[Problem]:
    for step in flow.all_steps:
        choices = declared(step)
        if isinstance(step, Ask | AskMany) and not choices:
            yield _problem(flow, step, "there is nothing to choose", "Declare choices=(Choice(...), ...)")
        keys = [choice.key for choice in choices]
        for choice in choices:
            if keys.count(choice.key) > 1:
                yield _problem(
                    flow, step, f"the choice {choice.key!r} is there twice", "Give each choice its own key"
                )
            if not IDENTIFIER.fullmatch(choice.key) or len(choice.key) > MAX_CHOICE:
                yield _problem(
                    flow, step, f"the key {choice.key!r} is not usable", "Use 1-32 of a-z, 0-9 and _"
                )
            if not choice.label:
                yield _problem(flow, step, f"the choice {choice.key!r} has no label", 'Add label=N_("...")')


def _targets(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    ids = [step.id for step in flow.steps]
    for step in flow.steps:
        named = [step.goto, *(choice.goto for choice in declared(step))]
        named += step.cases.values() if isinstance(step, Branch) else ()
        for goto in filter(None, named):
            if goto not in ids:
                yield _problem(flow, step, f"goto {goto!r} leads to no step", closest(goto, ids))
        if not isinstance(step, (*ENDS,)) and not step.goto and step.id == ids[-1]:
            yield _problem(flow, step, "the flow stops here without an end", 'Add End(id="end"), or a goto')
        other = step.flow if isinstance(step, Handover | Begin) else ""
        help_flow = step.help if isinstance(step, Question) else ""
        for handed in filter(None, (other, help_flow)):
            if handed not in flows:
                yield _problem(flow, step, f"there is no flow {handed!r}", closest(handed, flows))
    if flow.reopen and flow.reopen not in ids:
        yield _problem(flow, None, f"reopen {flow.reopen!r} is no step", closest(flow.reopen, ids))


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
            yield _problem(flow, step, "no step leads here", "Point a goto at it, or take it away")
        elif step.id not in ending:
            yield _problem(
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


def _loops(flow: Flow) -> Iterator[Problem]:
    """Circles of steps of which none waits."""
    silent = {
        step.id: _out(flow, step) for step in flow.steps if not step.waits and not isinstance(step, Repeat)
    }
    quiet = {step: {way for way in ways_out if way in silent} for step, ways_out in silent.items()}
    for step in flow.steps:
        if step.id in quiet and step.id in _closure(set(quiet[step.id]), quiet):
            yield _problem(
                flow, step, "it leads back to itself without a question", "Put a question into the loop"
            )
            return


def messages(step: Step) -> tuple[str, ...]:
    """Every message id of a step."""
    own = [step.text, *(choice.label for choice in declared(step))]
    if isinstance(step, Question):
        own += [step.short, step.example, *step.starters]
    own += step.labels if isinstance(step, Scale) else ()
    own += [step.long] if isinstance(step, Write) else []
    return tuple(filter(None, own))


def _texts(flow: Flow, facts: frozenset[str]) -> Iterator[Problem]:
    known = {*flow.values, *facts, *PERSON_VALUES, *COMPUTED, *(step.id for step in flow.all_steps)}
    for step in flow.all_steps:
        silent = isinstance(step, Tell) and step.source
        if isinstance(step, Question | Tell | Forget) and not step.text and not silent:
            yield _problem(flow, step, "it says nothing", 'Add text=N_("...")')
        if isinstance(step, Question) and step.numbered and not step.short:
            yield _problem(flow, step, "it has no short name for lists", 'Add short=N_("...")')
        for message in messages(step):
            for name in placeholders(message):
                if name not in known:
                    yield _problem(flow, step, f"{{{name}}} in its text is unknown", closest(name, known))


def _sense(flow: Flow, facts: frozenset[str]) -> Iterator[Problem]:
    """Steps that name other steps or figures that do not fit."""
    steps = {step.id: step for step in flow.all_steps}
    known = {*flow.values, *facts, *steps}
    for step in flow.all_steps:
        match step:
            case Branch() if step.on not in known:
                yield _problem(
                    flow, step, f"it branches on {step.on!r}, which is unknown", closest(step.on, known)
                )
            case Branch():
                yield from _cases(flow, step)
            case Pick() if step.source not in facts:
                yield _problem(
                    flow, step, f"its source {step.source!r} is no fact", closest(step.source, facts)
                )
            case Tell() if step.source and step.source not in facts:
                yield _problem(
                    flow, step, f"its source {step.source!r} is no fact", closest(step.source, facts)
                )
            case Arrange() if not isinstance(steps.get(step.of), AskMany):
                yield _problem(
                    flow, step, f"it orders {step.of!r}, which ticks nothing", "Name an AskMany step"
                )
            case Repeat() if not isinstance(steps.get(step.over), AskMany | AskNumber):
                yield _problem(
                    flow, step, f"it repeats over {step.over!r}", "Name an AskMany or AskNumber step"
                )
            case Review() if any(not isinstance(steps.get(each), Question) for each in step.of):
                yield _problem(
                    flow, step, "it reviews a step that asks nothing", "Name questions only in `of`"
                )
            case Open() | Wake() if (step.choice if isinstance(step, Open) else step.on) not in steps:
                yield _problem(flow, step, "it names a step that does not exist", closest("", steps))
            case Scale() if step.low >= step.high:
                yield _problem(flow, step, f"it goes from {step.low} to {step.high}", "Let low be below high")
            case Scale() if step.labels and len(step.labels) != step.high - step.low + 1:
                yield _problem(
                    flow, step, "its labels do not match its numbers", "Give one label for each number"
                )
            case Write() if not 0 <= step.at_least <= step.at_most:
                yield _problem(flow, step, "its least is more than its most", "Let at_least be below at_most")


def _cases(flow: Flow, branch: Branch) -> Iterator[Problem]:
    """Branch cases that can never come true because no choice has that key."""
    asked = flow.find(branch.on)
    if isinstance(asked, Ask):
        keys = [choice.key for choice in asked.choices]
        for case in branch.cases:
            if case not in keys:
                yield _problem(
                    flow, branch, f"the case {case!r} is no choice of {branch.on!r}", closest(case, keys)
                )
