"""`python -m bot status`: what is well and what wants attention, beside a running bot and without one."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.__main__ import main
from bot.commands import status
from bot.engine.effects import RETENTION
from bot.engine.nudging import UNDECIDED
from bot.state import broken, ledger, migrations, opening, outbox, people, timers, updates, watching
from bot.state.beside import beside
from bot.state.broken import Fault
from bot.state.transaction import transaction
from tests.commands.conftest import clock
from tests.commands.test_letters import Store
from tests.keys import KEYS, at
from tests.state.helpers import ANNA, BOT, settle
from tests.state.test_migrations import old

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEALTH_PORT", raising=False)
    monkeypatch.delenv("HEALTH_HOST", raising=False)


@pytest.fixture
def running(made: Path) -> Iterator[Path]:
    """A bot that runs and works, with Anna in it."""
    with beside(at(made), clock=clock) as here:
        settle(here.cursor, Store(here), ANNA)  # type: ignore[arg-type]
        watching.beat(here.cursor, BOT, clock())
        watching.note_keys(here.cursor, clock() - timedelta(days=40))
        watching.backed_up(here.cursor, clock() - timedelta(hours=9))
        updates.mark(here.cursor, BOT, 1, clock() - timedelta(hours=3))
    lock = opening.take_lock(made)
    yield made
    os.close(lock)


def looked(capsys: pytest.CaptureFixture[str], code: int) -> str:
    assert main(["status"]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def as_json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    main(["status", "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_all_is_well(running: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert running
    said = looked(capsys, 0)
    assert "→" not in said
    for sentence in (
        "The bot runs.",
        f"The database is up to date ({list(migrations.MIGRATIONS)[-1]}).",
        "Its last sign of life came 0 seconds ago.",
        f"Key: {KEYS.first.id} (1 person, in use since ",
        "40 days",
        "0 messages wait to be sent.",
        "No timer is late.",
        "The last update came 3 hours ago.",
        "Telegram has refused no message.",
        "Every erasure has its line in the erasure ledger.",
        "The erasure ledger is at its place, and takes lines.",
        "The last backup was made 9 hours ago.",
        "No turn broke since yesterday.",
        "MB are free on its disk.",
        "The bot itself was not asked whether updates come in: HEALTH_PORT is not set.",
    ):
        assert sentence in said
    assert said.endswith("All is well, as far as the database tells.\n")


def test_a_program_reads_the_same(running: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys)
    assert (found["well"], found["attention"], found["running"]) == (True, {}, True)
    assert found["messages"] == {"waiting": 0, "held": 0, "oldest": None}
    assert [key["id"] for key in found["keys"]] == [KEYS.first.id]
    assert found["disk"]["bytes"] == opening.size_of(running)
    assert datetime.fromisoformat(found["last_update"]).tzinfo == UTC


def test_a_bot_that_does_not_run_wants_attention_and_its_database_is_looked_at(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made
    said = looked(capsys, 1)
    assert "! The bot does not run.\n    → start it: .venv/bin/python -m bot run" in said
    assert "Telegram has refused no message." in said
    assert "sign of life" not in said
    assert said.endswith("Something wants attention.\n")


def test_a_bot_that_never_had_an_update_has_had_none_yet(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made
    assert "  No update has come yet.\n" in looked(capsys, 1)


def test_right_after_a_restore_it_says_how_old_everything_is_and_to_start_the_bot(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What waits is late since nothing runs: the log of a bot that was not started tells nothing of it."""
    with beside(at(made), clock=clock) as here:
        settle(here.cursor, Store(here), ANNA)  # type: ignore[arg-type]
        watching.beat(here.cursor, BOT, clock() - timedelta(hours=20))
        updates.mark(here.cursor, BOT, 1, clock() - timedelta(hours=21))
    change(made, "messages")
    change(made, "timers")
    (tmp_path / "backups").mkdir()
    assert main(["backup", "--to", str(tmp_path / "backups")]) == 0
    (file,) = (tmp_path / "backups").iterdir()
    assert main(["restore", str(file), "--overwrite"]) == 0
    capsys.readouterr()
    said = looked(capsys, 1)
    assert "  The last update came 21 hours ago.\n" in said
    assert "  1 message waits to be sent, the oldest for 20 minutes.\n" in said
    assert "  1 timer is due, the first for 20 minutes.\n" in said
    assert "  The last backup was made 0 seconds ago.\n" in said
    assert said.count("→") == 1, "to start the bot"


