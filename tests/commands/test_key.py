"""`python -m bot key`: a key is made, shown to be in use, and changed to another while the bot runs."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.commands import rotation
from bot.config import BOT as TYPED
from bot.state import databases, guard, keys, people, sealing, watching
from bot.state.beside import beside
from bot.state.ids import Ids
from bot.state.keys import Keys
from bot.state.opening import Database
from bot.state.store import Store
from tests.commands.test_staff import Terminal
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import BOT, Clock, anna, bent, settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
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


@asynccontextmanager
async def beating(store: Store) -> AsyncIterator[None]:
    """The running bot leaves its signs of life."""

    async def beat() -> None:
        while True:
            await store.write(partial(watching.beat, bot=BOT, now=store.clock()))
            await asyncio.sleep(0)

    heart = asyncio.create_task(beat())
    try:
        yield
    finally:
        heart.cancel()
        await asyncio.gather(heart, return_exceptions=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command looks again at once."""
    monkeypatch.setattr(rotation, "BETWEEN", 0.01)


async def test_a_rotation_works_while_the_bot_runs_and_what_it_writes_then_is_read_after_it(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    running = Database(str(tmp_path / "test.db"), Keys.of_file(file))
    async with await Store.open(running, clock=clock, ids=Ids(clock)) as store:
        one, _ = await anna(store), await bent(store)
        assert said(capsys, "list") == f"{KEYS.first.id}  2 people, wraps what is new\n"
        async with beating(store):
            told = await asyncio.to_thread(said, capsys, "rotate")
        new = Keys.of_file(file).first.id
        assert told == (
            f"{new} wraps every key now, 3 of them anew.\n"
            f"Make a backup now ({TYPED} backup --to FOLDER), and keep a copy of {file} in another place: nobody can "
            "read the data or that backup without it. The old keys stay in the file for older backups; once you need "
            f"none of these: {TYPED} key drop-old.\n"
        )
        three = await store.write(lambda cursor: settle(cursor, store, 43, "Clara"))
        assert await store.read(sealing.masters) == [new], "the running bot has found the new key by itself"
        assert await store.read(lambda cursor: people.name_of(cursor, one.id)) == "Anna"
        told = await asyncio.to_thread(said, capsys, "drop-old", "--yes")
        assert f"Dropped {KEYS.first.id}; {new} is the only key in {file} now." in told
        assert Keys.of_file(file).known() == (new,), "no other key was made"
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
    assert "take them out of DATA_KEY yourself" in refused(capsys, "drop-old", "--yes")
    monkeypatch.setenv("DATA_KEY", new)
    assert said(capsys, "list") == f"{Keys.of_text(new).first.id}  1 person, wraps what is new\n"


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


async def _settled(tmp_path: Path, known: Keys) -> None:
    clock = Clock()
    async with await Store.open(
        Database(str(tmp_path / "test.db"), known), clock=clock, ids=Ids(clock)
    ) as store:
        await anna(store)


def test_keys_that_wrap_nothing_are_listed_too(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who wants to know what can be dropped, or whether a new key stands in the file, finds it here."""
    settled(tmp_path, KEYS)
    said(capsys, "rotate")
    new = Keys.of_file(file).first.id
    assert said(capsys, "list") == (
        f"{new}  1 person, wraps what is new\n{KEYS.first.id}  wraps nothing any more, opens older backups\n"
    )
    newest = keys.new_key()
    keys.write(file, f"{newest}\n{file.read_text()}")
    assert said(capsys, "list").splitlines()[:2] == [
        f"{Keys.of_text(newest).first.id}  0 people, wraps what is new",
        f"{new}  1 person",
    ]
    with beside(Database(str(tmp_path / "test.db"), Keys.of_file(file)), clock=Clock()) as (cursor, _):
        cursor.execute("UPDATE data_keys SET master = 'invented' WHERE owner <> 0", {})
    assert "invented  1 person, is not here" in said(capsys, "list").splitlines()


def settled(tmp_path: Path, known: Keys) -> None:
    """Somebody is there, and the bot does not run."""
    asyncio.run(_settled(tmp_path, known))


@pytest.mark.parametrize("other", ["rotate", "drop-old"])
def test_two_changes_at_once_lose_no_key(
    file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    other: str,
) -> None:
    """The second one begins when the first has read the file, and would write over what the other has written."""
    settled(tmp_path, KEYS)
    said(capsys, "rotate")
    write, others = keys.write, list[str]()

    def meanwhile(where: Path, text: str) -> None:
        if not others:
            others.append("")
            others.append(refused(capsys, other, *(["--yes"] if other == "drop-old" else [])))
        write(where, text)

    monkeypatch.setattr(keys, "write", meanwhile)
    said(capsys, "rotate")
    assert others[1].startswith("another change of keys runs just now")
    (in_use,) = [line.split()[0] for line in said(capsys, "list").splitlines() if "wraps what is new" in line]
    assert in_use == Keys.of_file(file).first.id


def test_keys_in_the_environment_are_changed_by_one_at_a_time_too(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(tmp_path, KEYS)
    monkeypatch.delenv("DATA_KEY_FILE")
    monkeypatch.setenv("DATA_KEY", f"{keys.new_key()} {DATA_KEY}")
    with guard.held(tmp_path / f"test.db{databases.ROTATE_LOCK}"):
        assert "another change of keys runs" in refused(capsys, "rotate")
    assert "2 of them anew" in said(capsys, "rotate")


def test_an_old_key_that_still_wraps_something_is_not_dropped(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(tmp_path, KEYS)
    monkeypatch.setattr(rotation, "_rewrap", lambda *_: sealing.Wrapped(0, (), None))
    said(capsys, "rotate")
    told = refused(capsys, "drop-old", "--yes")
    assert f"to wrap every key, found {KEYS.first.id} in use; nothing was changed" in told
    assert Keys.of_file(file).get(KEYS.first.id) is not None


def test_a_row_that_names_a_key_there_never_was_is_told_and_keeps_no_key_from_being_changed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settled(tmp_path, KEYS)
    with beside(Database(str(tmp_path / "test.db"), KEYS), clock=Clock()) as (cursor, _):
        cursor.execute("UPDATE data_keys SET master = 'invented' WHERE owner <> 0", {})
    assert main(["key", "rotate"]) == 1
    told = capsys.readouterr().out
    assert "wraps every key now, 1 of them anew" not in told
    assert "wraps 1 key anew, but not 1 key that does not open" in told
    said(capsys, "drop-old", "--yes")
    assert len(Keys.of_file(file).known()) == 1


def test_old_keys_are_dropped_only_after_a_yes_to_which_they_are(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(tmp_path, KEYS)
    assert "Nothing was changed" in said(capsys, "drop-old"), "there is none"
    said(capsys, "rotate")
    before = file.read_text()
    assert refused(capsys, "drop-old").startswith("--yes: expected it")
    monkeypatch.setattr("sys.stdin", Terminal("no\n"))
    assert main(["key", "drop-old"]) == 3
    shown = capsys.readouterr()
    assert shown.out == "Nothing was changed.\n"
    assert f"{KEYS.first.id} of {file} wrap nothing any more. Backups" in shown.err
    assert file.read_text() == before
    monkeypatch.setattr("sys.stdin", Terminal("yes\n"))
    assert f"Dropped {KEYS.first.id}" in said(capsys, "drop-old")
    assert file.read_text().split() == before.split()[:1]


def test_only_the_keys_that_were_agreed_to_are_dropped(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody changes the key once more while the operator thinks."""
    settled(tmp_path, KEYS)
    said(capsys, "rotate")

    def meanwhile(_: str) -> bool:
        said(capsys, "rotate")
        return True

    monkeypatch.setattr("bot.commands.key.agrees", meanwhile)
    assert "the keys were changed meanwhile" in refused(capsys, "drop-old")
    assert len(Keys.of_file(file).known()) == 3


async def test_a_running_bot_that_would_not_know_the_new_key_stops_the_change(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not started anew, has another file, or may not read this one: it says which keys it knows."""
    clock, before = Clock(), Keys.of_file(file).known()
    monkeypatch.setattr(rotation, "LOOKS", 3)
    async with await Store.open(at(tmp_path / "test.db"), clock=clock, ids=Ids(clock)) as store:
        await anna(store)
        async with beating(store):
            told = await asyncio.to_thread(refused, capsys, "rotate")
            assert "expected the running bot to know the key" in told
            assert Keys.of_file(file).known() == before
            monkeypatch.delenv("DATA_KEY_FILE")
            monkeypatch.setenv("DATA_KEY", f"{keys.new_key()} {DATA_KEY}")
            told = await asyncio.to_thread(refused, capsys, "rotate")
            assert "expected the running bot to know the key" in told
        assert await store.read(sealing.masters) == [KEYS.first.id]


def test_a_bot_whose_key_file_is_gone_says_that_it_knows_none(file: Path, tmp_path: Path) -> None:
    settled(tmp_path, KEYS)
    database = Database(str(tmp_path / "test.db"), Keys.of_file(file))
    for known in ((KEYS.first.id,), ()):
        with beside(database, clock=Clock()) as (cursor, _):
            watching.beat(cursor, BOT, Clock()())
            assert watching.keys_known(cursor) == known
            file.unlink(missing_ok=True)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400])
def test_a_key_file_keeps_its_owner_and_mode(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: int
) -> None:
    settled(tmp_path, KEYS)
    if os.geteuid() == 0:
        os.chown(file, 1000, 1000)
    file.chmod(mode)
    before = file.stat()
    said(capsys, "rotate")
    after = file.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    assert not list(tmp_path.glob(f"data.key*{keys.PART}"))


def test_a_key_file_that_would_get_another_owner_is_left_as_it_is(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(tmp_path, KEYS)
    before = file.read_bytes()

    def refuses(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuses)
    assert "run it as that owner, or as root" in refused(capsys, "rotate")
    assert file.read_bytes() == before
    assert not list(tmp_path.glob(f"data.key*{keys.PART}"))


def test_what_a_killed_change_has_left_is_deleted_by_the_next(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settled(tmp_path, KEYS)
    left = tmp_path / f"data.key.0123{keys.PART}"
    left.write_text(DATA_KEY)
    said(capsys, "rotate")
    assert not left.exists()
