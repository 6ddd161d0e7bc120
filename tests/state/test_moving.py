"""A move to PostgreSQL: everything arrives as it was, or nothing does, and the file is never touched."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from bot.state import export, moved_away, moving, opening, people, postgres_moving, updates
from bot.state.errors import AlreadyOpen, BeingRestored, CannotMove
from bot.state.ids import Ids
from bot.state.store import Store
from bot.state.transaction import transaction
from tests import damage, moved, postgres
from tests.flows.city import PEOPLE, city
from tests.keys import KEYS
from tests.state.helpers import BOT, seen
from tests.state.places import Place, Town, as_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from bot.state.connection import Connection
    from bot.state.opening import Database

    Rows = dict[str, list[tuple[Any, ...]]]

LARGEST = 2**63 - 1
ODD = "\\N\t\\.\n\r'\"\x01\x7f{,}NULL \u202eabc\ufeff\U0001f9d1\u200d\U0001f33e e\u0301 % :name $1 \x1b[2J "
LETTERS = [
    "".join(map(chr, range(first, first + 2048)))
    for first in range(0, sys.maxunicode + 1, 2048)
    if first != 0xD800
]
"""Every letter that there is, in order; U+0000 is never stored, and halves of letters cannot be."""
LETTERS[0] = LETTERS[0].removeprefix("\0")
BETWEEN = "\ud7ff\ue000"
SCHEMA = (
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
    " WHERE table_schema = 'public' ORDER BY 1, 2",
)


def fill(connection: Connection) -> None:
    """Give each table that is empty a row: where there is nothing else to say, the oddest text and largest number."""
    tables = [name for name in connection.cursor().tables() if name not in {"touched", "erasures"}]
    empty = {name for name in tables if not count(connection, name)}
    while empty:
        for table in sorted(empty):
            if not _missing_parents(connection, table):
                _add_row(connection, table)
                empty.discard(table)


def count(connection: Connection, table: str) -> int:
    found: int = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    return found


def _parents(connection: Connection, table: str) -> dict[str, str]:
    keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {each[3]: each[2] for each in keys}


def _missing_parents(connection: Connection, table: str) -> list[str]:
    return [parent for parent in _parents(connection, table).values() if not count(connection, parent)]


def _add_row(connection: Connection, table: str) -> None:
    parents, values = _parents(connection, table), {}
    for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
        if name in parents:
            values[name] = connection.execute(f"SELECT MIN(id) FROM {parents[name]}").fetchone()[0]
        else:
            values[name] = {"TEXT": ODD, "BIGINT": LARGEST, "SMALLINT": 1}[kind]
    names = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({names})", values)


class Whole:
    """A city in which each table has rows, and what a move has made of it."""

    def __init__(self, folder: Path, database: Database) -> None:
        now = city().world.now
        self.file = moved.filed(city().world.connection, folder, now)
        with closing(opening.connect(self.file, KEYS, 1.0)) as connection, transaction(connection):
            for number, text in enumerate((*LETTERS, BETWEEN, ODD, ODD * 10_000), 1):
                connection.execute(
                    "INSERT INTO organisations (id, name, contact, created_at) VALUES (?, ?, '', ?)",
                    (number, text, -number),
                )
            connection.execute("INSERT INTO erasures VALUES ('x', 'person')")
            fill(connection)
        self.before = self.file.read_bytes()
        self.source = in_file(self.file)
        self.database = database._replace(ledger="")
        self.known = moving.move(str(self.file), database, clock=lambda: now)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    folder = tmp_path_factory.mktemp("whole")
    with moved.target(folder) as database:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(postgres_moving, "settle", lambda *_: None)  # what waits for a line goes on waiting
            made = Whole(folder, database)
        yield made


def in_file(file: Path) -> Rows:
    """What plain SQLite reads, in order."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as plain:
        tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: in_order(plain.execute(f"SELECT {_columns(plain, table)} FROM {table}").fetchall())
            for table in tables
        }


def _columns(plain: sqlite3.Connection, table: str) -> str:
    return ", ".join(sorted(row[1] for row in plain.execute(f"PRAGMA table_info({table})")))


def on_server(database: Database) -> Rows:
    """The same of plain PostgreSQL."""
    with psycopg.connect(database.url) as plain:
        columns = plain.execute(
            "SELECT table_name, string_agg(column_name, ', ' ORDER BY column_name COLLATE \"C\")"
            " FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1"
        ).fetchall()
        return {
            table: in_order(plain.execute(f"SELECT {names} FROM {table}").fetchall())
            for table, names in columns
        }


