"""A restore on PostgreSQL brings all back but what was erased or closed since, or changes nothing and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from bot.state import (
    answers,
    backup,
    databases,
    exercises,
    ledger,
    migrations,
    people,
    postgres_restoring,
    restoring,
    sealed_file,
    watching,
)
from bot.state import postgres_programs as programs
from bot.state.beside import beside
from bot.state.errors import (
    AlreadyOpen,
    BeingRestored,
    CannotRestore,
    MissingKey,
    NewerSchema,
)
from bot.state.ids import Ids
from bot.state.keys import Keys, new_key
from bot.state.postgres_cursor import Connection
from bot.state.restoring import Wish, restore
from bot.state.store import Store
from bot.state.transaction import transaction
from tests import moved, postgres
from tests.keys import DATA_KEY
from tests.state.places import OVER, Place, as_in
from tests.state.postgres_places import PostgresPlace, asked, connected, rows, unchanged
from tests.state.test_backup import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.reapplying import Again

WORDS = "Fortroligt\tord\n\\.\n"
"""With all that a line of COPY could trip over."""
CHUNK = 2048


@pytest.fixture
def place(tmp_path: Path) -> Iterator[PostgresPlace]:
    with postgres.fresh() as database:
        yield PostgresPlace(tmp_path, url=database.url)


def test_everything_comes_back(place: PostgresPlace) -> None:
    town = place.settle()
    content = {"kind": "text", "value": WORDS}
    place.do(lambda c: answers.record(c, 7, town.anna.id, town.exercise, "burn", content, 5, place.clock()))
    place.do(lambda cursor: cursor.execute("UPDATE bots SET username = 'a\tb\\nc\n\\.\nd'"))
    before = place.do(rows)
    file = place.back_up()
    place.do(lambda cursor: cursor.execute("UPDATE people SET language = 'xx'"))
    done = place.restore(file)
    assert place.do(rows) == before
    assert done.people == len(before["people"])
    assert not any(done.again.values())
    assert not done.unread
    assert done.vouched
    assert file.stat().st_mode & 0o777 == 0o600
    assert place.do(watching.last_backup) == backup.header_of(file).made_at


def test_the_schema_is_the_one_that_the_migrations_make(place: PostgresPlace) -> None:
    """Indexes and foreign keys are put back, and what the bot does next goes on."""

    def made(cursor: Cursor) -> list[Any]:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
            " SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1",
            {},
        )
        return cursor.fetchall()

    town = place.settle()
    before, file = place.do(made), place.back_up()
    place.restore(file)
    assert place.do(made) == before
    place.do(lambda cursor: as_in(town, cursor).leave(town.anna.id))


def test_into_an_empty_database_of_a_user_who_owns_nothing_else(place: PostgresPlace, tmp_path: Path) -> None:
    place.settle()
    before, file = place.do(rows), place.back_up()
    place.do(lambda cursor: exercises.discard(cursor, 1, 1))
    (tmp_path / "new").mkdir()
    with moved.empty() as database:
        other = PostgresPlace(tmp_path / "new", place.clock, url=database.url)
        done = other.restore(file, Wish(ledger=place.ledger))
        assert not done.vouched
        assert other.do(rows) == before
    assert other.ledger.read_bytes() == place.ledger.read_bytes(), "and the bot goes on with it"


def test_what_the_old_database_had_not_told_the_ledger_yet_is_done_again_and_told_it(
    place: PostgresPlace,
) -> None:
    town = place.settle()
    file = place.back_up()
    with connected(place.database) as link:
        people.erase(link.cursor(), town.anna.id)
    assert place.restore(file).again["person"] == 1
    assert " person " in place.ledger.read_text(), "at once: no start has to be waited for"
    assert place.do(ledger.waiting) == 0


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.settle()
    file = place.back_up()

    def later(cursor: Cursor) -> None:
        cursor.execute("ALTER TABLE people ADD COLUMN later BIGINT NOT NULL DEFAULT 5", {})

    monkeypatch.setitem(migrations.MIGRATIONS, "9 later", later)
    place.restore(file)
    assert asked(place.database, "SELECT 1 FROM migrations WHERE name = '9 later'") == [(1,)]
    assert asked(place.database, "SELECT DISTINCT later FROM people") == [(5,)]


def test_one_of_a_newer_version_is_refused(place: PostgresPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.settle()
    with monkeypatch.context() as patch:
        patch.setitem(migrations.MIGRATIONS, "9 new", lambda _: None)
        databases.migrate(place.database, clock=place.clock)
        file = place.back_up()
    unchanged(place, NewerSchema, "has been through '9 new'", file)


def test_a_database_of_a_newer_version_can_be_replaced_by_a_backup_of_before(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way back after an update."""
    place.settle()
    file, before = place.back_up(), place.do(rows)
    with monkeypatch.context() as patch:
        patch.setitem(
            migrations.MIGRATIONS,
            "9 new",
            lambda cursor: cursor.execute("CREATE TABLE new (person BIGINT REFERENCES people (id))", {}),
        )
        databases.migrate(place.database, clock=place.clock)
    place.restore(file)
    assert place.do(rows) == before


