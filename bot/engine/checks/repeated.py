"""Questions inside a repeat: each item has an answer of its own, which nothing outside can name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.engine.flow import Flow
    from bot.engine.steps import Step

OUTSIDE: Final = "Name a step outside of it"


def elsewhere(flow: Flow, step: Step | None, name: str) -> str:
    """The repeat that a step stands in, where it is not one that `step` stands in as well; "" otherwise."""
    repeat = flow.repeats.get(name, "")
    return "" if step and flow.repeats[step.id] == repeat else repeat


def by_itself(repeat: str) -> str:
    """What is wrong with naming a step of this repeat elsewhere."""
    return f"is asked in the repeat {repeat!r}, for each item by itself"
