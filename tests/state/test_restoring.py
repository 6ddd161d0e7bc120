"""A restore brings everything back but what was erased or closed since, or changes nothing and says why."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from bot.engine.codes import digest
from bot.engine.deeds import Join, Part, StopReminder, Unshare
from bot.state import (
    access,
    answers,
    backup,
    copying,
    exercises,
    invitations,
    ledger,
    opening,
    people,
    reapplying,
    relations,
    roles,
    sealing,
    sessions,
    timers,
)
from bot.state.beside import beside
from bot.state.errors import AlreadyOpen, BadLedger, CannotRestore, MissingKey, NewerSchema
from bot.state.ids import Ids
from bot.state.keys import Keys, new_key
from bot.state.opening import Database, connect
from bot.state.restoring import Restored, Wish, restore
from tests.keys import DATA_KEY, KEYS, everything
from tests.state.helpers import Clock
from tests.state.test_noted import Town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.state.cursor import Cursor

WORDS = "Fortroligt ord"
OVER = Wish(overwrite=True)


@dataclass
class Stand:
    """What the stories of this file use in place of a store: an id maker and a clock."""

    ids: Ids
    clock: Clock


@dataclass
class Place:
    """A folder with a database that nothing runs on, its ledger, and its backups."""

    path: Path
    clock: Clock = field(default_factory=Clock)
    keys: Keys = KEYS
    town: Town | None = None

    @property
    def file(self) -> Path:
        return self.path / "test.db"

    @property
    def database(self) -> Database:
        return Database(str(self.file), self.keys)

    @property
    def ledger(self) -> Path:
        return self.database.ledger_file

    def do(self, what: Callable[[Cursor], Any]) -> Any:
        """Something in a transaction of its own."""
        self.clock.move(seconds=1)
        with beside(self.database, clock=self.clock) as (cursor, _):
            return what(cursor)

    def settle(self) -> Town:
        def story(cursor: Cursor) -> Town:
            ids = Ids(self.clock)
            ids.start_above(0)
            return Town(cursor, Stand(ids, self.clock))  # type: ignore[arg-type] # all that it uses of a store

        opening.migrate(self.database, clock=self.clock)
        made: Town = self.do(story)
        return made

    def back_up(self) -> Path:
        self.clock.move(seconds=1)
        folder = self.path / "backups"
        folder.mkdir(exist_ok=True)
        return backup.make(self.database, folder, clock=self.clock).file

    def restore(self, file: Path, wish: Wish = OVER) -> Restored:
        self.clock.move(seconds=1)
        return restore(self.database, file, wish, clock=self.clock)

    def files(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in self.path.iterdir() if each.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def as_in(town: Town, cursor: Cursor) -> Town:
    """The same people, by another cursor."""
    town.cursor = cursor
    return town


def rows(cursor: Cursor) -> dict[str, list[list[Any]]]:
    found = everything(cursor)
    del found["ledger"]
    return found


def test_everything_comes_back(place: Place) -> None:
    place.settle()
    before = place.do(rows)
    file = place.back_up()
    place.do(lambda cursor: cursor.execute("UPDATE people SET language = 'xx'"))
    done = place.restore(file)
    assert place.do(rows) == before
    assert done.people == len(before["people"])
    assert not any(done.again.values())
    assert not done.unread
    assert place.file.stat().st_mode & 0o777 == 0o600
    assert {name for name in place.files() if name.startswith("test.db")} == {
        "test.db",
        "test.db.backup.lock",
        "test.db.erasures",
        "test.db.lock",
        *([] if not (place.path / "test.db-wal").exists() else ["test.db-wal", "test.db-shm"]),
    }


def test_on_a_machine_where_nothing_is_yet(place: Place, tmp_path: Path) -> None:
    place.settle()
    before, file = place.do(rows), place.back_up()
    place.do(lambda cursor: exercises.discard(cursor, 1, 1))
    (tmp_path / "new").mkdir()
    other = Place(tmp_path / "new", place.clock)
    other.restore(file, Wish(ledger=place.ledger))
    assert other.do(rows) == before
    assert other.ledger.read_bytes() == place.ledger.read_bytes(), "and the bot goes on with it"
    assert other.ledger.stat().st_mode & 0o777 == 0o600


CLOSED: dict[str, Callable[[Town], object]] = {
    "person": lambda t: t.leave(t.anna.id),
    "staff": lambda t: t.leave(t.mette),
    "exercise": lambda t: exercises.discard(t.cursor, t.anna.id, t.exercise),
    "share": lambda t: t.doer(t.anna.id).do(Unshare(t.relation, t.exercise)),
    "relation": lambda t: t.doer(t.anna.id).do(Part(t.relation)),
    "handed over": lambda t: t.hand_over(),
    "role": lambda t: roles.end(t.cursor, t.role(t.mette), t.store.clock()),
    "invitation": lambda t: t.doer(t.citizen("Bo").id).do(Join(digest("KM482739"))),
    "reminder": lambda t: t.doer(t.anna.id).do(StopReminder(t.reminder)),
}


def open_to(town: Town) -> dict[str, object]:
    """What each of them has, or may do, now."""
    cursor, anna, now = town.cursor, town.anna.id, town.store.clock()
    known = relations.get(cursor, town.relation)
    return {
        "person": people.by_id(cursor, anna) is not None,
        "staff": people.by_id(cursor, town.mette) is not None,
        "exercise": sessions.load(cursor, anna, town.exercise) is not None,
        "texts": len(answers.all_of(cursor, anna)),
        "share": bool(access.seen(cursor, "read", town.mette, anna)),
        "relation": known is not None and known.ended_at is None,
        "role": bool(roles.of_person(cursor, town.mette)),
        "invitation": invitations.find(cursor, "KM482739", now) is not None,
        "reminder": timers.is_set(cursor, anna, "reminder", town.reminder),
    }


@pytest.mark.parametrize("what", CLOSED)
def test_what_was_closed_after_the_backup_is_closed(place: Place, what: str) -> None:
    town = place.settle()
    before = place.do(lambda cursor: open_to(as_in(town, cursor)))
    assert all(before.values())
    file = place.back_up()
    place.do(lambda cursor: CLOSED[what](as_in(town, cursor)))
    closed = place.do(lambda cursor: open_to(as_in(town, cursor)))
    assert closed != before
    done = place.restore(file)
    assert place.do(lambda cursor: open_to(as_in(town, cursor))) == closed
    assert any(done.again.values())
    assert place.do(ledger.waiting) == 0
    again = place.restore(file)
    assert again.again == done.again, "a backup can be restored twice"


def test_a_text_that_went_with_an_exercise_is_gone_also_where_it_was_no_part_of_it_yet(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: cursor.execute("UPDATE answers SET part_of = NULL"))
    file = place.back_up()
    place.do(
        lambda cursor: cursor.execute(
            "UPDATE answers SET part_of = (SELECT id FROM answers WHERE place = 'who') WHERE place = ''"
        )
    )
    place.do(lambda cursor: exercises.discard(cursor, town.anna.id, town.exercise))
    place.restore(file)
    assert place.do(lambda cursor: answers.all_of(cursor, town.anna.id)) == []


def test_nobody_is_told_again_and_nothing_of_the_erased_is_left_in_any_file(place: Place) -> None:
    town = place.settle()

    def write(cursor: Cursor) -> None:
        content = {"kind": "text", "value": WORDS}
        answers.record(cursor, 7, town.anna.id, town.exercise, "who", content, 5, place.clock())

    place.do(write)
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))
    place.restore(file)
    assert place.do(lambda cursor: as_in(town, cursor).waits(town.mette)) == []
    assert place.do(lambda cursor: people.by_id(cursor, town.anna.id)) is None
    found = str(place.do(everything))
    assert WORDS not in found
    assert str(town.anna.id) not in found
    with closing(connect(place.file, KEYS, 1)) as connection:
        kept = connection.execute("SELECT owner FROM data_keys").fetchall()
    assert (town.anna.id,) not in kept
    raw = b"".join(place.files().values())
    wrapped = _wrapped_key(file, place, town.anna.id)
    assert wrapped not in raw, "their key is in no page that is left"


def _wrapped_key(file: Path, place: Place, owner: int) -> bytes:
    """How the backup holds somebody's key."""
    out = place.path / "backups" / "out"
    backup.unseal(file, out, KEYS)
    with closing(connect(out, KEYS, 1)) as connection:
        (found,) = connection.execute("SELECT wrapped FROM data_keys WHERE owner = ?", (owner,)).fetchone()
    out.unlink()
    return str(found).encode()


