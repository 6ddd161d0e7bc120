"""`python -m bot key`: a key is made, shown to be in use, and changed to another while the bot runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.state import keys, people, sealing
from bot.state.ids import Ids
from bot.state.keys import Keys
from bot.state.opening import Database
from bot.state.store import Store
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import Clock, anna, bent, settle

if TYPE_CHECKING:
    from pathlib import Path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["key", *arguments]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["key", *arguments]) == 2
    return capsys.readouterr().err


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key file, named in the environment with a database beside it."""
    made = tmp_path / "data.key"
    keys.write(made, f"{DATA_KEY}\n")
    monkeypatch.delenv("DATA_KEY", raising=False)
    monkeypatch.setenv("DATA_KEY_FILE", str(made))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    return made


def test_a_new_key_is_printed_and_each_is_another(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = said(capsys, "new"), said(capsys, "new")
    assert first != second
    assert Keys.of_text(first).first.id != Keys.of_text(second).first.id


def test_a_new_key_file_is_the_users_own_and_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "data.key"
    assert "Keep a copy elsewhere" in said(capsys, "new", "--file", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text()
    assert "expected a file that does not exist" in refused(capsys, "new", "--file", str(file))
    assert file.read_text() == before
    assert "expected a place that can be written" in refused(
        capsys, "new", "--file", str(file / "no" / "where")
    )


async def test_a_rotation_works_while_the_bot_runs_and_what_it_writes_then_is_read_after_it(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    running = Database(str(tmp_path / "test.db"), Keys.of_file(file))
    async with await Store.open(running, clock=clock, ids=Ids(clock)) as store:
        one, _ = await anna(store), await bent(store)
        assert said(capsys, "list") == f"{KEYS.first.id}  2 people, wraps what is new\n"
        told = said(capsys, "rotate")
        new = Keys.of_file(file).first.id
        assert (
            told
            == f"{new} wraps every key now, 3 of them anew. Keep the old keys: older backups need them.\n"
        )
        three = await store.write(lambda cursor: settle(cursor, store, 43, "Clara"))
        assert await store.read(sealing.masters) == [new], "the running bot has found the new key by itself"
        assert await store.read(lambda cursor: people.name_of(cursor, one.id)) == "Anna"
        assert "The old keys are gone" in said(capsys, "rotate", "--drop-old")
        assert Keys.of_file(file).get(KEYS.first.id) is None
        assert await store.read(lambda cursor: people.name_of(cursor, three.id)) == "Clara"
    async with await Store.open(running, clock=clock, ids=Ids(clock)) as store:
        assert await store.read(lambda cursor: people.name_of(cursor, one.id)) == "Anna"


async def test_with_keys_in_the_environment_the_first_of_them_takes_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, new = Clock(), keys.new_key()
    async with await Store.open(at(tmp_path / "test.db"), clock=clock, ids=Ids(clock)) as store:
        await anna(store)
    monkeypatch.delenv("DATA_KEY_FILE", raising=False)
    monkeypatch.setenv("DATABASE_URL", str("sqlite:///" + os.fspath(tmp_path / "test.db")))
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    assert said(capsys, "rotate") == (
        f"Nothing was changed: {KEYS.first.id} wraps every key. Put a new key in front of it first.\n"
    )
    monkeypatch.setenv("DATA_KEY", f"{new} {DATA_KEY}")
    assert "2 of them anew" in said(capsys, "rotate")
    assert "take the old keys out of DATA_KEY yourself" in refused(capsys, "rotate", "--drop-old")
    monkeypatch.setenv("DATA_KEY", new)
    assert said(capsys, "list") == f"{Keys.of_text(new).first.id}  1 people, wraps what is new\n"


@pytest.mark.parametrize(("text", "in_file"), [("", ""), (DATA_KEY, "data.key")], ids=["neither", "both"])
def test_one_of_the_two_settings_is_needed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, in_file: str
) -> None:
    monkeypatch.setenv("DATA_KEY", text)
    monkeypatch.setenv("DATA_KEY_FILE", in_file)
    assert refused(capsys, "list").startswith("DATA_KEY: expected this or DATA_KEY_FILE, got")


def test_a_key_file_that_is_missing_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATA_KEY", raising=False)
    monkeypatch.setenv("DATA_KEY_FILE", str(tmp_path / "gone.key"))
    assert f"expected a file with keys at {tmp_path / 'gone.key'}" in refused(capsys, "list")
