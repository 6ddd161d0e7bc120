"""The commands on PostgreSQL: each does its work there, or says what to use instead."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.__main__ import main
from bot.commands.clock import now
from bot.state import databases, ledger, people
from bot.state.beside import beside
from bot.state.ids import Ids
from bot.state.store import Store
from tests import postgres
from tests.keys import DATA_KEY, everything
from tests.state.helpers import ANNA, BENT, Clock, anna, bent, count

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.state.opening import Database


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database as the settings name it, with a ledger."""
    found = postgres.emptied()._replace(ledger=str(tmp_path / "ledger"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", found.url)
    monkeypatch.setenv("ERASURE_LEDGER", found.ledger)
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    return found


@pytest.fixture
async def lived(database: Database) -> Database:
    """The same, after two people have been here."""
    clock = Clock()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        await anna(store)
        await bent(store)
    return database


def read(database: Database, table: str) -> int:
    with beside(database, clock=now) as (cursor, _):
        return count(cursor, table)


def test_migrating_says_that_nothing_is_missing(lived: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The database is up to date.\n"


def test_an_export_is_the_persons(lived: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(ANNA)]) == 0
    assert json.loads(capsys.readouterr().out)["person"]["name"] == "Anna"


def test_an_erasure_is_whole_and_has_its_line(lived: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", str(ANNA), "--confirm", str(ANNA)]) == 0
    assert "is deleted" in capsys.readouterr().out
    with beside(lived, clock=now) as (cursor, _):
        assert "Anna" not in str(everything(cursor))
        assert ledger.waiting(cursor) == 0
    assert " person " in (read_ledger(lived))


def read_ledger(database: Database) -> str:
    return Path(database.ledger).read_text()


def test_the_status_says_how_it_is(lived: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["attention"].keys() == {"running", "last_backup", "durable"}
    several = ".venv/bin/python -m bot serve and .venv/bin/python -m bot work"
    assert said["attention"]["running"] == f"start it: .venv/bin/python -m bot run, or {several}"
    assert said["disk"]["bytes"] > 0
    assert said["erasure_ledger"] is True


async def test_the_status_knows_that_the_bot_runs(
    lived: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    async with await Store.open(lived, clock=clock, ids=Ids(clock)):
        main(["status", "--json"])
    assert json.loads(capsys.readouterr().out)["running"] is True


def test_without_a_ledger_the_erasures_wait_and_get_their_lines_once_there_is_one(
    lived: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ledger").unlink()
    with beside(lived._replace(ledger=""), clock=now) as (cursor, _):
        ledger.move(cursor, ledger.pen(cursor).beginning)  # as where there never was one
    monkeypatch.delenv("ERASURE_LEDGER")
    main(["erase", str(ANNA), "--confirm", str(ANNA)])
    capsys.readouterr()
    main(["status", "--json"])
    assert "ERASURE_LEDGER" in json.loads(capsys.readouterr().out)["attention"]["erasures_waiting"]
    monkeypatch.setenv("ERASURE_LEDGER", lived.ledger)
    with beside(lived, clock=now):
        pass
    assert " person " in read_ledger(lived)
    assert read(lived, "erasures") == 0


def test_another_ledger_is_begun_for_a_lost_one(lived: Database, capsys: pytest.CaptureFixture[str]) -> None:
    main(["erase", str(ANNA), "--confirm", str(ANNA)])
    Path(lived.ledger).unlink()
    main(["erase", str(BENT), "--confirm", str(BENT)])
    assert read(lived, "erasures") > 0, "none is begun by itself: perhaps its disk is not mounted"
    assert main(["backup", "--to", "."]) == 1
    assert "Until then no erasure gets its line" in capsys.readouterr().err
    assert main(["backup", "--to", ".", "--new-ledger"]) == 0
    assert "Began a new erasure ledger" in capsys.readouterr().out
    assert read(lived, "erasures") == 0
    assert main(["backup", "--to", ".", "--new-ledger"]) == 0
    assert "goes on" in capsys.readouterr().out


async def test_a_start_on_an_older_state_erases_again_what_the_ledger_has(
    lived: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dump that was restored, as far as the program can tell."""
    before = rows(lived)
    main(["erase", str(ANNA), "--confirm", str(ANNA)])
    put_back(lived, before)
    assert read(lived, "people") == 2
    clock = Clock()
    async with await Store.open(lived, clock=clock, ids=Ids(clock)) as store:
        assert await store.read(lambda cursor: people.id_of(cursor, 7001, ANNA)) is None
        assert await store.read(lambda cursor: count(cursor, "people")) == 1


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """What a dump holds."""
    with postgres.linked(database) as link:
        link.execute("SET search_path = public")
        return {
            table: link.execute(f"SELECT * FROM {table}").fetchall()
            for (table,) in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        }


def put_back(database: Database, held: dict[str, list[tuple[Any, ...]]]) -> None:
    with postgres.linked(database) as link:
        link.execute("SET session_replication_role = replica")
        for table, found in held.items():
            link.execute(f"DELETE FROM {table}")
            for row in found:
                link.execute(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", row)


def test_keys_are_changed(
    lived: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["key", "new"]) == 0
    new = capsys.readouterr().out.split()[0]
    monkeypatch.setenv("DATA_KEY", f"{new} {DATA_KEY}")
    assert main(["key", "rotate"]) == 0
    assert "3 of them anew" in capsys.readouterr().out
    monkeypatch.setenv("DATA_KEY", new)
    assert main(["export", str(ANNA)]) == 0


def test_keys_are_changed_by_one_at_a_time(lived: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with databases.rotating(lived, None):
        assert main(["key", "rotate"]) == 2
    assert "another change of keys runs" in capsys.readouterr().err


def test_a_wrong_key_changes_nothing(
    lived: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["key", "new"])
    monkeypatch.setenv("DATA_KEY", capsys.readouterr().out.split()[0])
    for command in (["status"], ["export", str(ANNA)], ["migrate"], ["org", "list"]):
        assert main(command) == 2
        assert "DATA_KEY" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["staff", "list"], ["org", "list"], ["letters"], ["staff", "invite", "--role", "mentor"]]
)
def test_other_commands_work_there(lived: Database, command: list[str]) -> None:
    assert main(command) == 0


def test_a_backup_is_noted_for_the_status_and_for_the_alert(
    lived: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--to", ".", "--keep", "30"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"Wrote jobstjernen-[\d-]+\.backup: [\d,]+ bytes, 2 people; read back, and whole\.", told[0]
    )
    assert told[1] == "Deleted 0 backups older than 30 days."
    assert attention(capsys) == {"running", "durable"}


def test_a_backup_that_another_program_has_made_can_be_noted(
    lived: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--made-elsewhere"]) == 0
    assert "Noted that another program has made a backup now." in capsys.readouterr().out
    assert attention(capsys) == {"running", "durable"}


def attention(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """What `status` says that wants attention."""
    main(["status", "--json"])
    return set(json.loads(capsys.readouterr().out)["attention"])


@pytest.fixture
async def of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """A database that a test may take away, after two people have been here."""
    clock = Clock()
    monkeypatch.chdir(tmp_path)
    with postgres.fresh() as made:
        found = made._replace(ledger=str(tmp_path / "ledger"))
        monkeypatch.setenv("DATABASE_URL", found.url)
        monkeypatch.setenv("ERASURE_LEDGER", found.ledger)
        monkeypatch.setenv("DATA_KEY", DATA_KEY)
        async with await Store.open(found, clock=clock, ids=Ids(clock)) as store:
            await anna(store)
            await bent(store)
        yield found


def test_what_was_erased_after_a_backup_is_erased_in_it_and_all_else_is_there_again(
    of_its_own: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way: the database is lost, and only the backup, the ledger and the key are left."""

    def export(user: int) -> str:
        capsys.readouterr()
        assert main(["export", str(user)]) == 0
        return capsys.readouterr().out

    of_bent = export(BENT)
    assert main(["backup", "--to", "."]) == 0
    (file,) = tmp_path.glob("*.backup")
    main(["erase", str(ANNA), "--confirm", str(ANNA)])
    with postgres.linked(of_its_own) as link:
        link.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    assert main(["status"]) == 2
    capsys.readouterr()
    assert main(["restore", str(file)]) == 0
    told = capsys.readouterr().out
    assert "Restored 2 people, as of " in told
    assert " UTC, of whom 1 is erased again.\n" in told
    assert "The erasure ledger has 1 line" in told
    assert "Done again, by the erasure ledger: 1 person erased.\n" in told
    assert export(BENT) == of_bent
    assert main(["export", str(ANNA)]) == 1
    assert main(["restore", str(file)]) == 2
    assert "to put the backup in its place, and delete it: --overwrite" in capsys.readouterr().err
    assert main(["restore", str(file), "--overwrite"]) == 0


def test_without_a_ledger_a_backup_says_so_once_something_waits_for_it(
    lived: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ERASURE_LEDGER")
    assert main(["backup", "--to", "."]) == 0
    main(["erase", str(ANNA), "--confirm", str(ANNA)])
    capsys.readouterr()
    assert main(["backup", "--to", "."]) == 1
    assert "ERASURE_LEDGER: expected the file of the erasure ledger, got none" in capsys.readouterr().err
    assert main(["backup", "--to", ".", "--new-ledger"]) == 2
    assert "expected the file that the new ledger begins in" in capsys.readouterr().err


def test_an_empty_database_is_no_bots(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    with postgres.fresh(template="template0") as empty:
        monkeypatch.setenv("DATABASE_URL", empty.url)
        assert main(["status"]) == 2
    assert "found an empty one" in capsys.readouterr().err
