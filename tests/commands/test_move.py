"""`move`: an operator reads what would be moved, says yes, and reads what to do next; or why it is refused."""

from __future__ import annotations

import os
import sqlite3
from base64 import urlsafe_b64encode
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.__main__ import main
from bot.commands.clock import now
from bot.config import BOT as TYPED
from bot.state import (
    databases,
    guard,
    ledger_file,
    moved_away,
    opening,
    postgres_address,
    postgres_opening,
    postgres_programs,
)
from bot.state.beside import beside, restore_lock
from bot.state.keys import Keys
from bot.state.moved_away import MARK
from tests import damage, moved, postgres
from tests.commands.conftest import clock
from tests.commands.test_hostile import HOSTILE, is_plain
from tests.commands.test_letters import Store
from tests.commands.test_staff import Terminal
from tests.end_to_end.phones import TOKEN
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import ANNA, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.state.opening import Database

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "operating.md"
OTHER_KEY = urlsafe_b64encode(b"another-" * 4).decode()


@pytest.fixture(scope="module")
def empty() -> Iterator[Database]:
    with moved.empty() as database:
        yield database


@pytest.fixture
def source(made: Path) -> Path:
    """The file of a bot that has stopped, with a citizen."""
    with beside(at(made), clock=clock) as here:
        settle(here.cursor, Store(here), ANNA, "Anna")  # type: ignore[arg-type]
    return made


