"""`python -m bot backup` and `restore`: what is said, and where it is refused."""

from __future__ import annotations

import fcntl
import os
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.commands import backup as command
from bot.engine.person import Person
from bot.state import backup as backups
from bot.state import bots, keys, ledger, opening, outbox, people, watching
from bot.state.beside import beside
from bot.state.errors import AlreadyOpen
from tests.commands.conftest import clock
from tests.keys import DATA_KEY, at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOT, USER = 7001, 41


def settle(made: Path) -> int:
    """Somebody in the database."""
    with beside(at(made), clock=clock) as (cursor, ids):
        own = bots.organisation_of(cursor, BOT)
        assert own is not None
        person = Person(ids.random(), name="Anna")
        people.create(cursor, BOT, USER, USER, person, own, clock())
    return person.id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "backups"
    there.mkdir()
    return there


def test_a_backup_and_a_restore_from_it(
    made: Path, folder: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    person = settle(made)
    told = said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    size = f"{file.stat().st_size:,}"
    assert told == f"Wrote {file}: {size} bytes, 1 person; read back, and whole.\n"
    with beside(at(made), clock=clock) as (cursor, _):
        people.erase(cursor, person)
    assert "to put the backup in its place, and delete it: --overwrite" in refused("restore", str(file))
    told = said("restore", str(file), "--overwrite")
    assert re.fullmatch(
        r"Restored 1 person, as of \d{4}-\d\d-\d\d \d\d:\d\d UTC, of whom 1 is erased again\.\n"
        r"The erasure ledger has 1 line, the last of \d{4}-\d\d-\d\d \d\d:\d\d UTC\.\n"
        r"Done again, by the erasure ledger: 1 person erased\.\n",
        told,
    )
    assert "nothing was to be done" in said("restore", str(_again(said, folder)), "--overwrite")


def _again(said: Callable[..., str], folder: Path) -> Path:
    said("backup", "--to", str(folder))
    return max(folder.iterdir())


def test_the_ledger_of_the_settings_is_the_one_that_is_used(
    made: Path, folder: Path, tmp_path: Path, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    at(made).ledger_file.rename(elsewhere)
    monkeypatch.setenv("ERASURE_LEDGER", str(elsewhere))
    settle(made)
    said("backup", "--to", str(folder))
    assert not at(made).ledger_file.exists(), "a second one beside the database would be another ledger"
    (file,) = folder.iterdir()
    copy = elsewhere.rename(tmp_path / "copy")
    made.unlink()
    said("restore", str(file), "--ledger", str(copy))
    assert elsewhere.read_bytes() == copy.read_bytes()


def test_a_receipt_that_had_not_left_is_counted(made: Path, folder: Path, said: Callable[..., str]) -> None:
    person = settle(made)
    file = _again(said, folder)
    with beside(at(made), clock=clock) as (cursor, ids):
        people.erase(cursor, person)
        for session in (0, 77):  # a receipt; and what is said in a group
            outbox.add(cursor, ids.next(), BOT, USER, None, "da", {"kind": "say"}, session, -1, clock())
    told = said("restore", str(file), "--overwrite")
    assert "Not sent, and lost with the old database: 1 receipt of an erasure. " in told
    assert "Not sent" not in said("restore", str(file), "--overwrite")


def test_without_a_ledger_it_says_what_that_means(
    made: Path, folder: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    settle(made)
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    made.unlink()
    at(made).ledger_file.unlink()
    assert "--without-ledger, which brings back what was erased since" in refused("restore", str(file))
    told = said("restore", str(file), "--without-ledger")
    assert "what was deleted or taken back after that is there again" in told
    assert at(made).ledger_file.exists()


OLD_COPY = "LOOK: none of its lines is newer than the backup."


def test_on_another_machine_an_old_copy_of_the_ledger_is_warned_of(
    made: Path, folder: Path, tmp_path: Path, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing there knows how far the ledger really goes."""
    person = settle(made)
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    old = tmp_path / "old"
    old.write_bytes(at(made).ledger_file.read_bytes())
    hour = clock() + timedelta(hours=1)
    with beside(at(made), clock=lambda: hour) as (cursor, _):
        people.erase(cursor, person)
    new = tmp_path / "new copy"
    new.write_bytes(at(made).ledger_file.read_bytes())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{elsewhere / 'test.db'}")
    told = said("restore", str(file), "--ledger", str(old))
    assert (
        "The erasure ledger has no lines: as far as it knows nothing was ever deleted or taken back.\n"
        in told
    )
    assert OLD_COPY in told
    told = said("restore", str(file), "--ledger", str(new), "--overwrite")
    assert f"The erasure ledger has 1 line, the last of {hour:%Y-%m-%d %H:%M} UTC.\n" in told
    assert OLD_COPY not in told


def test_where_the_old_database_knows_of_no_more_nothing_is_warned_of(
    made: Path, folder: Path, said: Callable[..., str]
) -> None:
    settle(made)
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    assert OLD_COPY not in said("restore", str(file), "--overwrite")


def test_a_restore_that_is_refused_leaves_no_file_where_nothing_was(
    made: Path,
    folder: Path,
    tmp_path: Path,
    said: Callable[..., str],
    refused: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle(made)
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{elsewhere / 'test.db'}")
    assert "expected the ledger" in refused("restore", str(file))
    assert list(elsewhere.iterdir()) == []


def test_a_lock_that_was_just_taken_away_locks_nobody_out(made: Path) -> None:
    """Whoever had opened it by then must not believe to be alone: the next one makes another file."""
    lock = made.with_name(f"{made.name}.lock")
    flock = fcntl.flock

    def away(descriptor: int, how: int) -> None:
        flock(descriptor, how)
        lock.unlink(missing_ok=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fcntl, "flock", away)
        with pytest.raises(AlreadyOpen):
            opening.take_lock(made)
    os.close(opening.take_lock(made))


def test_a_database_that_cannot_be_read_is_told_of(
    made: Path, folder: Path, said: Callable[..., str]
) -> None:
    settle(made)
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    made.write_bytes(b"x" * 5000)
    assert "The old database could not be read" in said("restore", str(file), "--overwrite")


def test_a_database_of_another_key_is_not_replaced(
    made: Path, folder: Path, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has set the old key, which opens the backup, and not the one that the database has now."""
    settle(made)
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    newer = keys.new_key()
    monkeypatch.setenv("DATA_KEY", f"{newer} {DATA_KEY}")
    said("key", "rotate")
    before = made.read_bytes()
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    assert main(["restore", str(file), "--overwrite"]) == 2
    assert made.read_bytes() == before


def test_a_backup_that_was_made_without_a_working_ledger_is_told_of(
    made: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = settle(made)
    with beside(at(made), clock=clock) as (cursor, _):
        people.erase(cursor, person)
    at(made).ledger_file.unlink()
    capsys.readouterr()
    assert main(["backup", "--to", str(folder)]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("Wrote ")
    assert ".venv/bin/python -m bot backup --to FOLDER --new-ledger" in captured.err
    assert "Until then no erasure gets its line" in captured.err
    assert main(["backup", "--to", str(folder), "--new-ledger"]) == 0
    told = capsys.readouterr().out
    assert (
        f"Began a new erasure ledger at {at(made).ledger_file}. Backups of before it can only be restored"
        in told
    )
    with beside(at(made), clock=clock) as (cursor, _):
        assert ledger.waiting(cursor) == 0
    assert main(["backup", "--to", str(folder), "--new-ledger"]) == 0
    assert "and goes on: no new one was begun." in capsys.readouterr().out
    at(made).ledger_file.write_text("Dear diary\n")
    assert main(["backup", "--to", str(folder), "--new-ledger"]) == 1
    captured = capsys.readouterr()
    assert (
        "No new ledger was begun, since there is a file at its place: take that away first." in captured.err
    )
    assert "Began" not in captured.out


def test_older_ones_are_deleted_where_that_is_asked_for(
    made: Path, folder: Path, said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(made)
    for _ in range(backups.LEAST + 1):
        said("backup", "--to", str(folder))
    old = min(folder.iterdir())
    monkeypatch.setattr(command, "now", lambda: clock() + timedelta(days=365))
    told = said("backup", "--to", str(folder), "--keep", "30").splitlines()[-1]
    assert told == (
        "Deleted 1 backup older than 30 days. 3 stayed: the 3 newest ones before this stay, since a clock may have "
        "been wrong."
    )
    assert not old.exists()
    assert len(list(folder.iterdir())) == backups.LEAST + 1


@pytest.mark.parametrize("keep", [(), ("--keep", "30")])
def test_a_backup_with_a_date_that_is_still_to_come_is_told(
    made: Path,
    folder: Path,
    said: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    keep: tuple[str, ...],
) -> None:
    settle(made)
    with monkeypatch.context() as patch:
        patch.setattr(command, "now", lambda: clock() + timedelta(days=365))
        said("backup", "--to", str(folder))
    (misdated,) = folder.iterdir()
    assert main(["backup", "--to", str(folder), *keep]) == 1
    assert (
        f"Dated later than this backup: 1 backup in {folder}, the latest is {misdated.name}. A clock was wrong"
        in capsys.readouterr().err
    )
    misdated.unlink()
    said("backup", "--to", str(folder), *keep)


@pytest.mark.parametrize("days", ["0", "-1", "x", "1.5", "²"])
def test_days_are_a_number(made: Path, days: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["backup", "--to", str(folder), "--keep", days])
    assert "expected a number of days, at least 1" in capsys.readouterr().err


def test_one_that_another_program_has_made_is_noted(made: Path, said: Callable[..., str]) -> None:
    told = said("backup", "--made-elsewhere")
    assert told.startswith("Noted that another program has made a backup now.")
    with beside(at(made), clock=clock) as (cursor, _):
        assert watching.last_backup(cursor) is not None


@pytest.mark.parametrize("option", [("--keep", "30"), ("--new-ledger",)])
def test_what_only_a_backup_of_its_own_does_is_refused_where_another_program_made_it(
    made: Path, option: tuple[str, ...], refused: Callable[..., str]
) -> None:
    """It would look as if old copies were deleted, or another ledger begun."""
    told = refused("backup", "--made-elsewhere", *option)
    assert f"{option[0]}: expected it with --to, got it with --made-elsewhere" in told
    with beside(at(made), clock=clock) as (cursor, _):
        assert watching.last_backup(cursor) is None


def test_where_there_is_no_database_nothing_is_backed_up(
    file: Path, folder: Path, refused: Callable[..., str]
) -> None:
    assert f"expected a database at {file}" in refused("backup", "--to", str(folder))


def test_nothing_is_restored_where_the_bot_runs(
    made: Path, folder: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    settle(made)
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    lock = opening.take_lock(made)
    try:
        assert "found the bot. Stop it (`systemctl stop jobstjernen`" in refused(
            "restore", str(file), "--overwrite"
        )
    finally:
        os.close(lock)


def test_nothing_is_restored_where_there_is_no_folder(
    made: Path,
    folder: Path,
    said: Callable[..., str],
    refused: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'none' / 'bot.db'}")
    assert "expected a directory" in refused("restore", str(file))
    assert backups.header_of(file).known.position == 0


def test_a_folder_that_is_not_there_is_not_made_and_it_is_said_how(
    made: Path, tmp_path: Path, refused: Callable[..., str]
) -> None:
    """Where a disk is not mounted, the backup would lie on the wrong one."""
    settle(made)
    away = tmp_path / "a disk" / "backups"
    told = refused("backup", "--to", str(away), "--new-ledger")
    assert f"no backup was made: expected a folder at {away}, which is not there" in told
    assert f"mkdir -m 700 '{away}'" in told
    assert not away.parent.exists()
