"""What the demo does before it starts anything."""

from __future__ import annotations

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
