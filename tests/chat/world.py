"""A store, a Telegram that a test answers for, and a deliverer between them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.chat.deliver import Deliverer
from bot.chat.limits import Limits
from bot.chat.rates import Rate
from bot.chat.send import Sender
from bot.state import outbox
from bot.state.ids import Ids
from bot.state.store import Store
from tests.chat.helpers import PATIENCE, Clock, FakeApi, nothing
from tests.fresh import fresh
from tests.keys import at
from tests.state.helpers import BOT, settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.outbox import Row

FAST = Rate(10**6, 1.0)


def render(payload: Mapping[str, Any], _: str) -> list[dict[str, Any]]:
    """Each paragraph is a part of its own."""
    return [{"text": paragraph["id"]} for paragraph in payload["paragraphs"]]


class World:
    """A store, a Telegram that a test answers for, and a deliverer between them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.answers: dict[str, list[Any]] = {}
        self.accepted: list[str] = []
        self.limits = Limits(FAST, FAST, clock=clock.seconds, sleep=clock.sleep)
        self.api = FakeApi(self._answer)
        self.restart()

    def restart(self, at_once: int = 64, sender: Sender | None = None) -> None:
        self.limits.room = asyncio.Semaphore(at_once)
        usual = Sender(self.api, self.limits, render=render, commands=lambda _: [], copy=nothing)
        self.deliverer = Deliverer(
            self.store,
            sender or usual,
            self.limits,
            bot=BOT,
            sleep=self.clock.sleep,
            jitter=lambda: 0.5,
        )

    async def _answer(self, _: str, params: dict[str, Any]) -> Any:
        """What a test has laid out for this text (an error, or something to wait for), else acceptance."""
        text = params["text"]
        answers = self.answers.get(text, [])
        answer = answers.pop(0) if answers else None
        if isinstance(answer, Exception):
            return answer
        if answer is not None:
            await answer
        self.accepted.append(text)
        return {"message_id": 100 + len(self.accepted)}

    async def say(self, chat: int, *texts: str, prompt: int = -1, person: int | None = None) -> int:
        """Put a message in the outbox and hand its chat's next one over, as a turn does; the row's id."""
        payload = {"kind": "say", "paragraphs": [{"id": text} for text in texts], "buttons": [], "edits": 0}
        new_id = self.store.ids.next()
        now = self.clock.now
        session = 5 if prompt >= 0 else 0

        def step(cursor: Cursor) -> Row | None:
            outbox.add(cursor, new_id, BOT, chat, person, "da", payload, session, prompt, now)
            return outbox.next_of(cursor, BOT, chat)

        self.deliverer.hand_over(chat, await self.store.write(step))
        return new_id

    async def state(self, row_id: int) -> tuple[str, str, int | None, str]:
        """Status, payload, message id and error of a row."""

        def look(cursor: Any) -> Any:
            cursor.execute(
                "SELECT status, payload, message, error FROM outbox WHERE id = :id", {"id": row_id}
            )
            return cursor.fetchone()

        found: tuple[str, str, int | None, str] = await self.store.read(look)
        return found

    async def stop(self) -> None:
        """Drain without any haste: everything that is being sent gets marked."""
        await self.deliverer.drain(PATIENCE)
        async with asyncio.timeout(PATIENCE):
            await self.task

    async def kill(self) -> None:
        """What kill -9 does, as far as tasks go: nothing is marked any more."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self.task = asyncio.create_task(self.deliverer.run())
        try:
            yield
        finally:
            await self.kill()

    async def add_person(self, user: int) -> int:
        someone = await self.store.write(lambda cursor: settle(cursor, self.store, user))
        return someone.id


@asynccontextmanager
async def opened(directory: Path, clock: Clock) -> AsyncIterator[World]:
    async with await Store.open(fresh(at(directory / "test.db")), clock=clock, ids=Ids(clock)) as store:
        yield World(store, clock)
