"""The shape of a flow: its names, what can be chosen, and what stands in a repeat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.engine.callbacks import MAX_CHOICE
from bot.engine.checks.problem import declared, problem
from bot.engine.errors import Problem
from bot.engine.phrasing import bare
from bot.engine.steps import Ask, AskMany, AskNumber, Branch, Question, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.engine.flow import Flow
    from bot.engine.steps import Step

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,31}")
EDIT = "@edit_"


def identity(name: str, flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Problem]:
    """A flow or a step whose name is missing, not usable or taken."""
    if flow.id != name:
        yield Problem(name, "", f"the flow calls itself {flow.id!r}", f"Set id={name!r}, like the file")
    if not flow.title:
        yield problem(flow, None, "the flow has no title", 'Add title=N_("...")')
    if not flow.steps:
        yield problem(flow, None, "the flow has no steps", "Declare at least one question and an End")
    for old in flow.formerly:
        if any(old in (other.id, *other.formerly) for other in flows.values() if other is not flow):
            yield problem(flow, None, f"another flow has its earlier id {old!r}", "Take it out of `formerly`")
    yield from _ids(flow)


def _ids(flow: Flow) -> Iterator[Problem]:
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


def choices(flow: Flow) -> Iterator[Problem]:
    """Choices and branches that cannot be told apart, or that nobody can make."""
    for step in flow.all_steps:
        if isinstance(step, Ask | AskMany) and not step.choices and not getattr(step, "source", ""):
            yield problem(flow, step, "there is nothing to choose", "Declare choices=(Choice(...), ...)")
        if isinstance(step, AskMany):
            yield from _ticked(flow, step)
        if isinstance(step, Branch):
            yield from _cases(flow, step)
        yield from _keys(flow, step)
        yield from _labels(flow, step)


def _ticked(flow: Flow, step: AskMany) -> Iterator[Problem]:
    """Choices that lead somewhere, as only one that is chosen alone can."""
    for choice in step.choices:
        if choice.goto:
            what = f"the choice {choice.key!r} leads elsewhere, though others can be ticked with it"
            yield problem(flow, step, what, "Take its goto away, or ask with Ask")


def _cases(flow: Flow, branch: Branch) -> Iterator[Problem]:
    """Cases that are compared with text and are none."""
    cases: Iterable[object] = branch.cases
    for case in cases:
        if not isinstance(case, str):
            text = {True: "yes", False: "no"}[case] if isinstance(case, bool) else str(case)
            yield problem(flow, branch, f"the case {case!r} is no text", f"Write {text!r}")


def _keys(flow: Flow, step: Step) -> Iterator[Problem]:
    keys = [key for choice in declared(step) for key in (choice.key, *choice.formerly)]
    for choice in declared(step):
        for key in (choice.key, *choice.formerly):
            if keys.count(key) > 1:
                yield problem(
                    flow, step, f"the choice {key!r} is there twice", "Give each choice its own key"
                )
        if not IDENTIFIER.fullmatch(choice.key) or len(choice.key) > MAX_CHOICE:
            yield problem(flow, step, f"the key {choice.key!r} is not usable", "Use 1-32 of a-z, 0-9 and _")


def _labels(flow: Flow, step: Step) -> Iterator[Problem]:
    """Labels that are missing, or that are the same where somebody writes what a button says."""
    labels = [bare(choice.label) for choice in declared(step)]
    for choice in declared(step):
        if not choice.label:
            yield problem(flow, step, f"the choice {choice.key!r} has no label", 'Add label=N_("...")')
        elif labels.count(bare(choice.label)) > 1:
            yield problem(
                flow, step, f"two choices say {choice.label!r}", "Let each choice say something else"
            )


def repeats(flow: Flow) -> Iterator[Problem]:
    """Repeats that repeat nothing, and steps in them that cannot stand there."""
    for repeat in flow.steps:
        if isinstance(repeat, Repeat):
            if not repeat.steps:
                yield problem(flow, repeat, "it repeats nothing", "Declare steps=(...) with a question")
            for step in repeat.steps:
                yield from _repeated(flow, repeat, step)


def _repeated(flow: Flow, repeat: Repeat, step: Step) -> Iterator[Problem]:
    """A step in a repeat that asks nothing or tries to lead out of it, or whose place is too long for a button."""
    if not isinstance(step, Question):
        yield problem(flow, step, f"it asks nothing in the repeat {repeat.id!r}", "Put it before or after it")
        return
    if step.goto or any(choice.goto for choice in declared(step)):
        yield problem(
            flow, step, f"a goto cannot lead out of the repeat {repeat.id!r}", "Put a Branch after it"
        )
    if step.numbered:
        yield problem(flow, step, "a repeated question has no number of its own", "Take numbered away")
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
