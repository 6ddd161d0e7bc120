"""Texts that choose their plural by what is no number, or have none to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.checks.problem import closest, declared, problem
from bot.engine.checks.repeated import OUTSIDE, by_itself, elsewhere
from bot.engine.steps import AskNumber, Scale
from bot.engine.view import PERSON_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.engine.errors import Problem
    from bot.engine.fact import Fact
    from bot.engine.flow import Flow
    from bot.engine.steps import Step

NUMBERLESS: Final = {"bool", "date", "str", "time", "tuple", "Words"}
"""What a value of a flow may be that is no number."""
MEND: Final = "Name an AskNumber or Scale step, or make a number of it in `values`"


def counts(flow: Flow, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Every text whose number nobody knows, is none, or changes nothing."""
    for step in flow.all_steps:
        if step.plural:
            yield from _counted(flow, step, facts)
        elif step.count:
            what = f"it counts {step.count!r} without a plural"
            yield problem(flow, step, what, 'Add plural=N_("...")')


def _counted(flow: Flow, step: Step, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """What is wrong with the number of one text."""
    numbers = _numbers(flow, step)
    if step.count in numbers:
        return
    if not step.count:
        yield problem(flow, step, "it counts nothing", MEND)
    elif repeat := elsewhere(flow, step, step.count):
        yield problem(flow, step, f"it counts {step.count!r}, which {by_itself(repeat)}", OUTSIDE)
    elif step.count in {*flow.values, *PERSON_VALUES, *facts} or flow.find(step.count):
        yield problem(flow, step, f"it counts {step.count!r}, which is no number", MEND)
    else:
        what = f"it counts {step.count!r}, which is unknown"
        yield problem(flow, step, what, closest(step.count, numbers) if numbers else MEND)


def _numbers(flow: Flow, step: Step) -> set[str]:
    """The names that can stand for a number where a step stands."""
    questions = (
        each.id for each in flow.all_steps if isinstance(each, AskNumber | Scale) and not declared(each)
    )
    asked = {name for name in questions if not elsewhere(flow, step, name)}
    computed = {name for name, value in flow.values.items() if not _says_otherwise(value)}
    return computed | (asked - {*flow.values, *PERSON_VALUES})


def _says_otherwise(value: Callable[..., object]) -> bool:
    """Whether a function says that what it returns is no number; many say nothing."""
    returned = getattr(value, "__annotations__", {}).get("return", "")
    name = returned if isinstance(returned, str) else getattr(returned, "__name__", "")
    return name.partition("[")[0] in NUMBERLESS
