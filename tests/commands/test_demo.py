"""What the demo does before it starts anything."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from bot.commands import demo
from bot.config import ConfigError
from bot.state.errors import AlreadyOpen
from bot.state.keys import Keys
from bot.state.opening import Database, migrate, take_lock
from tests.state.helpers import Clock

if TYPE_CHECKING:
    from pathlib import Path


def test_a_reset_takes_away_only_what_the_demo_has_made(tmp_path: Path) -> None:
    """`--data` can name a folder that holds other things."""
    for name in (".demo", "phone/phone.sqlite3", "bot/jobstjernen.db", "holiday/photo.jpg", "letter.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    demo.reset(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".demo", "holiday", "letter.txt"]


def test_a_folder_that_no_demo_has_used_is_not_touched(tmp_path: Path) -> None:
    """Least of all a folder `bot` in which somebody keeps the program itself."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__main__.py").touch()
    with pytest.raises(ConfigError, match="--reset: expected a folder that a demo has used"):
        demo.reset(tmp_path)
    assert (tmp_path / "bot" / "__main__.py").exists()
    demo.reset(tmp_path / "not there yet")


def test_a_demo_that_runs_is_not_taken_its_folder(tmp_path: Path) -> None:
    for name in (".demo", "bot/jobstjernen.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    lock = take_lock(tmp_path / "bot" / "jobstjernen.db")
    with pytest.raises(AlreadyOpen):
        demo.reset(tmp_path)
    os.close(lock)
    assert (tmp_path / "bot" / "jobstjernen.db").exists()


def test_a_key_is_made_once_and_only_where_no_database_is_sealed_with_another(tmp_path: Path) -> None:
    """A second key would open nothing, and would look like the one that is lost."""
    file, database = tmp_path / "data.key", tmp_path / "jobstjernen.db"
    database.touch()  # a first start that was killed leaves it empty
    demo.make_key(file, database, tmp_path)
    made = file.read_text()
    demo.make_key(file, database, tmp_path)
    assert file.read_text() == made
    migrate(Database(str(database), Keys.of_file(file)), clock=Clock())
    demo.make_key(file, database, tmp_path)
    assert file.read_text() == made
    file.unlink()
    with pytest.raises(ConfigError, match=r"expected the demo's key at .*put it back, or .* --reset"):
        demo.make_key(file, database, tmp_path)
    assert not file.exists()


def test_any_free_port_is_found_for_zero() -> None:
    assert demo.free_port("--port", 0) > 1023


async def test_a_program_that_dies_by_a_signal_right_at_its_start_waits_longer_each_time() -> None:
    stop, waits = asyncio.Event(), list[float]()

    async def rest(_: asyncio.Event, seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            stop.set()

    await demo.keep_running(("sh", "-c", "kill -9 $$"), {}, stop, rest=rest)
    assert 0 < waits[0] < waits[1] < waits[2]
