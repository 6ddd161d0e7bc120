"""One phone and one bot for all tests of a module that break neither: every test brings citizens of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest_asyncio

from tests.end_to_end.harness import World, world
from tests.end_to_end.journeys import at_a_question

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from tests.end_to_end.phones import Citizen

CROWD = 20


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(tmp_path_factory.mktemp("shared")) as here:
        yield here


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crowd(shared: World) -> list[Citizen]:
    """Citizens who are all asked for which job their talk is; a test takes as many as it needs."""
    return list(await asyncio.gather(*(at_a_question(shared) for _ in range(CROWD))))
