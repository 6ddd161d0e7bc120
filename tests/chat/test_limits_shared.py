"""Where other programs send for the same token, the limiter leaves places to them."""

from __future__ import annotations

import asyncio

from bot.chat.rates import Rate
from tests.chat.helpers import virtually
from tests.chat.test_limits import EXACT, limits


def test_places_are_left_to_other_programs_and_come_back() -> None:
    async def main() -> list[int]:
        limit, counts = limits(Rate(10, 1.0), Rate(1000, 1.0)), []

        async def second() -> int:
            await asyncio.sleep(1)
            count = 0
            while limit.try_acquire(7):
                limit.arrived(7)
                count += 1
            return count

        counts.append(await second())
        limit.leave(3)
        counts.append(await second())
        limit.leave(8)
        counts.append(await second())
        limit.leave_all_but(1)
        counts.append(await second())
        limit.leave(0)
        counts.append(await second())
        return counts

    assert virtually(main) == [10, 7, 5, 1, 10]


def test_who_waits_calmly_leaves_them_too() -> None:
    async def main() -> float:
        limit = limits(Rate(10, 1.0))
        limit.leave(5)
        for chat in range(51):
            await limit.acquire_calm(chat)
            limit.arrived(chat)
        return asyncio.get_running_loop().time()

    assert virtually(main) >= 10 - EXACT