def in_order(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


def test_every_row_of_every_table_arrives_as_it_was(whole: Whole) -> None:
    assert [table for table, rows in whole.source.items() if not rows] == []
    assert on_server(whole.database) == {**whole.source, "backups": []}, "none can be restored there"
    assert whole.known.rows == {table: len(rows) for table, rows in whole.source.items()}
    assert whole.known.unopened == ()


def test_every_letter_there_is_was_among_it(whole: Whole) -> None:
    told = {name for name, *_ in moved.rows_in(whole.database, "organisations", "name")}
    assert {*LETTERS, BETWEEN, ODD, ODD * 10_000} <= told
    assert len(set("".join(told))) == sys.maxunicode + 1 - 2048 - 1


def test_the_tables_are_those_that_a_start_makes(whole: Whole) -> None:
    """Nothing that was set aside while the rows came in has been forgotten."""
    for looks in SCHEMA:
        with psycopg.connect(whole.database.url) as here, psycopg.connect(postgres.own().url) as started:
            assert here.execute(looks).fetchall() == started.execute(looks).fetchall()


def test_the_file_is_not_touched(whole: Whole) -> None:
    assert whole.file.read_bytes() == whole.before


def test_what_people_can_take_along_is_the_same(whole: Whole) -> None:
    users = [city().talks[name].user for name in PEOPLE]
    with (
        closing(opening.connect_looker(whole.file, KEYS, 1.0)) as source,
        moved.reading(whole.database) as cursor,
    ):
        for user in users:
            before = json.dumps(export.everything(source.cursor(), None, user))
            assert json.dumps(export.everything(cursor, None, user)) == before
            assert len(before) > 1000


# What ends a move ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nowhere() -> Iterator[Database]:
    """A database that stays empty."""
    with moved.empty() as database:
        yield database


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.town = place.settle()
    return place


def town_of(place: Place) -> Town:
    assert place.town is not None
    return place.town


def targeted(place: Place, database: Database) -> Database:
    return database._replace(ledger=str(place.database.ledger_file))


def ends(place: Place, database: Database) -> str:
    """What a move says that cannot be done; nothing of it is anywhere, and the file is as it was."""
    before = place.file.read_bytes()
    with pytest.raises(CannotMove) as ended:
        moving.move(str(place.file), targeted(place, database), clock=place.clock)
    assert on_server(database) == {}
    assert place.file.read_bytes() == before
    return str(ended.value)


def lose_a_row(copy: Callable[..., None]) -> Callable[..., None]:
    def copies(link: Any, table: str, columns: Any, rows: Iterable[Any]) -> None:
        copy(link, table, columns, (row for number, row in enumerate(rows) if table != "answers" or number))

    return copies


def change(copy: Callable[..., None]) -> Callable[..., None]:
    def copies(link: Any, table: str, columns: Any, rows: Iterable[Any]) -> None:
        copy(link, table, columns, rows)
        if table == "timers":
            link.execute("UPDATE timers SET version = version + 1")

    return copies


@pytest.mark.parametrize(("wrong", "table"), [(lose_a_row, "answers"), (change, "timers")])
def test_a_difference_undoes_everything_and_is_told_by_its_table(
    wrong: Callable[..., Any], table: str, place: Place, nowhere: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_moving, "bring_in", wrong(postgres_moving.bring_in))
    assert ends(place, nowhere).startswith(f"the table {table} does not say the same after the move")


def lose_connection(link: Any, table: str) -> None:
    if table == "timers":
        link.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def fill_disk(_: Any, table: str) -> None:
    if table == "timers":
        raise psycopg.errors.DiskFull("could not extend file")


@pytest.mark.parametrize(("trouble", "said"), [(lose_connection, "connection"), (fill_disk, "53100")])
def test_a_server_that_goes_or_has_no_room_is_one_sentence(
    trouble: Callable[..., None],
    said: str,
    place: Place,
    nowhere: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = postgres_moving.bring_in

    def copies(link: Any, table: str, *more: Any) -> None:
        trouble(link, table)
        copy(link, table, *more)

    monkeypatch.setattr(postgres_moving, "bring_in", copies)
    told = ends(place, nowhere)
    assert "ended at the table timers" in told
    assert said in told
    assert "repeat the command" in told


def killed_in(place: Place, database: Database, module: Any, name: str) -> None:
    """A program of its own moves, and dies where it calls this."""
    child = os.fork()
    if not child:
        try:
            setattr(module, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            moving.move(str(place.file), targeted(place, database), clock=place.clock)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with psycopg.connect(database.url) as link:  # the server notices that, a moment later
        link.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.kills
def test_a_killed_move_leaves_both_as_they_were_and_can_be_repeated(place: Place) -> None:
    before = in_file(place.file)
    with moved.empty() as database:
        for module, name in (
            (postgres_moving, "bring_in"),
            (postgres_moving, "read_back"),
            (moving, "_unopened"),
        ):
            killed_in(place, database, module, name)
            assert on_server(database) == {}
            assert in_file(place.file) == before
        moving.move(str(place.file), targeted(place, database), clock=place.clock)
        assert on_server(database) == before


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE people SET seen_at = 'yesterday'", "the table people holds a value of a kind"),
        ("UPDATE organisations SET name = x'ff'", "the table organisations holds a value of a kind"),
        ("UPDATE organisations SET name = 'a' || char(0)", "ended at the table organisations"),
        ("UPDATE people SET weekends = 65537", "the table people does not say the same"),
        ("CREATE TABLE notes (text TEXT)", "the table notes"),
        ("ALTER TABLE people ADD COLUMN more TEXT", "the table people"),
    ],
)
def test_what_does_not_belong_in_the_file_is_not_left_behind_without_a_word(
    statement: str, said: str, place: Place, nowhere: Database
) -> None:
    with closing(sqlite3.connect(place.file, isolation_level=None)) as plain:
        plain.execute(statement)
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert said in ends(place, nowhere)


def test_nobody_starts_or_changes_either_of_them_meanwhile(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[str] = []
    copy = postgres_moving.bring_in

    def copies(link: Any, table: str, *more: Any) -> None:
        if table == "people":
            for busy in (
                lambda: opening.take_lock(place.file),
                lambda: place.do(lambda _: None),
                lambda: moving.look(str(place.file), database),
            ):
                with pytest.raises((AlreadyOpen, BeingRestored)) as refused:
                    busy()
                met.append(str(refused.value))
        copy(link, table, *more)

    monkeypatch.setattr(postgres_moving, "bring_in", copies)
    with moved.empty() as target:
        database = targeted(place, target)
        moving.move(str(place.file), database, clock=place.clock)
    assert len(met) == 3
    assert "a restore, or a move, is at work" in met[1]


# What goes on afterwards -----------------------------------------------------------------------------


def test_what_does_not_open_is_moved_as_it_is_and_named(place: Place) -> None:
    anna = town_of(place).anna.id
    place.do(lambda cursor: damage.spoil(cursor, anna))
    with moved.empty() as database:
        done = moving.move(str(place.file), targeted(place, database), clock=place.clock)
        assert done.unopened == (anna,)
        assert on_server(database) == in_file(place.file)


async def test_whoever_is_erased_after_the_move_does_not_come_back_with_an_old_backup(place: Place) -> None:
    """The ledger goes on: what waited for its line gets it, and a backup of the file is restored by it."""
    old, anna = place.back_up(), town_of(place).anna.id
    place.do(lambda cursor: as_in(town_of(place), cursor).leave(town_of(place).ida))
    with closing(sqlite3.connect(place.file, isolation_level=None)) as plain:
        plain.execute("INSERT INTO erasures VALUES ('waited', 'person')")
    with moved.empty() as target:
        database = targeted(place, target)
        moving.move(str(place.file), database, clock=place.clock)
        assert any(" person waited " in line for line in place.ledger.read_text().splitlines())
        assert moved.rows_in(database, "erasures") == []
        async with await Store.open(database, clock=place.clock, ids=Ids(place.clock)) as store:
            await store.write(lambda cursor: as_in(town_of(place), cursor).leave(anna))
    moved_away.mark_of(place.file).unlink()
    async with await Store.open(place.database, clock=place.clock, ids=Ids(place.clock)) as back:
        assert await back.read(lambda cursor: people.by_id(cursor, anna)) is None, "also where one goes back"
    assert place.restore(old).again["person"] == 2
    assert place.do(lambda cursor: people.by_id(cursor, anna)) is None


async def test_the_bot_goes_on_where_it_stood(place: Place) -> None:
    """Open questions, timers and marks: what was taken in on SQLite is not taken in once more."""
    place.do(lambda cursor: updates.mark(cursor, BOT, 7, place.clock()))
    with moved.empty() as target:
        database = targeted(place, target)
        moving.move(str(place.file), database, clock=place.clock)
        async with await Store.open(database, clock=place.clock, ids=Ids(place.clock)) as store:
            found = await store.read(lambda cursor: people.find(cursor, BOT, town_of(place).anna.user))
            assert found is not None
            assert found.person.name == "Anna"
            assert await store.read(lambda cursor: seen(cursor, BOT, 7))
