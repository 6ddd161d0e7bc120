"""Courtesies are never waited for, never repeated, and never many."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot.chat.courtesy import SECONDS, Courtesies
from bot.chat.errors import Flood
from bot.chat.limits import Limits
from bot.chat.rates import Rate
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
    """For the chat, or for all where Telegram's order names none; a stop does not wait for it to open."""
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


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("answerCallbackQuery", {"callback_query_id": "5"}),
        ("editMessageReplyMarkup", {"chat_id": 41, "message_id": 7}),
    ],
)
async def test_what_telegram_tells_to_wait_is_delayed_and_not_dropped(
    method: str, params: dict[str, Any]
) -> None:
    """The call that got the order, until Telegram takes it; the same one, offered meanwhile, waits only once."""
    clock, orders = Clock(), [Flood(30), Flood(10)]
    api = FakeApi(lambda *_: orders.pop(0) if orders else True)
    courtesies = Courtesies(api, Limits(clock=clock.seconds, sleep=clock.sleep))
    courtesies.offer(method, params)
    await clock.asleep(1)
    courtesies.offer(method, dict(params))
    clock.advance(29)
    await clock.asleep(1)
    assert len(api.calls) == 1
    clock.advance(1)
    await clock.asleep(2)
    assert len(api.calls) == 2
    clock.advance(10)
    await api.called(3)
    await courtesies.drain(PATIENCE)
    assert api.calls == [(method, params)] * 3


async def test_what_goes_to_no_chat_does_not_wait_for_one() -> None:
    """Whose gate alone is closed."""
    clock = Clock()
    api = FakeApi(lambda *_: True)
    limits = Limits(clock=clock.seconds, sleep=clock.sleep)
    courtesies = Courtesies(api, limits)
    limits.close(30, 41)
    courtesies.offer("editMessageReplyMarkup", {"chat_id": 41, "message_id": 7})
    courtesies.offer("answerCallbackQuery", {"callback_query_id": "5"})
    await api.called(1)
    await clock.asleep(1)
    clock.advance(30)
    await api.called(2)
    assert [method for method, _ in api.calls] == ["answerCallbackQuery", "editMessageReplyMarkup"]
    await courtesies.drain(PATIENCE)


async def test_what_may_go_calmly_takes_no_place_of_what_is_paid_for() -> None:
    """Nobody pays for a button: it waits until one more may go for nothing."""
    clock, api = Clock(), FakeApi(lambda *_: True)
    limits = Limits(Rate(1, 1.0), paid=Rate(200, 1.0), clock=clock.seconds, sleep=clock.sleep)
    courtesies = Courtesies(api, limits)
    assert limits.try_acquire(42)
    limits.arrived(42)
    courtesies.offer("editMessageReplyMarkup", {"chat_id": 41, "message_id": 7}, calmly=True)
    await clock.asleep(1)
    assert api.calls == []
    clock.advance(1)
    await api.called(1)
    await courtesies.drain(PATIENCE)
    assert not limits.try_acquire(42), "it counts among what goes for nothing"


async def test_no_more_than_a_memory_holds_wait_for_telegram() -> None:
    """The rest is dropped; and what goes to no chat goes one by one when the gate opens."""
    clock, running = Clock(), 0

    async def hold() -> bool:
        nonlocal running
        running += 1
        assert running == 1
        await asyncio.sleep(0)
        running -= 1
        return True

    api = FakeApi(lambda *_: hold())
    limits = Limits(clock=clock.seconds, sleep=clock.sleep)
    courtesies = Courtesies(api, limits, at_rest=3)
    limits.close(30)
    for number in range(5):
        courtesies.offer("answerCallbackQuery", {"callback_query_id": f"{number}"})
    await clock.asleep(1)
    clock.advance(30)
    await api.called(3)
    await asyncio.sleep(0)
    assert [params["callback_query_id"] for _, params in api.calls] == ["0", "1", "2"]
    await courtesies.drain(PATIENCE)


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
    async with limits.place(waiting):
        pass
    message = asyncio.create_task(limits.acquire(waiting))
    await clock.asleep(1)
    assert not limits.try_acquire(waiting)
    assert limits.try_acquire(waiting + 1)
    message.cancel()


