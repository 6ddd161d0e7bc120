"""One damaged row: everybody else is backed up, restored and given a new key, and the operator is told whose it is."""

from __future__ import annotations

import json
import syslog
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.__main__ import main
from bot.commands import rotation
from bot.config import BOT as TYPED
from bot.state import keys, opening, outbox, people, sealing
from bot.state.beside import beside
from bot.state.keys import Keys
from bot.state.opening import Database
from tests import damage
from tests.commands.conftest import clock
from tests.commands.test_letters import Store
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import ANNA, BENT, BOT, settle

if TYPE_CHECKING:
    from pathlib import Path


class Two(NamedTuple):
    """Two people, and the database that they are in."""

    anna: int
    bent: int
    file: Path

    def damage(self, what: str, whose: int | None = None) -> None:
        with beside(at(self.file), clock=clock) as (cursor, _):
            damage.OF_ROWS[what](cursor, self.anna if whose is None else whose)

    def key_of(self, person: int) -> list[tuple[str, str]]:
        """A key's row as it is stored."""
        with closing(opening.connect(self.file, KEYS, 1.0)) as connection:
            return connection.execute(
                "SELECT master, wrapped FROM data_keys WHERE owner = ?", (person,)
            ).fetchall()

    def name(self, person: int, known: Keys = KEYS) -> str:
        with beside(Database(str(self.file), known), clock=clock) as (cursor, _):
            return people.name_of(cursor, person)


