"""When the disk is full, the file is held or the transaction breaks: nothing half stored, and life goes on."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import sqlite3
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import answers, exercises, people, updates, versions
from bot.state.errors import StorageUnavailable
from tests.state.helpers import anna, count, open_sqlite, settle, writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock, Someone


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


SECRET = b"Hemmelighedsfuld"


def left(folder: Path) -> list[str]:
    """The files that hold what was erased, as somebody reads them who knows nothing of SQLite."""
    return [name for name, content in contents(folder).items() if SECRET in content]


async def secretive(store: Store) -> Someone:
    """A person whose name will be looked for."""
    someone = await anna(store)
    await store.write(
        lambda cursor: cursor.execute("UPDATE people SET name = :name", {"name": SECRET.decode()}) and None
    )
    return someone


async def test_what_was_erased_is_in_no_file_once_the_turn_is_stored(store: Store, tmp_path: Path) -> None:
    """The receipt that goes out then says that it is gone; the neighbours in the batch are stored as ever."""
    someone = await secretive(store)
    assert left(tmp_path) == ["test.db-wal"]
    await asyncio.gather(
        mark(store, 1), store.write(lambda cursor: people.erase(cursor, someone.id)), mark(store, 2)
    )
    assert left(tmp_path) == []
    assert contents(tmp_path).keys() == {
        *("test.db", "test.db-wal", "test.db-shm", "test.db.lock", "test.db.erasures"),
    }
    assert contents(tmp_path)["test.db-wal"] == b""
    assert await marks(store) == 2


async def test_an_exercise_that_was_deleted_is_in_no_file_either(store: Store, tmp_path: Path) -> None:
    someone = await anna(store)

    def keep(cursor: Cursor) -> None:
        """A version whose bytes can be looked for."""
        versions.keep(cursor, store.ids.next(), someone.id, someone.session.id, {}, store.clock())
        cursor.execute("UPDATE versions SET content = :secret", {"secret": SECRET.decode()})

    await store.write(keep)
    assert left(tmp_path) == ["test.db-wal"]
    await store.write(lambda cursor: exercises.discard(cursor, someone.id, someone.session.id))
    assert left(tmp_path) == []


async def test_an_erasure_that_is_rolled_back_erases_nothing(store: Store) -> None:
    someone = await secretive(store)

    def half(cursor: Cursor) -> None:
        people.erase(cursor, someone.id)
        raise KeyError

    with pytest.raises(KeyError):
        await store.write(half)
    assert await store.read(lambda cursor: count(cursor, "people")) == 1


async def test_another_programs_reading_puts_the_tidying_off_and_fails_no_turn(
    store: Store, tmp_path: Path
) -> None:
    """A backup, or somebody at the sqlite3 prompt."""
    someone = await secretive(store)
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    try:
        other.execute("BEGIN")
        other.execute("SELECT * FROM people").fetchall()
        await store.write(lambda cursor: people.erase(cursor, someone.id))
        assert not await store.tidy()
        assert left(tmp_path) == ["test.db-wal"]
        other.execute("COMMIT")
        await mark(store, 1)
        assert await store.tidy()
        assert left(tmp_path) == []
    finally:
        other.close()


async def test_a_full_disk_puts_the_tidying_off_and_fails_no_turn(store: Store, tmp_path: Path) -> None:
    someone = await secretive(store)
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    await mark(store, 1)
    with largest_file((tmp_path / "test.db-wal").stat().st_size):
        assert not await store.tidy()
    await mark(store, 2)
    assert await store.tidy()
    assert await marks(store) == 2


async def test_the_next_tidying_takes_away_what_sqlite_has_left_between_the_rows(
    store: Store, tmp_path: Path
) -> None:
    """Where it moves rows to other pages, copies of them stay in the file that `secure_delete` does not know of.

    Of twenty people who are erased one after the other, that leaves something of one in every second draw or so.
    """
    drawn = random.Random(3)
    everybody = [await store.write(partial(settle, store=store, user=user)) for user in range(10, 40)]

    def write_much(cursor: Cursor) -> None:
        for number in range(800):
            someone = drawn.choice(everybody)
            word = f"Hemmelig{someone.user}!"
            content, place = {"value": word * drawn.randint(1, 60)}, drawn.choice("abc")
            answers.record(cursor, store.ids.next(), someone.id, 0, place, content, number, store.clock())
            cursor.execute(
                "UPDATE exercises SET session = :session WHERE person = :person",
                {"session": word * drawn.randint(1, 400), "person": someone.id},
            )

    await store.write(write_much)
    erased, kept = everybody[:20], everybody[20:]
    for someone in erased:
        await store.write(partial(people.erase, person_id=someone.id))
    assert contents(tmp_path)["test.db-wal"] == b""
    assert await store.tidy()
    found = b"".join(contents(tmp_path).values())
    assert [each.user for each in everybody if f"Hemmelig{each.user}!".encode() in found] == [
        each.user for each in kept
    ]


async def test_the_file_is_rebuilt_only_after_an_erasure_or_a_start(store: Store) -> None:
    """It takes a second for each 200 megabytes, and writes wait for it."""
    someone = await secretive(store)
    done: list[str] = []
    await store.write(lambda cursor: writer(store).set_trace_callback(done.append))

    async def rebuilt() -> bool:
        done.clear()
        assert await store.tidy()
        return "VACUUM" in done

    assert [await rebuilt(), await rebuilt()] == [True, False]
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    assert [await rebuilt(), await rebuilt()] == [True, False]


async def test_sqlite_puts_aside_beside_the_database_what_it_does_not_keep_in_memory(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is people's text, and /tmp may be another disk, one that is not encrypted."""
    monkeypatch.delenv("SQLITE_TMPDIR", raising=False)
    async with await open_sqlite(tmp_path, clock):
        assert os.environ["SQLITE_TMPDIR"] == str(tmp_path)


async def test_what_was_erased_is_not_left_in_the_files(store: Store, tmp_path: Path) -> None:
    someone = await secretive(store)
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    await store.close()  # brings the write-ahead log into the file and removes it
    assert contents(tmp_path).keys() == {"test.db", "test.db.lock", "test.db.erasures"}
    assert left(tmp_path) == []
