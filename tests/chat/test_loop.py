"""The loop works until it is cancelled, whatever breaks in it."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat.figures import Figures
from bot.chat.loop import LONGEST_NAP, Loop
from bot.state.errors import Conflict, StorageUnavailable


@pytest.mark.parametrize("error", [KeyError("x"), Conflict("faster"), StorageUnavailable("disk full")])
async def test_what_breaks_is_told_and_tried_again_after_the_longest_nap(error: Exception) -> None:
    told, slept = list[Exception](), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def work() -> float:
        if not told:
            raise error
        raise asyncio.CancelledError  # by whoever ends the program

    with pytest.raises(asyncio.CancelledError):
        await Loop(told.append, sleep, Figures()).run(work)
    assert told == [error]
    assert slept == [LONGEST_NAP]
