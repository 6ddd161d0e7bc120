"""How a fault is told: where it is, what is wrong, and what to write instead."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot.engine.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.engine.flow import Flow
    from bot.engine.steps import Choice, Step


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