@pytest.fixture
def two(made: Path) -> Two:
    with beside(at(made), clock=clock) as here:
        anna, bent = (
            settle(here.cursor, Store(here), user, name).id  # type: ignore[arg-type]
            for user, name in ((ANNA, "Anna"), (BENT, "Bent"))
        )
    return Two(anna, bent, made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "backups"
    there.mkdir()
    return there


@pytest.fixture
def key_file(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert made
    file = tmp_path / "data.key"
    keys.write(file, f"{DATA_KEY}\n")
    monkeypatch.delenv("DATA_KEY")
    monkeypatch.setenv("DATA_KEY_FILE", str(file))
    return file


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(syslog, "syslog", lines.append)
    return lines


def named(person: int) -> str:
    return f"What is stored of 1 person does not open: {person} (Telegram user {ANNA})."


@pytest.mark.parametrize("what", damage.OF_ROWS)
def test_a_backup_has_everybody_and_says_whose_row_does_not_open(
    two: Two, folder: Path, capsys: pytest.CaptureFixture[str], logged: list[str], what: str
) -> None:
    two.damage(what)
    assert main(["backup", "--to", str(folder)]) == 1
    shown = capsys.readouterr()
    (file,) = folder.iterdir()
    size = f"{file.stat().st_size:,} bytes"
    assert shown.out == f"Wrote {file}: {size}, 2 people; read back, and whole but for what does not open.\n"
    assert f"{named(two.anna)} What is stored of them is in the backup as it is." in shown.err
    assert f"{TYPED} erase USER_ID" in shown.err
    assert "Anna" not in shown.err
    events = {event.pop("event"): event for event in map(json.loads, logged)}
    assert events["rows.unopened"] == {"level": "warning", "person": [two.anna]}
    assert "backup.made" in events


@pytest.mark.parametrize("what", damage.OF_ROWS)
def test_it_is_restored_with_that_row_as_it_is_and_they_can_be_erased_then(
    two: Two, folder: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    two.damage(what)
    before = two.key_of(two.anna)
    main(["backup", "--to", str(folder)])
    (file,) = folder.iterdir()
    two.file.unlink()
    capsys.readouterr()
    assert main(["restore", str(file)]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Restored 2 people")
    assert named(two.anna) in shown.err
    assert two.key_of(two.anna) == before
    assert two.name(two.bent) == "Bent"
    assert main(["erase", str(ANNA), "--confirm", str(ANNA)]) == 0
    assert two.key_of(two.anna) == []
    assert main(["backup", "--to", str(folder)]) == 0, "nothing is left that does not open"
    assert main(["restore", str(file), "--overwrite"]) == 0
    assert "Done again, by the erasure ledger: 1 person erased" in capsys.readouterr().out
    assert two.key_of(two.anna) == []


@pytest.mark.parametrize("what", ["a flipped bit", "its words"])
def test_no_older_backup_is_deleted_which_may_hold_the_row_whole(
    two: Two, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("bot.state.backup.LEAST", 0)
    assert main(["backup", "--to", str(folder)]) == 0
    two.damage(what)
    later = clock() + timedelta(days=365)
    monkeypatch.setattr("bot.commands.backup.now", lambda: later)
    assert main(["backup", "--to", str(folder), "--keep", "30"]) == 1
    assert "No older backup was deleted: one of them may hold it whole." in capsys.readouterr().err
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    "what",
    [
        *("a flipped bit", "another master key"),
        *("a key that is no text", "another master key that is no text"),
    ],
)
def test_a_change_of_keys_does_everybody_else_and_leaves_the_old_key_where_it_is(
    two: Two,
    key_file: Path,
    capsys: pytest.CaptureFixture[str],
    logged: list[str],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    two.damage(what)
    before = two.key_of(two.anna)
    monkeypatch.setattr(rotation, "AT_ONCE", 1)
    assert main(["key", "rotate"]) == 1
    shown, known = capsys.readouterr(), Keys.of_file(key_file)
    assert shown.out.startswith(f"{known.first.id} wraps 2 keys anew, but not 1 key that does not open.\n")
    assert named(two.anna) in shown.err
    events = {event.pop("event"): event for event in map(json.loads, logged)}
    assert events["rows.unopened"]["person"] == [two.anna]
    assert events["keys.rotated"]["times"] == 2
    assert two.key_of(two.anna) == before
    assert two.name(two.bent, Keys.of_file(key_file)) == "Bent"
    if what in {"a flipped bit", "a key that is no text"}:
        assert main(["key", "drop-old", "--yes"]) == 2, "a lost key would stop the bot"
        assert "which names whose key does not open" in capsys.readouterr().err
    assert main(["erase", str(ANNA), "--confirm", str(ANNA)]) == 0
    assert main(["key", "drop-old", "--yes"]) == 0
    assert two.name(two.bent, Keys.of_file(key_file)) == "Bent"


@pytest.mark.parametrize("what", damage.OF_KEYS)
def test_status_says_it(two: Two, capsys: pytest.CaptureFixture[str], what: str) -> None:
    main(["status"])
    assert "  Everybody's key opens. What they open is tried by each backup.\n" in capsys.readouterr().out
    two.damage(what)
    assert main(["status"]) == 1
    assert f"! {named(two.anna)}\n    → restore a backup of before" in capsys.readouterr().out
    main(["status", "--json"])
    assert json.loads(capsys.readouterr().out)["unopened"] == [two.anna]


def test_status_promises_nothing_of_words(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    """It comes every ten minutes; to open everything takes as long as the database is large."""
    two.damage("its words")
    main(["status"])
    assert "  Everybody's key opens. What they open is tried by each backup.\n" in capsys.readouterr().out


def test_a_message_to_nobody_that_does_not_open_is_named_as_such(
    two: Two, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with beside(at(two.file), clock=clock) as (cursor, ids):
        outbox.add(cursor, ids.next(), BOT, 7, None, "da", {"kind": "say"}, 0, -1, clock())
        cursor.execute("UPDATE outbox SET payload = 'AAAA'", {})
    assert main(["backup", "--to", str(folder)]) == 1
    assert "does not open: 0 (nobody: a message to somebody who is not stored)." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["backup", "rotate"])
@pytest.mark.parametrize("what", ["a flipped bit", "no key"])
def test_where_nobodys_key_does_not_open_it_may_be_a_wrong_master_key_and_nothing_is_done(
    two: Two, key_file: Path, folder: Path, capsys: pytest.CaptureFixture[str], what: str, command: str
) -> None:
    """The ledger's key is made of that one, too: such a backup could not be restored."""
    two.damage(what, sealing.NOBODY)
    before = (key_file.read_text(), two.key_of(two.bent))
    arguments = ["backup", "--to", str(folder)] if command == "backup" else ["key", "rotate"]
    assert main(arguments) == 2
    assert "restore" in capsys.readouterr().err
    assert (key_file.read_text(), two.key_of(two.bent)) == before
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", [["backup", "--to"], ["key", "rotate"]], ids=["backup", "rotate"])
def test_a_wrong_master_key_is_never_taken_for_damage(
    two: Two,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    monkeypatch.setenv("DATA_KEY", keys.new_key())
    assert main([*command, *([str(folder)] if "--to" in command else [])]) == 2
    assert f"expected the key {KEYS.first.id}" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
    assert two.name(two.anna) == "Anna"


def test_a_lost_master_key_is_no_damage_although_it_wraps_one_person_only(
    two: Two, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two.damage("another master key")
    with closing(opening.connect(two.file, KEYS, 1.0)) as connection:
        connection.execute("INSERT INTO master_keys (id, seen_at) VALUES ('invented', 1)")
    assert main(["backup", "--to", str(folder)]) == 2
    assert "expected the key invented" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
