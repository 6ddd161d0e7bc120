"""Courtesies are never waited for, never repeated, and never many."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot.chat.courtesy import SECONDS, Courtesies
from bot.chat.errors import Flood
from bot.chat.limits import Limits, Rate
from tests.chat.helpers import PATIENCE, Clock, FakeApi

TYPING = {"chat_id": 41, "action": "typing"}


async def test_a_courtesy_is_called_without_anybody_waiting() -> None:
    """`offer` returns at once; the call follows, with little patience."""
    api = FakeApi(lambda *_: True)
    courtesies = Courtesies(api, Limits())
    courtesies.offer("sendChatAction", TYPING)
    assert api.calls == []
    await api.called(1)
    assert api.calls == [("sendChatAction", TYPING)]
    assert api.timeouts == [SECONDS]
    await courtesies.drain(PATIENCE)


@pytest.mark.parametrize(
    "error", [BadRequest("Bad Request: query is too old"), NetworkError("x"), InvalidToken()]
)
async def test_a_failure_is_nobodys_trouble(error: Exception) -> None:
    """It is logged and forgotten."""
    api = FakeApi(lambda *_: error)
    courtesies = Courtesies(api, Limits())
    courtesies.offer("answerCallbackQuery", {"callback_query_id": "5"})
    await courtesies.drain(PATIENCE)
    assert len(api.calls) == 1


@pytest.mark.parametrize(
    ("method", "params", "other_closed"),
    [("sendChatAction", TYPING, False), ("answerCallbackQuery", {"callback_query_id": "5"}, True)],
)
async def test_a_flood_closes_the_gate(method: str, params: dict[str, Any], other_closed: bool) -> None:
    """For the chat, or for all where Telegram's order names none; and what follows is dropped."""
    api = FakeApi(lambda *_: Flood(30))
    limits = Limits()
    courtesies = Courtesies(api, limits)
    courtesies.offer(method, params)
    await courtesies.drain(PATIENCE)
    assert limits.closed(41)
    assert limits.closed(42) is other_closed
    courtesies.offer("sendChatAction", TYPING)
    await courtesies.drain(PATIENCE)
    assert len(api.calls) == 1


async def test_too_many_at_once_are_dropped() -> None:
    """A server that does not answer fills no memory."""
    gate = asyncio.Event()

    async def hang() -> bool:
        return await gate.wait()

    api = FakeApi(lambda *_: hang())
    courtesies = Courtesies(api, Limits(), at_once=2)
    for _ in range(5):
        courtesies.offer("sendChatAction", TYPING)
    await api.called(2)
    gate.set()
    await courtesies.drain(PATIENCE)
    assert len(api.calls) == 2
    courtesies.offer("sendChatAction", TYPING)
    await api.called(3)
    await courtesies.drain(PATIENCE)


async def test_draining_gives_up_what_takes_too_long() -> None:
    """A stop is not held up by a courtesy."""
    api = FakeApi(lambda *_: asyncio.Event().wait())
    courtesies = Courtesies(api, Limits())
    courtesies.offer("sendChatAction", TYPING)
    await api.called(1)
    async with asyncio.timeout(PATIENCE):
        await courtesies.drain(0)


async def test_edits_keep_to_the_rates_and_what_is_too_much_is_dropped() -> None:
    """Two hundred taps make no flood; their answers, which count for no chat, all go."""
    api = FakeApi(lambda *_: True)
    courtesies = Courtesies(api, Limits(per_chat=Rate(3, 3.0), clock=lambda: 0.0), at_once=1000)
    for _ in range(200):
        courtesies.offer("answerCallbackQuery", {"callback_query_id": "5"})
        courtesies.offer("sendChatAction", TYPING)
    await courtesies.drain(PATIENCE)
    methods = [method for method, _ in api.calls]
    assert (methods.count("sendChatAction"), methods.count("answerCallbackQuery")) == (3, 200)


async def test_a_courtesy_never_goes_before_a_message_that_waits() -> None:
    """Whose turn it is to be sent keeps its place."""
    clock, waiting = Clock(), 41
    limits = Limits(per_chat=Rate(1, 3.0), clock=clock.seconds, sleep=clock.sleep)
    assert not await limits.acquire(waiting)
    message = asyncio.create_task(limits.acquire(waiting))
    await clock.asleep(1)
    assert not limits.try_acquire(waiting)
    assert limits.try_acquire(waiting + 1)
    message.cancel()
