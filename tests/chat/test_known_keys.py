"""The running bot says which keys it knows, as soon as they change, and goes on whatever is wrong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.chat import known_keys
from bot.state import keys, watching
from bot.state.errors import StorageUnavailable
from bot.state.ids import Ids
from bot.state.keys import Keys
from bot.state.opening import Database
from bot.state.outage import FIRST, Outage
from bot.state.store import Store
from tests.state.helpers import BOT, Clock
from tests.state.test_outage import Seconds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "data.key"
    keys.write(made, f"{keys.new_key()}\n")
    return made


class Looking:
    """The part that says it, which rests until the test lets it look again."""

    def __init__(self, store: Store, outage: Outage | None = None) -> None:
        self._store = store
        self._outage = outage
        self._looks, self._rests = asyncio.Queue[None](), asyncio.Queue[None]()

    async def __aenter__(self) -> Looking:
        self._task = asyncio.create_task(known_keys.say(self._store, BOT, self._sleep, self._outage))
        await self._rests.get()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def again(self) -> None:
        self._looks.put_nowait(None)
        await self._rests.get()

    async def _sleep(self, _: float) -> None:
        self._rests.put_nowait(None)
        await self._looks.get()


async def test_the_keys_at_hand_are_said_at_the_start_and_when_they_change(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, known = Clock(), Keys.of_file(file)
    async with (
        await Store.open(Database(str(tmp_path / "test.db"), known), clock=clock, ids=Ids(clock)) as store,
        Looking(store) as looking,
    ):
        first = await store.read(watching.keys_known)
        assert first == known.known()
        before = await store.read(watching.beats)
        clock.move(seconds=2)
        await looking.again()
        assert await store.read(watching.beats) == before, "nothing is new"
        keys.write(file, f"{keys.new_key()}\n{file.read_text()}")  # noqa: ASYNC240 - a small file

        async def full(_: object) -> None:
            raise StorageUnavailable

        with monkeypatch.context() as patch:
            patch.setattr(store, "write", full)
            await looking.again()
        assert await store.read(watching.keys_known) == first
        await looking.again()
        assert await store.read(watching.keys_known) == known.known() != first


async def test_which_keys_are_at_hand_is_logged_and_that_they_are_gone(file: Path, tmp_path: Path) -> None:
    clock, known = Clock(), Keys.of_file(file)
    with capture_logs() as logs:
        async with (
            await Store.open(
                Database(str(tmp_path / "test.db"), known), clock=clock, ids=Ids(clock)
            ) as store,
            Looking(store) as looking,
        ):
            away = file.rename(tmp_path / "away")  # noqa: ASYNC240 - a small file
            await looking.again()
            await looking.again()
            away.rename(file)
            await looking.again()
    told = [(each["event"], each.get("keys")) for each in logs]
    at_hand = ("keys.at_hand", known.known())
    assert told == [at_hand, ("keys.gone", None), at_hand]


async def test_that_it_cannot_be_said_is_told_once_and_then_rarely(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is away for an hour would fill the log with it."""
    clock, seconds = Clock(), Seconds()

    async def away(_: object) -> None:
        raise StorageUnavailable

    async with await Store.open(
        Database(str(tmp_path / "test.db"), Keys.of_file(file)), clock=clock, ids=Ids(clock)
    ) as store:
        with capture_logs() as logs, monkeypatch.context() as patch:
            patch.setattr(store, "read", away)
            async with Looking(store, Outage(seconds)) as looking:
                for _ in range(3):
                    seconds.now += known_keys.SECONDS
                    await looking.again()
                assert [each["event"] for each in logs] == ["keys.unsaid"]
                seconds.now += FIRST
                await looking.again()
    assert [(each["event"], each["error"]) for each in logs] == [("keys.unsaid", "StorageUnavailable")] * 2