def change(file: Path, what: str) -> None:
    """Let something be wrong."""
    with beside(at(file), clock=clock) as here:
        cursor, ids, now = here.cursor, here.ids, clock()
        known = people.find(cursor, BOT, ANNA)
        assert known is not None
        person, earlier = known.person.id, now - timedelta(minutes=20)
        new = ids.next()
        match what:
            case "last_sign_of_life":
                watching.beat(cursor, BOT, earlier)
            case "messages":
                outbox.add(cursor, new, BOT, ANNA, person, "da", {"kind": "say"}, 0, -1, earlier)
            case "timers":
                timers.schedule(cursor, new, person, "nudge", 0, earlier)
            case "dead_letters":
                outbox.add(cursor, new, BOT, ANNA, person, "da", {"kind": "say"}, 0, -1, now)
                outbox.aside(cursor, new, "Chat not found (400)")
            case "last_backup":
                watching.backed_up(cursor, now - timedelta(days=4))
            case "broken":
                broken.note(cursor, new, Fault("KeyError", "bot.flows.star:12"), now)


@pytest.mark.parametrize(
    "what", ["last_sign_of_life", "messages", "timers", "dead_letters", "last_backup", "broken"]
)
def test_what_is_wrong_alone_wants_attention_and_says_what_to_do(
    running: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    change(running, what)
    found = as_json(capsys)
    assert list(found["attention"]) == [what]
    assert f"    → {found['attention'][what]}\n" in looked(capsys, 1)


def test_an_erasure_without_its_line_wants_attention(
    running: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(opening.connect(running, KEYS, 1.0)) as connection, transaction(connection):
        ledger.note(connection.cursor(), "person", 42)
    assert list(as_json(capsys)["attention"]) == ["erasures_waiting"]
    assert "1 erasure has no line in the erasure ledger." in looked(capsys, 1)


@pytest.mark.parametrize("what", ["gone", "another one"])
def test_a_ledger_that_is_not_there_wants_attention_although_every_erasure_had_its_line(
    running: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    with beside(at(running), clock=clock) as (cursor, _):
        ledger.note(cursor, "person", 42)
    file = at(running).ledger_file
    if what == "gone":
        file.unlink()
    else:
        file.write_text("Dear diary\n")
    assert list(as_json(capsys)["attention"]) == ["erasure_ledger"]
    said = looked(capsys, 1)
    assert "! The erasure ledger takes no lines.\n    → ERASURE_LEDGER: expected" in said
    assert "Every erasure has its line" not in said
    assert "  No erasure waits for its line in the erasure ledger." in said


def test_a_ledger_that_is_gone_wants_attention_although_the_database_knows_no_line_of_it(
    running: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An old copy of the database knows none; and people have been here, so there was one."""
    at(running).ledger_file.unlink()
    assert list(as_json(capsys)["attention"]) == ["erasure_ledger"]
    assert "found nothing; mount its disk" in looked(capsys, 1)
    assert not at(running).ledger_file.exists()


def test_a_bot_that_was_never_backed_up_wants_attention(
    running: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with closing(opening.connect(running, KEYS, 1.0)) as connection:
        connection.execute("DELETE FROM backups")
    assert list(as_json(capsys)["attention"]) == ["last_backup"]
    assert main(["backup", "--to", str(tmp_path)]) == 0
    capsys.readouterr()
    assert "The last backup was made 0 seconds ago." in looked(capsys, 0)


@pytest.mark.parametrize("agreed", [True, False])
def test_people_of_another_bot_whom_nobody_erases_are_counted(
    running: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    with beside(at(running), clock=clock) as here:
        watching.beat(here.cursor, BOT + 1, clock() + timedelta(seconds=1))
        known = people.find(here.cursor, BOT, ANNA)
        assert known is not None
        last_here = clock() - timedelta(weeks=30)
        people.save(here.cursor, replace(known.person, agreed=agreed), known.version, last_here, seen=True)
        late = clock() - timedelta(days=2)
        kind = RETENTION if agreed else UNDECIDED
        timers.schedule(here.cursor, here.ids.next(), known.person.id, kind, 0, late)
    found = as_json(capsys)
    assert found["left_behind"] == [{"bot": BOT, "user": ANNA}]
    assert list(found["attention"]) == ["left_behind"]
    said = looked(capsys, 1)
    assert "! 1 person of another bot may be kept too long: only their own bot erases them.\n" in said
    assert "erase USER_ID --bot ID; " in said
    monkeypatch.setenv("RETENTION_WEEKS", "31")
    assert as_json(capsys)["left_behind"] == ([] if agreed else [{"bot": BOT, "user": ANNA}])


def test_on_sqlite_a_bot_that_was_replaced_rings_no_more(
    running: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with beside(at(running), clock=clock) as (cursor, _):
        watching.beat(cursor, BOT + 1, clock() - timedelta(days=1))
    found = as_json(capsys)
    assert (found["bot"]["id"], found["attention"]) == (BOT, {})
    assert f"  Bot {BOT} (Kommunen):\n" in looked(capsys, 0)
    monkeypatch.setenv("TELEGRAM_TOKEN", f"{BOT + 1}:token")
    assert list(as_json(capsys)["attention"]) == ["last_sign_of_life"], "this one the operator asks for"


def test_what_waits_for_somebody_who_has_blocked_the_bot_wants_none(
    running: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(running, "messages")
    with beside(at(running), clock=clock) as (cursor, _):
        people.block(cursor, BOT, ANNA, clock())
    assert "0 messages wait to be sent; 1 more is held for people who have blocked the bot." in looked(
        capsys, 0
    )


def test_a_disk_that_is_nearly_full_wants_attention(
    running: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert running
    monkeypatch.setattr(status, "LEAST_ROOM", 2**62)
    assert list(as_json(capsys)["attention"]) == ["disk"]


def test_a_database_of_an_older_version_is_not_changed(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir()
    old(file)
    before = file.read_bytes()
    found = as_json(capsys)
    assert list(found["attention"]) == ["running", "schema"]
    assert found["schema"][-1] == list(migrations.MIGRATIONS)[-1]
    assert file.read_bytes() == before


def test_a_health_port_at_which_nothing_answers_wants_attention(
    running: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert running
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # it does not listen
        monkeypatch.setenv("HEALTH_PORT", str(taken.getsockname()[1]))
        assert list(as_json(capsys)["attention"]) == ["asked"]


def test_the_bot_is_asked_at_the_address_that_is_set(
    running: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opening.is_running(running)
    with socket.socket() as taken:
        taken.bind(("127.0.0.2", 0))  # it does not listen
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("HEALTH_HOST", "127.0.0.2")
        monkeypatch.setenv("HEALTH_PORT", port)
        assert f"The bot does not answer at 127.0.0.2:{port}" in looked(capsys, 1)


def test_what_cannot_be_looked_at_is_code_2(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not file.exists()
    assert main(["status"]) == 2
    assert "expected a database at" in capsys.readouterr().err


def test_looking_at_the_lock_keeps_no_bot_from_starting(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that starts in the very moment of a look tries again a moment later."""
    assert not opening.is_running(made)
    glance = os.open(made.with_name(f"{made.name}.lock"), os.O_RDONLY)
    fcntl.flock(glance, fcntl.LOCK_SH)
    monkeypatch.setattr("bot.state.opening.time.sleep", lambda _: fcntl.flock(glance, fcntl.LOCK_UN))
    lock = opening.take_lock(made)
    assert opening.is_running(made)
    os.close(lock)
    os.close(glance)
    assert not opening.is_running(made)


def test_a_setting_of_the_database_that_is_misspelt_is_told_by_every_command(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made
    monkeypatch.delenv("ERASURE_LEDGER", raising=False)
    monkeypatch.setenv("ERASURE_LEDGERS", "hemmeligt")
    monkeypatch.setenv("RETENTION_WEEK", "8")
    assert main(["status"]) == 1
    told = capsys.readouterr().err
    assert (
        told
        == "ERASURE_LEDGERS: expected ERASURE_LEDGER, which is not set; ERASURE_LEDGERS means nothing here\n"
    )
