"""What comes again since nothing could be stored counts once: a full disk makes no flood of what waited honestly."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot import bounds
from bot.bounds import Bound
from bot.chat.hearing import Hearing
from bot.chat.poll import Poller
from bot.chat.webhook import HEADER, PATH
from bot.pace import Pace, Paces
from bot.state.errors import StorageUnavailable
from tests.chat.front import LONE, SAMIR, opened
from tests.chat.helpers import PATIENCE, START, FakeApi
from tests.chat.test_poll import Server
from tests.chat.test_webhook import SECRET, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.state.cursor import Cursor
    from tests.chat.front import Front

WAITING = 19
"""Texts that wait while the bot stands still, before one tap."""
ROUNDS = 4
"""Times that what waits is refused; with pauses between them of 1, 2, 4 seconds as in `backoff`."""


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, START) as front:
        front.reception._paces = Paces(clock=front.clock.seconds)
        yield front


class Disk:
    """One that is full until a test makes room: what a turn did is undone as a whole, at its end."""

    def __init__(self, front: Front, patch: pytest.MonkeyPatch) -> None:
        self.full = True
        write = front.store.write

        async def written(function: Callable[[Cursor], Any]) -> Any:
            def fails(cursor: Cursor) -> None:
                function(cursor)
                raise StorageUnavailable("disk full")

            return await write(fails if self.full else function)

        patch.setattr(front.store, "write", written)


async def waiting(front: Front) -> list[dict[str, Any]]:
    """Some texts of somebody who waits for an answer, and a tap by which nothing more is written to them."""
    await front.welcome()
    await front.write("/stop")
    await front.said()
    contents: list[dict[str, Any]] = [
        {"message": front.message_of(SAMIR, text=f"ord nummer {number}")} for number in range(WAITING)
    ]
    contents.append({"callback_query": front.query(front.pressed["Skriv ikke til mig"])})
    return [{"update_id": 6000 + number, **each} for number, each in enumerate(contents)]


async def all_is_done(front: Front) -> None:
    """Every text was answered like any other, and the tap did what it says."""
    assert await front.rows("SELECT quiet FROM people") == [(1,)]
    assert not any("hurtigere, end jeg kan svare" in text for text in await front.said())


async def polled(front: Front, disk: Disk, updates: list[dict[str, Any]]) -> None:
    """Poll until everything is taken in; there is room again after some rounds."""
    server, pauses = Server(*updates), list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        front.clock.advance(seconds)
        disk.full = len(pauses) < ROUNDS

    poller = Poller(FakeApi(server.answer), front.reception, Hearing(), sleep=pause, patience=asyncio.wait)
    running = asyncio.create_task(poller.run())
    async with asyncio.timeout(PATIENCE):
        await server.silent.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(pauses) == ROUNDS


async def test_a_full_disk_makes_no_flood_of_what_waited_in_polling(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates = await waiting(front)
    await polled(front, Disk(front, monkeypatch), updates)
    await all_is_done(front)


async def test_nor_of_what_comes_again_by_the_webhook(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    updates = await waiting(front)
    disk = Disk(front, monkeypatch)
    async with hooked(front) as status:
        for round_ in range(ROUNDS):
            assert {await status(each) for each in updates} == {503}
            front.clock.advance(2**round_)
        disk.full = False
        assert {await status(each) for each in updates} == {200}
    await all_is_done(front)


@asynccontextmanager
async def hooked(front: Front) -> AsyncIterator[Callable[[dict[str, Any]], Any]]:
    async with serving(front.reception) as client:

        async def status(update: dict[str, Any]) -> int:
            return (await client.post(PATH, json=update, headers={HEADER: SECRET})).status

        yield status


async def test_words_of_a_flood_that_wait_for_room_use_up_no_day_full_of_words(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "KEPT", Bound(5, bounds.DAY))
    front.reception._paces = Paces(clock=lambda: 0.0)
    await front.welcome()
    disk = Disk(front, monkeypatch)
    count = bounds.TURNS[0].count + 5
    await polled(
        front,
        disk,
        [
            {"update_id": 6000 + number, "message": front.message_of(SAMIR, text=f"mine ord {number}")}
            for number in range(count)
        ],
    )
    kept = " ".join(await front.opened("answers.content"))
    assert all(f"mine ord {number}" in kept for number in range(count - 5, count))
    assert any("hurtigere, end jeg kan svare" in text for text in await front.said()), "told in the end"


async def test_a_stranger_who_comes_while_the_disk_is_full_is_let_in_after_it(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(front, monkeypatch)
    start = {"update_id": 6000, "message": front.message_of(LONE, text="/start")}
    for _ in range(bounds.COMES_AGAIN.count + 1):
        assert not await front.reception.accept(start)
    disk.full = False
    assert await front.reception.accept(start)
    assert await front.rows("SELECT COUNT(*) FROM people") == [(1,)]


def test_what_is_remembered_of_what_was_counted_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pace.COUNTED", 3)
    pace = Pace(Bound(100, 1.0), clock=lambda: 0.0)
    for update in range(50):
        assert pace.allows(1, update)
        assert len(pace._counted) <= 3


def test_an_update_that_was_not_allowed_is_counted_once_it_is() -> None:
    now = 0.0
    pace = Pace(Bound(1, 10.0), clock=lambda: now)
    assert [pace.allows(1, update) for update in (5, 5, 6, 6)] == [True, True, False, False]
    now = 10.0
    assert [pace.allows(1, update) for update in (6, 6, 7)] == [True, True, False]
