"""What Telegram's orders to wait close, for how long, and for whom."""

from __future__ import annotations

import asyncio

from bot.chat.rates import Rate
from bot.state.outbox import LONGEST_FLOOD
from tests.chat.helpers import virtually
from tests.chat.test_limits import limits, sent


def test_a_shorter_order_to_wait_does_not_shorten_a_longer_one() -> None:
    """Of two orders to wait the later end counts."""

    async def main() -> float:
        limit = limits()
        limit.close(30, 1)
        limit.close(2, 1)
        assert limit.closed(1)
        assert not limit.closed(2)
        await limit.acquire(1)
        assert not limit.closed(1)
        return asyncio.get_running_loop().time()

    assert virtually(main) == 30


def test_two_chats_that_telegram_tells_to_wait_mean_the_whole_bot() -> None:
    """Everything is closed until the second order's end; the same chat twice, or one after the other, is not it."""

    async def main() -> list[float]:
        limit = limits()
        now = asyncio.get_running_loop().time
        limit.close(10, 1)
        limit.close(20, 1)
        assert not limit.closed(3)
        limit.close(5, 2)
        assert limit.closed(3)
        assert limit.closed()
        times = []
        for chat in (2, 3, 1):
            await limit.acquire(chat)
            times.append(now())
        assert not await limit.reopened(3)
        limit.close(10, 1)
        await asyncio.sleep(10)
        limit.close(10, 2)
        assert not limit.closed(3)
        assert await limit.reopened(2)
        return [*times, now()]

    assert virtually(main) == [5, 5, 20, 40]


def test_two_chats_do_not_silence_the_bot_for_as_long_as_one_of_them_has_to_wait() -> None:
    """One waits a day; an hour later another is told to wait a second, and then a third that the bot asks again."""

    async def main() -> list[float]:
        limit = limits()
        now = asyncio.get_running_loop().time
        limit.close(24 * 3600, 1)
        await asyncio.sleep(3600)
        limit.close(1, 2)
        times = []
        await limit.acquire(3)
        times.append(now())
        limit.close(30, 3)
        for chat in (4, 2, 1):
            await limit.acquire(chat)
            times.append(now())
        return times

    assert virtually(main) == [3601, 3631, 3631, 24 * 3600]


def test_no_order_to_wait_is_honoured_for_more_than_a_day() -> None:
    """A mistake in one answer must not silence the bot for good."""

    async def main() -> float:
        limit = limits()
        limit.close(10**9)
        await limit.acquire(1)
        return asyncio.get_running_loop().time()

    assert virtually(main) == LONGEST_FLOOD.total_seconds()


def test_a_gate_that_closes_while_a_message_waits_its_overall_turn_still_holds() -> None:
    """The chat's gate is looked at again in the moment of sending."""

    async def main() -> float:
        limit = limits(overall=Rate(1, 1.0))
        await sent(limit, 1)
        waiting = asyncio.create_task(sent(limit, 2))
        await asyncio.sleep(0.5)
        limit.close(10, 2)
        return await waiting

    assert virtually(main) == 10.5


def test_what_telegram_tells_is_told_on_and_what_another_program_was_told_holds_here() -> None:
    """A second chat means all, and is told so; what was overheard is not told again."""

    async def main() -> list[tuple[int, float]]:
        told: list[tuple[int, float]] = []
        limit, other = limits(), limits()

        def tell(chat: int, seconds: float) -> None:
            told.append((chat, seconds))
            other.overhear(chat, seconds)

        limit.on_close(tell)
        other.on_close(lambda *_: told.append((-1, 0.0)))
        limit.close(10, 1)
        assert other.closed(1)
        assert not other.closed(2)
        limit.close(5, 2)
        assert other.closed(3)
        await asyncio.sleep(5)
        assert not other.closed(3)
        assert other.closed(1)
        limit.close(7)
        assert other.closed(3)
        return told

    assert virtually(main) == [(1, 10), (0, 5), (0, 7)]
