"""Telegram refuses, breaks off, falls silent, or hands updates to somebody else: nothing is lost, and it goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio

from tests.faults.scene import Scene, scene

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")

REFUSED: tuple[dict[str, Any], ...] = (
    {"fault": "500", "count": 2},
    {"fault": "reset", "when": "before", "count": 2},
)
"""Faults of a send that Telegram had not accepted."""
ACCEPTED: tuple[dict[str, Any], ...] = (
    {"fault": "reset", "when": "after"},
    {"fault": "timeout", "when": "after", "seconds": 1},
    {"fault": "half"},
    {"fault": "hang", "seconds": 1},
)
"""Faults of a send that it had accepted: such a message comes twice, since nobody can know."""
POLLS = ("500", "reset", "429", "timeout", "half", "hang")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(way: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with scene(tmp_path_factory.mktemp(way), webhook=way == "webhook") as made:
        yield made


async def test_sends_that_telegram_refuses_come_once(town: Scene) -> None:
    async with town.trouble():
        await every_send_fails(town, REFUSED)


async def test_sends_that_telegram_accepts_before_they_fail_come_twice_at_most(town: Scene) -> None:
    async with town.trouble(repeats=len(ACCEPTED)):
        await every_send_fails(town, ACCEPTED)


async def every_send_fails(town: Scene, faults: tuple[dict[str, Any], ...]) -> None:
    """The next message to each of them, once in each of these ways."""
    for fault in faults:
        for person in town.cast.everybody:
            await town.here.phone.post("faults", chat=person.user, method="sendMessage", **fault)
        await town.everybody_is_answered()


async def test_a_storm_of_429(town: Scene) -> None:
    """Every call is refused for a while, whatever it is and to whomever it goes."""
    async with town.trouble():
        await town.here.phone.post("faults", fault="429", retry_after=1, count=12)
        await town.everybody_is_answered()
        for person in town.cast.everybody:
            await town.here.phone.post("faults", chat=person.user, fault="429", retry_after=2, count=2)


async def test_faults_of_getting_updates(town: Scene) -> None:
    """Of what half an answer held, nothing was confirmed; with a webhook nothing is asked for."""
    async with town.trouble():
        for fault in POLLS:
            await town.here.phone.post("faults", method="getUpdates", fault=fault, retry_after=1, seconds=1)
            await town.everybody_is_answered()


async def test_answers_to_taps_that_fail_are_missed_by_nobody(town: Scene) -> None:
    async with town.trouble():
        for method in ("answerCallbackQuery", "editMessageReplyMarkup", "sendChatAction"):
            for fault in ("500", "half", "429"):
                await town.here.phone.post("faults", method=method, fault=fault, count=2)


async def test_a_second_poller_is_noticed_and_outlived(town: Scene) -> None:
    """It reads along, and pushes the bot aside again and again; what it does not confirm is not lost."""
    if "PUBLIC_URL" in town.here.environment:
        pytest.skip("a webhook is no poller")
    url = f"{town.here.phone.url}/bot{town.here.environment['TELEGRAM_TOKEN']}/getUpdates"
    async with town.trouble(), aiohttp.ClientSession() as other:
        noticed = asyncio.create_task(town.here.bot.until("poll.conflict"))
        while not noticed.done():
            async with other.post(url, json={"timeout": 0}) as response:
                assert response.status == 200
        await noticed
