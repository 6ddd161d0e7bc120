"""Killed with SIGKILL at the worst moments: what was acknowledged is there, what was half done is not."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.state import ledger, ledger_file, updates
from bot.state.ledger_file import Line
from tests.state.helpers import Clock, count, open_sqlite

if TYPE_CHECKING:
    from asyncio import StreamReader
    from collections.abc import AsyncIterator

    from bot.state.cursor import Cursor

pytestmark = pytest.mark.kills

ROOT = Path(__file__).parents[2]
BEGINNING = """
import asyncio, itertools, sys
from pathlib import Path
from bot.state import updates
from tests.state.helpers import Clock, open_sqlite

def both(cursor, store, number):
    updates.mark(cursor, 1, number, store.clock())
    updates.set_aside(cursor, 1, number, "x" * 500, store.clock())
"""
STOPS_INSIDE = """
def half(cursor, store):
    updates.mark(cursor, 1, 2, store.clock())
    print("inside", flush=True)
    sys.stdin.read()

async def main():
    store = await open_sqlite(Path(sys.argv[1]), Clock())
    await store.write(lambda cursor: both(cursor, store, 1))
    await store.write(lambda cursor: half(cursor, store))

asyncio.run(main())
"""
WRITES_ON = """
async def person(store, numbers):
    for number in numbers:
        await store.write(lambda cursor: both(cursor, store, number))
        print(number, flush=True)

async def main():
    store = await open_sqlite(Path(sys.argv[1]), Clock())
    numbers = itertools.count(1)
    await asyncio.gather(*(person(store, numbers) for _ in range(10)))

asyncio.run(main())
"""


@asynccontextmanager
async def running(script: str, folder: Path) -> AsyncIterator[StreamReader]:
    """The script's output; at the end of the block it is killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BEGINNING + script, str(folder), cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    assert process.stdout
    assert process.stdin
    try:
        async with asyncio.timeout(60):
            yield process.stdout
    finally:
        process.kill()
        await process.wait()
        process.stdin.close()


def stored(cursor: Cursor) -> tuple[set[int], set[int], str]:
    cursor.execute("SELECT update_id FROM updates", {})
    marked = {number for (number,) in cursor.fetchall()}
    cursor.execute("SELECT update_id FROM set_aside", {})
    beside = {number for (number,) in cursor.fetchall()}
    cursor.execute("PRAGMA integrity_check", {})
    return marked, beside, cursor.fetchone()[0]


async def test_killed_inside_a_transaction_nothing_of_it_is_left(tmp_path: Path, clock: Clock) -> None:
    async with running(STOPS_INSIDE, tmp_path) as output:
        assert await output.readline() == b"inside\n"
    async with await open_sqlite(tmp_path, clock) as store:
        assert await store.read(stored) == ({1}, {1}, "ok")
        await store.write(lambda cursor: updates.mark(cursor, 1, 2, clock()))
        assert await store.read(lambda cursor: count(cursor, "updates")) == 2


@pytest.mark.parametrize("acknowledged", [1, 57, 400])
async def test_killed_under_load_everything_acknowledged_is_there_and_whole(
    tmp_path: Path, clock: Clock, acknowledged: int
) -> None:
    async with running(WRITES_ON, tmp_path) as output:
        told = [await output.readline() for _ in range(acknowledged)]
    told += [line for line in (await output.read()).splitlines(keepends=True) if line.endswith(b"\n")]
    async with await open_sqlite(tmp_path, clock) as store:
        marked, beside, integrity = await store.read(stored)
    assert {int(line) for line in told} <= marked
    assert marked == beside
    assert integrity == "ok"


ERASES = """
from bot.state import ledger_file, people
from tests.state.helpers import anna

def appended(*_, **__):
    print("erased", flush=True)
    sys.stdin.read()

async def main():
    store = await open_sqlite(Path(sys.argv[1]), Clock())
    someone = await anna(store)
    print(someone.id, flush=True)
    ledger_file.append = appended
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    print("told", flush=True)

asyncio.run(main())
"""


async def test_killed_between_an_erasure_and_its_line_the_next_start_writes_it(
    tmp_path: Path, clock: Clock
) -> None:
    async with running(ERASES, tmp_path) as output:
        person = int(await output.readline())
        assert await output.readline() == b"erased\n"
    file = tmp_path / "test.db.erasures"
    assert len(file.read_bytes().splitlines()) == 1, "no line yet, and nobody was told"
    async with await open_sqlite(tmp_path, clock) as store:
        assert await store.read(lambda cursor: count(cursor, "people")) == 0
        assert await store.read(ledger.waiting) == 0
        pen = await store.read(ledger.pen)
    (_, line) = ledger_file.lines(file, pen)
    assert isinstance(line, Line)
    assert line.entry.hash == pen.hash("person", person)


BACKS_UP = """
from tests.keys import at
from bot.state import backup, sealed_file

def seal(clear, sealed, secret, line):
    sealed.write(line + clear.read(5000))
    sealed.flush()
    print("half", flush=True)
    sys.stdin.read()

async def main():
    folder = Path(sys.argv[1])
    async with await open_sqlite(folder, Clock()):
        pass
    sealed_file.seal = seal
    backup.make(at(folder / "test.db"), folder / "backups", clock=Clock())

asyncio.run(main())
"""


async def test_of_a_backup_that_was_killed_the_next_start_leaves_nothing(
    tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "backups").mkdir()
    async with running(BACKS_UP, tmp_path) as output:
        assert await output.readline() == b"half\n"
    assert (tmp_path / "test.db.copy").exists()
    async with await open_sqlite(tmp_path, clock):
        assert not (tmp_path / "test.db.copy").exists()
    assert [file.suffix for file in (tmp_path / "backups").iterdir()] == [".part"], "which is no backup"
