"""Opening a database: what is refused, with which words, and what is left as it was."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.state import migrations
from bot.state.connection import CACHE_KIB
from bot.state.errors import (
    AlreadyOpen,
    BadUrl,
    DirectoryMissing,
    NewerSchema,
    NotADatabase,
    NotWritable,
    StorageUnavailable,
)
from bot.state.ids import Ids
from bot.state.opening import migrate, path_of
from bot.state.store import Store
from tests.keys import at
from tests.state.helpers import Clock, anna, count, open_sqlite, writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.cursor import Cursor

ROOT = Path(__file__).parents[2]
HOLDS_IT_OPEN = """
import asyncio, sys
from datetime import UTC, datetime
from bot.state.ids import Ids
from tests.keys import at
from bot.state.store import Store

def clock(): return datetime.now(UTC)

async def main():
    async with await Store.open(at(sys.argv[1]), clock=clock, ids=Ids(clock)):
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main())
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


async def open_once(folder: Path, clock: Clock) -> None:
    """Open and close: a store that a failing test left open would keep its threads, and so the test run, alive."""
    async with await open_sqlite(folder, clock):
        pass


@contextmanager
def as_nobody() -> Iterator[Path]:
    """A folder with the rights of an ordinary user, whom file modes bind; root is bound by none."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        if os.geteuid() != 0:
            yield Path(folder)
            return
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


def write(file: Path, content: bytes) -> bytes:
    file.write_bytes(content)
    return content


def read(file: Path) -> bytes:
    return file.read_bytes()


def modes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/bot.db", Path.cwd() / "data/bot.db"),
        ("sqlite:////srv/bot.db", Path("/srv/bot.db")),
        ("data/bot.db", Path.cwd() / "data/bot.db"),
        ("/srv/a b.db", Path("/srv/a b.db")),
    ],
)
def test_an_address_names_a_file(url: str, path: Path) -> None:
    assert path_of(url) == path


@pytest.mark.parametrize(
    "url", ["", "sqlite:///", ":memory:", "sqlite://x", "postgresql://me:secret@host/db"]
)
def test_any_other_address_is_refused_without_repeating_a_password(url: str) -> None:
    with pytest.raises(BadUrl, match="sqlite:///path/to/file") as refused:
        path_of(url)
    assert "secret" not in str(refused.value)


async def test_the_settings_survive_a_power_cut_and_keep_pages_at_hand(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 50,
        "cache_size": -CACHE_KIB,
    }

    def settings(cursor: Cursor) -> dict[str, object]:
        found = {}
        for name in wanted:
            cursor.execute(f"PRAGMA {name}", {})
            found[name] = cursor.fetchone()[0]
        return found

    assert await store.write(settings) == wanted
    assert await store.read(settings) == wanted


async def test_only_the_programs_user_can_read_the_files(store: Store, tmp_path: Path) -> None:
    assert modes(tmp_path) == dict.fromkeys(
        ["test.db", "test.db-shm", "test.db-wal", "test.db.lock", "test.db.erasures"], 0o600
    )


async def test_a_missing_directory_is_named(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(DirectoryMissing, match="nowhere"):
        await open_once(tmp_path / "nowhere", clock)
    assert modes(tmp_path) == {}


async def test_a_file_of_another_kind_is_refused_and_left_alone(file: Path, clock: Clock) -> None:
    before = write(file, b"Dear diary, " * 500)
    with pytest.raises(NotADatabase, match=r"test\.db"):
        await open_once(file.parent, clock)
    assert read(file) == before


async def test_another_programs_database_is_refused_and_left_alone(file: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (id INTEGER)")
    before = read(file)
    with pytest.raises(NotADatabase, match="other tables"):
        await open_once(file.parent, clock)
    assert read(file) == before


async def test_a_newer_schema_is_refused_and_left_alone(file: Path, clock: Clock) -> None:
    await open_once(file.parent, clock)
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("INSERT INTO migrations VALUES ('0099 telepathy', 0)")
        newer.commit()
    before = read(file)
    with pytest.raises(NewerSchema, match="0099 telepathy"):
        await open_once(file.parent, clock)
    assert read(file) == before


def test_a_directory_in_place_of_the_file_is_refused(file: Path, clock: Clock) -> None:
    file.mkdir()
    with pytest.raises(NotWritable, match=r"test\.db"):
        migrate(at(file), clock=clock)


async def test_a_read_only_file_is_refused(clock: Clock) -> None:
    with as_nobody() as folder:
        await open_once(folder, clock)
        (folder / "test.db").chmod(0o400)
        with pytest.raises(NotWritable, match=r"test\.db"):
            await open_once(folder, clock)


async def test_a_read_only_directory_is_refused(clock: Clock) -> None:
    with as_nobody() as folder:
        folder.chmod(0o500)
        with pytest.raises(NotWritable, match=r"lock file .*test\.db\.lock"):
            await open_once(folder, clock)
        folder.chmod(0o700)


async def test_a_busy_database_is_unavailable_at_start(file: Path, clock: Clock) -> None:
    await open_once(file.parent, clock)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageUnavailable, match="locked"):
            await open_once(file.parent, clock)


async def test_a_second_store_in_the_same_program_is_refused(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(AlreadyOpen, match="stop that one first"):
        await open_once(tmp_path, clock)


@pytest.mark.kills
async def test_a_second_program_is_refused_until_the_first_is_dead(file: Path, clock: Clock) -> None:
    first = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        HOLDS_IT_OPEN,
        str(file),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert first.stdin
    assert first.stdout
    try:
        assert await first.stdout.readline() == b"open\n"
        with pytest.raises(AlreadyOpen, match=r"test\.db is already open"):
            await open_once(file.parent, clock)
        with pytest.raises(AlreadyOpen):
            migrate(at(file), clock=clock)
    finally:
        first.kill()
        await first.wait()
        first.stdin.close()
    await open_once(file.parent, clock)


@pytest.mark.parametrize("link", ["symbolic", "hard"])
async def test_a_second_name_of_the_same_file_is_refused(
    store: Store, file: Path, tmp_path: Path, clock: Clock, link: str
) -> None:
    other = tmp_path / "elsewhere" / "test.db"
    other.parent.mkdir()
    other.symlink_to(file) if link == "symbolic" else other.hardlink_to(file)
    with pytest.raises(AlreadyOpen if link == "symbolic" else NotWritable):
        await open_once(other.parent, clock)


async def test_a_directory_is_no_database(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "test.db").mkdir()
    with pytest.raises(NotWritable, match="is a directory"):
        await open_once(tmp_path, clock)


def test_migrating_says_what_it_did_and_has_nothing_to_do_the_second_time(file: Path, clock: Clock) -> None:
    assert migrate(at(f"sqlite:///{file}"), clock=clock) == list(migrations.MIGRATIONS)
    assert migrate(at(f"sqlite:///{file}"), clock=clock) == []
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT name, applied_at FROM migrations").fetchall()
    assert rows == [(name, clock.now.timestamp() * 1000) for name in migrations.MIGRATIONS]


async def test_a_migration_that_fails_leaves_nothing_behind(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(cursor: Cursor) -> None:
        cursor.execute("CREATE TABLE plans (id BIGINT PRIMARY KEY)", {})
        raise RuntimeError("the second statement fails")

    with monkeypatch.context() as patch:
        patch.setitem(migrations.MIGRATIONS, "0002 half", half)
        with pytest.raises(RuntimeError, match="second statement"):
            await open_once(file.parent, clock)
    async with await open_sqlite(file.parent, clock) as store:
        assert await store.read(migrations.applied) == set(migrations.MIGRATIONS)
        tables = await store.read(lambda cursor: count(cursor, "sqlite_master WHERE name = 'plans'"))
        assert tables == 0


async def test_a_new_migration_is_applied_once_to_a_database_that_is_in_use(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nicknames(cursor: Cursor) -> None:
        cursor.execute("ALTER TABLE people ADD COLUMN nickname TEXT", {})

    async with await open_sqlite(file.parent, clock) as store:
        await anna(store)
    clock.move(days=30)
    monkeypatch.setitem(migrations.MIGRATIONS, "0002 nicknames", nicknames)
    for _ in range(2):
        async with await open_sqlite(file.parent, clock) as store:
            assert await store.read(lambda cursor: count(cursor, "people WHERE nickname IS NULL")) == 1
            applied = await store.read(lambda cursor: count(cursor, "migrations"))
            assert applied == len(migrations.MIGRATIONS)


async def test_a_failed_opening_lets_go_of_everything(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.state.ids.highest", lambda cursor: cursor.execute("SELECT * FROM nowhere", {}))
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            await open_once(file.parent, clock)
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        assert writer(store).in_transaction is False
