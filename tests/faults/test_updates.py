"""Updates come twice, out of order, or long after they were confirmed: each is taken in once, and in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.end_to_end.harness import kept_texts
from tests.end_to_end.journeys import FIRST, SECOND
from tests.faults.scene import Scene, scene

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")


SHORT = "webhook"
"""How updates come where not both ways are tried."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(way: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    async with scene(tmp_path_factory.mktemp(way), webhook=way == "webhook") as made:
        yield made


async def test_every_update_comes_twice(town: Scene) -> None:
    await town.here.phone.post("disorder", twice=True)
    async with town.trouble():
        pass
    await town.here.phone.post("disorder")


async def test_the_newest_of_what_waits_comes_first(town: Scene) -> None:
    """While the bot is away a good deal gathers; ids restore the order of a batch, and a webhook gets one at a time."""
    async with town.trouble(repeats=1):
        await town.here.bot.kill()
        await town.here.phone.post("disorder", backwards=True, twice=True)
        await town.here.start_bot()
    await town.here.phone.post("disorder")


async def test_an_old_update_comes_again(town: Scene) -> None:
    """A text that was taken in and confirmed: its id is known."""
    stranger = town.cast.stranger
    await stranger.come()
    await stranger.menu("new_elevator_pitch")
    await stranger.reads(FIRST)
    person = {"id": stranger.user, "is_bot": False, "first_name": "Vera", "type": "private"}
    text = {"message_id": 10**7, "from": person, "chat": person, "date": 0, "text": "Jeg er rolig"}
    async with town.trouble():
        number = None
        for _ in range(3):
            sent = await town.here.phone.post(
                "updates", update={"message": text}, update_id=number, chat=stranger.user
            )
            number = sent["update_id"]
            await stranger.reads(SECOND)
            await town.everybody_is_answered()
    kept = kept_texts(town.here.stored(stranger))
    assert [written for message, written in kept if message == 10**7] == ["Jeg er rolig"]
