"""Update marks: a repeated update is recognised, and neither marks nor oddities pile up."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.state import updates
from tests.state.helpers import BOT, Clock, count, seen

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.store import Store


async def test_an_update_is_seen_once_it_is_marked_and_by_its_own_bot(store: Store) -> None:
    def mark(cursor: Cursor) -> bool:
        return updates.mark(cursor, BOT, 10, store.clock())

    assert not await store.read(lambda cursor: seen(cursor, BOT, 10))
    assert [await store.write(mark), await store.write(mark)] == [True, False]
    assert await store.read(lambda cursor: seen(cursor, BOT, 10))
    assert not await store.read(lambda cursor: seen(cursor, BOT + 1, 10))
    assert not await store.read(lambda cursor: seen(cursor, BOT, 9))


async def test_a_strange_update_is_kept_by_id_and_kind_and_may_come_again(store: Store) -> None:
    def put_aside(cursor: Cursor) -> None:
        updates.set_aside(cursor, BOT, 11, "malformed", store.clock())

    def read(cursor: Cursor) -> list[Any]:
        cursor.execute("SELECT bot, update_id, kind FROM set_aside", {})
        return cursor.fetchall()

    await store.write(put_aside)
    await store.write(put_aside)
    assert await store.read(read) == [(BOT, 11, "malformed")]


async def test_purging_forgets_old_marks_soon_and_strange_updates_later(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "NEWEST_KEPT", 1)

    def fill(cursor: Cursor, update: int) -> None:
        updates.mark(cursor, BOT, update, clock())
        updates.set_aside(cursor, BOT, update, "poll", clock())

    await store.write(lambda cursor: fill(cursor, 1))
    border = clock.move(hours=48)
    await store.write(lambda cursor: fill(cursor, 2))

    async def left() -> tuple[int, int]:
        return await store.read(lambda cursor: (count(cursor, "updates"), count(cursor, "set_aside")))

    async def purge(before: datetime) -> None:
        await store.write(lambda cursor: updates.purge(cursor, BOT, before, clock()))

    await purge(border)
    assert await left() == (1, 2)
    await purge(border + updates.STRANGE_KEPT)
    assert await left() == (1, 1)
    await purge(border + updates.STRANGE_KEPT + timedelta(days=1))
    assert await left() == (1, 0)


async def test_many_old_marks_are_forgotten_in_steps(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Turns go on between the steps; the newest stay."""
    monkeypatch.setattr(updates, "NEWEST_KEPT", 1)
    monkeypatch.setattr(updates, "AT_ONCE", 2)
    await marked(store, BOT, 1, 2, 3, 4, 5, 6)
    purge = partial(updates.purge, bot=BOT, before=clock(), now=clock())
    found = []
    for _ in range(4):
        more = await store.write(purge)
        found.append((more, await store.read(lambda cursor: count(cursor, "updates"))))
    assert found == [(True, 4), (True, 2), (False, 1), (False, 1)]


@pytest.fixture
def three_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "NEWEST_KEPT", 3)


async def marked(store: Store, bot: int, *numbers: int) -> None:
    """Mark one update after the other, a second apart."""
    assert isinstance(store.clock, Clock)
    for number in numbers:
        mark = partial(updates.mark, bot=bot, update_id=number, now=store.clock())
        assert await store.write(mark)
        store.clock.move(seconds=1)


async def swept(store: Store) -> list[int]:
    """Purge as the hourly sweep does; which updates are still known."""

    def sweep(cursor: Cursor) -> list[int]:
        updates.purge(cursor, BOT, store.clock() - timedelta(hours=48), store.clock())
        cursor.execute("SELECT update_id FROM updates WHERE bot = :bot ORDER BY update_id", {"bot": BOT})
        return [number for (number,) in cursor.fetchall()]

    return await store.write(sweep)


@pytest.mark.usefixtures("three_kept")
async def test_a_clock_that_jumps_ahead_does_not_make_the_newest_marks_go(store: Store, clock: Clock) -> None:
    """Each bot's, whatever another bot does, and also where the ids started again lower."""
    await marked(store, BOT, 1005, 1006, 7, 8, 9)
    await marked(store, BOT + 1, 1, 2, 3, 4)
    clock.move(days=365)
    assert await swept(store) == [7, 8, 9]
    clock.move(days=-365)
    await marked(store, BOT, 10)
    assert await swept(store) == [7, 8, 9, 10]


@pytest.mark.usefixtures("three_kept")
async def test_marks_from_the_future_do_not_push_the_present_ones_out(store: Store, clock: Clock) -> None:
    """A year ahead, back, and ahead again: it is still the last ones that stay."""
    clock.move(days=365)
    await marked(store, BOT, 1, 2, 3, 4)
    clock.move(days=-365)
    assert await swept(store) == [1, 2, 3, 4]
    clock.move(seconds=1)
    await marked(store, BOT, 5, 6, 7)
    clock.move(days=200)
    assert await swept(store) == [5, 6, 7]
