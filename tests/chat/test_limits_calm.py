"""What nobody waits for goes behind all that somebody waits for, evenly, and as fast as it may."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.calm import RECOVERY, SLOWEST
from bot.chat.limits import OVERALL, PER_CHAT, Limits
from bot.chat.rates import Rate
from tests.chat.helpers import virtually
from tests.chat.test_limits import EXACT, LATENCY, fits

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = Rate(5, 1.0)


def limits(overall: Rate = FEW, per_chat: Rate = PER_CHAT, paid: Rate | None = None) -> Limits:
    return Limits(overall, per_chat, paid=paid, clock=asyncio.get_running_loop().time)


async def calmly(limit: Limits, chat: int, seconds: float = 0.0) -> float:
    """Send what nobody waits for, that is answered after so long; the moment it left at."""
    await limit.acquire_calm(chat)
    left = asyncio.get_running_loop().time()
    await asyncio.sleep(seconds)
    limit.arrived(chat)
    return left


async def asked(limit: Limits, chat: int) -> float:
    async with limit.place(chat):
        return asyncio.get_running_loop().time()


WANTED = st.lists(
    # when, which chat, how long it and its answer are on the way, and whether nobody waits for it
    st.tuples(st.floats(0, 10), st.integers(1, 4), LATENCY, LATENCY, st.booleans()),
    max_size=50,
)
GATES = st.lists(st.tuples(st.floats(0, 10), st.integers(0, 4), st.floats(0.1, 20)), max_size=4)


@given(WANTED, GATES, st.lists(st.floats(0, 5), max_size=4), st.sampled_from([None, Rate(12, 1.0)]))
def test_whatever_comes_when_all_of_it_goes_and_no_window_overflows(
    wanted: list[tuple[float, int, float, float, bool]],
    gates: list[tuple[float, int, float]],
    made: list[float],
    paid: Rate | None,
) -> None:
    """Of both kinds, with gates that close, and with some that are made first and have room and place again after."""
    arrived: list[tuple[float, int, bool]] = []

    async def main() -> None:
        limit = limits(paid=paid)
        limit.room = asyncio.Semaphore(2)
        now = asyncio.get_running_loop().time

        async def send(at: float, chat: int, there: float, back: float, calm: bool) -> None:
            await asyncio.sleep(at)
            await (limit.acquire_calm(chat) if calm else limit.acquire(chat))
            assert not limit.closed(chat)
            await asyncio.sleep(there)
            arrived.append((now(), chat, calm))
            await asyncio.sleep(back)
            limit.arrived(chat)

        async def make(seconds: float, chat: int) -> None:
            async with limit.room:
                await limit.acquire_calm(chat)
                async with limit.meanwhile(chat):
                    await asyncio.sleep(seconds)
                arrived.append((now(), chat, False))
                limit.arrived(chat)

        async def close(at: float, chat: int, seconds: float) -> None:
            await asyncio.sleep(at)
            limit.close(seconds, chat or None)

        await asyncio.gather(
            *[close(*gate) for gate in gates],
            *[send(*each) for each in wanted],
            *[make(seconds, 5 + chat) for chat, seconds in enumerate(made)],
        )
        await asyncio.sleep(100)
        assert limit.try_acquire(1), "every place has been given back"

    virtually(main)
    assert len(arrived) == len(wanted) + len(made)
    if paid is None:
        assert fits([at for at, _, _ in arrived], FEW)
    else:
        assert fits([at for at, _, calm in arrived if not calm], FEW)
        assert fits([at for at, _, calm in arrived if calm], paid)
    for chat in range(1, 5):
        assert fits([at for at, to, _ in arrived if to == chat], PER_CHAT)


def test_they_go_evenly() -> None:
    """A place comes free every thirtieth of a second, instead of all of them at once."""

    async def main() -> list[float]:
        limit = limits(OVERALL)
        return list(await asyncio.gather(*(calmly(limit, chat) for chat in range(90))))

    times = virtually(main)
    assert times == sorted(times)
    assert all(abs(later - earlier - 1 / 30) <= EXACT for earlier, later in pairwise(times))
    assert times[-1] >= 2.9


def waits_of_answers(at: Sequence[float]) -> list[float]:
    async def main() -> list[float]:
        limit = limits(OVERALL)
        reminders = [asyncio.create_task(calmly(limit, chat, 0.02)) for chat in range(300)]

        async def answer(moment: float, chat: int) -> float:
            await asyncio.sleep(moment)
            return await asked(limit, chat) - moment

        waits = await asyncio.gather(*(answer(moment, 1000 + n) for n, moment in enumerate(at)))
        for task in reminders:
            task.cancel()
        return list(waits)

    return virtually(main)


def test_an_answer_has_the_next_place_that_comes_free() -> None:
    assert max(waits_of_answers([2.5, 4.1, 5.3, 7.7])) <= 0.1


def test_answers_go_before_all_others_who_stand_there() -> None:
    """As many as come: until the last of them has gone, nobody goes whom nobody waits for."""

    went: list[int] = []

    async def main() -> None:
        limit = limits()

        async def go(chat: int, *, calm: bool) -> None:
            await (calmly(limit, chat) if calm else asked(limit, chat))
            went.append(chat)

        for chat in range(5):
            await asked(limit, chat)
        calm = [asyncio.create_task(go(chat, calm=True)) for chat in (98, 99)]
        answers = [asyncio.create_task(go(chat, calm=False)) for chat in range(100, 113)]
        await asyncio.gather(*answers, *calm)

    virtually(main)
    assert went == [*range(100, 113), 98, 99]


def test_one_that_waits_for_its_own_chat_holds_up_no_other() -> None:
    async def main() -> tuple[float, float]:
        limit = limits()
        limit.close(50, 1)
        held_up = asyncio.create_task(calmly(limit, 1))
        await asyncio.sleep(1)
        return await calmly(limit, 2), await held_up

    assert virtually(main) == (1, 50)


def test_two_reminders_to_one_chat_are_a_second_apart() -> None:
    async def main() -> list[float]:
        limit = limits()
        return list(await asyncio.gather(*(calmly(limit, 1) for _ in range(3))))

    assert virtually(main) == [0, 1, 2]


def test_who_leaves_the_line_takes_no_place() -> None:
    async def main() -> list[float]:
        limit = limits(Rate(1, 1.0))
        await asked(limit, 1)
        given_up, other = asyncio.create_task(calmly(limit, 2)), asyncio.create_task(calmly(limit, 3))
        await asyncio.sleep(0.5)
        given_up.cancel()
        return [await other, await asked(limit, 4)]

    assert virtually(main) == [1, 2]


def rate_at(limit: Limits, now: float) -> float:
    return limit._pace.part(now)


def test_after_a_429_for_all_it_goes_slower_and_grows_back() -> None:
    """By half each time, never to nothing; and the gate is kept closed for the whole time first."""

    async def main() -> tuple[list[float], float, float]:
        limit = limits(OVERALL)
        now = asyncio.get_running_loop().time
        limit.close(3, 1)
        assert rate_at(limit, now()) == 1, "one chat's own limit is no reason"
        limit.close(3, 2)
        times = list(await asyncio.gather(*(calmly(limit, chat) for chat in range(10, 40))))
        await asyncio.sleep(RECOVERY)
        again = rate_at(limit, now())
        for _ in range(20):
            limit.close(1)
        return times, again, rate_at(limit, now())

    times, again, slowest = virtually(main)
    assert times[0] == 3
    assert 1.6 < times[-1] - times[0] < 2, "29 at half of thirty a second, and a little more each time"
    assert again == 1
    assert slowest == SLOWEST
