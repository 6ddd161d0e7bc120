"""A backup is made while the program writes, is whole when it counts as made, and tells nothing without the key."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.state import (
    answers,
    backup,
    copying,
    ledger,
    leftovers,
    migrations,
    opening,
    people,
    sealed_file,
    sealing,
)
from bot.state.errors import CannotBackUp, CannotRestore, MissingKey, NoDatabase, Tampered
from bot.state.keys import Keys, new_key
from bot.state.opening import Database
from bot.state.sealed_file import CHUNK, NotWhole
from tests import damage
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import Clock, anna, bent
from tests.state.test_migrations import old

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.backup import Made
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Someone

WORDS = "Fortroligt ord"
SECRET = bytes(range(32))
LINE = b'{"a": 1}\n'


async def told(store: Store, text: str = WORDS) -> Someone:
    """Somebody who has written something."""
    someone = await anna(store)

    def write(cursor: Cursor) -> None:
        content = {"kind": "text", "value": text}
        exercise = someone.session.id
        answers.record(cursor, store.ids.next(), someone.id, exercise, "who", content, 5, store.clock())

    await store.write(write)
    return someone


async def backed_up(tmp_path: Path, folder: Path, clock: Clock) -> Made:
    return await asyncio.to_thread(backup.make, at(tmp_path / "test.db"), folder, clock=clock)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


async def test_a_backup_made_while_the_program_writes_is_one_whole_state(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    await told(store)
    before = names(tmp_path)
    making = asyncio.ensure_future(backed_up(tmp_path, folder, clock))
    written = 0
    while not making.done():
        someone = await bent(store)
        await store.write(partial(people.erase, person_id=someone.id))
        written += 1
    made = making.result()
    assert written > 1
    assert names(tmp_path) == before | {"test.db.backup.lock", "test.db.restore.lock"}
    assert names(folder) == {made.file.name}
    assert backup.NAME.fullmatch(made.file.name)
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert made.size == made.file.stat().st_size
    assert made.people in {1, 2}
    assert made.trouble == ""
    header = backup.unseal(made.file, tmp_path / "out", KEYS)
    assert header.made_at == clock.now
    assert header.master == KEYS.first.id
    found = copying.contents(tmp_path / "out", KEYS)
    assert (found.rows["people"], found.rows["answers"]) == (made.people, 1)
    assert (header.schema, header.ledger, header.known) == found[:3]


async def test_nothing_stands_in_the_clear_but_the_first_line(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    someone = await told(store)
    made = await backed_up(tmp_path, folder, clock)
    first, _, sealed = made.file.read_bytes().partition(b"\n")
    assert set(json.loads(first)) == {"format", "made_at", "schema", "master", "key", "ledger", "known"}
    for clear in (WORDS, "elevator_pitch", "SQLite format", "Kommunen"):
        assert clear.encode() not in sealed
    assert str(someone.id).encode() not in first


async def test_a_copy_holds_no_trace_of_what_was_deleted(store: Store, tmp_path: Path) -> None:
    def both(cursor: Cursor) -> None:
        cursor.execute(
            "INSERT INTO organisations (id, name, contact, created_at) VALUES (9, 'Forsvundet', '', 1)"
        )
        cursor.execute("UPDATE organisations SET name = '' WHERE id = 9")

    await told(store)
    await store.write(both)
    copying.copy(tmp_path / "test.db", KEYS, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert b"Forsvundet" not in (tmp_path / "copy").read_bytes()
    assert not (tmp_path / "copy-wal").exists()


async def test_what_was_erased_while_somebody_read_leaves_the_log_with_the_backup(
    store: Store, tmp_path: Path
) -> None:
    someone, log = await told(store), tmp_path / "test.db-wal"
    with closing(opening.connect(tmp_path / "test.db", KEYS, 1)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT 1 FROM people").fetchone()
        await store.write(partial(people.erase, person_id=someone.id))
        assert log.stat().st_size > 0
    copying.copy(tmp_path / "test.db", KEYS, tmp_path / "copy")
    assert log.stat().st_size == 0


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_any_size_comes_back(size: int) -> None:
    clear, sealed, back = io.BytesIO(os.urandom(size)), io.BytesIO(), io.BytesIO()
    sealed_file.seal(clear, sealed, SECRET, LINE)
    sealed.seek(len(LINE))
    sealed_file.unseal(sealed, back, SECRET, LINE)
    assert back.getvalue() == clear.getvalue()


SIZE = CHUNK + sealed_file.TAG
FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle of a chunk": lambda sealed: sealed[:-1],
    "cut between two chunks": lambda sealed: sealed[: 2 * SIZE],
    "nothing but the first line": lambda _: b"",
    "two chunks change places": lambda sealed: sealed[SIZE : 2 * SIZE] + sealed[:SIZE] + sealed[2 * SIZE :],
    "a chunk is missing": lambda sealed: sealed[SIZE:],
    "a chunk is there twice": lambda sealed: sealed[:SIZE] + sealed,
    "a byte was changed": lambda sealed: sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:],
    "something stands behind it": lambda sealed: sealed + b"x",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_cut_moved_or_changed_does_not_open(fault: str) -> None:
    sealed = io.BytesIO()
    sealed_file.seal(io.BytesIO(os.urandom(2 * CHUNK + 5)), sealed, SECRET, LINE)
    with pytest.raises(NotWhole):
        sealed_file.unseal(
            io.BytesIO(FAULTS[fault](sealed.getvalue()[len(LINE) :])), io.BytesIO(), SECRET, LINE
        )


def test_what_was_sealed_with_another_first_line_does_not_open() -> None:
    sealed = io.BytesIO()
    sealed_file.seal(io.BytesIO(b"abc"), sealed, SECRET, LINE)
    with pytest.raises(NotWhole):
        sealed_file.unseal(io.BytesIO(sealed.getvalue()[len(LINE) :]), io.BytesIO(), SECRET, b'{"a": 2}\n')


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda made: made[:-1],
    "another time": lambda made: made.replace(b"2026-11-02T09", b"2026-11-02T10"),
    "another ledger": lambda made: made.replace(b'"known": [0', b'"known": [1'),
    "another schema": lambda made: made.replace(b'"schema": "0', b'"schema": "1'),
    "another format": lambda made: made.replace(b"backup 1", b"backup 2"),
    "a space more": lambda made: made.replace(b'"format": ', b'"format":  '),
    "a database": lambda _: b"SQLite format 3\0" + b"x" * 5000,
    "nothing": lambda _: b"",
    "a list": lambda _: b"[]\n",
    "an object": lambda _: b"{}\n",
    "a thousand lists in each other": lambda _: b"[" * 5000,
    "a key that is no text": lambda made: re.sub(rb'"key": "[^"]*"', b'"key": 5', made),
    "a master key that is no text": lambda made: re.sub(rb'"master": "[^"]*"', b'"master": []', made),
    "a ledger that is no text": lambda made: re.sub(rb'"ledger": "[^"]*"', b'"ledger": {}', made),
    "a place that is no number": lambda made: made.replace(b'"known": [0', b'"known": ["0"'),
    "a time of no zone": lambda made: made.replace(b"+00:00", b""),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_backup_that_was_changed_is_refused(
    store: Store, tmp_path: Path, folder: Path, clock: Clock, change: str
) -> None:
    await told(store)
    made = await backed_up(tmp_path, folder, clock)
    changed = CHANGES[change](made.file.read_bytes())
    assert changed != made.file.read_bytes()
    made.file.write_bytes(changed)
    with pytest.raises(CannotRestore, match="FILE: expected"):
        backup.unseal(made.file, tmp_path / "out", KEYS)


async def test_the_key_that_opens_it_is_named_where_it_is_missing(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    await told(store)
    made, new = await backed_up(tmp_path, folder, clock), new_key()
    with pytest.raises(
        MissingKey, match=f"DATA_KEY: expected the key {KEYS.first.id}, which opens this backup"
    ):
        backup.unseal(made.file, tmp_path / "out", Keys.of_text(new))
    backup.unseal(made.file, tmp_path / "out", Keys.of_text(f"{new} {DATA_KEY}"))


async def test_what_was_written_badly_is_no_backup(
    store: Store, tmp_path: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(store)
    real = sealed_file.seal

    def badly(clear: io.BytesIO, sealed: io.BytesIO, secret: bytes, line: bytes) -> None:
        made = io.BytesIO()
        real(clear, made, secret, line)
        *others, last = made.getvalue()
        sealed.write(bytes([*others, last ^ 1]))

    monkeypatch.setattr(sealed_file, "seal", badly)
    with pytest.raises(CannotBackUp, match="could not be read back"):
        await backed_up(tmp_path, folder, clock)
    assert names(folder) == set()
    assert not {"test.db.copy", "test.db.check"} & names(tmp_path)


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
async def test_after_an_error_nothing_of_it_is_left(
    store: Store,
    tmp_path: Path,
    folder: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException] | OSError,
) -> None:
    await told(store)

    def fails(clear: io.BytesIO, sealed: io.BytesIO, *_: bytes) -> None:
        sealed.write(clear.read(10))
        raise error

    monkeypatch.setattr(sealed_file, "seal", fails)
    with pytest.raises((KeyboardInterrupt, CannotBackUp)) as raised:
        backup.make(at(tmp_path / "test.db"), folder, clock=clock)
    assert isinstance(raised.value, KeyboardInterrupt) or "No space left" in str(raised.value)
    assert names(folder) == set()
    assert not {"test.db.copy", "test.db.check"} & names(tmp_path)


async def test_one_backup_at_a_time(store: Store, tmp_path: Path, folder: Path, clock: Clock) -> None:
    await told(store)
    with leftovers.alone(tmp_path / "test.db"):
        with pytest.raises(CannotBackUp, match="being made just now"):
            await backed_up(tmp_path, folder, clock)
        (tmp_path / "test.db.copy").write_text("the other one's")
        leftovers.clear(tmp_path / "test.db")
        assert (tmp_path / "test.db.copy").exists()


@pytest.mark.parametrize(
    ("where", "expected"), [("nowhere", "a folder at"), ("test.db", "a folder that can be written at")]
)
async def test_a_folder_that_cannot_be_written_is_named(
    store: Store, tmp_path: Path, clock: Clock, where: str, expected: str
) -> None:
    await told(store)
    with pytest.raises(CannotBackUp, match=f"expected {expected} {tmp_path / where}"):
        await backed_up(tmp_path, tmp_path / where, clock)


def test_where_there_is_no_database_there_is_no_backup(tmp_path: Path, folder: Path, clock: Clock) -> None:
    with pytest.raises(NoDatabase):
        backup.make(at(tmp_path / "none.db"), folder, clock=clock)
    assert names(folder) == set()


async def test_a_backup_before_an_update_does_not_update(
    store: Store, tmp_path: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program that runs is of the version before; only a database from before the ledger is brought up to date."""
    await told(store)
    monkeypatch.setitem(migrations.MIGRATIONS, "9 later", lambda _: None)
    made = await backed_up(tmp_path, folder, clock)
    assert "9 later" not in await store.read(migrations.applied)
    assert backup.header_of(made.file).schema != "9 later"


