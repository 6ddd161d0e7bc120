"""The limiter lets through what Telegram allows, and never a message more."""

from __future__ import annotations

import asyncio
from itertools import count, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import limits as real
from bot.chat.limits import FORGET_ABOVE, Limits
from bot.chat.limits import OVERALL as REAL
from bot.chat.rates import Rate
from tests.chat.helpers import virtually

if TYPE_CHECKING:
    from collections.abc import Sequence

OVERALL = Rate(5, 1.0)
PER_CHAT = Rate(3, 3.0)
EXACT = 1e-6
"""Seconds: what adding up floating-point times may cost."""


def limits(overall: Rate = OVERALL, per_chat: Rate = PER_CHAT) -> Limits:
    return Limits(overall, per_chat, clock=asyncio.get_running_loop().time)


def fits(times: Sequence[float], rate: Rate) -> bool:
    """Whether no window of the rate's length holds more than its number."""
    ordered = sorted(times)
    return all(
        later - earlier >= rate.seconds - EXACT
        for earlier, later in zip(ordered, ordered[rate.count :], strict=False)
    )


async def sent(limit: Limits, chat: int) -> float:
    """Send a message that is answered at once; the moment it left at."""
    async with limit.place(chat):
        return asyncio.get_running_loop().time()


LATENCY = st.one_of(st.just(0.0), st.floats(0, 3))
"""Seconds that a message is on the way, or its answer."""


@given(
    st.lists(
        # when a message is wanted, by which chat, and how long it and then its answer are on the way
        st.tuples(st.floats(0, 10), st.integers(1, 4), LATENCY, LATENCY),
        max_size=60,
    ),
    st.lists(
        st.tuples(st.floats(0, 10), st.integers(0, 4), st.floats(0.1, 20)), max_size=4
    ),  # orders to wait
)
def test_no_window_overflows_everybody_is_served_in_order_and_gates_hold(
    wanted: list[tuple[float, int, float, float]], gates: list[tuple[float, int, float]]
) -> None:
    """Whatever comes when: the rates hold where messages leave and where they arrive, order and gates are kept."""
    sent: list[tuple[float, int, int]] = []
    arrived: list[tuple[float, int]] = []

    async def main() -> None:
        limit = limits()
        now = asyncio.get_running_loop().time
        numbers = count()

        async def send(at: float, chat: int, there: float, back: float) -> None:
            await asyncio.sleep(at)
            number = next(numbers)
            async with limit.place(chat):
                sent.append((now(), chat, number))
                await asyncio.sleep(there)
                arrived.append((now(), chat))
                await asyncio.sleep(back)

        async def close(at: float, chat: int, seconds: float) -> None:
            await asyncio.sleep(at)
            limit.close(seconds, chat or None)

        await asyncio.gather(*[close(*gate) for gate in gates], *[send(*each) for each in wanted])

    virtually(main)
    assert len(sent) == len(wanted)
    assert fits([at for at, _, _ in sent], OVERALL)
    assert fits([at for at, _ in arrived], OVERALL)
    for chat in range(1, 5):
        assert fits([at for at, to in arrived if to == chat], PER_CHAT)
        mine = [(at, number) for at, to, number in sent if to == chat]
        assert fits([at for at, _ in mine], PER_CHAT)
        assert [number for _, number in mine] == sorted(number for _, number in mine)
    for at, chat, seconds in gates:
        assert not [1 for when, to, _ in sent if at + EXACT < when < at + seconds - EXACT and chat in {0, to}]
    last_gate = max((at + seconds for at, _, seconds in gates), default=0.0)
    on_the_way = sum(there + back for _, _, there, back in wanted)
    bound = 10 + last_gate + on_the_way + len(wanted) * (PER_CHAT.seconds / PER_CHAT.count + OVERALL.seconds)
    assert all(at <= bound for at, _, _ in sent)


