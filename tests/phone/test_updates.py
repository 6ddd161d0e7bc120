"""getUpdates: what is not confirmed comes again, and only one may wait."""

import asyncio
from typing import Any

import pytest

from bot.phone.exchange import Exchange
from tests.phone.support import SARA, Phone, StillClock

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def wait_for_poll(exchange: Exchange, clock: StillClock) -> None:
    """Return once a long poll waits: it then sleeps on the clock."""
    await clock.until_someone_sleeps()


async def three(phone: Phone) -> list[dict[str, Any]]:
    for text in ("one", "two", "three"):
        await phone.text(text)
    updates: list[dict[str, Any]] = await phone.ok("getUpdates")
    return updates


async def test_unconfirmed_updates_come_again(phone: Phone) -> None:
    updates = await three(phone)
    assert texts(updates) == ["one", "two", "three"]
    assert await phone.ok("getUpdates") == updates
    assert await phone.ok("getUpdates", offset=updates[0]["update_id"]) == updates


async def test_an_offset_confirms_what_is_before_it(phone: Phone) -> None:
    updates = await three(phone)
    assert await phone.ok("getUpdates", offset=updates[1]["update_id"]) == updates[1:]
    assert await phone.ok("getUpdates") == updates[1:]
    assert await phone.ok("getUpdates", offset=updates[2]["update_id"] + 1) == []
    assert await phone.ok("getUpdates") == []


async def test_a_negative_offset_keeps_the_last_ones_and_forgets_the_others(phone: Phone) -> None:
    updates = await three(phone)
    assert await phone.ok("getUpdates", offset=-2) == updates[1:]
    assert await phone.ok("getUpdates", offset=-9) == updates[1:]


async def test_the_limit_is_kept_between_1_and_100(phone: Phone) -> None:
    updates = await three(phone)
    assert await phone.ok("getUpdates", limit=2) == updates[:2]
    assert await phone.ok("getUpdates", limit=0) == updates[:1]
    assert await phone.ok("getUpdates", limit=1000) == updates
    for number in range(100):
        await phone.text(f"more {number}")
    assert len(await phone.ok("getUpdates")) == 100


async def test_ids_follow_each_other_from_a_random_start(phone: Phone) -> None:
    first, second, third = (update["update_id"] for update in await three(phone))
    assert (second, third) == (first + 1, first + 2)
    await phone.post("reset")
    assert (await three(phone))[0]["update_id"] not in range(first, first + 100)


async def test_a_long_poll_wakes_at_once(phone: Phone, exchange: Exchange, clock: StillClock) -> None:
    poll = asyncio.ensure_future(phone.ok("getUpdates", timeout=50))
    await wait_for_poll(exchange, clock)
    await phone.text("hello")
    assert texts(await poll) == ["hello"]
    assert clock.waits() == []


async def test_a_long_poll_ends_empty_after_its_time(
    phone: Phone, exchange: Exchange, clock: StillClock
) -> None:
    poll = asyncio.ensure_future(phone.ok("getUpdates", timeout=7))
    await wait_for_poll(exchange, clock)
    assert clock.waits() == [7]
    clock.advance(7)
    assert await poll == []


async def test_a_long_poll_lasts_at_most_50_seconds(
    phone: Phone, exchange: Exchange, clock: StillClock
) -> None:
    poll = asyncio.ensure_future(phone.ok("getUpdates", timeout=3600))
    await wait_for_poll(exchange, clock)
    assert clock.waits() == [50]
    clock.advance(50)
    assert await poll == []


async def test_a_second_poller_ends_the_first_with_409(
    phone: Phone, exchange: Exchange, clock: StillClock
) -> None:
    first = asyncio.ensure_future(phone.call("getUpdates", timeout=50))
    await wait_for_poll(exchange, clock)
    second = asyncio.ensure_future(phone.call("getUpdates", timeout=50))
    assert await first == {"ok": False, "error_code": 409, "description": CONFLICT}
    await wait_for_poll(exchange, clock)
    await phone.text("for the second")
    assert texts((await second)["result"]) == ["for the second"]