def test_an_old_database_is_gone_with_its_log(place: Place) -> None:
    town = place.settle()
    file = place.back_up()
    with closing(sqlite3.connect(place.file)) as reading:
        reading.execute("PRAGMA journal_mode = WAL")
        place.do(lambda cursor: cursor.execute("UPDATE bots SET username = 'x'"))
        reading.execute("SELECT 1 FROM people").fetchone()
        wal = place.path / "test.db-wal"
        assert wal.exists()
    before = place.file.stat().st_ino
    place.restore(file)
    assert place.file.stat().st_ino != before
    with closing(connect(place.file, KEYS, 1)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert people.name_of(connection.cursor(), town.anna.id) == "Anna"


@pytest.mark.parametrize("trouble", [b"nothing of a database" * 500, b""])
def test_a_database_that_is_broken_is_replaced(place: Place, trouble: bytes) -> None:
    town = place.settle()
    file = place.back_up()
    place.file.write_bytes(trouble)
    done = place.restore(file)
    assert done.unread == bool(trouble)
    assert place.do(lambda cursor: people.name_of(cursor, town.anna.id)) == "Anna"


def test_what_the_old_database_had_not_told_the_ledger_yet_is_done_again_and_told_it(place: Place) -> None:
    town = place.settle()
    file = place.back_up()
    with closing(connect(place.file, KEYS, 1)) as connection:
        people.erase(connection.cursor(), town.anna.id)
    done = place.restore(file)
    assert done.again["person"] == 1
    assert place.do(ledger.waiting) == 1
    assert place.do(ledger.waiting) == 0, "a command has written its line"


def test_a_key_that_was_changed_since_opens_it_as_long_as_the_old_one_is_kept(place: Place) -> None:
    town = place.settle()
    file, new = place.back_up(), new_key()
    place.keys = Keys.of_text(f"{new} {DATA_KEY}")
    place.do(lambda cursor: sealing.rewrap(cursor, 100))
    place.do(lambda cursor: as_in(town, cursor).leave(town.mette))
    place.restore(file)
    assert place.do(lambda cursor: people.by_id(cursor, town.mette)) is None
    place.keys = Keys.of_text(new)
    with pytest.raises(MissingKey, match="which opens this backup"):
        place.restore(file)


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
        unchanged(place, AlreadyOpen, "stop that one first", file)
    finally:
        os.close(lock)


def test_it_is_refused_while_a_backup_is_made(place: Place) -> None:
    place.settle()
    file = place.back_up()
    with backup.alone(place.file):
        unchanged(place, Exception, "being made just now", file)


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


def test_without_a_ledger_only_where_there_is_none_and_then_a_new_one_is_begun(place: Place) -> None:
    town = place.settle()
    place.do(lambda cursor: roles.end(cursor, 1, place.clock()))
    file = place.back_up()
    place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))
    wish = Wish(overwrite=True, without_ledger=True)
    unchanged(place, CannotRestore, "--without-ledger: expected no ledger, found one", file, wish)
    place.ledger.unlink()
    place.restore(file, wish)
    assert place.do(lambda cursor: people.name_of(cursor, town.anna.id)) == "Anna", "as the option says"
    place.do(lambda cursor: as_in(town, cursor).leave(town.mette))
    assert place.do(ledger.waiting) == 0, "and it goes on"
    place.restore(file)
    assert place.do(lambda cursor: people.by_id(cursor, town.mette)) is None


def test_every_kind_has_a_way_to_be_done_again() -> None:
    assert set(reapplying.DO) == set(reapplying.STILL) == set(ledger.KINDS)
