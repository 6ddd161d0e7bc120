"""Fixtures: a phone on which the citizen has pressed START, and a clock that stands still."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.phone.exchange import Exchange
from tests.phone.support import SARA, Phone, StillClock, served, settings_in


@pytest.fixture
async def clock() -> StillClock:
    return StillClock()


@pytest.fixture
async def pair(tmp_path: Path, clock: StillClock) -> AsyncIterator[tuple[Phone, Exchange]]:
    async with served(settings_in(tmp_path, clock)) as pair:
        yield pair


@pytest.fixture
def fresh(pair: tuple[Phone, Exchange]) -> Phone:
    """A phone on which nobody has done anything."""
    return pair[0]


@pytest.fixture
def exchange(pair: tuple[Phone, Exchange]) -> Exchange:
    return pair[1]


@pytest.fixture
async def phone(fresh: Phone) -> Phone:
    """A phone on which the citizen has pressed START, and the bot has read it."""
    await fresh.post(f"{SARA}/start")
    (update,) = await fresh.ok("getUpdates")
    assert await fresh.ok("getUpdates", offset=update["update_id"] + 1) == []
    return fresh


@pytest.fixture
async def victim() -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that waits until it is killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import sys; sys.stdin.read()", stdin=asyncio.subprocess.PIPE
    )
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()
