"""Old backups are deleted by their dates, and a clock that was wrong does not delete what is good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.state import backup, opening
from bot.state.errors import CannotBackUp
from tests.keys import at
from tests.state.test_backup import backed_up, names, told

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.backup import Made
    from bot.state.store import Store
    from tests.state.helpers import Clock

NIGHTS = 5


def named(*files: Path) -> set[str]:
    return {file.name for file in files}


async def nightly(tmp_path: Path, folder: Path, clock: Clock, count: int = NIGHTS) -> list[Made]:
    """A backup each night, the oldest first; the clock stands at the next night."""
    made = []
    for _ in range(count):
        made.append(await backed_up(tmp_path, folder, clock))
        clock.move(days=1)
    return made


async def test_older_ones_of_this_database_are_deleted_and_nothing_else(
    store: Store, tmp_path: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "LEAST", 1)
    await told(store)
    opening.migrate(at(tmp_path / "other.db"), clock=clock)
    others = backup.make(at(tmp_path / "other.db"), folder, clock=clock)
    with pytest.raises(CannotBackUp, match="is there already"):
        await backed_up(tmp_path, folder, clock)
    clock.now += timedelta(milliseconds=1)
    old = await backed_up(tmp_path, folder, clock)
    kept = folder / "jobstjernen-mine.backup"
    kept.write_bytes(old.file.read_bytes())
    broken = folder / "jobstjernen-20200101-000000-000000.backup"
    broken.write_bytes(b"?")
    clock.now += timedelta(seconds=2)
    later = await backed_up(tmp_path, folder, clock)
    clock.move(days=7, seconds=-2)
    young = await backed_up(tmp_path, folder, clock)
    assert backup.delete_older(young.file, 7) == (0, 0), "not older than seven days"
    clock.now += timedelta(seconds=1)
    newest = await backed_up(tmp_path, folder, clock)
    assert backup.delete_older(newest.file, 7) == (1, 0)
    assert names(folder) == named(others.file, kept, broken, later.file, young.file, newest.file)


async def test_the_newest_ones_before_it_stay_whatever_their_age(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    """The clock is a year ahead for one night."""
    await told(store)
    good = [each.file for each in await nightly(tmp_path, folder, clock)]
    clock.move(days=365)
    misdated = await backed_up(tmp_path, folder, clock)
    assert backup.delete_older(misdated.file, 30) == (NIGHTS - backup.LEAST, backup.LEAST)
    assert names(folder) == named(*good[-backup.LEAST :], misdated.file)
    assert backup.dated_later(misdated.file) == []

    clock.move(days=-365)
    right = await backed_up(tmp_path, folder, clock)
    assert backup.dated_later(right.file) == [misdated.file]
    assert backup.delete_older(right.file, 30) == (0, 0)
    clock.move(days=31)
    last = await backed_up(tmp_path, folder, clock)
    assert backup.delete_older(last.file, 30) == (1, 3), "what is dated later takes nobody's place"
    assert names(folder) == named(*good[-2:], right.file, misdated.file, last.file)


async def test_a_pause_keeps_old_ones_no_longer_than_some_nights(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    await told(store)
    old = named(*[each.file for each in await nightly(tmp_path, folder, clock)])
    clock.move(days=100)
    for _ in range(backup.LEAST + 1):
        made = await backed_up(tmp_path, folder, clock)
        backup.delete_older(made.file, 30)
        clock.move(days=1)
    assert not old & names(folder)
    assert len(names(folder)) == backup.LEAST + 1


async def test_a_clock_that_is_behind_deletes_nothing_and_all_others_are_told(
    store: Store, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    await told(store)
    good = [each.file for each in await nightly(tmp_path, folder, clock)]
    clock.move(days=-365)
    made = await backed_up(tmp_path, folder, clock)
    assert backup.delete_older(made.file, 30) == (0, 0)
    assert backup.dated_later(made.file) == good[::-1], "the newest first"
