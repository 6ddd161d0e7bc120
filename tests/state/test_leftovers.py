"""What a killed backup leaves holds everybody's words: it goes with a start, an erasure, and within the hour."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.state import (
    leftovers,
    people,
)
from bot.state.beside import beside as at_work
from tests.keys import at
from tests.state.test_backup import backed_up, told

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.state.store import Store
    from tests.state.helpers import Clock, Someone


async def test_what_a_killed_backup_left_is_gone_after_the_next_start_and_the_next_backup(
    tmp_path: Path, folder: Path, clock: Clock, store: Store
) -> None:
    await told(store)
    made = await backed_up(tmp_path, folder, clock)
    left = [tmp_path / "test.db.copy", tmp_path / "test.db.check", tmp_path / "test.db.restoring-wal"]
    for file in left:
        file.write_text("something of somebody")
    part, strange = (folder / f"jobstjernen-{name}.backup.part" for name in ("1", "2"))
    part.write_bytes(made.file.read_bytes()[:1000])
    strange.write_bytes(b"of another one")
    leftovers.clear(tmp_path / "test.db")
    assert not any(file.exists() for file in left)
    clock.move(seconds=1)
    await backed_up(tmp_path, folder, clock)
    assert not part.exists()
    assert strange.exists(), "who knows whose it is"


async def erased_in_the_program(store: Store, file: Path, clock: Clock, someone: Someone) -> None:
    await store.write(partial(people.erase, person_id=someone.id))


async def erased_by_a_command(store: Store, file: Path, clock: Clock, someone: Someone) -> None:
    with at_work(at(file), clock=clock) as (cursor, _):
        people.erase(cursor, someone.id)


async def tidied(store: Store, file: Path, clock: Clock, someone: Someone) -> None:
    await store.tidy()


@pytest.mark.parametrize("way", [erased_in_the_program, erased_by_a_command, tidied])
@pytest.mark.parametrize("ending", [".copy", ".check", ".copy-journal", ".restoring-wal"])
async def test_what_a_killed_backup_left_is_gone_when_somebody_is_erased_and_within_the_hour(
    store: Store,
    tmp_path: Path,
    clock: Clock,
    way: Callable[[Store, Path, Clock, Someone], Awaitable[None]],
    ending: str,
) -> None:
    """It holds everybody's words and keys, also of whoever is erased now."""
    someone, left = await told(store), tmp_path / f"test.db{ending}"
    left.write_text("something of somebody")
    await store.write(lambda _: None)
    assert left.exists(), "a turn that erases nobody looks for nothing"
    await way(store, tmp_path / "test.db", clock, someone)
    assert not left.exists()


@pytest.mark.parametrize("way", [erased_in_the_program, erased_by_a_command, tidied])
async def test_what_a_backup_needs_is_left_to_it_while_it_is_made(
    store: Store,
    tmp_path: Path,
    clock: Clock,
    way: Callable[[Store, Path, Clock, Someone], Awaitable[None]],
) -> None:
    someone, copy = await told(store), tmp_path / "test.db.copy"
    with leftovers.alone(tmp_path / "test.db"):
        copy.write_text("everybody's")
        await way(store, tmp_path / "test.db", clock, someone)
        assert copy.exists()
    assert not copy.exists()


async def test_what_cannot_be_deleted_is_logged_and_holds_up_no_erasure(store: Store, tmp_path: Path) -> None:
    someone, left = await told(store), tmp_path / "test.db.copy"
    left.mkdir()
    with capture_logs() as logs:
        await store.write(partial(people.erase, person_id=someone.id))
    assert "leftovers.stay" in [each["event"] for each in logs]
    left.rmdir()


async def test_what_is_left_beside_the_file_that_a_database_links_to_is_found(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link, left = tmp_path / "test.db", tmp_path / "disk" / "real.db.restoring"
    link.symlink_to(tmp_path / "disk" / "real.db")
    left.write_text("something of somebody")
    leftovers.clear(link)
    assert not left.exists()
