"""A database that is damaged is refused at start, in plain words, and not touched: it may still be rescued."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.state import opening, updates
from bot.state.beside import beside
from bot.state.errors import Damaged, DatabaseLost, MissingKey, NotADatabase, StateError
from bot.state.ids import Ids
from bot.state.keys import Keys, new_key
from bot.state.opening import Database
from bot.state.store import Store
from tests.keys import KEYS, at, opened
from tests.state.helpers import Clock, count, open_sqlite, settle

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PAGE = 4096
ROOT = Path(__file__).parents[2]
LEAVES_A_LOG = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from tests.state.helpers import Clock, open_sqlite, settle

async def main():
    store = await open_sqlite(Path(sys.argv[1]), Clock())
    await store.write(lambda cursor: settle(cursor, store, 99, "Bent"))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def overwritten(content: bytes) -> bytes:
    """A whole page in the middle holds something else: a disk that mixes up its blocks."""
    middle = len(content) // PAGE // 2 * PAGE
    return content[:middle] + random.Random(7).randbytes(PAGE) + content[middle + PAGE :]


def zeroed(content: bytes) -> bytes:
    """As much is nothing but zeros: a block that was never written."""
    middle = len(content) // PAGE // 2 * PAGE
    return content[:middle] + bytes(PAGE) + content[middle + PAGE :]


def truncated(content: bytes) -> bytes:
    """The copy ended half-way."""
    return content[: len(content) // PAGE // 2 * PAGE]


def cut_inside_a_page(content: bytes) -> bytes:
    return content[: len(content) // 2 + 100]


def wrong_header(content: bytes) -> bytes:
    return b"SQLite format 2\0" + content[16:]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that holds something, but for the shared memory, which holds nothing that is not in the others."""
    files = [file for file in folder.iterdir() if not file.name.endswith("-shm")]
    return {file.name: file.read_bytes() for file in files if file.stat().st_size}


async def filled(folder: Path, clock: Clock) -> Path:
    """A database that people have used, with everything in the file."""
    async with await open_sqlite(folder, clock) as store:
        for user in range(20):
            await store.write(partial(settle, store=store, user=user + 1, name="Anna"))
    return folder / "test.db"


