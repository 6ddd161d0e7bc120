"""What a bot costs is counted while people write to it, and while nobody does."""

from __future__ import annotations

import argparse
from random import Random

from benchmarks.cost import __main__ as cost
from benchmarks.cost.__main__ import Busy, Idle
from benchmarks.speed.measure import Latency


async def test_a_busy_bot_and_an_idle_one_are_measured() -> None:
    found = await cost.busy(1.0, people=3, seconds=0.3, random=Random(1))
    assert found.turns > 0
    assert 0 < found.half.p50 <= found.half.p99
    assert found.memory > 1
    resting = await cost.idle(0.3)
    assert 0 <= resting.cpu < 60_000, "no more than one processor"
    assert resting.memory > 1


def test_the_page_says_how_many_people_a_part_of_a_processor_carries() -> None:
    chosen = argparse.Namespace(shares=[0.25], people=3, seconds=4.0, seed=1)
    page = cost.page(chosen, Idle(30.0, 120.0), [Busy(0.25, 80.0, Latency(5.0, 9.0, 0.0), 150.0)], 60.0)
    assert "| 0.25 | 80 | 5 | 9 | 800 | 150 |" in page
    assert "30 ms of processor time a minute (0.05 % of one), 120 MB" in page
    assert "{" not in page
