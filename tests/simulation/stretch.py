"""A program that runs a stretch of the simulated year on a database file, up to a moment or until it is killed.

    python -m tests.simulation.stretch FOLDER UNTIL TURNS

After so many turns it says so in the middle of the next one, and waits there; with 0 it never does.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.turn import Turns
from bot.state import bots, timers
from tests.simulation import expected
from tests.simulation.lives import BEGIN
from tests.state.helpers import Clock, open_sqlite
from tests.talk import BOT, all_flows, every_language

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.timers import Timer


class Stretch:
    """The program's turns, one after the other, until it stops inside one."""

    def __init__(self, turns: Turns, stops_after: int) -> None:
        self.turns = turns
        self.left = stops_after or sys.maxsize

    def wake(self, cursor: Cursor, timer: Timer, now: datetime) -> None:
        """One turn; the last one does not come to its commit."""
        self.turns.wake(cursor, timer, now)
        self.left -= 1
        if self.left == 0:
            print("inside", flush=True)  # noqa: T201 - whoever kills it waits for this
            sys.stdin.read()


async def main(folder: Path, until: datetime, stops_after: int) -> None:
    clock = Clock()
    clock.now = BEGIN
    async with await open_sqlite(folder, clock) as store:
        organisation = await store.read(partial(bots.organisation_of, bot=BOT)) or 0
        stretch = Stretch(Turns(BOT, organisation, all_flows(), every_language(), store.ids), stops_after)
        while (due := await store.read(partial(timers.next_due, bot=BOT))) is not None and due <= until:
            clock.now = expected.running(max(due, clock.now))
            for timer in await store.read(partial(timers.due, bot=BOT, now=clock.now, limit=100)):
                await store.write(partial(stretch.wake, timer=timer, now=clock.now))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])))