def test_a_database_from_before_the_ledger_is_brought_up_to_date(
    tmp_path: Path, folder: Path, clock: Clock
) -> None:
    old(tmp_path / "test.db")
    made = backup.make(at(tmp_path / "test.db"), folder, clock=clock)
    assert made.people == 1
    assert made.trouble == ""


async def test_a_backup_says_that_the_ledger_takes_no_lines_and_can_begin_another_one(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    one, other = await anna(store), await bent(store)
    database = at(tmp_path / "test.db")
    await store.write(lambda cursor: people.erase(cursor, one.id))
    database.ledger_file.unlink()
    await store.write(lambda cursor: people.erase(cursor, other.id))
    made = await backed_up(tmp_path, folder, clock)
    assert "found nothing; mount its disk" in made.trouble
    clock.move(seconds=1)
    again = await asyncio.to_thread(backup.make, database, folder, clock=clock, new_ledger=True)
    assert again.trouble == ""
    assert backup.header_of(again.file).known.position == 2
    assert await store.read(ledger.waiting) == 0


async def test_a_key_that_no_master_key_opens_is_noticed(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    someone = await told(store)
    await store.write(lambda cursor: damage.flip(cursor, someone.id))
    made = await backed_up(tmp_path, folder, clock)
    assert (made.people, made.unopened) == (1, (someone.id,))


async def test_where_nobodys_key_does_not_open_no_backup_is_made(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    await told(store)
    await store.write(lambda cursor: damage.flip(cursor, sealing.NOBODY))
    with pytest.raises(Tampered, match="expected the key of 0"):
        await backed_up(tmp_path, folder, clock)
    assert names(folder) == set()
    assert Database(str(tmp_path / "test.db"), KEYS).ledger_file.name == "test.db.erasures"