@pytest.fixture
def target(source: Path, empty: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Where the settings say that it goes: nothing is there."""
    monkeypatch.setenv("DATABASE_URL", empty.url)
    monkeypatch.setenv("ERASURE_LEDGER", str(at(source).ledger_file))
    return empty


def test_an_operator_reads_what_is_moved_and_what_to_do_then(
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    what = "1 person, 1 exercise, 0 answers, 0 messages, 0 timers; in all "
    said("backup", "--to", str(source.parent))
    monkeypatch.setenv("ERASURE_LEDGER", str(at(source).ledger_file))
    with moved.empty() as database:
        monkeypatch.setenv("DATABASE_URL", database.url)
        monkeypatch.setattr("sys.stdin", Terminal("no\n"))
        capsys.readouterr()  # the first database of a run of the tests is made with a word in the log
        assert main(["move", str(source)]) == 3
        told = capsys.readouterr()
        assert told.out.startswith(f"In {source}: {what}")
        assert told.out.endswith("Nothing was changed.\n")
        assert "Do not start the bot" in told.err
        assert databases.is_new(database)
        monkeypatch.setattr("sys.stdin", Terminal("yes\n"))
        told_next = said("move", f"sqlite:///{source}")
        assert f"\nMoved to {postgres_address.told(database.url)}: {what}" in told_next
        assert "never again on" in told_next
        assert f"Leave the erasure ledger, which goes on: {at(source).ledger_file}." in told_next
        assert f"Leave {moved_away.mark_of(source)} there" in told_next
        assert '"name": "Anna"' in said("export", str(ANNA))
        assert main(["status"]) == 1
        assert "! No backup was made.\n" in capsys.readouterr().out, (
            "that of the file cannot be restored here"
        )
        assert "up to date" in said("migrate")
        assert main(["move", str(source), "--yes"]) == 2
        assert "found one of this program with 1 person in it" in capsys.readouterr().err


def test_every_file_that_may_lie_beside_the_old_one_is_named_where_it_is_deleted(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[..., str]
) -> None:
    """Each backup leaves a lock there too. The guide has the same list."""
    (tmp_path / "backups").mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{source}")
    said("backup", "--to", str(tmp_path / "backups"))
    monkeypatch.setenv("ERASURE_LEDGER", str(at(source).ledger_file))
    with moved.empty() as database:
        monkeypatch.setenv("DATABASE_URL", database.url)
        told = said("move", str(source), "--yes")
    beside_it = {file.name.removeprefix(source.name) for file in source.parent.glob(f"{source.name}?*")}
    kept = {MARK, at(source).ledger_file.name.removeprefix(source.name)}
    assert {".lock", ".backup.lock", ".restore.lock"} <= beside_it
    sentence = (
        GUIDE.read_text("utf-8").partition("Then delete `jobstjernen.db` with its ")[2].partition("files")[0]
    )
    for ending in {*beside_it, "-wal", "-shm"} - kept:
        assert f" {ending}" in told.partition("Then delete it with its")[2].partition("files")[0]
        assert f"`{ending}`" in sentence


def test_an_old_unit_that_starts_after_the_move_is_refused_before_it_asks_telegram_anything(
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: Callable[..., str],
    refused: Callable[..., str],
) -> None:
    """It would poll, and take the webhook away: nobody would be answered any more."""
    old = {
        "DATABASE_URL": f"sqlite:///{source}",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://127.0.0.1:1",
        "ORGANISATION_NAME": "Kommunen",
        "ORGANISATION_CONTACT": "12 34 56 78",
    }
    with moved.empty() as database:
        monkeypatch.setenv("DATABASE_URL", database.url)
        monkeypatch.setenv("ERASURE_LEDGER", str(at(source).ledger_file))
        said("move", str(source), "--yes")
    for name, value in old.items():
        monkeypatch.setenv(name, value)
    for command in ("run", "status", "migrate"):
        told = refused(command)
        where = f"DATABASE_URL: the database {source} was moved to {postgres_address.told(database.url)}"
        assert where in told
        assert f"delete {moved_away.mark_of(source)}\n" in told


def test_what_does_not_open_is_named_and_wants_attention(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with beside(at(source), clock=clock) as (cursor, _):
        cursor.execute("SELECT id FROM people", {})
        damage.spoil(cursor, cursor.fetchone()[0])
    monkeypatch.setenv("ERASURE_LEDGER", str(at(source).ledger_file))
    with moved.empty() as database:
        monkeypatch.setenv("DATABASE_URL", database.url)
        assert main(["move", str(source), "--yes"]) == 1
    told = capsys.readouterr()
    assert "Moved to" in told.out
    assert f"(Telegram user {ANNA}). What is stored of them was moved as it is." in told.err


class TestRefused:
    """Each in one sentence, with code 2: nothing is on PostgreSQL afterwards, and the file is as it was."""

    @pytest.fixture
    def says(self, source: Path, target: Database, refused: Callable[..., str]) -> Callable[..., str]:
        def move(file: object = source) -> str:
            before = source.read_bytes()
            told = refused("move", str(file), "--yes")
            assert len(told.splitlines()) == 1
            assert databases.is_new(target)
            assert source.read_bytes() == before
            return told

        return move

    def test_without_a_yes_where_nobody_can_be_asked(
        self,
        source: Path,
        target: Database,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("sys.stdin", StringIO())
        assert main(["move", str(source)]) == 2
        assert capsys.readouterr().err.startswith("--yes: expected it")
        assert databases.is_new(target)

    def test_where_the_settings_name_a_file(
        self, source: Path, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{source}")
        assert says().startswith("DATABASE_URL: expected the empty PostgreSQL database")

    def test_where_no_file_is(self, tmp_path: Path, says: Callable[..., str]) -> None:
        missing = tmp_path / "nothing.db"
        assert (
            says(missing)
            == f"FILE: expected an SQLite database at {missing}, found nothing there; correct the path\n"
        )
        assert list(tmp_path.glob("nothing*")) == []

    def test_where_nobody_answers(self, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://me@127.0.0.1:1/bot")
        assert says() == (
            "DATABASE_URL: expected a PostgreSQL server at 127.0.0.1:1, found nobody who listens there; start it, or "
            "correct host and port. Nothing was moved\n"
        )

    def test_for_two_addresses_of_postgresql(self, target: Database, says: Callable[..., str]) -> None:
        assert says(target.url).startswith("FILE: expected sqlite:///path/to/file.db, got an address of kind")

    def test_while_the_bot_runs_on_the_file(self, source: Path, says: Callable[..., str]) -> None:
        lock = opening.take_lock(source)
        try:
            assert says().startswith(
                f"FILE: the database {source} is already open in another running program"
            )
        finally:
            os.close(lock)

    def test_while_a_command_changes_the_file(self, source: Path, says: Callable[..., str]) -> None:
        with guard.held(restore_lock(source), shared=True):
            assert says().startswith("FILE: a command, like a backup or an erasure, is at work")

    def test_while_the_bot_runs_on_the_other(self, target: Database, says: Callable[..., str]) -> None:
        with closing(postgres_opening.connect(target, 1.0)) as running:
            postgres_programs.run_on(running)
            assert "expected that nothing runs on postgresql://" in says()
            running.execute("SELECT pg_advisory_unlock_all()")

    def test_while_another_move_is_about_to_begin(self, target: Database, says: Callable[..., str]) -> None:
        with closing(postgres_opening.connect(target, 1.0)) as other:
            assert postgres_programs.take(other, postgres_programs.MIGRATING)
            assert "another program makes or moves a database" in says()
            other.execute("SELECT pg_advisory_unlock_all()")

    def test_for_a_file_of_an_older_version(self, source: Path, says: Callable[..., str]) -> None:
        with closing(sqlite3.connect(source)) as plain, plain:
            plain.execute("DELETE FROM migrations WHERE name = '0036 left unsent'")
        told = says()
        assert "one that has not been through '0036 left unsent'" in told
        assert f"DATABASE_URL=sqlite:///{source} {TYPED} migrate" in told

    def test_for_a_file_of_a_newer_version(self, source: Path, says: Callable[..., str]) -> None:
        with closing(sqlite3.connect(source)) as plain, plain:
            plain.execute("INSERT INTO migrations VALUES ('9999 from the future', 1)")
        assert "9999 from the future" in says()

    def test_without_the_key(self, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATA_KEY", OTHER_KEY)
        assert says().startswith(
            f"DATA_KEY: expected the key {KEYS.first.id}, with which this database is sealed"
        )

    def test_for_a_damaged_file(self, source: Path, says: Callable[..., str]) -> None:
        with closing(sqlite3.connect(source)) as plain:
            plain.execute("PRAGMA journal_mode = DELETE")
        content = bytearray(source.read_bytes())
        content[4096 * 3 : 4096 * 5] = bytes(4096 * 2)
        source.write_bytes(content)
        assert f"the database {source} is damaged" in says()

    def test_for_a_row_whose_owner_is_gone(self, source: Path, says: Callable[..., str]) -> None:
        with closing(sqlite3.connect(source)) as plain, plain:
            plain.execute("DELETE FROM people")
        assert f"the database {source} is damaged" in says()

    def test_for_another_kind_of_file(self, tmp_path: Path, says: Callable[..., str]) -> None:
        letter = tmp_path / "letter.txt"
        letter.write_text("a letter " * 1000)
        assert (
            says(letter) == f"FILE: expected {letter} to be an SQLite database, it is another kind of file\n"
        )

    def test_without_a_place_for_the_ledger(
        self, source: Path, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("ERASURE_LEDGER")
        told = says()
        assert told.startswith(f"ERASURE_LEDGER: expected the erasure ledger of {source}, got none")
        assert str(at(source).ledger_file) in told

    def test_with_a_ledger_that_still_lies_beside_the_file(
        self, source: Path, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Another one would not know who was erased: whoever is told to begin one is told wrong."""
        place = tmp_path / "ledger" / "bot.erasures"
        monkeypatch.setenv("ERASURE_LEDGER", str(place))
        told = says()
        beside = at(source).ledger_file
        assert told.startswith(
            f"ERASURE_LEDGER: expected the ledger of this database at {place}, found nothing; "
        )
        assert f"it lies beside the file, so move it there: mv {beside} {place}" in told
        assert "--new-ledger" not in told
        beside.unlink()
        assert "put back the copy that you have" in says()

    def test_with_another_ledger(
        self, source: Path, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        other = tmp_path / "other.erasures"
        ledger_file.append(
            other, ledger_file.Pen(b"x"), ledger_file.Pen(b"x").beginning, [], now(), anew=True
        )
        monkeypatch.setenv("ERASURE_LEDGER", str(other))
        assert "which belongs to another database" in says()

    def test_into_a_database_of_something_else(
        self, target: Database, source: Path, refused: Callable[..., str]
    ) -> None:
        with psycopg.connect(target.url, autocommit=True) as link:
            link.execute("CREATE TABLE recipes (id BIGINT)")
            assert "found tables of something else" in refused("move", str(source), "--yes")
            link.execute("DROP TABLE recipes")

    def test_into_a_database_of_somebody_else(
        self, target: Database, says: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with postgres.administration() as link:
            link.execute("DROP ROLE IF EXISTS guest")
            link.execute("CREATE ROLE guest LOGIN")
        monkeypatch.setenv("DATABASE_URL", target.url.replace(f"//{moved.OWNER}@", "//guest@"))
        assert "make its user the owner of the database" in says()

    def test_whatever_the_file_is_called(self, target: Database, refused: Callable[..., str]) -> None:
        for value in HOSTILE:
            if not value.startswith("-"):
                assert is_plain(refused("move", value, "--yes")), value
        assert databases.is_new(target)


def test_the_key_of_the_tests_is_another_one() -> None:
    assert Keys.of_text(OTHER_KEY).first.id != Keys.of_text(DATA_KEY).first.id
