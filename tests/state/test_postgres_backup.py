"""A backup of PostgreSQL is one whole state, is read back before it counts, and tells nothing without the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from bot.state import (
    answers,
    backup,
    copying,
    postgres_backup,
    postgres_rows,
    sealed_file,
    watching,
)
from bot.state import postgres_programs as programs
from bot.state.errors import (
    BeingRestored,
    CannotBackUp,
    CannotRestore,
)
from tests import damage, postgres
from tests.state.postgres_places import PostgresPlace, asked, connected, rows, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from bot.state.cursor import Cursor


@pytest.fixture
def place(tmp_path: Path) -> Iterator[PostgresPlace]:
    with postgres.fresh() as database:
        yield PostgresPlace(tmp_path, url=database.url)


def parts(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.endswith(backup.PART)]


def test_a_backup_made_while_others_write_is_one_whole_state(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written after its first look is not in it, and nobody waits for it."""
    place.settle()
    before, real = place.do(rows), postgres_backup.contents

    def meanwhile(cursor: Cursor) -> copying.Contents:
        found = real(cursor)
        asked(place.database, "UPDATE people SET language = 'xx' RETURNING 1")
        asked(place.database, "DELETE FROM timers RETURNING 1")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(postgres_backup, "contents", meanwhile)
        file = place.back_up()
    assert asked(place.database, "SELECT DISTINCT language FROM people") == [("xx",)]
    place.restore(file)
    assert place.do(rows) == before


def test_nothing_stands_in_the_clear_but_the_first_line(place: PostgresPlace) -> None:
    town = place.settle()
    first, _, sealed = place.back_up().read_bytes().partition(b"\n")
    for clear in ("elevator_pitch", "people", "Kommunen", str(town.anna.id)):
        assert clear.encode() not in sealed
        assert clear.encode() not in first


def test_one_at_a_time_and_none_during_a_restore(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.settle()
    file = place.back_up()
    with connected(place.database) as link:
        assert programs.take(link, postgres_backup.BACKING_UP)
        with pytest.raises(CannotBackUp, match="just now; wait for it to end"):
            place.back_up()
        unchanged(place, CannotRestore, "another program backs up, makes or restores", file)
    monkeypatch.setattr(postgres_backup, "PATIENCE", 0.05)
    with connected(place.database) as link:
        link.execute("BEGIN; LOCK TABLE people IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BeingRestored, match="like a restore, a move or an update, is at work"):
            place.back_up()
    assert parts(place.path / "backups") == []


def test_what_was_written_badly_is_no_backup(place: PostgresPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.settle()
    place.back_up()
    real = postgres_rows.given

    def one_short(*arguments: Any) -> Iterator[bytes]:
        pieces = list(real(*arguments))
        yield from (piece for at, piece in enumerate(pieces) if at != pieces.index(postgres_rows.END) - 1)

    monkeypatch.setattr(postgres_rows, "given", one_short)
    with pytest.raises(CannotBackUp, match="what was read back is not what was written"):
        place.back_up()
    assert len(list((place.path / "backups").iterdir())) == 1


def test_nothing_is_held_while_it_is_read_back_and_a_connection_that_goes_then_costs_nothing(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are written, and their moment is over: a new version may start, and the file is whole."""
    place.settle()
    real, begun = postgres_backup._verify, []
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    def cut_off(*arguments: Any) -> None:
        begun.extend(asked(place.database, f"SELECT xact_start {others}"))
        real(*arguments)
        asked(place.database, f"SELECT pg_terminate_backend(pid, 5000) {others}")

    monkeypatch.setattr(postgres_backup, "_verify", cut_off)
    file = place.back_up()
    assert begun == [(None,)]
    assert backup.header_of(file).made_at == place.do(watching.last_backup)


def test_one_that_cannot_be_noted_is_made_all_the_same(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.settle()

    def fails(*_: object) -> None:
        raise psycopg.errors.DiskFull("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(watching, "backed_up", fails)
        file = place.back_up()
    assert place.do(watching.last_backup) is None
    place.restore(file)


def test_a_full_disk_leaves_nothing_of_it(place: PostgresPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of the rows, from which the connection recovers."""
    place.settle()

    def fails(clear: BinaryIO, sealed: BinaryIO, *_: bytes) -> None:
        sealed.write(clear.read(10))
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sealed_file, "seal", fails)
        with pytest.raises(
            CannotBackUp, match=r"a folder that can be written at .* with room .No space left"
        ):
            place.back_up()
    assert list((place.path / "backups").iterdir()) == []
    assert place.do(watching.last_backup) is None
    place.back_up()


@pytest.mark.parametrize("how", ["a flipped bit", "another master key", "no key"])
def test_what_does_not_open_is_named_and_is_in_it_as_it_is(place: PostgresPlace, how: str) -> None:
    town = place.settle()
    place.do(lambda cursor: damage.OF_KEYS[how](cursor, town.anna.id))
    place.clock.move(seconds=1)
    folder = place.path / "backups"
    folder.mkdir()
    made = backup.make(place.database, folder, clock=place.clock)
    assert made.unopened == (town.anna.id,)
    assert place.restore(made.file).unopened == (town.anna.id,)


def test_a_value_that_does_not_open_is_found_among_many(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_backup, "AT_ONCE", 2)
    town = place.settle()

    def write(cursor: Cursor) -> None:
        for number in range(100, 107):
            content, step = {"kind": "text", "value": "x"}, f"step{number}"
            answers.record(cursor, number, town.anna.id, town.exercise, step, content, number, place.clock())

    place.do(write)
    assert place.do(postgres_backup.unopened) == ()
    place.do(lambda cursor: cursor.execute("UPDATE answers SET content = 'AAAA' || content WHERE id = 105"))
    assert place.do(postgres_backup.unopened) == (town.anna.id,)


def test_old_ones_go_with_their_time_also_those_of_the_file_that_was_moved(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are of the same ledger, and hold the same people."""
    monkeypatch.setattr(backup, "LEAST", 1)
    place.settle()
    oldest = place.back_up()
    header = backup.header_of(oldest)._replace(format=backup.OF_FILE)
    of_file = oldest.with_name("jobstjernen-20261001-000000-000000.backup")
    of_file.write_bytes(header._replace(made_at=header.made_at.replace(month=10, day=1)).line)
    place.clock.move(days=40)
    before, newest = place.back_up(), place.back_up()
    assert backup.delete_older(newest, 30) == (2, 0)
    assert {file.name for file in newest.parent.iterdir()} == {before.name, newest.name}
