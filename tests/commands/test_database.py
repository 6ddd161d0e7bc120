"""`migrate` and `export`: what they do, do twice, and say when they cannot."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.commands.clock import now
from bot.state import opening
from bot.state.migrations import MIGRATIONS
from tests.keys import DATA_KEY, at

if TYPE_CHECKING:
    from pathlib import Path

NOBODY = "7100000001"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that the database is; nothing is there yet, nor the folder."""
    path = tmp_path / "data" / "bot.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    return path


@pytest.fixture
def made(database: Path) -> Path:
    """The same with a database, as the bot makes it when it first starts."""
    database.parent.mkdir(mode=0o700)
    opening.migrate(at(database), clock=now)
    return database


def test_migrating_names_what_was_done(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(MIGRATIONS, "9998 new", lambda _: None)
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "applied 9998 new\n"
    assert made.stat().st_mode & 0o077 == 0, "only the program's own user may read what people wrote"


def test_migrating_again_changes_nothing(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = made.read_bytes()
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The database is up to date.\n"
    assert made.read_bytes() == before


@pytest.mark.usefixtures("made")
def test_nothing_to_export_about_somebody_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", NOBODY]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert NOBODY in captured.err


def test_exporting_from_nowhere_names_the_place(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", NOBODY]) == 2
    assert capsys.readouterr().err.startswith(f"DATABASE_URL: expected a database at {database}")
    assert not database.exists()


@pytest.mark.parametrize("command", [["migrate"], ["export", NOBODY]])
def test_a_file_of_another_kind_is_named(
    command: list[str], database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database.parent.mkdir()
    database.write_text("a letter " * 1000)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert str(database) in said
    assert len(said.splitlines()) == 1
    assert database.read_text() == "a letter " * 1000


def test_an_address_of_another_kind_keeps_its_password_to_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hemmelig@host/db")
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    for command in (["migrate"], ["export", NOBODY]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert "DATABASE_URL" in said
        assert "hemmelig" not in said


def test_exporting_from_a_foreign_database_says_what_it_is(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database.parent.mkdir()
    with closing(sqlite3.connect(database)) as other:
        other.execute("CREATE TABLE recipes (id INTEGER)")
    assert main(["export", NOBODY]) == 2
    assert "got one with other tables" in capsys.readouterr().err


def test_exporting_from_a_newer_database_is_refused(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(made, isolation_level=None)) as newer:
        newer.execute("INSERT INTO migrations VALUES ('9999 from the future', 1)")
    assert main(["export", NOBODY]) == 2
    assert "9999 from the future" in capsys.readouterr().err


@pytest.mark.parametrize("person", ["99999999999999999999", "-5", "0", "Samir"])
def test_exporting_somebody_who_can_be_nobody_is_an_error_of_the_command(person: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "--", person])
    assert ended.value.code == 2
