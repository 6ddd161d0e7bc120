"""What the steps of a flow say and count: texts with unknown names, and figures that do not fit."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot.engine.errors import Problem
from bot.engine.steps import (
    Arrange,
    Ask,
    AskDate,
    AskMany,
    AskNumber,
    Begin,
    Branch,
    Choice,
    Forget,
    Open,
    Pick,
    Question,
    Remember,
    Repeat,
    Reuse,
    Review,
    Scale,
    Step,
    Tell,
    Wake,
    Write,
)
from bot.engine.view import PERSON_VALUES, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.engine.flow import Flow

COMPUTED = ("item",)
SETTINGS = ("name", "language", "time_zone", "energy", "energy_day", "quiet")
"""The fields of a person that a step may set."""


def problem(flow: Flow, step: Step | None, what: str, mend: str) -> Problem:
    return Problem(flow.id, step.id if step else "", what, mend)


def closest(name: str, known: Iterable[str]) -> str:
    """A suggestion for a name that does not exist."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"It can be one of: {', '.join(names)}"


def declared(step: Step) -> tuple[Choice, ...]:
    """The choices that a step declares, where it does."""
    choices: tuple[Choice, ...] = getattr(step, "choices", ())
    return choices


def messages(step: Step) -> tuple[str, ...]:
    """Every message id of a step."""
    own = [step.text, step.plural, *(choice.label for choice in declared(step))]
    if isinstance(step, Question):
        own += [step.short, step.example, *step.starters]
    own += step.labels if isinstance(step, Scale) else ()
    own += [step.long] if isinstance(step, Write) else []
    return tuple(filter(None, own))


def texts(flow: Flow, facts: frozenset[str]) -> Iterator[Problem]:
    """Steps that say nothing, and texts with names that nobody knows."""
    known = {*flow.values, *facts, *PERSON_VALUES, *COMPUTED, *(step.id for step in flow.all_steps)}
    for message in filter(None, (flow.called,)):
        yield from _names(flow, None, message, known)
    for step in flow.all_steps:
        silent = isinstance(step, Tell) and step.source
        if isinstance(step, Question | Tell | Forget) and not step.text and not silent:
            yield problem(flow, step, "it says nothing", 'Add text=N_("...")')
        if isinstance(step, Question) and step.numbered and not step.short:
            yield problem(flow, step, "it has no short name for lists", 'Add short=N_("...")')
        if step.plural and step.count not in known:
            yield problem(
                flow, step, f"it counts {step.count!r}, which is unknown", closest(step.count, known)
            )
        counted = {"n"} if step.plural else set()
        for message in messages(step):
            yield from _names(flow, step, message, known | counted)


