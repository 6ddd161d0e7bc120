"""A file that was moved: whoever starts on it, or gives a command, is told where its people are now."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from bot.state import databases, moved_away, moving, people, postgres_moving
from bot.state.errors import CannotMove, MovedAway
from bot.state.ids import Ids
from bot.state.store import Store
from tests import moved
from tests.state.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.state.opening import Database


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.town = place.settle()
    return place


@pytest.fixture
def target(place: Place) -> Iterator[Database]:
    with moved.empty() as database:
        yield database._replace(ledger=str(place.database.ledger_file))


def move(place: Place, target: Database) -> None:
    moving.move(str(place.file), target, clock=place.clock)


async def start(place: Place) -> Store:
    return await Store.open(place.database, clock=place.clock, ids=Ids(place.clock))


async def test_nobody_starts_on_it_and_the_sentence_says_where_it_went_and_how_one_goes_back(
    place: Place, target: Database
) -> None:
    before = place.file.read_bytes()
    move(place, target)
    assert place.file.read_bytes() == before
    with pytest.raises(MovedAway) as refused:
        await start(place)
    said, mark = str(refused.value), moved_away.mark_of(place.file)
    assert said.startswith(
        f"DATABASE_URL: the database {place.file} was moved to {databases.told(target.url)} ({place.clock():%Y-%m-%d}T"
    )
    assert said.endswith(f"first stop every program there, and then delete {mark}")
    mark.unlink()
    async with await start(place) as store:
        assert place.town is not None
        anna = place.town.anna.id
        assert await store.read(lambda cursor: people.by_id(cursor, anna)) is not None


async def test_nor_on_a_new_one_where_the_file_is_deleted(place: Place, target: Database) -> None:
    """An old unit would begin with nobody, poll, and take the webhook away."""
    move(place, target)
    place.file.unlink()
    place.ledger.rename(place.ledger.with_name("moved.erasures"))
    with pytest.raises(MovedAway):
        await start(place)
    assert not place.file.exists()


async def test_nor_by_another_name(place: Place, target: Database) -> None:
    move(place, target)
    link = place.path / "link.db"
    link.symlink_to(place.file)
    with pytest.raises(MovedAway):
        await Store.open(place.database._replace(url=str(link)), clock=place.clock, ids=Ids(place.clock))


def look(place: Place) -> None:
    with databases.looking(place.database):
        pass


@pytest.mark.parametrize(
    "does",
    [
        look,
        lambda place: place.do(lambda _: None),
        lambda place: place.back_up(),
        lambda place: databases.migrate(place.database, clock=place.clock),
    ],
)
def test_a_command_is_told_so_too(place: Place, target: Database, does: Callable[[Place], Any]) -> None:
    """An erasure in the old file would erase nobody, and a backup of it keep nobody."""
    move(place, target)
    before = place.file.read_bytes()
    with pytest.raises(MovedAway):
        does(place)
    assert place.file.read_bytes() == before


def test_a_restore_into_it_waits_for_the_mark_to_be_deleted(place: Place, target: Database) -> None:
    old = place.back_up()
    move(place, target)
    with pytest.raises(MovedAway):
        place.restore(old)
    moved_away.mark_of(place.file).unlink()
    assert place.restore(old).people == 3


def test_what_ends_before_all_is_compared_leaves_no_mark(
    place: Place, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fills(*_: Any) -> None:
        raise psycopg.errors.DiskFull("could not extend file")

    monkeypatch.setattr(postgres_moving, "read_back", fills)
    with pytest.raises(CannotMove):
        move(place, target)
    assert list(place.path.glob("*.moved*")) == []


async def test_an_end_between_the_mark_and_the_end_starts_nobody_twice_and_the_move_is_repeated(
    place: Place, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = moved_away.put
    with monkeypatch.context() as patched:

        def dies(*given: Any) -> None:
            put(*given)
            raise KeyboardInterrupt

        patched.setattr(moved_away, "put", dies)
        with pytest.raises(KeyboardInterrupt):
            move(place, target)
    assert databases.is_new(target)
    with pytest.raises(MovedAway, match="Where the move was broken off, repeat it"):
        await start(place)
    move(place, target)
    assert not databases.is_new(target)


def test_a_file_that_was_moved_is_not_moved_to_a_second_place(place: Place, target: Database) -> None:
    move(place, target)
    with moved.empty() as other:
        second = other._replace(ledger=target.ledger)
        with pytest.raises(MovedAway, match="FILE: the database"):
            move(place, second)
        assert databases.is_new(second)


def test_where_the_mark_cannot_be_written_nothing_is_moved(
    place: Place, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotMove, match=r"No space left on device.* Nothing was moved"):
        move(place, target)
    assert databases.is_new(target)
    monkeypatch.undo()
    assert not moved_away.mark_of(place.file).exists()
    with closing(sqlite3.connect(place.file)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_mark_that_says_nothing_is_a_mark(place: Place) -> None:
    moved_away.mark_of(place.file).touch()
    with pytest.raises(MovedAway, match="was moved to another database"):
        moved_away.unmoved(place.file)