def test_the_real_rates_hold_for_a_crowd() -> None:
    """Two hundred chats at once: thirty leave at once, and thirty in every second after that."""

    async def main() -> list[float]:
        limit = Limits(clock=asyncio.get_running_loop().time)
        times = []

        async def send(chat: int) -> None:
            times.append(await sent(limit, chat))

        await asyncio.gather(*[send(chat) for chat in range(200)])
        return times

    times = virtually(main)
    assert [round(at / REAL.seconds) for at in times] == [number // 30 for number in range(200)]
    assert fits(times, REAL)


def test_a_busy_chat_holds_up_nobody_else() -> None:
    """While one chat waits for its own window, others go at once."""

    async def main() -> float:
        limit = limits()
        busy = [asyncio.create_task(sent(limit, 1)) for _ in range(4)]
        await busy[2]
        at = await sent(limit, 2)
        assert await busy[3] == PER_CHAT.seconds
        return at

    assert virtually(main) == 0.0


def test_acquire_tells_whether_it_waited() -> None:
    """Who has waited must look again at what they wanted to send."""

    async def main() -> list[bool]:
        limit, waits = limits(), []
        for _ in range(4):
            async with limit.place(1) as waited:
                waits.append(waited)
        return waits

    assert virtually(main) == [False, False, False, True]


def test_one_that_is_long_on_the_way_holds_its_place() -> None:
    """A second after its answer: nobody knows when it has arrived before that, or whether it has."""

    async def main() -> tuple[float, float]:
        limit = limits(overall=Rate(2, 1.0))

        async def slow(seconds: float) -> None:
            async with limit.place(1):
                await asyncio.sleep(seconds)

        on_the_way = [asyncio.create_task(slow(seconds)) for seconds in (5, 20)]
        await asyncio.sleep(0)
        third = await sent(limit, 2)
        fourth = await sent(limit, 3)
        await asyncio.gather(*on_the_way)
        return third, fourth

    assert virtually(main) == (6, 7)


def test_others_go_while_something_is_made() -> None:
    """Speech or a page takes a while; only then does it wait for a place of its own."""

    async def main() -> list[float]:
        limit = limits(overall=Rate(1, 1.0))
        now = asyncio.get_running_loop().time

        async def made() -> float:
            async with limit.place(1):
                async with limit.meanwhile(1):
                    await asyncio.sleep(5)
                return now()

        making = asyncio.create_task(made())
        await asyncio.sleep(0)
        return [await sent(limit, chat) for chat in range(2, 8)] + [await making]

    assert virtually(main) == [0, 1, 2, 3, 4, 5, 6]


def test_who_waits_for_room_holds_no_place() -> None:
    """What has been made finds the room taken: until that is free, others go in its place."""

    async def main() -> list[float]:
        limit, times = limits(overall=Rate(1, 1.0)), []
        limit.room = asyncio.Semaphore(1)

        async def made() -> float:
            async with limit.room, limit.place(1):
                async with limit.meanwhile(1):
                    await asyncio.sleep(5)
                return asyncio.get_running_loop().time()

        making = asyncio.create_task(made())
        await asyncio.sleep(1)
        async with asyncio.timeout(60):
            async with limit.room:
                await asyncio.sleep(6)
                times = [await sent(limit, chat) for chat in (2, 3)]
            return [*times, await making]

    assert virtually(main) == [7, 8, 9]


def test_what_is_given_up_while_it_is_made_has_no_place_to_end() -> None:
    """Its place was given back: ended once more, it would leave room for one too many, and for good."""

    async def main() -> list[float]:
        limit = limits(overall=Rate(1, 1.0))

        async def made() -> None:
            async with limit.place(1), limit.meanwhile(1):
                await asyncio.sleep(60)

        making = asyncio.create_task(made())
        await asyncio.sleep(5)
        making.cancel()
        return [await sent(limit, chat) for chat in (2, 3, 4)]

    assert virtually(main) == [5, 6, 7]


def test_what_goes_at_once_goes_before_nobody_who_waits_for_the_pace_of_all() -> None:
    """Their time has come, and they have not woken up yet."""

    async def main() -> tuple[bool, bool]:
        now, awake = 0.0, asyncio.Event()

        async def sleep(_: float) -> None:
            await awake.wait()

        limit = Limits(Rate(1, 1.0), PER_CHAT, clock=lambda: now, sleep=sleep)
        async with limit.place(1):
            pass
        waiting = asyncio.create_task(limit.acquire(2))
        await asyncio.sleep(0)
        now = 2.0
        before = limit.try_acquire(3)
        awake.set()
        await waiting
        limit.arrived(2)
        now = 4.0
        return before, limit.try_acquire(3)

    assert virtually(main) == (False, True)


def test_more_that_follows_waits_for_its_own_place() -> None:
    """The parts of a long message are messages."""

    async def main() -> list[float]:
        limit, times = limits(), []
        async with limit.place(1):
            for _ in range(4):
                times.append(asyncio.get_running_loop().time())
                await limit.again(1)
        return times

    assert virtually(main) == [0, 0, 0, 3]


def test_what_fails_has_a_place_for_what_is_said_instead_and_ends_it_once() -> None:
    """The next ones find all the other places there are, and no more."""

    async def main() -> list[float]:
        limit = limits(overall=Rate(2, 1.0))
        with pytest.raises(ValueError, match="cannot"):
            async with limit.place(1), limit.meanwhile(1):
                raise ValueError("cannot")
        return [await sent(limit, chat) for chat in range(2, 6)]

    assert virtually(main) == [0, 1, 1, 2]


def test_who_stood_behind_somebody_that_waited_has_waited_too() -> None:
    """In the line for the pace of all, and in that of a chat: when their turn comes the way may be free."""

    async def main() -> list[bool]:
        limit = limits()
        limit.close(5)
        return list(await asyncio.gather(limit.acquire(1), limit.acquire(2), limit.acquire(2)))

    assert virtually(main) == [True, True, True]


def test_a_cancelled_message_takes_no_place() -> None:
    """Whoever gives up while waiting leaves the queue, and the next is served."""

    async def main() -> float:
        limit = limits(overall=Rate(1, 1.0))
        await sent(limit, 1)
        given_up = asyncio.create_task(sent(limit, 2))
        other = asyncio.create_task(sent(limit, 3))
        await asyncio.sleep(0.5)
        given_up.cancel()
        return await other

    assert virtually(main) == 1.0


def test_quiet_chats_are_forgotten() -> None:
    """Memory does not grow with everybody who ever wrote."""

    async def main() -> list[int]:
        limit = limits(overall=Rate(10**6, 1.0))
        sizes = []
        for start in range(0, 5 * FORGET_ABOVE, FORGET_ABOVE):
            for chat in range(start, start + FORGET_ABOVE):
                await sent(limit, chat)
            sizes.append(len(limit._chats))
            await asyncio.sleep(10)
        return sizes

    sizes = virtually(main)
    assert max(sizes) <= FORGET_ABOVE
    assert all(after <= before + FORGET_ABOVE for before, after in pairwise(sizes))


def test_a_chat_that_waits_is_not_forgotten() -> None:
    """Its count and its queue must be the ones that a later message of the chat meets."""

    async def main() -> list[float]:
        limit = limits()
        times = []

        async def send() -> None:
            times.append(await sent(limit, 1))

        limit.close(5)
        first = asyncio.create_task(send())
        await asyncio.sleep(1)
        for chat in range(2, FORGET_ABOVE + 2):
            limit.close(0, chat)
        await asyncio.gather(first, *[send() for _ in range(3)])
        return times

    assert virtually(main) == [5, 5, 5, 8]


def test_a_chat_is_not_forgotten_while_something_is_on_its_way() -> None:
    """Its count must be the one that a later message of the chat meets."""

    async def main() -> float:
        limit = limits(overall=Rate(10**6, 1.0), per_chat=Rate(1, 3.0))

        async def slow() -> None:
            async with limit.place(1):
                await asyncio.sleep(60)

        on_the_way = asyncio.create_task(slow())
        await asyncio.sleep(10)
        for chat in range(2, FORGET_ABOVE + 3):
            await sent(limit, chat)
        left = await sent(limit, 1)
        await on_the_way
        return left

    assert virtually(main) == 63


def test_the_real_rates_are_those_that_telegram_is_held_to() -> None:
    assert Rate(3, 3.0) == real.PER_CHAT
    assert Rate(30, 1.0) == real.OVERALL
