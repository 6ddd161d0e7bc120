"""Whoever has stood still calls nobody before it is known to have its place still."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat.seated import Seated
from bot.state.crew import Seat
from tests.chat.helpers import Clock, FakeApi

PARAMS = {"chat_id": 41, "text": "Hej"}


class Here:
    """A place that is had for ten seconds from the last sign of life on, and who calls from it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.seat = Seat(1, clock=self.clock.seconds)
        self.take()
        self.api = FakeApi(lambda *_: {"message_id": 7})
        self.seated = Seated(self.api, self.seat)

    def take(self) -> None:
        self.seat.set(held=True)
        self.seat.confirm(self.clock.seconds() + 10)

    async def begin(self) -> asyncio.Task[object]:
        calling = asyncio.create_task(self.seated.call("sendMessage", PARAMS))
        await settled()
        return calling


async def settled() -> None:
    """Let everything go on that can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_has_the_place_calls_at_once() -> None:
    here = Here()
    here.clock.advance(9.9)
    assert await (await here.begin()) == {"message_id": 7}
    assert here.api.calls == [("sendMessage", PARAMS)]


async def test_after_standing_still_a_call_waits_for_the_next_sign_that_the_place_is_there() -> None:
    here = Here()
    here.clock.advance(10)
    calling = await here.begin()
    assert here.api.calls == []
    here.seat.confirm(here.clock.seconds() + 10)
    assert await calling == {"message_id": 7}


@pytest.mark.parametrize("again", [False, True])
async def test_one_whose_place_was_lost_is_never_made(again: bool) -> None:
    """Not when the place is taken once more either: another program may have sent it in between."""
    here = Here()
    here.clock.advance(60)
    calling = await here.begin()
    here.seat.set(held=False)
    if again:
        here.take()
    await settled()
    assert not calling.done()
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    assert here.api.calls == []