async def leave_a_log(folder: Path) -> None:
    """Let a program add a person to the database in this folder, and be killed."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", LEAVES_A_LOG, str(folder), cwd=ROOT)
    assert await process.wait() == -signal.SIGKILL
    assert (folder / "test.db-wal").stat().st_size


async def started(file: Path, clock: Clock) -> None:
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)):
        pass


async def migrated(file: Path, clock: Clock) -> None:
    opening.migrate(at(file), clock=clock)


@pytest.mark.parametrize("damage", [overwritten, zeroed, truncated, cut_inside_a_page])
async def test_a_damaged_file_is_refused_and_left_alone(
    tmp_path: Path, clock: Clock, damage: Callable[[bytes], bytes]
) -> None:
    file = await filled(tmp_path, clock)
    file.write_bytes(damage(file.read_bytes()))
    before = contents(tmp_path)
    with pytest.raises(Damaged, match=r"test\.db is damaged: .*restore"):
        await Store.open(at(file), clock=clock, ids=Ids(clock))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("holder", ["sqlite_autoindex_addresses_1", "addresses"])
async def test_one_bit_of_who_somebody_is_is_enough_to_be_refused(
    tmp_path: Path, clock: Clock, holder: str
) -> None:
    """Else they would be a stranger, or somebody else. The table and its indexes have to say the same."""
    user = 0x123456789A
    async with await open_sqlite(tmp_path, clock) as store:
        await store.write(partial(settle, store=store, user=user, name="Anna"))
        await store.tidy()
    file = tmp_path / "test.db"
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [holder]).fetchone()
    content = bytearray(file.read_bytes())
    number = user.to_bytes(6, "big")
    place = content.index(number, (page - 1) * PAGE, page * PAGE)
    content[place + len(number) - 1] ^= 1
    file.write_bytes(content)
    with pytest.raises(Damaged):
        await started(file, clock)
    assert file.read_bytes() == content


async def test_another_header_makes_it_another_kind_of_file(tmp_path: Path, clock: Clock) -> None:
    file = await filled(tmp_path, clock)
    file.write_bytes(wrong_header(file.read_bytes()))
    before = contents(tmp_path)
    with pytest.raises(NotADatabase):
        await Store.open(at(file), clock=clock, ids=Ids(clock))
    assert contents(tmp_path) == before


async def test_a_changed_byte_never_makes_another_text(tmp_path: Path, clock: Clock) -> None:
    """Where the structure is whole all the same, the seal of a text tells that it is not as it was."""
    file = await filled(tmp_path, clock)
    whole, drawn = file.read_bytes(), random.Random(11)
    outcomes: Counter[str] = Counter()
    for _ in range(60):
        place = drawn.randrange(len(whole))
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << drawn.randrange(8)]) + whole[place + 1 :])
        try:
            async with await open_sqlite(tmp_path, clock) as store:
                names = await store.read(lambda cursor: opened(cursor, "people.name"))
        except (StateError, sqlite3.Error, ValueError) as error:
            outcomes[type(error).__name__] += 1
        else:
            assert set(names) <= {"Anna"}
            outcomes["read"] += 1
    assert outcomes["Damaged"], outcomes


@pytest.mark.kills
async def test_the_log_of_a_killed_program_is_not_brought_into_a_damaged_file(
    tmp_path: Path, clock: Clock
) -> None:
    """SQLite brings it in when the last connection closes, which could overwrite what would have been rescued."""
    file = await filled(tmp_path, clock)
    await leave_a_log(tmp_path)
    file.write_bytes(overwritten(file.read_bytes()))
    before = contents(tmp_path)
    with pytest.raises(Damaged):
        await Store.open(at(file), clock=clock, ids=Ids(clock))
    assert contents(tmp_path) == before


@pytest.mark.kills
async def test_a_log_that_is_cut_short_costs_what_was_not_committed_and_no_more(
    tmp_path: Path, clock: Clock
) -> None:
    """It is no damage: a power cut leaves it like that, and SQLite reads it as far as it is whole."""
    await filled(tmp_path, clock)
    await leave_a_log(tmp_path)
    log = tmp_path / "test.db-wal"
    os.truncate(log, log.stat().st_size - 100)
    async with await open_sqlite(tmp_path, clock) as store:
        assert await store.read(lambda cursor: count(cursor, "people")) in {20, 21}
        await store.write(lambda cursor: updates.mark(cursor, 1, 2, clock()))


def cut_to_nothing(file: Path) -> None:
    os.truncate(file, 0)


def taken_away(file: Path) -> None:
    file.unlink()


def only_its_log_left(file: Path) -> None:
    os.truncate(file, 0)
    file.with_name("test.db.erasures").unlink()
    file.with_name("test.db-wal").write_bytes(b"what was written last")


@pytest.mark.parametrize("loss", [cut_to_nothing, taken_away, only_its_log_left])
@pytest.mark.parametrize("way", [started, migrated])
async def test_where_a_database_was_none_is_begun_and_what_is_left_of_it_stays(
    tmp_path: Path, clock: Clock, loss: Callable[[Path], None], way: Callable[[Path, Clock], Awaitable[None]]
) -> None:
    """Everybody would be a stranger, and nobody would be told that all is lost."""
    file = await filled(tmp_path, clock)
    loss(file)
    before = contents(tmp_path)
    with pytest.raises(DatabaseLost, match=r"found nothing there, but .*restore a backup"):
        await way(file, clock)
    assert contents(tmp_path) == before


async def test_a_database_is_begun_anew_where_what_the_old_one_had_was_moved_away(
    tmp_path: Path, clock: Clock
) -> None:
    file = await filled(tmp_path, clock)
    file.unlink()
    file.with_name("test.db.erasures").rename(tmp_path / "old.erasures")
    async with await open_sqlite(tmp_path, clock) as store:
        assert await store.read(lambda cursor: count(cursor, "people")) == 0


async def test_a_ledger_that_an_operator_has_made_ready_is_no_trace_of_a_database(
    tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "test.db.erasures").touch()
    async with await open_sqlite(tmp_path, clock) as store:
        assert await store.read(lambda cursor: count(cursor, "people")) == 0


async def test_a_killed_first_start_is_no_damage(tmp_path: Path, clock: Clock) -> None:
    """An empty file, and what SQLite puts aside while it writes the first page."""
    file = tmp_path / "test.db"
    file.touch()
    file.with_name("test.db-journal").touch()
    async with await open_sqlite(tmp_path, clock) as store:
        assert await store.read(lambda cursor: count(cursor, "people")) == 0


async def open_with(folder: Path, keys: Keys) -> None:
    async with await Store.open(Database(str(folder / "test.db"), keys), clock=Clock(), ids=Ids(Clock())):
        pass


async def change_beside(folder: Path, keys: Keys) -> None:
    with beside(Database(str(folder / "test.db"), keys), clock=Clock()):
        pass


async def look(folder: Path, keys: Keys) -> None:
    opening.connect_looker(folder / "test.db", keys, 1).close()


@pytest.mark.parametrize("way", [open_with, change_beside, look])
async def test_a_wrong_key_changes_not_a_byte_of_what_a_killed_program_has_left(
    tmp_path: Path, way: Callable[[Path, Keys], Awaitable[None]]
) -> None:
    """Its log holds what people wrote last; whoever comes with the wrong key must not bring it into the file."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LEAVES_A_LOG, os.fspath(tmp_path), cwd=ROOT
    )
    assert await process.wait() == -signal.SIGKILL
    before = contents(tmp_path)
    assert before["test.db-wal"]
    with pytest.raises(MissingKey):
        await way(tmp_path, Keys.of_text(new_key()))
    assert contents(tmp_path) == before
    await way(tmp_path, KEYS)
    async with await open_sqlite(tmp_path, Clock()) as store:
        assert await store.read(lambda cursor: count(cursor, "people")) == 1
