"""The store of the contract suite, once for each backend: add the opener of a new backend to `BACKENDS`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.state.store import Store
from tests.state.helpers import Clock, open_fresh

Opener = Callable[[Path, Clock], Awaitable[Store]]
BACKENDS: dict[str, Opener] = {"sqlite": open_fresh}


@pytest.fixture(params=BACKENDS)
def opener(request: pytest.FixtureRequest) -> Opener:
    return BACKENDS[request.param]


@pytest.fixture
async def store(opener: Opener, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    async with await opener(tmp_path, clock) as opened:
        yield opened
