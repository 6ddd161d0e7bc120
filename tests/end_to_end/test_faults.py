"""Telegram asks to wait; people block the bot and come back, or send what is no text: the talk goes on all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.harness import kept_texts
from tests.end_to_end.journeys import FIRST, SECOND, goes_on

if TYPE_CHECKING:
    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Citizen

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_whole_time_that_telegram_asks_for_is_waited(shared: World, crowd: list[Citizen]) -> None:
    citizen = crowd.pop()
    await shared.phone.post("faults", chat=citizen.user, method="sendMessage", fault="429", retry_after=2)
    await goes_on(citizen)
    calls = (await shared.phone.get("calls"))["calls"]
    mine = [call for call in calls if call["chat_id"] == citizen.user and call["method"] == "sendMessage"]
    refused, sent = mine[-2:]
    assert refused["error_code"] == 429
    assert sent["at"] - refused["at"] >= 2


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