def _names(flow: Flow, step: Step | None, message: str, known: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the placeholders of one text."""
    try:
        names = placeholders(message)
    except ValueError as error:
        yield problem(flow, step, f"{message!r} cannot be filled in: {error}", "Write {{ and }} for braces")
        return
    if "{}" in message.replace("{{", "").replace("}}", ""):
        yield problem(flow, step, "{} in its text has no name", "Name what goes there, like {item}")
    for name in names:
        if name not in known:
            mend = 'Add plural=N_("...") and count' if name == "n" else closest(name, known)
            yield problem(flow, step, f"{{{name}}} in its text is unknown", mend)


def references(flow: Flow, facts: frozenset[str]) -> Iterator[Problem]:
    """Steps that name other steps, values or facts that do not exist, or that cannot be used so."""
    steps = {step.id: step for step in flow.all_steps}
    known = {*flow.values, *facts, *steps}
    for step in flow.all_steps:
        match step:
            case Branch() if step.on not in known:
                yield problem(
                    flow, step, f"it branches on {step.on!r}, which is unknown", closest(step.on, known)
                )
            case Branch():
                yield from _cases(flow, step)
            case Pick() if step.source not in facts:
                yield problem(
                    flow, step, f"its source {step.source!r} is no fact", closest(step.source, facts)
                )
            case Tell() if step.source and step.source not in facts:
                yield problem(
                    flow, step, f"its source {step.source!r} is no fact", closest(step.source, facts)
                )
            case Open() | Begin() if step.choice and step.choice not in steps:
                yield problem(
                    flow, step, f"it goes by {step.choice!r}, which is no step", closest(step.choice, steps)
                )
            case Begin() if not step.flow and not step.choice:
                yield problem(flow, step, "it begins nothing", "Name the flow, or the step that chooses it")
            case Wake() if not isinstance(steps.get(step.on), AskDate):
                yield problem(
                    flow, step, f"it wakes on {step.on!r}, which asks no day", "Name an AskDate step"
                )
            case Remember() if step.field not in SETTINGS:
                yield problem(flow, step, f"nobody has a {step.field!r}", closest(step.field, SETTINGS))
    yield from _built_upon(flow)


def _built_upon(flow: Flow) -> Iterator[Problem]:
    """Steps that build upon the answers of other steps, and cannot upon these."""
    steps = {step.id: step for step in flow.all_steps}
    for step in flow.all_steps:
        match step:
            case Reuse() if not isinstance(steps.get(step.choice), Pick):
                yield problem(
                    flow,
                    step,
                    f"it goes by {step.choice!r}, which picks nothing",
                    'Name a Pick over "others"',
                )
            case Reuse() if any(not isinstance(steps.get(each), Question) for each in step.of):
                yield problem(flow, step, "it reuses a step that asks nothing", "Name questions only in `of`")
            case Arrange() if not isinstance(steps.get(step.of), AskMany):
                yield problem(
                    flow, step, f"it orders {step.of!r}, which ticks nothing", "Name an AskMany step"
                )
            case Repeat() if not isinstance(steps.get(step.over), AskMany | AskNumber):
                yield problem(
                    flow, step, f"it repeats over {step.over!r}", "Name an AskMany or AskNumber step"
                )
            case Review() if any(not isinstance(steps.get(each), Question) for each in step.of):
                yield problem(
                    flow, step, "it reviews a step that asks nothing", "Name questions only in `of`"
                )


def _cases(flow: Flow, branch: Branch) -> Iterator[Problem]:
    """Branch cases that can never come true because no choice has that key."""
    asked = flow.find(branch.on)
    if isinstance(asked, Ask):
        keys = [choice.key for choice in asked.choices]
        for case in branch.cases:
            if case not in keys:
                yield problem(
                    flow, branch, f"the case {case!r} is no choice of {branch.on!r}", closest(case, keys)
                )


def figures(flow: Flow) -> Iterator[Problem]:
    """Steps whose figures nothing can satisfy."""
    for step in flow.all_steps:
        match step:
            case AskNumber() if step.low > step.high:
                yield problem(flow, step, f"it goes from {step.low} to {step.high}", "Let low be below high")
            case AskMany() if not 0 <= step.at_least <= min(step.at_most, len(step.choices)):
                yield problem(
                    flow,
                    step,
                    f"it wants {step.at_least} to {step.at_most} of {len(step.choices)} choices",
                    "Let that be possible",
                )
            case Pick() if step.page_size < 1:
                yield problem(flow, step, "its pages hold nothing", "Let page_size be 1 or more")
            case Scale() if step.low < 0:
                yield problem(flow, step, f"it begins at {step.low}", "Let low be 0 or more")
            case Scale() if step.low >= step.high:
                yield problem(flow, step, f"it goes from {step.low} to {step.high}", "Let low be below high")
            case Scale() if step.labels and len(step.labels) != step.high - step.low + 1:
                yield problem(
                    flow, step, "its labels do not match its numbers", "Give one label for each number"
                )
            case Write() if not 0 <= step.at_least <= step.at_most:
                yield problem(flow, step, "its least is more than its most", "Let at_least be below at_most")
