"""The store of the contract suite, once for each backend: add the opener of a new backend to `BACKENDS`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.state.ids import Ids
from bot.state.store import Store
from tests import postgres
from tests.state.helpers import Clock, open_fresh

Opener = Callable[[Path, Clock], Awaitable[Store]]


async def open_postgres(directory: Path, clock: Clock) -> Store:
    """The same on PostgreSQL; opened again in one test it is the same database, as the same file would be."""
    opened = directory / "is.open"
    database = postgres.own() if opened.exists() else postgres.emptied()
    opened.touch()
    database = database._replace(ledger=str(directory / "test.erasures"))
    return await Store.open(database, clock=clock, ids=Ids(clock), busy_timeout=0.5)


BACKENDS: dict[str, Opener] = {"sqlite": open_fresh, "postgresql": open_postgres}


@pytest.fixture(params=BACKENDS)
def opener(request: pytest.FixtureRequest) -> Opener:
    return BACKENDS[request.param]


@pytest.fixture
async def store(opener: Opener, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    async with await opener(tmp_path, clock) as opened:
        yield opened
