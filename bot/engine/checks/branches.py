"""Branches on what nobody knows or what is no single value, and cases that can never come true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.checks.problem import closest, problem
from bot.engine.steps import Arrange, Ask, AskMany, Branch, Question, Scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.engine.errors import Problem
    from bot.engine.fact import Fact
    from bot.engine.flow import Flow
    from bot.engine.steps import Step

MEND: Final = "Make a word of it in `values`"


def branches(flow: Flow, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Everything that is wrong with what branches go by, and with their cases."""
    for step in flow.steps:
        if isinstance(step, Branch) and step.on not in flow.values:
            asked = flow.find(step.on)
            if asked is None:
                yield from _on_fact(flow, step, facts)
            else:
                yield from _on_step(flow, step, asked)


def _on_fact(flow: Flow, step: Branch, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """A branch that goes by no word."""
    if step.on not in facts:
        known = {*flow.values, *facts, *(each.id for each in flow.all_steps if isinstance(each, Question))}
        what = f"it branches on {step.on!r}, which is unknown"
        yield problem(flow, step, what, closest(step.on, known))
    elif facts[step.on].kind != "text":
        yield problem(flow, step, f"it branches on {step.on!r}, a fact of {facts[step.on].kind}", MEND)


def _on_step(flow: Flow, step: Branch, asked: Step) -> Iterator[Problem]:
    """A branch on an answer that is none or a list, or that can never be what a case says."""
    match asked:
        case AskMany() | Arrange():
            yield problem(flow, step, f"it branches on {step.on!r}, whose answer is a list", MEND)
        case Ask():
            yield from _cases(flow, step, [choice.key for choice in asked.choices])
        case Scale():
            numbers = [str(number) for number in range(asked.low, asked.high + 1)]
            yield from _cases(flow, step, [*numbers, *(choice.key for choice in asked.choices)])
        case _ if not isinstance(asked, Question):
            yield problem(flow, step, f"it branches on {step.on!r}, which asks nothing", "Name a question")


def _cases(flow: Flow, step: Branch, keys: list[str]) -> Iterator[Problem]:
    """Cases that no choice has as its key."""
    for case in step.cases:
        if case not in keys:
            what = f"the case {case!r} is no choice of {step.on!r}"
            yield problem(flow, step, what, closest(case, keys))
