"""Texts that choose their plural by what is no number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.checks.problem import closest, problem
from bot.engine.steps import AskNumber, Scale
from bot.engine.view import PERSON_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.engine.errors import Problem
    from bot.engine.fact import Fact
    from bot.engine.flow import Flow

NUMBERLESS: Final = {"bool", "date", "str", "tuple", "Words"}
"""What a value of a flow may be that is no number."""
MEND: Final = "Name an AskNumber or Scale step, or make a number of it in `values`"


def counts(flow: Flow, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Every text whose number nobody knows, or is none."""
    numbers = _numbers(flow)
    named = {*flow.values, *PERSON_VALUES, *facts, *(step.id for step in flow.all_steps)}
    for step in flow.all_steps:
        if not step.plural or step.count in numbers:
            continue
        if not step.count:
            yield problem(flow, step, "it counts nothing", MEND)
        elif step.count in named:
            yield problem(flow, step, f"it counts {step.count!r}, which is no number", MEND)
        else:
            what = f"it counts {step.count!r}, which is unknown"
            yield problem(flow, step, what, closest(step.count, numbers) if numbers else MEND)


def _numbers(flow: Flow) -> set[str]:
    """The names that can stand for a number."""
    asked = {step.id for step in flow.all_steps if isinstance(step, AskNumber | Scale)}
    computed = {name for name, value in flow.values.items() if not _says_otherwise(value)}
    return computed | (asked - {*flow.values, *PERSON_VALUES})


def _says_otherwise(value: Callable[..., object]) -> bool:
    """Whether a function says that what it returns is no number; many say nothing."""
    returned = getattr(value, "__annotations__", {}).get("return", "")
    name = returned if isinstance(returned, str) else getattr(returned, "__name__", "")
    return name.partition("[")[0] in NUMBERLESS
