"""Killed again and again while people talk with it: nothing is lost, nothing comes twice, no question is skipped."""

from __future__ import annotations

import asyncio
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.faults.kills import BY_PHONE, drawn
from tests.faults.scenario import killed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.figures import Figures

pytestmark = pytest.mark.kills

EACH = 25
"""Kills in one scenario; two run side by side, one that polls and one with a webhook."""


async def test_kills_lose_and_repeat_nothing(tmp_path: Path, seed: int, figures: Figures) -> None:
    """Half of the kills by the phone, at the worst instants; then the model is held against what is there."""
    async with asyncio.TaskGroup() as pair:
        runs = [
            pair.create_task(killed(tmp_path / way, seed, EACH, webhook=way == "webhook"))
            for way in ("polling", "webhook")
        ]
    for outcome in (run.result() for run in runs):
        figures.add(outcome)
        assert not outcome.found.problems, f"{outcome.found.report}\n{outcome.screens}"
        assert max(outcome.found.unmarked.values(), default=0) <= 1, outcome.found.unmarked


def test_at_least_half_of_the_kills_are_at_the_worst_instants(seed: int) -> None:
    kinds = drawn(EACH, Random(seed))
    by_phone = [kinds.count(kind) for kind in BY_PHONE]
    assert sum(by_phone) == 13
    assert max(by_phone) - min(by_phone) <= 1
