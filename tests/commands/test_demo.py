"""What the demo does before it starts anything."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.commands import demo

if TYPE_CHECKING:
    from pathlib import Path


def test_a_reset_takes_away_only_what_the_demo_has_made(tmp_path: Path) -> None:
    """`--data` can name a folder that holds other things."""
    for name in ("phone/phone.sqlite3", "bot/jobstjernen.db", "holiday/photo.jpg", "letter.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    demo.reset(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["holiday", "letter.txt"]


def test_any_free_port_is_found_for_zero() -> None:
    assert demo.free_port(0) > 1023


async def test_a_program_that_dies_by_a_signal_right_at_its_start_waits_longer_each_time() -> None:
    stop, waits = asyncio.Event(), list[float]()

    async def rest(_: asyncio.Event, seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            stop.set()

    await demo.keep_running(("sh", "-c", "kill -9 $$"), {}, stop, rest=rest)
    assert 0 < waits[0] < waits[1] < waits[2]
