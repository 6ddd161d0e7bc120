"""Reception and timers over a real store, with a Telegram that only listens; messages are taken out of the outbox."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.chat import render
from bot.chat.clockwork import Clockwork
from bot.chat.copies import Copies
from bot.chat.courtesy import Courtesies
from bot.chat.deliver import Deliverer
from bot.chat.hearing import Hearing
from bot.chat.limits import Limits
from bot.chat.locks import Locks
from bot.chat.rates import Rate
from bot.chat.reception import Reception
from bot.chat.send import Sender
from bot.chat.turn import Turns
from bot.state import organisations, outbox
from bot.state.ids import Ids
from bot.state.store import Store
from tests import keys
from tests.chat.helpers import Clock, FakeApi
from tests.fresh import fresh
from tests.keys import at, everything
from tests.talk import BOT, all_flows, every_language

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.engine.flow import Flow
    from bot.state.cursor import Cursor

SAMIR, LONE = 7_100_000_001, 7_100_000_002
FAST = Rate(10**6, 1.0)


@dataclass(repr=False)  # asyncio asks for it after every fixture, and it would hold every text of the product
class Front:
    """What stands between Telegram and the turns."""

    store: Store
    clock: Clock
    turns: Turns
    api: FakeApi
    deliverer: Deliverer
    courtesies: Courtesies
    reception: Reception
    clockwork: Clockwork
    hearing: Hearing
    scheduled: list[None]
    message: int = 100
    update: int = 5000
    pressed: dict[str, str] = field(default_factory=dict)

    async def accept(self, **update: Any) -> bool:
        self.update += 1
        return await self.reception.accept({"update_id": self.update, **update})

    async def write(self, text: str, user: int = SAMIR) -> bool:
        return await self.accept(message=self.message_of(user, text=text))

    async def tap(self, label: str, user: int = SAMIR) -> bool:
        """Tap the newest button with this label."""
        return await self.accept(callback_query=self.query(self.pressed[label], user))

    def query(self, data: str, user: int = SAMIR) -> dict[str, Any]:
        return {
            "id": "77",
            "from": person(user),
            "data": data,
            "chat_instance": "1",
            "message": self.message_of(user, text="?"),
        }

    def message_of(self, user: int, **content: Any) -> dict[str, Any]:
        self.message += 1
        return {
            "message_id": self.message,
            "date": int(self.clock.now.timestamp()),
            "chat": {"id": user, "type": "private"},
            "from": person(user),
            **content,
        }

    async def said(self, chat: int = SAMIR) -> list[str]:
        """What waits for a chat, taken out as if it had been delivered."""
        rows: list[outbox.Row] = await self.store.write(lambda cursor: self._take_out(cursor, chat))
        texts = []
        for row in rows:
            for part in render.parts(row.payload, row.language) if row.payload["kind"] == "say" else ():
                texts.append(part["text"] if "text" in part else part.get("caption", ""))
                for buttons in part.get("reply_markup", {}).get("inline_keyboard", ()):
                    self.pressed |= {button["text"]: button["callback_data"] for button in buttons}
        return texts

    def _take_out(self, cursor: Cursor, chat: int) -> list[outbox.Row]:
        rows = []
        while (row := outbox.next_of(cursor, BOT, chat)) is not None:
            self.message += 1
            outbox.sent(cursor, row.id, self.message, self.clock.now)
            rows.append(row)
        return rows

    async def welcome(self, user: int = SAMIR, name: str = "Samir") -> None:
        """First contact, up to the first question of a pitch."""
        await self.write("/start", user)
        for label in ("Dansk", "Det er i orden"):
            await self.said(user)
            await self.tap(label, user)
        await self.said(user)
        await self.write(name, user)
        await self.said(user)
        await self.tap("En hel øvelse", user)
        await self.said(user)

    async def everything(self) -> str:
        """Every value of every table, opened, as one text."""

        def dump(cursor: Cursor) -> str:
            return json.dumps(everything(cursor), ensure_ascii=False, default=str).replace("\\\\u", "\\u")

        return await self.store.read(dump)

    async def opened(self, column: str) -> list[str]:
        """The texts in a sealed column, in order."""
        return await self.store.read(lambda cursor: keys.opened(cursor, column))

    async def rows(self, query: str) -> list[Any]:
        def look(cursor: Cursor) -> list[Any]:
            cursor.execute(query, {})
            return list(cursor.fetchall())

        return await self.store.read(look)


def person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": "Kurt Hemmelig", "language_code": "da"}


@asynccontextmanager
async def opened(
    directory: Path, now: datetime, flows: Mapping[str, Flow] | None = None
) -> AsyncIterator[Front]:
    clock = Clock(now)
    ids = Ids(clock)
    async with await Store.open(fresh(at(directory / "test.db")), clock=clock, ids=ids) as store:
        demo = await store.write(
            lambda cursor: (
                organisations.ensure(cursor, BOT, "Demoforeningen", "demo@example.org", ids, clock()).id
            )
        )
        turns = Turns(BOT, demo, flows or all_flows(), every_language(), ids)
        limits = Limits(FAST, FAST, clock=clock.seconds, sleep=clock.sleep)
        api = FakeApi(lambda *_: True)
        copies = Copies(store, turns)
        sender = Sender(api, limits, render=render.parts, commands=render.commands, copy=copies.make)
        deliverer = Deliverer(store, sender, limits, bot=BOT, sleep=clock.sleep)
        locks, courtesies, scheduled = Locks(), Courtesies(api, limits), list[None]()
        reception = Reception(
            store, turns, locks, deliverer, courtesies, on_schedule=lambda: scheduled.append(None)
        )
        hearing = Hearing()
        clockwork = Clockwork(store, turns, locks, deliverer, hearing, sleep=clock.sleep)
        yield Front(store, clock, turns, api, deliverer, courtesies, reception, clockwork, hearing, scheduled)
        await courtesies.drain(1)
