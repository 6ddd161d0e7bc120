"""One person, one turn at a time; others are never held up."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat.locks import Locks


async def test_turns_of_one_person_follow_one_another_in_the_order_they_came() -> None:
    locks, events, free = Locks(), list[str](), asyncio.Event()

    async def turn(name: str) -> None:
        async with locks.hold(1):
            events.append(f"{name} begins")
            await free.wait()
            events.append(f"{name} ends")

    running = [asyncio.create_task(turn(name)) for name in "abc"]
    await asyncio.sleep(0)
    assert events == ["a begins"]
    free.set()
    await asyncio.gather(*running)
    assert events == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


async def test_somebody_elses_turn_does_not_wait() -> None:
    locks = Locks()
    async with locks.hold(1), asyncio.timeout(5), locks.hold(2):
        pass


async def test_a_turn_that_fails_or_is_cancelled_lets_the_next_one_in() -> None:
    locks, held = Locks(), asyncio.Event()
    with pytest.raises(ValueError, match="broken"):
        async with locks.hold(1):
            raise ValueError("broken")

    async def forever() -> None:
        async with locks.hold(1):
            held.set()
            await asyncio.Event().wait()

    first, second = asyncio.create_task(forever()), asyncio.create_task(forever())
    await held.wait()
    second.cancel()
    first.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    async with asyncio.timeout(5), locks.hold(1):
        pass


async def test_nobody_who_is_quiet_takes_memory() -> None:
    locks = Locks()
    async with locks.hold(1), locks.hold(2):
        assert set(locks._locks) == {1, 2}
    assert not locks._locks
    assert not locks._users


async def test_as_many_hold_a_key_as_it_has_places_and_the_next_one_follows() -> None:
    locks, begun, free = Locks(2), list[int](), [asyncio.Event() for _ in range(4)]

    async def turn(number: int) -> None:
        async with locks.hold(1):
            begun.append(number)
            await free[number].wait()

    running = [asyncio.create_task(turn(number)) for number in range(4)]
    await asyncio.sleep(0)
    assert begun == [0, 1]
    free[1].set()
    await running[1]
    await asyncio.sleep(0)
    assert begun == [0, 1, 2]
    for each in free:
        each.set()
    await asyncio.gather(*running)
    assert begun == [0, 1, 2, 3]
