"""What an operator does with people's data by command leaves a line of ids in the log, apart from what is printed."""

from __future__ import annotations

import json
import re
import syslog
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.__main__ import main
from bot.commands import logs
from bot.state import export, keys, ledger, outbox, people, roles
from bot.state.beside import beside
from tests.commands.conftest import clock
from tests.commands.test_letters import Store
from tests.commands.test_staff import Terminal
from tests.keys import DATA_KEY, at
from tests.state.helpers import ANNA, BOT, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def anna(made: Path) -> int:
    """A citizen; the number of their row."""
    with beside(at(made), clock=clock) as here:
        settle(here.cursor, Store(here), ANNA)  # type: ignore[arg-type]
        found = export.person_of(here.cursor, BOT, ANNA)
    assert found is not None
    return found


class Log:
    """What stands in the system's log."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.lines: list[str] = []
        self._capsys = capsys

    def of(self, *arguments: str, code: int = 0) -> list[dict[str, object]]:
        """What a command logs; the same events stand on standard error, and none among what it prints."""
        self.lines.clear()
        assert main(list(arguments)) == code
        shown = self._capsys.readouterr()
        found = [json.loads(line) for line in self.lines]
        for event in found:
            assert event["event"] in shown.err
            assert event["event"] not in shown.out
            assert event.pop("level") == "info"
        return found


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Log:
    made = Log(capsys)
    monkeypatch.setattr(syslog, "syslog", made.lines.append)
    return made


def test_an_export_says_whose_it_was_by_a_number_that_means_nothing_once_they_are_gone(
    anna: int, log: Log
) -> None:
    assert log.of("export", str(ANNA), "--bot", str(BOT)) == [{"event": "person.exported", "person": anna}]
    assert log.of("export", "99", code=1) == []


def test_an_erasure_names_its_receipt(
    anna: int, made: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    with beside(at(made), clock=clock) as (cursor, _):
        receipt = ledger.receipt(cursor, anna)
    monkeypatch.setattr("sys.stdin", Terminal("no\n"))
    looked = {"event": "person.looked_at", "person": anna}
    assert log.of("erase", str(ANNA), code=3) == [looked], "that somebody is here was seen all the same"
    erased = {"event": "person.erased", "receipt": receipt}
    assert log.of("erase", str(ANNA), "--confirm", str(ANNA)) == [erased]


def test_a_letter_that_is_tried_again_or_dropped_is_named(anna: int, made: Path, log: Log) -> None:
    with beside(at(made), clock=clock) as (cursor, ids):
        row = ids.next()
        outbox.add(cursor, row, BOT, ANNA, anna, "da", {"kind": "say"}, 0, -1, clock())
        outbox.aside(cursor, row, "Chat not found (400)")
    assert log.of("letters", "retry", str(row)) == [{"event": "letter.retried", "row": row}]
    with beside(at(made), clock=clock) as (cursor, _):
        outbox.aside(cursor, row, "Chat not found (400)")
    assert log.of("letters", "drop", "--all") == [{"event": "letter.dropped", "row": row}]


def test_staff_are_named_by_their_numbers(anna: int, made: Path, log: Log) -> None:
    with beside(at(made), clock=clock) as (cursor, ids):
        role = ids.next()
        own = people.by_id(cursor, anna)
        assert own is not None
        roles.give(cursor, role, anna, own[0].organisation, "mentor", clock())
    assert log.of("staff", "list") == [{"event": "staff.listed"}]
    looked = {"event": "citizens.listed", "row": role, "person": anna, "kind": "mentor"}
    assert log.of("staff", "citizens", "Anna") == [looked]
    (invited,) = log.of("staff", "invite", "--role", "contact")
    assert (invited["event"], invited["kind"]) == ("staff.invited", "contact")
    removed = {"event": "staff.removed", "row": role, "person": anna, "kind": "mentor"}
    assert log.of("staff", "remove", "Anna", "--yes") == [removed]


def test_an_invitation_that_is_taken_back_and_an_organisation_are_named(
    made: Path, log: Log, said: Callable[..., str]
) -> None:
    assert made
    (invited,) = log.of("staff", "invite", "--role", "contact")
    listed = said("staff", "list")
    number = re.findall(r"^(\w+)  contact person at", listed, re.MULTILINE)
    assert log.of("staff", "revoke", *number) == [{"event": "staff.uninvited", "row": invited["row"]}]
    (added,) = log.of("org", "create", "Fremad", "--contact", "hej@example.org")
    assert added["event"] == "organisation.added"
    assert "Fremad" not in "".join(log.lines)


def test_backups_restores_and_changes_of_keys_are_named(
    made: Path, tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, folder = tmp_path / "data.key", tmp_path / "backups"
    folder.mkdir()
    keys.write(file, f"{DATA_KEY}\n")
    monkeypatch.delenv("DATA_KEY")
    monkeypatch.setenv("DATA_KEY_FILE", str(file))
    (backed,) = log.of("backup", "--to", str(folder))
    (backup,) = folder.iterdir()
    assert backed == {"event": "backup.made", "path": str(backup)}
    restored = {"event": "backup.restored", "path": str(backup)}
    assert log.of("restore", str(backup), "--overwrite") == [restored]
    (rotated,) = log.of("key", "rotate")
    assert rotated == {"event": "keys.rotated", "key": keys.Keys.of_file(file).first.id, "times": 1}
    (dropped,) = log.of("key", "drop-old", "--yes")
    assert dropped == {"event": "keys.dropped", "keys": [keys.Keys.of_text(DATA_KEY).first.id]}
    assert made.exists()


def test_what_is_logged_before_and_after_a_command_goes_its_old_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A program that runs a command inside it keeps its own log."""
    before = structlog.get_config()
    with logs.of_command():
        assert structlog.get_config() != before
    assert structlog.get_config() == before
    assert capsys.readouterr().out == ""
