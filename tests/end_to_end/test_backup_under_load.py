"""Keys are changed and backups made while citizens write; a restore loses nothing, and brings nobody back."""

from __future__ import annotations

import asyncio
import signal
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import export, keys
from bot.state.connection import connected
from bot.state.keys import Keys
from tests.end_to_end.harness import kept_texts, world
from tests.end_to_end.journeys import SECOND, first_contact
from tests.end_to_end.phones import CITIZEN
from tests.end_to_end.programs import Program, outcome
from tests.end_to_end.scripted import ScriptedCitizen
from tests.keys import everything

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen, Message

pytestmark = pytest.mark.kills

SEED = 20261126
CALM, HASTY = 3, 1
ROUNDS = 3
LEAST = 5
"""Texts that each writes in each of their two lives."""
SECRET = "Jeg har aldrig fortalt nogen om brevet fra kommunen"
"""The sentence of somebody who deletes everything."""


async def test_keys_backups_and_a_restore_lose_nothing_and_bring_nobody_back(tmp_path: Path) -> None:
    random, key, backups = Random(SEED), tmp_path / "data.key", tmp_path / "backups"
    backups.mkdir()
    keys.write(key, keys.new_key())
    async with world(tmp_path, paced=True, DATA_KEY="", DATA_KEY_FILE=str(key)) as here:
        writers = [
            ScriptedCitizen(here.phone, CITIZEN + number, Random(random.random()), hasty=number >= CALM)
            for number in range(CALM + HASTY)
        ]
        eraser = here.citizen(CITIZEN + 100)
        async with writing(writers):
            await first_contact(eraser)
            await eraser.write(SECRET)
            await eraser.reads(SECOND)
            for _ in range(ROUNDS):
                await says(here, "key", "rotate")
                begun = perf_counter()
                await says(here, "backup", "--to", str(backups), "--keep", "1")
                await killed(here, backups, random.uniform(0, perf_counter() - begun))
            kept = {each: kept_in(here, each) for each in writers}
            await says(here, "backup", "--to", str(backups))
            await says(here, "key", "rotate")
            await delete_everything(eraser)
        assert await here.bot.signal(signal.SIGTERM) == 0, here.bot.log
        for citizen in writers:
            assert kept_in(here, citizen) == citizen.sent, "keys and backups lose nothing"

        made = max(backups.glob("*.backup"))
        assert "1 person erased" in await says(here, "restore", str(made), "--overwrite")
        await here.start_bot()
        check_gone(here, eraser, backups)
        for citizen in writers:
            there = kept_in(here, citizen)
            assert set(kept[citizen]) <= set(there), "nothing from before the backup is lost"
            citizen.sent = {}
        async with writing(writers):
            await says(here, "key", "rotate")
        for citizen in writers:
            there = kept_in(here, citizen)
            assert set(kept[citizen]) <= set(there)
            assert citizen.sent.items() <= there.items(), "and they go on"
        assert await here.bot.signal(signal.SIGTERM) == 0, here.bot.log
        assert "Traceback" not in here.bot.log
        assert "ledger" not in here.bot.log


@asynccontextmanager
async def writing(citizens: list[ScriptedCitizen]) -> AsyncIterator[None]:
    """Citizens who write all the time, and each at least something."""
    async with asyncio.TaskGroup() as living:
        for citizen in citizens:
            citizen.finishing = False
            living.create_task(citizen.run())
        yield
        await citizens[0].phone.until(lambda: all(len(each.sent) >= LEAST for each in citizens))
        for citizen in citizens:
            citizen.finishing = True


async def says(here: World, *command: str) -> str:
    """What a command says that goes well, while the bot runs or not."""
    code, said = await outcome(*command, environment=here.environment)
    assert code == 0, said
    return said


async def killed(here: World, backups: Path, after: float) -> None:
    """A backup that is killed at some instant."""
    program = Program("backup", "--to", str(backups), environment=here.environment)
    await program.start()
    await asyncio.sleep(after)  # the instant is what is tested, not waited for
    await program.kill()


def kept_in(here: World, citizen: Citizen) -> dict[int, str]:
    found = kept_texts(stored(here, citizen))
    assert len(dict(found)) == len(found), "nothing is there twice"
    return dict(found)


def stored(here: World, citizen: Citizen) -> dict[str, Any]:
    with closing(connected(here.database, keys_of(here), 5.0)) as connection:
        return export.everything(connection.cursor(), None, citizen.user)


def keys_of(here: World) -> Keys:
    return Keys.of_file(Path(here.environment["DATA_KEY_FILE"]))


async def delete_everything(citizen: Citizen) -> None:
    """In the chat, confirmed as often as it is asked, until the bot says how to begin again."""
    newest = await citizen.write("/mydata")
    wanted = "delete"
    while wanted:
        message = await citizen.until(partial(answer, citizen, newest, wanted), f"a way to {wanted}")
        newest = message.id
        if wanted not in message.choices:
            return
        await citizen.tap(message, wanted)
        wanted = "yes"


def answer(citizen: Citizen, after: int, wanted: str) -> Message | None:
    """A question with this button, or the last word."""
    new = [message for message in citizen.said if message.id > after]
    return next((each for each in new if wanted in each.choices or "/start" in each.text), None)


def check_gone(here: World, eraser: Citizen, backups: Path) -> None:
    """Whoever deleted everything is nowhere: not in the clear, not after it is opened, not in a file left behind."""
    assert stored(here, eraser) == {}
    with closing(connected(here.database, keys_of(here), 5.0)) as connection:
        found = str(everything(connection.cursor()))
    assert SECRET not in found
    assert str(eraser.user) not in found
    folder = here.database.parent
    files = [path for place in (folder, backups) for path in place.rglob("*") if path.is_file()]
    for file in files:
        assert SECRET.encode() not in file.read_bytes(), file
    assert {file.name.removeprefix(here.database.name) for file in folder.iterdir()} == {
        *("", "-shm", "-wal", ".lock", ".backup.lock", ".restore.lock", ".erasures", "speech"),
    }
