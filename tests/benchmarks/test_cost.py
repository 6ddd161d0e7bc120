"""What a bot costs is counted while people write to it, and while nobody does."""

from __future__ import annotations

import argparse
from random import Random
from typing import TYPE_CHECKING

from benchmarks.cost import __main__ as cost
from benchmarks.cost.__main__ import Busy, Drawn, Idle
from benchmarks.speed.measure import Latency

if TYPE_CHECKING:
    import pytest


async def test_a_busy_bot_and_an_idle_one_are_measured() -> None:
    found = await cost.busy(1.0, people=3, seconds=0.3, random=Random(1))
    assert found.turns > 0
    assert 0 < found.half.p50 <= found.half.p99
    assert found.memory > 1
    resting = await cost.idle(0.3)
    assert 0 <= resting.cpu < 60_000, "no more than one processor"
    assert resting.memory > 1


def test_the_page_says_how_many_people_a_part_of_a_processor_carries() -> None:
    chosen = argparse.Namespace(shares=[0.25], people=3, rounds=1, seconds=4.0, seed=1)
    busy = Busy(80.0, Latency(5.0, 9.0, 0.0), 150.0)
    page = cost.page(chosen, [Idle(30.0, 120.0)], {0.25: [busy]}, [Drawn(140.0, 160.0, 210.0)], 60.0)
    assert "| 0.25 | 80 | 5 | 9 | 0.0 % | 800 | 150 |" in page
    assert "30 ms of processor time a minute (0.05 % of one), 120 MB" in page
    assert "loaded, 140 MB; the most while it draws one star, 160 MB, and 6 at once, 210 MB." in page
    assert "--shares 0.25 --people 3 --rounds 1 --seconds 4 --seed 1" in page
    assert "{" not in page


async def test_pictures_take_memory_and_several_at_once_take_more() -> None:
    found = await cost.drawn()
    assert 1 < found.loaded < found.one < found.several


async def test_rounds_are_medians_with_the_smallest_and_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, cpu = iter((10.0, 40.0, 20.0)), iter((60.0, 30.0, 90.0))

    async def busy(share: float, people: int, seconds: float, random: Random) -> Busy:
        rate = next(turns)
        return Busy(rate, Latency(rate, 2 * rate, 0.25), 150.0)

    async def idle(seconds: float) -> Idle:
        return Idle(next(cpu), 120.0)

    async def drawn() -> Drawn:
        return Drawn(140.0, 160.0, 210.0)

    monkeypatch.setattr(cost, "drawn", drawn)
    monkeypatch.setattr(cost, "busy", busy)
    monkeypatch.setattr(cost, "idle", idle)
    chosen = argparse.Namespace(shares=[0.5], people=3, rounds=3, seconds=4.0, seed=1)
    page = cost.page(chosen, *await cost.measured(chosen), 60.0)
    assert "| 0.5 | 20 (10–40) | 20 (10–40) | 40 (20–80) | 25.0 (25.0–25.0) % | 200 (100–400) |" in page
    assert "60 (30–90) ms of processor time a minute (0.10 % of one), 120 (120–120) MB" in page
