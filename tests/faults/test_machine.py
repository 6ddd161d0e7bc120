"""The machine fails the program: disk, file, memory, clock, power. The model holds, and it goes on by itself."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.end_to_end.moved import FILE, Clock
from tests.end_to_end.programs import outcome
from tests.faults import trouble
from tests.faults.scene import Scene, scene

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")

REFUSED = r"storage\.unavailable|deliver\.storage"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def disk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[trouble.SmallDisk | None]:
    with trouble.small_disk(tmp_path_factory.mktemp("machine") / "bot") as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    return Clock(tmp_path_factory.mktemp("clock") / "clock", datetime.now(UTC))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(
    tmp_path_factory: pytest.TempPathFactory, disk: trouble.SmallDisk | None, clock: Clock
) -> AsyncIterator[Scene]:
    folder = disk.folder.parent if disk else tmp_path_factory.mktemp("no-disk")
    async with scene(folder, module="tests.faults.clocked", CLOCK_FILE=clock.environment[FILE]) as made:
        yield made


async def test_a_full_disk(town: Scene, disk: trouble.SmallDisk | None) -> None:
    full = disk.full() if disk else trouble.no_file_grows(town.here.bot.pid)
    async with town.trouble():
        refused = asyncio.create_task(town.until_logged_anew(REFUSED))
        with full:
            await refused


async def test_a_file_that_another_program_holds(town: Scene) -> None:
    async with town.trouble():
        refused = asyncio.create_task(town.until_logged_anew(REFUSED))
        with trouble.held(town.here.database):
            await refused


async def test_a_second_program_on_the_same_database_is_refused(town: Scene) -> None:
    async with town.trouble():
        code, printed = await outcome("run", environment=town.here.environment)
        assert code == 2
        assert "another running program" in printed


async def test_a_program_that_stands_still_for_a_while(town: Scene) -> None:
    """Long enough for everybody to have done what waits for it."""
    async with town.trouble():
        with trouble.stopped(town.here.bot.pid):
            await asyncio.sleep(3)  # the standstill is what is tested


async def test_a_clock_that_jumps_ahead_a_day_and_back_two(town: Scene, clock: Clock) -> None:
    """Somebody sets it, or the machine has lost it."""
    async with town.trouble():
        clock.set(datetime.now(UTC) + timedelta(days=1))
        await town.everybody_is_answered()
        clock.set(datetime.now(UTC) - timedelta(days=1))
        await town.everybody_is_answered()
        clock.set(datetime.now(UTC))


async def test_a_disk_that_cannot_be_written_at_a_start(town: Scene, disk: trouble.SmallDisk | None) -> None:
    if disk is None:
        pytest.skip("only root can make a file system read-only")
    async with town.trouble(repeats=1):  # by the kill: what was under way is sent again
        await town.here.bot.kill()
        with disk.read_only():
            code, printed = await outcome("run", environment=town.here.environment)
            assert code == 2
            assert "cannot be written" in printed
        await town.here.start_bot()


async def test_a_damaged_database_is_not_served_and_its_copy_is(town: Scene) -> None:
    """Somebody puts back what they had put aside, and it goes on where it stood."""
    async with town.trouble():
        assert await town.here.bot.signal(signal.SIGTERM) == 0
        file = town.here.database
        whole = file.read_bytes()
        middle = len(whole) // 4096 // 2 * 4096
        damaged = whole[:middle] + bytes(4096) + whole[middle + 4096 :]
        file.write_bytes(damaged)
        code, printed = await outcome("run", environment=town.here.environment)
        assert code == 2
        assert "is damaged" in printed
        assert "Traceback" not in printed
        assert file.read_bytes() == damaged
        file.write_bytes(whole)
        await town.here.start_bot()


async def test_a_message_that_is_too_large_for_the_memory(town: Scene) -> None:
    """The program may die of it, as any other would; what starts it again finds everything.

    Whether Telegram took a message whose answer there was no memory for, nobody can know.
    """
    async with town.trouble(repeats=1):
        newest = town.cast.bo.user
        huge = {"message": {"message_id": 1, "from": {"id": newest}, "text": "x" * 20_000_000}}
        with trouble.little_memory(town.here.bot.pid, 4 * 2**20):
            await town.here.phone.post("updates", update=huge)
            await town.here.bot.until(r"poll\.failed|MemoryError")
        if not town.here.bot.running:
            await town.here.start_bot()


async def test_a_night_without_power(town: Scene, clock: Clock) -> None:
    """People write on, edit, and tap what is old; in the morning all of it is taken in."""
    await town.here.bot.kill()
    clock.set(datetime.now(UTC) + timedelta(hours=9))
    for citizen in town.cast.pitching:
        await citizen.writes_on(12)
    await town.here.start_bot()
    async with town.trouble():
        pass
    assert await town.here.bot.signal(signal.SIGTERM) == 0
