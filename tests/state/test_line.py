"""Whoever needs a row that another program holds comes again after a pause, for two seconds, in nobody's way.

In virtual time, without a database: what another program holds is told by the test.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.state.backend import Outcome
from bot.state.errors import Held
from bot.state.ids import Ids
from bot.state.line import BATCH_HELD, HELD_FOR, PAUSES
from bot.state.store import BATCH_SHARED, Store
from tests.chat.helpers import virtually
from tests.state.helpers import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.state.backend import Function
    from bot.state.cursor import Cursor

NEW = 1_000
TAKES = 0.0001
"""Seconds of a transaction."""


class Shared:
    """A database that other programs write into as well. A `Backend`."""

    is_shared = True

    def __init__(self) -> None:
        self.held = set[int]()
        """Whose rows another program holds."""
        self.tries = Counter[int]()
        self.stored: list[int] = []
        self.batches: list[tuple[int, bool]] = []
        """How many shared each transaction, and whether they were held before."""
        self.closed = False

    def come(self, _: Cursor, who: int) -> None:
        self.tries[who] += 1
        if who in self.held:
            raise Held("nothing was stored")
        self.stored.append(who)

    async def batch(self, functions: Sequence[Function[Any]], *, hurried: bool = False) -> list[Outcome]:
        await asyncio.sleep(TAKES)
        self.batches.append((len(functions), hurried))
        return [self._outcome(function) for function in functions]

    def _outcome(self, function: Function[Any]) -> Outcome:
        try:
            return Outcome(value=function(None))  # type: ignore[arg-type]
        except Held as error:
            return Outcome(error=error)

    async def read(self, function: Function[Any]) -> Any:
        return function(None)  # type: ignore[arg-type]

    async def tidy(self) -> bool:
        return True

    async def see_whole(self) -> None: ...

    async def outlived(self) -> None: ...

    async def close(self) -> None:
        self.closed = True


def opened() -> tuple[Store, Shared]:
    clock, shared = Clock(), Shared()
    return Store(shared, clock=clock, ids=Ids(clock)), shared


def come(store: Store, shared: Shared, who: int) -> asyncio.Task[None]:
    return asyncio.create_task(store.write(partial(shared.come, who=who)))


@pytest.mark.parametrize("many", [1, 100])
def test_whoever_is_held_hears_of_it_after_two_seconds_however_many_they_are(many: int) -> None:
    """A hundred of them had not heard of it after forty: the tries were counted, each of which waits for all others."""

    async def main() -> None:
        store, shared = opened()
        shared.held = set(range(many))
        waiting = [come(store, shared, who) for who in range(many)]
        await asyncio.sleep(HELD_FOR - 0.01)
        assert not any(task.done() for task in waiting)
        await asyncio.sleep(0.02)
        errors = await asyncio.gather(*waiting, return_exceptions=True)
        assert {type(error) for error in errors} == {Held}
        assert set(shared.tries.values()) == {10}
        await store.close()

    virtually(main)


def test_those_who_come_again_are_few_at_a_time_and_marked_as_such() -> None:
    async def main() -> None:
        store, shared = opened()
        shared.held = set(range(BATCH_SHARED))
        waiting = [come(store, shared, who) for who in range(BATCH_SHARED)]
        await asyncio.sleep(PAUSES[0] / 2)
        assert shared.batches == [(BATCH_SHARED, False)]
        shared.held.clear()
        await asyncio.gather(*waiting)
        assert shared.batches[1:] == [(BATCH_HELD, True)] * (BATCH_SHARED // BATCH_HELD)
        assert sorted(shared.stored) == list(range(BATCH_SHARED))
        await store.close()

    virtually(main)


def test_somebody_new_stands_behind_one_batch_of_those_who_come_again_and_the_other_way_round() -> None:
    async def main() -> None:
        store, shared = opened()
        shared.held = set(range(3 * BATCH_HELD))
        waiting = [come(store, shared, who) for who in range(3 * BATCH_HELD)]
        await asyncio.sleep(PAUSES[0] + 1.5 * TAKES)
        shared.batches.clear()
        new = [come(store, shared, NEW + number) for number in range(3 * BATCH_SHARED)]
        await asyncio.gather(*new)
        kinds = [hurried for _, hurried in shared.batches]
        assert kinds == [True, False, True, False, True, False]
        shared.held.clear()
        await asyncio.gather(*waiting)
        await store.close()

    virtually(main)


def test_nobody_is_tried_within_a_pause() -> None:
    async def main() -> None:
        store, shared = opened()
        shared.held = {1}
        waiting = come(store, shared, 1)
        await asyncio.sleep(PAUSES[0] / 2)
        for number in range(50):
            await come(store, shared, NEW + number)
        assert shared.tries[1] == 1
        shared.held.clear()
        await waiting
        assert shared.tries[1] == 2
        await store.close()

    virtually(main)


def test_a_store_that_is_closed_waits_for_whoever_pauses() -> None:
    async def main() -> None:
        store, shared = opened()
        shared.held = {1, 2}
        one, two = (come(store, shared, who) for who in (1, 2))
        await asyncio.sleep(PAUSES[0] / 2)
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(PAUSES[0] / 4)
        assert not shared.closed
        shared.held = {2}
        await asyncio.wait([closing])
        assert shared.stored == [1]
        assert one.result() is None
        assert isinstance(two.exception(), Held)

    virtually(main)


def test_whoever_is_cancelled_in_a_pause_leaves_nothing_behind() -> None:
    async def main() -> None:
        store, shared = opened()
        shared.held = {1}
        waiting = come(store, shared, 1)
        await asyncio.sleep(PAUSES[0] / 2)
        waiting.cancel()
        shared.held.clear()
        await asyncio.sleep(HELD_FOR)
        await come(store, shared, 2)
        assert shared.stored == [2]
        assert shared.tries[1] == 1
        await store.close()

    virtually(main)