async def test_a_courtesy_ends_its_place() -> None:
    """One after the other they can go on for ever."""
    clock, rate = Clock(), Rate(1, 1.0)
    api = FakeApi(lambda *_: True)
    courtesies = Courtesies(api, Limits(rate, rate, clock=clock.seconds, sleep=clock.sleep))
    for count in range(1, 4):
        courtesies.offer("sendChatAction", TYPING)
        await api.called(count)
        await courtesies.drain(PATIENCE)
        courtesies.offer("sendChatAction", TYPING)  # too soon
        clock.advance(1)
    assert len(api.calls) == 3


async def test_where_reminders_have_every_place_what_belongs_to_a_chat_waits_for_the_next_one() -> None:
    """It was left out, since no place was free: for an hour no button would have been taken off."""
    clock = Clock()
    api = FakeApi(lambda *_: True)
    limits = Limits(Rate(2, 1.0), clock=clock.seconds, sleep=clock.sleep)
    courtesies = Courtesies(api, limits)
    edit = {"chat_id": 41, "message_id": 7}
    for chat in (1, 2):
        await limits.acquire(chat)
        limits.arrived(chat)
    courtesies.offer("editMessageReplyMarkup", edit)
    assert api.calls == [], "answers fill the places: it is left out"
    clock.advance(2)
    for chat in (3, 4):
        sending = asyncio.create_task(limits.acquire_calm(chat))
        clock.advance(0.5)
        await sending
        limits.arrived(chat)
    courtesies.offer("editMessageReplyMarkup", edit)
    await asyncio.sleep(0)
    clock.advance(1)
    await api.called(1)
    assert api.calls == [("editMessageReplyMarkup", edit)]
    await courtesies.drain(PATIENCE)


async def test_while_reminders_go_a_courtesy_leaves_the_free_place_to_the_answer() -> None:
    """The button was taken off before its answer could go, in the place that was free for that."""
    clock = Clock()
    api = FakeApi(lambda *_: True)
    limits = Limits(Rate(3, 1.0), clock=clock.seconds, sleep=clock.sleep)
    courtesies = Courtesies(api, limits)
    for chat in (1, 2):
        sending = asyncio.create_task(limits.acquire_calm(chat))
        clock.advance(0.4)
        await sending
        limits.arrived(chat)
    edit = {"chat_id": 41, "message_id": 7}
    courtesies.offer("editMessageReplyMarkup", edit)
    await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE):
        assert not await limits.acquire(41), "the answer goes at once"
    assert api.calls == []
    limits.arrived(41)
    for _ in range(20):
        clock.advance(0.1)
        await asyncio.sleep(0)
    assert api.calls == [("editMessageReplyMarkup", edit)]
    await courtesies.drain(PATIENCE)


async def test_what_may_go_calmly_is_not_dropped_and_goes_when_its_chat_has_a_place() -> None:
    clock = Clock()
    api = FakeApi(lambda *_: True)
    limits = Limits(per_chat=Rate(1, 1.0), clock=clock.seconds, sleep=clock.sleep)
    courtesies = Courtesies(api, limits)
    edit = {"chat_id": 41, "message_id": 7}
    await limits.acquire(41)
    limits.arrived(41)
    assert not courtesies.offer("editMessageReplyMarkup", edit)
    assert courtesies.offer("editMessageReplyMarkup", edit, calmly=True)
    await clock.asleep(1)
    assert api.calls == []
    clock.advance(1)
    await api.called(1)
    await courtesies.drain(PATIENCE)


async def test_who_has_few_places_keeps_few_waiting_for_them() -> None:
    """What one a second goes would come minutes later. Whom to call in distress waits all the same."""
    limits = Limits(Rate(10, 1.0))
    limits.leave_all_but(1)
    courtesies = Courtesies(FakeApi(lambda *_: True), limits, at_rest=20)
    limits.close(60)
    taken = [courtesies.offer("sendMessage", {"chat_id": chat, "text": "Hej"}) for chat in range(1, 5)]
    assert taken == [True, True, False, False]
    assert courtesies.offer("sendMessage", {"chat_id": 9, "text": "Ring"}, waits=True)
    assert courtesies.offer("answerCallbackQuery", {"callback_query_id": "5"})
    await courtesies.drain(0)
