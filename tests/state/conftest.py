"""A clock that only tests move, and a store on an SQLite file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.state.helpers import Clock, open_fresh

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.state.store import Store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    async with await open_fresh(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    made = tmp_path / "backups"
    made.mkdir()
    return made
