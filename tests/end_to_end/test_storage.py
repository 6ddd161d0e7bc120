"""Nothing can be stored: the person hears that, Telegram keeps the update, and later it is stored once."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.harness import kept_texts
from tests.end_to_end.journeys import SECOND, goes_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen

pytestmark = pytest.mark.asyncio(loop_scope="module")


@contextmanager
def locked_by_another_program(here: World) -> Iterator[None]:
    """Somebody has opened the file with a tool, and holds it."""
    with closing(sqlite3.connect(here.database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def full_disk(here: World) -> Iterator[None]:
    """No file of the bot may grow: to SQLite that is a device that refuses to write."""
    before = resource.prlimit(here.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(here.bot.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    yield
    resource.prlimit(here.bot.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("trouble", [locked_by_another_program, full_disk])
async def test_a_text_waits_until_it_can_be_stored(
    shared: World, crowd: list[Citizen], trouble: Callable[[World], AbstractContextManager[None]]
) -> None:
    citizen = crowd.pop()
    with trouble(shared):
        sent = await citizen.write("lager")
        told = await citizen.reads("Der gik noget galt hos mig.", after=sent)
        assert (sent, "lager") not in kept_texts(shared.stored(citizen))
    await citizen.reads(SECOND, after=told.id)
    assert [text for _, text in kept_texts(shared.stored(citizen))] == ["Samir", "lager"]
    await goes_on(crowd.pop())
    assert "storage.unavailable" in shared.bot.log
    assert "Traceback" not in shared.bot.log
    assert "lager" not in shared.bot.log
