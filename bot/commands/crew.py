"""One program among those that share a database: what only one of them does, and what they tell each other."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.state.crew import EVERYTHING, whenever

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.commands.wiring import Parts
    from bot.state.crew import Crew, News, Place

LOOKS: Final = 5.0
"""Seconds between two looks at all that waits, told of or not: as late as this comes what was not heard."""
HEARS: Final = 1.0


async def alone(parts: Parts, place: Place, work: Callable[[], Awaitable[None]]) -> None:
    """Do what only one program does: always where no other shares the database, else whenever the place is ours."""
    if parts.crew is None:
        await work()
    else:
        await whenever(parts.crew.seat(place), work)


async def belong(parts: Parts) -> None:
    """Be one of those who share the database, until cancelled."""
    if parts.crew is None:
        return
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(parts.crew.run(partial(heard, parts)))
        tasks.create_task(_look_regularly(parts))
        tasks.create_task(_hear(parts, parts.crew))


def heard(parts: Parts, news: News) -> None:
    """Do something about what another program has committed, where that is this one's to do."""
    if parts.relay is not None:
        parts.relay.heard(news)
    if news.timers or news.everything:
        parts.clockwork.look()
    if news.recordings or news.everything:
        parts.listening.look()


async def _look_regularly(parts: Parts) -> None:
    while True:
        await asyncio.sleep(LOOKS)
        heard(parts, EVERYTHING)


async def _hear(parts: Parts, crew: Crew) -> None:
    """Say whether all that was written has been taken in, and where this program takes nothing in, ask others.

    What there are of these decides what this program leaves to them under Telegram's limits. Whether it can do what it
    has the sender's place for is felt as often.
    """
    while True:
        if parts.takes_in:
            crew.hears = parts.hearing.everything
        else:
            parts.hearing.everything = crew.heard
        if parts.relay is not None:
            parts.relay.share()
            parts.relay.feel()
        await asyncio.sleep(HEARS)
