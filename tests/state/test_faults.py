"""When the disk is full, the file is held or the transaction breaks: nothing half stored, and life goes on."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import people, updates
from bot.state.errors import StorageUnavailable
from tests.state.helpers import anna, count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.store import Store


async def mark(store: Store, number: int) -> None:
    await store.write(lambda cursor: updates.mark(cursor, 1, number, store.clock()))


async def marks(store: Store) -> int:
    return await store.read(lambda cursor: count(cursor, "updates"))


def fill(cursor: Cursor) -> None:
    for number in range(2000):
        cursor.execute(
            "INSERT INTO set_aside (bot, update_id, kind, received_at) VALUES (1, :number, :kind, 0)",
            {"number": number, "kind": "x" * 1000},
        )


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond this size: to SQLite that is a device that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_database_stores_nothing_of_the_batch_and_takes_more_when_there_is_room(
    store: Store,
) -> None:
    def limit(cursor: Cursor) -> None:
        cursor.execute("PRAGMA page_count", {})
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}", {})

    await store.write(limit)
    outcomes = await asyncio.gather(mark(store, 1), store.write(fill), mark(store, 2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable] * 3
    assert "full" in str(outcomes[0])
    assert await marks(store) == 0
    assert await store.read(lambda cursor: count(cursor, "set_aside")) == 0

    await mark(store, 1)
    assert await marks(store) == 1, "what fits is stored, full or not"
    await store.write(lambda cursor: cursor.execute("PRAGMA max_page_count = 1000000", {}))
    await store.write(fill)
    assert await store.read(lambda cursor: count(cursor, "set_aside")) == 2000


async def test_when_the_commit_itself_fails_nobody_is_told_it_was_stored(
    store: Store, tmp_path: Path
) -> None:
    await mark(store, 0)
    log = tmp_path / "test.db-wal"
    with largest_file(log.stat().st_size):
        outcomes = await asyncio.gather(mark(store, 1), mark(store, 2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable, StorageUnavailable]
    assert outcomes[0] is not outcomes[1]
    assert await marks(store) == 1
    await mark(store, 3)
    assert await marks(store) == 2


async def test_a_database_held_by_another_program_is_unavailable_until_it_lets_go(
    store: Store, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        outcomes = await asyncio.gather(mark(store, 1), mark(store, 2), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [StorageUnavailable, StorageUnavailable]
        assert "locked" in str(outcomes[0])
        assert await marks(store) == 0, "reading goes on meanwhile"
        other.execute("ROLLBACK")
        await mark(store, 3)
        assert await marks(store) == 1
    finally:
        other.close()


@pytest.mark.parametrize("swallowed", [False, True])
async def test_when_the_database_ends_the_transaction_the_whole_batch_knows(
    store: Store, swallowed: bool
) -> None:
    """INSERT OR ROLLBACK stands for the failures on which SQLite rolls everything back by itself."""
    await mark(store, 0)

    def breaks(cursor: Cursor) -> None:
        try:
            cursor.execute("INSERT OR ROLLBACK INTO updates VALUES (1, 0, 0)", {})
        except sqlite3.IntegrityError:
            if not swallowed:
                raise

    outcomes = await asyncio.gather(
        mark(store, 1), store.write(breaks), mark(store, 2), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable] * 3
    assert await marks(store) == 1
    await mark(store, 3)
    assert await marks(store) == 2


async def test_an_unexpected_failure_of_the_backend_leaves_nobody_waiting(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(functions: Any) -> Any:
        raise ValueError("Connection closed")

    with monkeypatch.context() as patch:
        patch.setattr(store._backend, "batch", broken)
        async with asyncio.timeout(30):
            outcomes = await asyncio.gather(mark(store, 1), mark(store, 2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable] * 2
    await mark(store, 3)
    assert await marks(store) == 1


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_what_was_erased_is_not_left_in_the_files(store: Store, tmp_path: Path) -> None:
    someone = await anna(store)

    def rename(cursor: Cursor) -> None:
        cursor.execute("UPDATE people SET name = :name", {"name": "Hemmelighedsfuld"})

    await store.write(rename)
    assert any(b"Hemmelighedsfuld" in content for content in contents(tmp_path).values())
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    await store.close()  # brings the write-ahead log into the file and removes it
    assert contents(tmp_path).keys() == {"test.db", "test.db.lock"}
    assert b"Hemmelighedsfuld" not in contents(tmp_path)["test.db"]
