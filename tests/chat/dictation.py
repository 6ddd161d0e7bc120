"""A bot that listens, with a Telegram that gives files, and ears that hear what is laid out."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.chat.figures import Figures
from bot.chat.listening import Listening
from bot.chat.locks import Locks
from bot.state import unheard
from tests.chat.front import SAMIR, Front, opened
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FILE = "AwACAgIAAxkBAAIB"
SECRET = "banankage"
VOICE = {"file_id": FILE, "file_unique_id": "x", "duration": 12, "file_size": 40_000}


class Telegram:
    """Gives a file, or what is laid out instead; `meanwhile` happens while it is fetched."""

    def __init__(self) -> None:
        self.fetched: list[str] = []
        self.instead: list[Exception] = []
        self.meanwhile: Callable[[], None] = lambda: None

    async def fetch(self, file: str) -> bytes:
        self.fetched.append(file)
        self.meanwhile()
        if self.instead:
            raise self.instead.pop(0)
        return b"sound"


class Ears:
    """Hears what is laid out."""

    languages = ("da",)

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, str]] = []
        self.said: str | Exception = f"Jeg bager {SECRET}"
        self.thread: threading.Thread | None = None

    def hear(self, sound: bytes, language: str) -> str:
        self.asked.append((sound, language))
        self.thread = threading.current_thread()
        if isinstance(self.said, Exception):
            raise self.said
        return self.said

    def close(self) -> None:
        pass


class Heard:
    """A bot that listens, at the first question of a pitch."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.telegram, self.ears = Telegram(), Ears()
        self.locks, self.figures = Locks(), Figures()
        self.restart()

    def restart(self, *, deaf: bool = False) -> None:
        """Nothing of what was in memory is left."""
        front = self.front
        ears = None if deaf else self.ears
        self.listening = Listening(
            front.store,
            front.turns,
            self.locks,
            front.deliverer,
            self.telegram,
            ears,
            on_schedule=lambda: front.scheduled.append(None),
            sleep=front.clock.sleep,
            figures=self.figures,
        )

    async def speak(self, **voice: Any) -> list[str]:
        await self.front.accept(message=self.front.message_of(SAMIR, voice=VOICE | voice))
        return await self.front.said()

    def counted(self, figure: str) -> float | None:
        return self.figures.registry.get_sample_value(f"jobstjernen_{figure}_total")

    async def waits(self) -> bool:
        far = self.front.clock.now + timedelta(days=1)
        found = await self.front.store.read(lambda cursor: unheard.due(cursor, BOT, far))
        return found is not None


@asynccontextmanager
async def listening(directory: Path) -> AsyncIterator[Heard]:
    """Such a bot, with somebody at the first question of a pitch."""
    async with opened(directory, MONDAY) as front:
        front.turns = replace(front.turns, listens=("da",))
        front.reception._turns = front.turns
        await front.welcome()
        yield Heard(front)
