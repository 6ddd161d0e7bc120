"""A change of keys beside several programs on one PostgreSQL database: each of them has to know the new key first."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.commands import rotation
from bot.state import databases, keys, people, sealing, watching
from bot.state.ids import Ids
from bot.state.keys import Keys
from bot.state.store import Store
from tests.commands.test_key import beating
from tests.commands.test_on_postgres import database
from tests.keys import DATA_KEY
from tests.state.helpers import ANNA, BOT, Clock, anna
from tests.state.test_postgres import ends_others, in_another

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from bot.state.opening import Database

__all__ = ("database",)

OLD = Keys.of_text(DATA_KEY).first.id
NEW = keys.new_key()
BOTH = f"{NEW} {DATA_KEY}"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command looks again at once."""
    monkeypatch.setattr(rotation, "BETWEEN", 0.01)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key file, named in the environment."""
    made = tmp_path / "data.key"
    keys.write(made, f"{DATA_KEY}\n")
    monkeypatch.delenv("DATA_KEY")
    monkeypatch.setenv("DATA_KEY_FILE", str(made))
    return made


async def program(database: Database, known: Keys) -> AbstractAsyncContextManager[Store]:
    """A program that runs, with these keys."""
    clock = Clock()
    return await Store.open(database._replace(keys=known), clock=clock, ids=Ids(clock))


async def beat(store: Store, bot: int = BOT) -> None:
    await store.write(partial(watching.beat, bot=bot, now=store.clock()))


async def rotate(capsys: pytest.CaptureFixture[str], code: int) -> str:
    capsys.readouterr()
    assert await asyncio.to_thread(main, ["key", "rotate"]) == code
    return "".join(capsys.readouterr())


@pytest.mark.parametrize("bot", [BOT, BOT + 1], ids=("of the same bot", "of another bot"))
async def test_one_program_that_knows_the_key_does_not_vouch_for_one_that_does_not(
    database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, bot: int
) -> None:
    monkeypatch.setenv("DATA_KEY", BOTH)
    async with await program(database, Keys.of_text(BOTH)) as anew:
        async with await program(database, Keys.of_text(DATA_KEY)) as before:
            await anna(before)
            await beat(before)
            await beat(anew, bot)
            said = await rotate(capsys, 2)
            assert "expected each running program to know the key" in said
            assert "1 does not (on the server's own machine since " in said
            assert await before.read(sealing.masters) == [OLD]
        while await asyncio.to_thread(databases.unaware, database, Keys.of_text(NEW).first.id, 5):
            pass  # the server notices the end of a connection a moment after it
        assert "wraps every key now" in await rotate(capsys, 0)
        assert await anew.read(sealing.masters) == [Keys.of_text(NEW).first.id]


async def test_all_that_do_not_know_it_are_counted_and_few_are_named(
    database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.state.roll.TOLD", 1)
    monkeypatch.setenv("DATA_KEY", BOTH)
    old = Keys.of_text(DATA_KEY)
    async with await program(database, old) as one, await program(database, old):
        await anna(one)
        said = await rotate(capsys, 2)
    assert "2 do not (on the server's own machine since " in said
    assert " UTC, …)" in said


async def test_a_key_that_every_program_has_learned_from_the_file_wraps(
    database: Database, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        await program(database, Keys.of_file(file)) as one,
        await program(database, Keys.of_file(file)) as other,
    ):
        someone = await anna(one)
        async with beating(one), beating(other):
            assert "wraps every key now" in await rotate(capsys, 0)
        (master,) = await other.read(sealing.masters)
        assert master == Keys.of_file(file).first.id != OLD
        for each in (one, other):
            assert await each.read(lambda cursor: people.name_of(cursor, someone.id)) == "Anna"


async def test_a_program_that_does_not_see_the_file_stops_the_change_and_it_is_as_it_was(
    database: Database, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "LOOKS", 20)
    before = file.read_text()  # noqa: ASYNC240 - a small file
    async with (
        await program(database, Keys.of_file(file)) as one,
        await program(database, Keys.of_text(DATA_KEY)) as elsewhere,
    ):
        await anna(one)
        async with beating(one), beating(elsewhere):
            assert "1 does not" in await rotate(capsys, 2)
        assert file.read_text() == before  # noqa: ASYNC240 - the same
        assert await one.read(sealing.masters) == [OLD]


async def test_a_program_whose_connection_was_lost_says_again_what_it_knows_and_forgets_what_is_gone(
    database: Database, file: Path
) -> None:
    new = Keys.of_text(NEW).first.id

    async def unaware(key: str) -> int:
        return len(await asyncio.to_thread(databases.unaware, database, key, 5))

    async with await program(database, Keys.of_file(file)) as one:
        assert (await unaware(OLD), await unaware(new)) == (0, 1)
        keys.write(file, f"{DATA_KEY}\n{NEW}\n")
        await beat(one)
        assert (await unaware(OLD), await unaware(new)) == (0, 0)
        await asyncio.to_thread(in_another, ends_others)
        await beat(one)
        assert (await unaware(OLD), await unaware(new)) == (0, 0)
        keys.write(file, f"{DATA_KEY}\n")
        await beat(one)
        assert (await unaware(OLD), await unaware(new)) == (0, 1)


async def test_nobody_is_in_the_way_where_nothing_runs(
    database: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with await program(database, Keys.of_text(DATA_KEY)) as one:
        await anna(one)
    while await asyncio.to_thread(databases.is_running, database):
        pass
    monkeypatch.setenv("DATA_KEY", BOTH)
    assert "wraps every key now" in await rotate(capsys, 0)
    assert main(["export", str(ANNA)]) == 0
