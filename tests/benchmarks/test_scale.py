"""Programs side by side on one PostgreSQL are measured, and how long people waited stands in the table."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from benchmarks.scale import __main__ as scale
from benchmarks.scale import crew
from benchmarks.scale.crew import Found, measured
from benchmarks.speed.measure import Latency
from tests import postgres

if TYPE_CHECKING:
    import pytest


async def test_a_program_that_takes_turns_and_one_that_sends_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crew, "WARM", 1)
    with postgres.fresh() as database:
        found = await measured(
            postgres.server(), database.url, workers=1, share=1.0, people=3, seconds=0.5, random=Random(1)
        )
    assert found.turns > 0
    assert min(found.taking, found.sending) > 0
    assert 0 < found.full.p50 <= found.full.p99
    assert 0 < found.half.p50 <= found.half.p99


def test_the_table_tells_how_long_a_turn_took() -> None:
    one, two = (
        Found(turns, 4.0, 1.0, 2.0, 0.5, 0, Latency(2000.0, 3000.0, 0.0), Latency(40.0, late, 0.125))
        for turns, late in ((50.0, 90.0), (100.0, 70.0))
    )
    found = {(0.2, 1): [one, one], (0.2, 2): [two, one], (0.4, 1): [two, two], (0.4, 2): [two, two]}
    head, _, *rows = scale.table(found).splitlines()
    assert "| A turn at that pace: p50, ms | p99, ms | At half of it: p50, ms | p99, ms | missed |" in head
    assert "| 75 (50–100) | 1.50 (1.00–2.00) | 2,000 (2,000–2,000) | 3,000 (3,000–3,000) |" in rows[1]
    assert "| 40 (40–40) | 80 (70–90) | 12.5 (12.5–12.5) % |" in rows[1]
    assert rows[1].startswith("| 0.2 | 2 |")
    assert "| 0.4 | 2 | 100 (100–100) | 1.00 (1.00–1.00) |" in rows[3]


def test_as_many_programs_are_measured_as_there_is_room_for() -> None:
    assert scale.cases([0.2, 0.4], [1, 2, 4], processors=2) == [
        (0.2, 1),
        (0.2, 2),
        (0.2, 4),
        (0.4, 1),
        (0.4, 2),
    ]
