"""A large file is looked through beside the running bot, and what was erased leaves it without anybody waiting long."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.state import opening, people, sealing, sqlite, sweeping, transaction
from bot.state.errors import Damaged
from bot.state.ids import Ids
from bot.state.store import Store
from tests.keys import at
from tests.state.helpers import Clock, count, open_sqlite, settle, writer

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.connection import Connection
    from bot.state.cursor import Cursor

PAGE = 4096
NIGHT, DAY = 2, 12


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as a large one."""
    monkeypatch.setattr(opening, "CHECKED_AT_ONCE", 0)
    monkeypatch.setattr(transaction, "REBUILT_AT_ONCE", 0)


async def filled(folder: Path, clock: Clock) -> Path:
    async with await open_sqlite(folder, clock) as store:
        for user in range(20):
            await store.write(partial(settle, store=store, user=1_000 + user, name="Anna"))
    return folder / "test.db"


def damage(file: Path) -> None:
    """An index says something else than its table: nobody comes to it before it is asked for."""
    with closing(sqlite3.connect(file)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'addresses_user'"
        (page,) = connection.execute(sql).fetchone()
    content = bytearray(file.read_bytes())
    content[page * PAGE - 1] ^= 1
    file.write_bytes(content)


async def test_a_large_file_is_opened_first_and_looked_through_then(
    tmp_path: Path, clock: Clock, large: None
) -> None:
    file = await filled(tmp_path, clock)
    damage(file)
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        with pytest.raises(Damaged, match=r"test\.db is damaged: .*restore"):
            await store.see_whole()


async def test_the_same_file_is_not_opened_where_it_is_small(tmp_path: Path, clock: Clock) -> None:
    file = await filled(tmp_path, clock)
    damage(file)
    with pytest.raises(Damaged, match=r"test\.db is damaged: .*restore"):
        await Store.open(at(file), clock=clock, ids=Ids(clock))


async def test_it_is_looked_through_once_while_turns_go_on(
    tmp_path: Path, clock: Clock, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    check = opening.check_whole

    def checking(looking: Connection, path: Path) -> None:
        looked.append(path)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            looking.execute("DELETE FROM people")
        check(looking, path)

    file = await filled(tmp_path, clock)
    monkeypatch.setattr(opening, "check_whole", checking)
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        assert looked == []
        await asyncio.gather(store.see_whole(), store.write(partial(settle, store=store, user=99)))
        await store.see_whole()
        assert looked == [file]
        assert await store.read(lambda cursor: count(cursor, "people")) == 21


async def test_a_small_file_was_looked_through_before(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await filled(tmp_path, clock)
    looked: list[Path] = []
    monkeypatch.setattr(opening, "check_whole", lambda looking, path: looked.append(path))
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        await store.see_whole()
    assert looked == [file]


async def test_a_bot_that_is_told_to_stop_does_not_wait_for_the_end_of_the_look(
    tmp_path: Path, clock: Clock, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, begun = asyncio.get_running_loop(), asyncio.Event()

    def endless(looking: Connection, path: Path) -> None:
        loop.call_soon_threadsafe(begun.set)
        looking.execute("WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x FROM n) SELECT MAX(x) FROM n")

    file = await filled(tmp_path, clock)
    monkeypatch.setattr(opening, "check_whole", endless)
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        looking = asyncio.create_task(store.see_whole())
        await begun.wait()
        looking.cancel()
        async with asyncio.timeout(10):
            with pytest.raises(asyncio.CancelledError):
                await looking


async def rebuilt(store: Store) -> str:
    """What a tidying writes anew."""
    done: list[str] = []
    await store.write(lambda cursor: writer(store).set_trace_callback(done.append))
    assert await store.tidy()
    await store.write(lambda cursor: writer(store).set_trace_callback(None))
    return "file" if "VACUUM" in done else "keys" if "DELETE FROM data_keys" in done else ""


async def test_the_keys_of_a_large_file_are_written_anew_once_a_night_after_an_erasure(
    tmp_path: Path, clock: Clock, large: None
) -> None:
    clock.now = clock.now.replace(hour=DAY)
    async with await open_sqlite(tmp_path, clock) as store:
        first, second, third = [
            await store.write(partial(settle, store=store, user=user)) for user in (1, 2, 3)
        ]
        assert [await rebuilt(store), await rebuilt(store)] == ["keys", ""], (
            "who was erased before is not known"
        )
        await store.write(lambda cursor: people.erase(cursor, first.id))
        assert await rebuilt(store) == ""
        clock.move(hours=24 - DAY + NIGHT)
        assert [await rebuilt(store), await rebuilt(store)] == ["keys", ""]
        clock.move(hours=24)
        assert await rebuilt(store) == ""
        await store.write(lambda cursor: people.erase(cursor, second.id))
        assert await rebuilt(store) == "keys"
        assert await store.read(lambda cursor: people.name_of(cursor, third.id))


async def test_where_no_night_comes_the_keys_are_written_anew_a_day_later(
    tmp_path: Path, clock: Clock, large: None
) -> None:
    """A machine may be off by night, or a backup read through it."""
    clock.now = clock.now.replace(hour=DAY)
    async with await open_sqlite(tmp_path, clock) as store:
        first, second = [await store.write(partial(settle, store=store, user=user)) for user in (1, 2)]
        await store.tidy()
        await store.write(lambda cursor: people.erase(cursor, first.id))
        clock.move(hours=9)
        await store.write(lambda cursor: people.erase(cursor, second.id))
        assert await rebuilt(store) == ""
        clock.move(hours=15)
        assert [await rebuilt(store), await rebuilt(store)] == ["keys", ""]


async def test_a_large_file_is_looked_through_before_its_schema_is_changed(
    tmp_path: Path, clock: Clock, large: None
) -> None:
    file = await filled(tmp_path, clock)
    damage(file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM migrations WHERE name = (SELECT MAX(name) FROM migrations)")
    with pytest.raises(Damaged, match="Nothing was changed"):
        await Store.open(at(file), clock=clock, ids=Ids(clock))


async def test_no_copy_of_a_destroyed_key_stays_behind(tmp_path: Path, clock: Clock, large: None) -> None:
    """Where SQLite moves rows to other pages copies of them stay, from which somebody's texts could be opened."""
    clock.now = clock.now.replace(hour=NIGHT)
    drawn = random.Random(5)
    async with await open_sqlite(tmp_path, clock) as store:
        owners = drawn.sample(range(1, 1_000_000), 1_500)

        def make(cursor: Cursor) -> dict[int, str]:
            for owner in owners:
                sealing.make_key(cursor, owner)
            cursor.execute("SELECT owner, wrapped FROM data_keys WHERE owner > 0")
            return dict(cursor.fetchall())

        wrapped = await store.write(make)
        await store.tidy()
        gone, kept = owners[::2], owners[1::2]
        for owner in gone:
            await store.write(partial(sealing.forget, owner=owner))
        clock.move(hours=24)
        erased = await store.write(partial(settle, store=store, user=1))
        await store.write(partial(people.erase, person_id=erased.id))
        assert await rebuilt(store) == "keys"
        content = (tmp_path / "test.db").read_bytes() + (tmp_path / "test.db-wal").read_bytes()
        assert [owner for owner in gone if wrapped[owner].encode() in content] == []
        assert all(wrapped[owner].encode() in content for owner in kept)


async def test_a_command_rebuilds_a_large_file_only_while_the_bot_does_not_run(
    tmp_path: Path, clock: Clock, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    means: list[str] = []

    def tidy(_: Connection, rebuild: str) -> bool:
        means.append(rebuild)
        return True

    monkeypatch.setattr(transaction, "tidy", tidy)
    async with await open_sqlite(tmp_path, clock):
        assert sweeping.sweep(at(tmp_path / "test.db"))
    assert sweeping.sweep(at(tmp_path / "test.db"))
    monkeypatch.setattr(transaction, "REBUILT_AT_ONCE", 1 << 40)
    async with await open_sqlite(tmp_path, clock):
        assert sweeping.sweep(at(tmp_path / "test.db"))
    assert means == ["keys", "file", "file"]
    assert sqlite.QUIET.start < sqlite.QUIET.stop <= 5
