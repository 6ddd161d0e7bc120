"""Steps that simple mode leaves out: nothing may depend on them, and what has to be said or agreed to is never one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.checks.problem import declared, problem
from bot.engine.checks.texts import messages
from bot.engine.graph import following
from bot.engine.steps import Arrange, AskMany, Begin, Branch, Copy, Open, Question, Repeat, Tell, Wake
from bot.engine.view import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.errors import Problem
    from bot.engine.flow import Flow
    from bot.engine.steps import Step

NEVER = "Take extra away"


def essential(flow: Flow) -> Iterator[Problem]:
    """Everything that is wrong with the steps that are extra."""
    for step in flow.all_steps:
        match step:
            case Question(extra=True):
                yield from _question(flow, step)
            case Tell(extra=True) if step.source or step.document or step.copy or step.recordings:
                yield problem(flow, step, "it is extra, and carries more than words", NEVER)
            case _ if step.extra and not isinstance(step, Tell):
                yield problem(flow, step, "it is extra, and neither says nor asks anything", NEVER)


def _question(flow: Flow, step: Question) -> Iterator[Problem]:
    if step.lapses_to or step.begins_at or step.read_by or any(each.exact for each in declared(step)):
        yield problem(flow, step, "it is extra, and asks for what has to be agreed to", NEVER)
    if step in flow.steps and not following(flow, step):
        yield problem(flow, step, "it is extra, and leads nowhere when it is left out", "Add a goto")
    if step.skippable or (isinstance(step, AskMany) and not step.at_least):
        return  # whatever depends on it can do without
    for other in flow.all_steps:
        if step.id in _needed(flow, other):
            what = f"it is extra, and {other.id!r} depends on it"
            yield problem(flow, step, what, "Make it skippable, or take extra away")


def _needed(flow: Flow, step: Step) -> set[str]:
    """The steps that a step goes by, or names in its texts."""
    names = {name for message in messages(step) for name in placeholders(message)} - flow.values.keys()
    match step:
        case Branch():
            return names | {step.on}
        case Repeat():
            return names | {step.over}
        case Arrange():
            return names | {step.of}
        case Wake():
            return names | {step.on, step.time}
        case Open() | Begin() | Copy():
            return names | {step.choice}
    return names