def test_it_is_refused_where_a_database_is(place: PostgresPlace) -> None:
    place.settle()
    unchanged(place, CannotRestore, "and delete it: --overwrite", place.back_up(), Wish())


def test_it_is_refused_where_something_else_is(place: PostgresPlace, tmp_path: Path) -> None:
    place.settle()
    file = place.back_up()
    with postgres.fresh("template0") as database:
        other = PostgresPlace(tmp_path, place.clock, url=database.url)
        with connected(other.database) as link:
            link.execute("CREATE TABLE of_somebody_else (id BIGINT)")
        with pytest.raises(CannotRestore, match="found tables of something else"):
            other.restore(file)
        with connected(other.database) as link:
            assert link.cursor().tables() == {"of_somebody_else"}


async def test_it_is_refused_where_a_program_runs(place: PostgresPlace) -> None:
    place.settle()
    file = place.back_up()
    async with await Store.open(place.database, clock=place.clock, ids=Ids(place.clock)):
        unchanged(place, AlreadyOpen, "found the bot. Stop all its programs", file)


def test_what_was_cut_moved_or_changed_is_refused(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where most of it has gone into the database by then."""
    monkeypatch.setattr(sealed_file, "CHUNK", CHUNK)
    monkeypatch.setattr("tests.state.test_backup.SIZE", CHUNK + sealed_file.TAG)
    place.settle()
    file = place.back_up()
    first, _, sealed = file.read_bytes().partition(b"\n")
    assert len(sealed) > 3 * CHUNK
    before = place.do(rows)
    place.restore(file)
    assert place.do(rows) == before
    for fault in FAULTS.values():
        assert fault(sealed) != sealed
        file.write_bytes(first + b"\n" + fault(sealed))
        unchanged(place, CannotRestore, "it was cut or changed since", file)


@pytest.mark.parametrize("how", ["gone", "a later one"])
def test_it_is_refused_without_its_ledger(place: PostgresPlace, how: str) -> None:
    place.settle()
    file = place.back_up()
    place.ledger.unlink()
    if how == "gone":
        unchanged(place, CannotRestore, "found nothing; name the newest copy", file)
    else:
        copy = place.path / "copy"
        unchanged(place, CannotRestore, f"at {copy}, found nothing", file, Wish(ledger=copy, overwrite=True))


def test_where_no_ledger_is_named_it_says_so(place: PostgresPlace) -> None:
    town = place.settle()
    file = place.back_up()
    nameless = place.database._replace(ledger="")
    with pytest.raises(CannotRestore, match=r"ERASURE_LEDGER: expected the file .* got none; name it"):
        restore(nameless, file, OVER, clock=place.clock)
    with connected(nameless) as link:
        people.erase(link.cursor(), town.anna.id)
    done = restore(nameless, file, Wish(overwrite=True, without_ledger=True), clock=place.clock)
    assert done.again["person"] == 1, "what waits in the old database for a ledger is known all the same"
    with connected(nameless) as link:
        assert ledger.waiting(link.cursor()) > 0


def test_where_a_command_is_at_work_nothing_is_changed(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ledger that was named becomes the bot's own only with the database that it goes with."""
    file, given = with_ledger_elsewhere(place)
    monkeypatch.setattr(postgres_restoring, "PATIENCE", 0.05)
    with connected(place.database) as link:
        link.execute("BEGIN; SELECT 1 FROM people")
        unchanged(
            place, CannotRestore, "a command, like an erasure, is at work", file, Wish(given, overwrite=True)
        )
    place.restore(file, Wish(given, overwrite=True))
    assert place.ledger.read_bytes() == given.read_bytes()


def test_whoever_comes_during_one_is_told_of_it(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands that look and commands that change: what the server says of its locks tells nobody what to do."""
    place.settle()
    file = place.back_up()
    real, met = restoring.do_again, []

    def meanwhile(*arguments: Any) -> Again:
        for way in (
            databases.looking(place.database, 0.05),
            beside(place.database, clock=place.clock, patience=0.05),
        ):
            with (
                pytest.raises(BeingRestored, match="like a restore, a move or an update, is at work") as told,
                way,
            ):
                pass
            met.append(told.type)
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "do_again", meanwhile)
        place.restore(file)
    assert met == [BeingRestored] * 2


def test_a_command_that_has_only_begun_is_named_too(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds the schema, and has not touched a table yet."""
    place.settle()
    file = place.back_up()
    with connected(place.database) as link, transaction(link):
        programs.see_unmoved(link.cursor())
        unchanged(place, CannotRestore, "or a command, like an erasure, is at work on it", file)
    place.restore(file)


def with_ledger_elsewhere(place: PostgresPlace) -> tuple[Path, Path]:
    """A backup, and the ledger where the database does not look for it."""
    place.settle()
    file, given = place.back_up(), place.path / "given"
    place.ledger.rename(given)
    return file, given


def test_what_breaks_it_off_at_the_end_leaves_all_as_it_was(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the ledger has been put in its place, and before anything counts."""
    file, given = with_ledger_elsewhere(place)
    real = restoring.set_ledger

    def then_fails(*arguments: Any) -> None:
        real(*arguments)
        raise psycopg.errors.DiskFull("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "set_ledger", then_fails)
        unchanged(place, CannotRestore, "no space left .53100", file, Wish(given, overwrite=True))
    place.restore(file, Wish(given, overwrite=True))


def test_where_the_answer_to_the_last_step_is_lost_the_ledger_stays(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database may be the restored one."""
    file, given = with_ledger_elsewhere(place)
    real = Connection.execute

    def lost(self: Connection, sql: str) -> object:
        done = real(self, sql)
        if sql == "COMMIT":
            self.close()
            raise psycopg.OperationalError("server closed the connection")
        return done

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "execute", lost)
        with pytest.raises(CannotRestore, match="unless all had arrived"):
            place.restore(file, Wish(given, overwrite=True))
    assert place.ledger.read_bytes() == given.read_bytes()
    place.restore(file)


def test_a_key_that_is_missing_is_named(place: PostgresPlace) -> None:
    place.settle()
    file, new = place.back_up(), new_key()
    place.keys = Keys.of_text(new)
    with pytest.raises(MissingKey, match="which opens this backup"):
        place.restore(file)
    place.keys = Keys.of_text(f"{new} {DATA_KEY}")
    place.restore(file)


def test_a_database_that_is_sealed_with_a_lost_key_is_not_thrown_away(place: PostgresPlace) -> None:
    place.settle()
    file = place.back_up()
    asked(place.database, "UPDATE data_keys SET master = 'gone' RETURNING 1")
    asked(place.database, "INSERT INTO master_keys (id, seen_at) VALUES ('gone', 1) RETURNING 1")
    with pytest.raises(CannotRestore, match="Where that key is lost for good"):
        place.restore(file)


def test_each_restores_what_is_of_its_own_kind(place: PostgresPlace, tmp_path: Path) -> None:
    place.settle()
    of_rows = place.back_up()
    (tmp_path / "file").mkdir()
    files = Place(tmp_path / "file")
    files.settle()
    with pytest.raises(CannotRestore, match="is a backup of a PostgreSQL database; restore it to one"):
        files.restore(of_rows)
    unchanged(place, CannotRestore, "is a backup of an SQLite file; .* bot move FILE", files.back_up())
