"""After a start nobody is called silent before what was written meanwhile is read, by polling and by webhook."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import config
from bot.chat.hearing import DELIVERED
from bot.commands.service import Service
from tests.commands.test_run import SlowTelegram, listening, settings
from tests.end_to_end.programs import PATIENCE
from tests.talk import MONDAY
from tests.town import Town

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Patient:
    """A patience that ends when a test says so."""

    def __init__(self) -> None:
        self.waits: asyncio.Queue[float] = asyncio.Queue()
        self.over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.waits.put_nowait(seconds)
        await self.over.wait()


WEEK = 7 * 24 * 3_600_000
"""In milliseconds."""


def unheard(database: Path) -> None:
    """Nobody has heard of Samir for a week. His mentor wants to know that, and something else waits for him too."""
    town = Town().with_others()
    town.taps(town.jonas, "My citizens", "Samir", "When nothing is heard", "After a week")
    for change in (
        "UPDATE timers SET due_at = 1 WHERE kind = 'silence'",
        f"UPDATE people SET seen_at = seen_at - {WEEK} WHERE id = (SELECT person FROM timers WHERE kind = 'silence')",
    ):
        town.samir._connection.execute(change)
    database.write_bytes(town.samir._connection.serialize())


def silences(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        (count,) = connection.execute("SELECT COUNT(*) FROM notices WHERE kind = 'silence'").fetchone()
    return int(count)


async def test_silence_is_not_spoken_of_before_what_was_written_meanwhile_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other timers ring at once: Jonas hears that something waits, and then Samir's answer goes out."""
    unheard(tmp_path / "bot.db")
    monkeypatch.setattr("bot.commands.wiring.now", lambda: MONDAY + timedelta(hours=1))
    telegram, stop = SlowTelegram(), asyncio.Event()
    telegram.answering.set()
    async with AsyncExitStack() as stack, asyncio.timeout(PATIENCE):
        read = config.read(settings(await stack.enter_async_context(telegram.serving()), tmp_path / "bot.db"))
        service = await stack.enter_async_context(Service.open(read))
        running = asyncio.create_task(service.run(stop))
        while "Something is ready" not in await telegram.sent.get():
            pass
        telegram.written.put_nowait("/menu")
        while "Samir" not in await telegram.sent.get():
            pass
        await service.parts.clockwork.tick()
        stop.set()
        await running
    assert silences(tmp_path / "bot.db") == 0


async def test_a_webhook_gives_telegram_time_to_bring_what_was_written_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unheard(tmp_path / "bot.db")
    monkeypatch.setattr("bot.commands.wiring.now", lambda: MONDAY + timedelta(hours=1))
    telegram, stop, patient = SlowTelegram(), asyncio.Event(), Patient()
    telegram.answering.set()
    async with telegram.serving() as url, asyncio.timeout(PATIENCE):
        read = config.read(settings(url, tmp_path / "bot.db") | listening())
        async with Service.open(read) as service:
            service.sleep = patient
            running = asyncio.create_task(service.run(stop))
            assert await patient.waits.get() == DELIVERED
            await service.parts.clockwork.tick()
            assert silences(tmp_path / "bot.db") == 0
            patient.over.set()
            while silences(tmp_path / "bot.db") == 0:
                await service.parts.clockwork.tick()
            stop.set()
            await running
