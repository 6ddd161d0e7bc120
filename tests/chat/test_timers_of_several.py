"""Two programs look at the same timers at the same time: each rings once, and all of them do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.chat.clockwork import Clockwork
from bot.chat.done import Done
from bot.chat.hearing import Hearing
from bot.chat.locks import Locks
from bot.state import outbox, timers
from bot.state.ids import Ids
from bot.state.store import Store
from tests import postgres
from tests.state.helpers import BOT, Clock, anna, bent

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.timers import Timer

EACH = 20


@dataclass
class Turns:
    """The turn of a timer, and nothing else: it is used up, and a message with its session is written."""

    ids: Ids
    bot: int = BOT

    def wake(self, cursor: Cursor, timer: Timer, now: datetime) -> Done:
        if timers.take(cursor, timer):
            outbox.add(cursor, self.ids.next(), BOT, timer.person, None, "da", {}, timer.session, -1, now)
        return Done(chat=timer.person)


class Outgoing:
    """Sends nothing, and never has too much to send."""

    def wake(self, *chats: int, unasked: bool = False) -> None:
        assert chats
        assert unasked

    async def eased(self) -> None:
        await asyncio.sleep(0)


async def test_each_timer_rings_once() -> None:
    clock, database = Clock(), postgres.emptied()
    # Their clock stands still, so that they count their ids side by side: whoever comes second goes above the first.
    async with (
        await Store.open(database, clock=clock, ids=Ids(clock)) as one,
        await Store.open(database, clock=clock, ids=Ids(clock)) as other,
    ):
        for someone in (await anna(one), await bent(one)):
            await one.write(lambda cursor, person=someone.id: due(cursor, one, person))  # type: ignore[misc]
        turns = [Turns(store.ids) for store in (one, other)]
        await asyncio.gather(*(ringing(store, mine) for store, mine in zip((one, other), turns, strict=True)))

        def rang(cursor: Cursor) -> list[tuple[int, int]]:
            cursor.execute("SELECT chat_id, session FROM outbox", {})
            return list(cursor.fetchall())

        found = await one.read(rang)
    assert len(found) == len(set(found)) == 2 * EACH


def due(cursor: Cursor, store: Store, person: int) -> None:
    for session in range(1, EACH + 1):
        timers.schedule(cursor, store.ids.next(), person, "nudge", session, store.clock())


async def ringing(store: Store, turns: Any) -> None:
    outgoing: Any = Outgoing()
    await Clockwork(store, turns, Locks(), outgoing, Hearing()).tick()
