"""Telegram says no, breaks off or falls silent; people block the bot and come back: the talk goes on all the same."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.end_to_end.harness import kept_texts
from tests.end_to_end.journeys import FIRST, SECOND, goes_on
from tests.end_to_end.phones import fingerprint

if TYPE_CHECKING:
    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen

pytestmark = pytest.mark.asyncio(loop_scope="module")

FAULTS: tuple[dict[str, Any], ...] = (
    {"fault": "429", "retry_after": 2},
    {"fault": "500", "count": 2},
    {"fault": "reset", "when": "before"},
    {"fault": "reset", "when": "after"},
    {"fault": "timeout", "when": "after", "seconds": 1},
)


async def test_every_fault_of_a_send_is_survived(shared: World, crowd: list[Citizen]) -> None:
    """A message that Telegram had taken before the fault may come twice, and no other does."""

    async def suffers(fault: dict[str, Any]) -> None:
        citizen = crowd.pop()
        await shared.phone.post("faults", chat=citizen.user, method="sendMessage", **fault)
        await goes_on(citizen)
        await goes_on(citizen)
        twice = [1 for one, two in pairwise(citizen.said) if fingerprint(one)[0] == fingerprint(two)[0]]
        assert len(twice) == (fault.get("when") == "after")

    await asyncio.gather(*map(suffers, FAULTS))


async def test_the_whole_time_that_telegram_asks_for_is_waited(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    await shared.phone.post("faults", chat=citizen.user, method="sendMessage", fault="429", retry_after=2)
    await goes_on(citizen)
    calls = (await shared.phone.get("calls"))["calls"]
    mine = [call for call in calls if call["chat_id"] == citizen.user and call["method"] == "sendMessage"]
    refused, sent = mine[-2:]
    assert refused["error_code"] == 429
    assert sent["at"] - refused["at"] >= 2


async def test_faults_of_getting_updates_are_survived(shared: World, crowd: list[Citizen]) -> None:
    for fault in ("500", "reset", "429"):
        await shared.phone.post("faults", method="getUpdates", fault=fault, retry_after=1)
        await goes_on(crowd.pop())


async def test_a_second_poller_is_noticed_and_outlived(shared: World, crowd: list[Citizen]) -> None:
    url = f"{shared.phone.url}/bot{shared.environment['TELEGRAM_TOKEN']}/getUpdates"
    noticed = asyncio.create_task(shared.bot.until("poll.conflict"))
    async with aiohttp.ClientSession() as other:
        while not noticed.done():
            async with other.post(url, json={"timeout": 0}) as response:
                assert response.status == 200
    await noticed
    await goes_on(crowd.pop())


async def test_who_blocks_the_bot_and_comes_back_finds_everything(
    shared: World, crowd: list[Citizen]
) -> None:
    """What was said meanwhile waits, and comes when they write again."""
    citizen = crowd.pop()
    await shared.phone.post("faults", chat=citizen.user, method="sendMessage", fault="429", retry_after=1)
    sent = await citizen.write("lager")
    await shared.bot.until(rf"deliver.postponed.*chat={citizen.user}")
    await shared.phone.post(f"{citizen.user}/block", blocked=True)
    other = crowd.pop()
    await goes_on(other)
    await shared.phone.post(f"{citizen.user}/block", blocked=False)
    waited = await citizen.reads(SECOND, after=sent)
    await citizen.start()
    await citizen.reads("Hvad har du lyst til", after=waited.id)
    assert (sent, "lager") in kept_texts(shared.stored(citizen))


async def test_what_is_no_text_is_answered_kindly(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    for kind in ("sticker", "location"):
        newest = citizen.said[-1]
        await shared.phone.post(f"{citizen.user}/other", kind=kind)
        await citizen.reads(FIRST, after=newest.id)
    await goes_on(citizen)


async def test_a_group_is_told_that_this_is_for_two(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    await shared.phone.post(f"{citizen.user}/other", kind="group_text")
    await shared.phone.post(f"{citizen.user}/other", kind="group_text")
    await goes_on(citizen)
    calls = (await shared.phone.get("calls"))["calls"]
    assert len([call for call in calls if call["method"] == "sendMessage" and call["chat_id"] < 0]) == 1
