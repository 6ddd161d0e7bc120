"""A restore that cannot be done rightly is refused in one clear sentence, and changes nothing."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.state import backup, copying, leftovers, opening, people, roles
from bot.state.errors import (
    AlreadyOpen,
    BadLedger,
    CannotBackUp,
    CannotRestore,
    NewerSchema,
    StorageUnavailable,
)
from bot.state.opening import connect
from bot.state.restoring import Wish
from tests.keys import KEYS
from tests.state.places import OVER, Place, as_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def unchanged(place: Place, error: type[Exception], match: str, file: Path, wish: Wish = OVER) -> None:
    """A restore is refused, and every file is as it was."""
    before = place.files()
    with pytest.raises(error, match=match):
        place.restore(file, wish)
    assert {name: text for name, text in place.files().items() if not name.endswith(".lock")} == {
        name: text for name, text in before.items() if not name.endswith(".lock")
    }


def test_it_is_refused_where_a_database_is(place: Place) -> None:
    place.settle()
    file = place.back_up()
    unchanged(
        place, CannotRestore, "to put the backup in its place, and delete it: --overwrite", file, Wish()
    )


def test_it_is_refused_where_the_bot_runs(place: Place) -> None:
    place.settle()
    file = place.back_up()
    lock = opening.take_lock(place.file)
    try:
        unchanged(place, AlreadyOpen, r"found the bot\. Stop it .*systemctl stop.*restore once more", file)
    finally:
        os.close(lock)


def test_it_is_refused_while_a_backup_is_made(place: Place) -> None:
    place.settle()
    file = place.back_up()
    with leftovers.alone(place.file):
        unchanged(place, CannotBackUp, "being made just now", file)


@pytest.mark.parametrize("how", ["cut", "another kind", "gone"])
def test_it_is_refused_where_the_backup_is_not_whole(place: Place, how: str) -> None:
    place.settle()
    file = place.back_up()
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] if how == "cut" else b"Dear diary")
    unchanged(place, CannotRestore, f"FILE: expected.*{file.name}", file)


def test_it_is_refused_where_a_newer_version_made_it(place: Place) -> None:
    place.settle()
    file, copied = place.path / "newer", place.path / "copied"
    copying.copy(place.file, KEYS, copied)
    found = copying.contents(copied, KEYS)
    with closing(connect(copied, KEYS, 1)) as connection:
        connection.execute("INSERT INTO migrations (name, applied_at) VALUES ('9 new', 1)")
    backup._seal(copied, file, KEYS, found, place.clock())
    copied.unlink()
    unchanged(place, NewerSchema, "9 new", file)


@pytest.mark.parametrize("given", [False, True])
def test_it_is_refused_without_its_ledger(place: Place, given: bool) -> None:
    place.settle()
    file = place.back_up()
    place.ledger.unlink()
    wish = Wish(ledger=place.path / "copy", overwrite=True) if given else OVER
    unchanged(
        place, CannotRestore, "found nothing; name the newest copy that you have: --ledger FILE", file, wish
    )


def test_it_is_refused_with_the_ledger_of_another_database(place: Place, tmp_path: Path) -> None:
    place.settle()
    file = place.back_up()
    (tmp_path / "other").mkdir()
    other = Place(tmp_path / "other")
    other.settle()
    other.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    place.ledger.unlink()
    unchanged(
        place, BadLedger, "belongs to another database", file, Wish(ledger=other.ledger, overwrite=True)
    )


def test_it_is_refused_with_a_ledger_that_is_older_than_the_backup(place: Place) -> None:
    place.settle()
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    old = place.path / "old copy"
    old.write_bytes(place.ledger.read_bytes())
    place.do(lambda cursor: roles.end(cursor, 2, place.clock()))
    file = place.back_up()
    place.file.unlink()
    place.ledger.unlink()
    wish = Wish(ledger=old)
    unchanged(place, CannotRestore, "expected a ledger that holds line 2, found lines 0 to 1", file, wish)


def test_it_is_refused_with_a_ledger_that_is_older_than_what_the_database_knows(place: Place) -> None:
    place.settle()
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    file = place.back_up()
    old = place.ledger.read_bytes()
    place.do(lambda cursor: roles.end(cursor, 2, place.clock()))
    place.ledger.write_bytes(old)
    unchanged(place, CannotRestore, "expected a ledger that holds line 2", file)


def test_it_is_refused_with_a_ledger_that_was_begun_after_the_backup(place: Place) -> None:
    place.settle()
    file = place.back_up()
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    place.ledger.unlink()
    place.clock.move(seconds=1)
    backup.make(place.database, place.path / "backups", clock=place.clock, new_ledger=True)
    unchanged(place, CannotRestore, "expected a ledger that holds line 0, found lines 1 to 1", file)


def test_it_is_refused_with_a_ledger_that_was_changed(place: Place) -> None:
    place.settle()
    file = place.back_up()
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    place.do(lambda cursor: roles.end(cursor, 2, place.clock()))
    lines = place.ledger.read_bytes().splitlines(keepends=True)
    place.ledger.write_bytes(b"".join([lines[0], *lines[2:]]))
    unchanged(place, BadLedger, "was changed, or lines are missing", file)


def test_a_ledger_in_its_place_is_not_replaced_by_an_older_one(place: Place) -> None:
    place.settle()
    file = place.back_up()
    copy = place.path / "copy"
    copy.write_bytes(place.ledger.read_bytes())
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    place.file.unlink()
    unchanged(
        place, CannotRestore, "--ledger: expected one that goes on from the ledger", file, Wish(ledger=copy)
    )


def test_where_the_old_database_is_being_read_no_ledger_is_begun(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the old database would find another ledger than its own, and the command could not be repeated."""
    place.settle()
    file = place.back_up()
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    place.ledger.unlink()
    monkeypatch.setattr(opening, "PATIENCE", 0)
    wish = Wish(overwrite=True, without_ledger=True)
    with closing(connect(place.file, KEYS, 0)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM people").fetchone()
        with pytest.raises(StorageUnavailable, match="nothing was changed"):
            place.restore(file, wish)
        reader.execute("ROLLBACK")
    assert not place.ledger.exists()
    place.restore(file, wish)


@pytest.mark.parametrize("before", ["an older one", "none"])
def test_where_the_old_database_is_being_read_its_ledger_stays_as_it_was(
    place: Place, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    """What was named by `--ledger` becomes the bot's own only with the database that it was restored with."""
    town = place.settle()
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))
    given = place.path / "given"
    given.write_bytes(place.ledger.read_bytes())
    place.ledger.unlink()
    if before == "an older one":
        place.ledger.write_bytes(given.read_bytes().splitlines(keepends=True)[0] + b"half a li")
    monkeypatch.setattr(opening, "PATIENCE", 0)
    wish = Wish(overwrite=True, ledger=given)
    with closing(connect(place.file, KEYS, 0)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM people").fetchone()
        ledgers = {name: text for name, text in place.files().items() if "erasures" in name}
        with pytest.raises(StorageUnavailable, match="nothing was changed"):
            place.restore(file, wish)
        assert {name: text for name, text in place.files().items() if "erasures" in name} == ledgers
        reader.execute("ROLLBACK")
    place.restore(file, wish)
    assert place.ledger.read_bytes() == given.read_bytes()


def test_once_the_restored_database_stands_there_it_keeps_the_ledger_that_goes_with_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the folder's entry cannot be written to disk any more: with the old ledger it could not go on."""
    town = place.settle()
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))
    given = place.path / "given"
    given.write_bytes(place.ledger.read_bytes())
    place.ledger.unlink()

    def broken(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(copying, "sync_folder", broken)
    with pytest.raises(CannotRestore):
        place.restore(file, Wish(overwrite=True, ledger=given))
    assert place.ledger.read_bytes() == given.read_bytes()
    assert place.do(lambda cursor: people.by_id(cursor, town.anna.id)) is None