async def test_a_poller_that_was_killed_costs_no_update(
    phone: Phone, clock: StillClock, caplog: pytest.LogCaptureFixture
) -> None:
    dead = asyncio.ensure_future(phone.call("getUpdates", timeout=50))
    await clock.until_someone_sleeps()
    dead.cancel()
    await asyncio.wait({dead})
    await phone.text("not lost")
    assert texts(await phone.ok("getUpdates")) == ["not lost"]
    assert caplog.records == []


async def test_allowed_updates_are_remembered_and_hold_for_what_comes_later(phone: Phone) -> None:
    before = await phone.text("before")
    await phone.ok("getUpdates", allowed_updates=["edited_message"])
    await phone.text("not wanted")
    await phone.post(f"{SARA}/edit", message_id=before, text="edited")
    first, second = await phone.ok("getUpdates")
    assert first["message"]["text"] == "before"
    assert second["edited_message"]["text"] == "edited"
    await phone.ok("getUpdates", allowed_updates=[])
    await phone.text("wanted again")
    assert "message" in (await phone.ok("getUpdates"))[-1]


async def test_updates_are_kept_for_a_day(phone: Phone, clock: StillClock) -> None:
    await phone.text("old")
    clock.advance(86_000)
    await phone.text("new")
    assert texts(await phone.ok("getUpdates")) == ["old", "new"]
    clock.advance(500)
    assert texts(await phone.ok("getUpdates")) == ["new"]


async def test_anything_can_be_put_in_the_queue_and_is_handed_out_once_at_least(phone: Phone) -> None:
    last = (await three(phone))[-1]["update_id"]
    unknown = {"update_id": last + 1, "telepathy": {"thought": None}}
    old = {"update_id": 5, "message": {}}
    await phone.ok("getUpdates", offset=last + 1)
    assert await phone.post("updates", update=unknown) == {"update_id": last + 1}
    assert await phone.post("updates", update=unknown) == {"update_id": last + 1}
    await phone.post("updates", update=old)
    await phone.post("updates", update={"message": 1}, update_id=7)
    odd: list[Any] = [["no", "object"], None, "text", {"update_id": "x"}, {"update_id": 10**30}]
    for update in odd:
        assert await phone.post("updates", update=update) == {"update_id": None}
    queued = [unknown, unknown, old, {"update_id": 7, "message": 1}, *odd]
    assert await phone.ok("getUpdates", offset=last + 1) == queued
    assert await phone.ok("getUpdates", offset=last + 2) == []
    await phone.post("updates", update={"message": {}})
    assert await phone.ok("getUpdates") == [{"message": {}, "update_id": last + 2}]


async def test_a_future_id_in_the_queue_does_not_cost_later_messages(phone: Phone) -> None:
    await phone.post("updates", update={"message": {}}, update_id=999_999_999)
    assert len(await phone.ok("getUpdates")) == 1
    await phone.text("after")
    queued = await phone.ok("getUpdates", offset=999_999_999 + 1)
    assert texts(queued) == ["after"]
    assert queued[0]["update_id"] == 1_000_000_000


async def test_a_lone_surrogate_of_a_person_reaches_the_bot(phone: Phone) -> None:
    await phone.text("half \ud83d of an emoji \x00")
    assert texts(await phone.ok("getUpdates")) == ["half \ud83d of an emoji \x00"]


async def test_updates_in_disorder(phone: Phone) -> None:
    await phone.post("disorder", twice=True, backwards=True)
    assert texts(await three(phone)) == ["three", "three", "two", "two", "one", "one"]
    await phone.post("disorder")
    assert texts(await phone.ok("getUpdates")) == ["one", "two", "three"]


async def test_disorder_is_there_or_not(phone: Phone) -> None:
    assert "twice" in (await phone.post("disorder", status=400, twice="a little"))["error"]
