"""Reject a broken flow at start: every problem with its file, step and mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.checks import (
    branches,
    counts,
    essential,
    figures,
    going_by,
    moves,
    order,
    references,
    shape,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.errors import Problem
    from bot.engine.fact import Fact
    from bot.engine.flow import Flow


def check(name: str, flow: Flow, flows: Mapping[str, Flow], facts: Mapping[str, Fact]) -> list[Problem]:
    """Everything that is wrong with one flow. `name` is its file's name, `facts` what the shell can answer.

    What is wrong with its meaning is told once its shape is right: each builds upon the one before.
    """
    return _shape(name, flow, flows) or _sense(flow, flows, facts)


def _shape(name: str, flow: Flow, flows: Mapping[str, Flow]) -> list[Problem]:
    return [
        *shape.identity(name, flow, flows),
        *shape.choices(flow),
        *shape.repeats(flow),
        *moves.targets(flow, flows),
    ]


def _sense(flow: Flow, flows: Mapping[str, Flow], facts: Mapping[str, Fact]) -> list[Problem]:
    return [
        *moves.reach(flow),
        *moves.gotos(flow),
        *moves.loops(flow, flows),
        *texts.texts(flow, facts),
        *counts.counts(flow, facts),
        *branches.branches(flow, facts),
        *references.references(flow, facts),
        *going_by.going_by(flow, flows, facts),
        *order.order(flow),
        *figures.figures(flow),
        *essential.essential(flow),
    ]
