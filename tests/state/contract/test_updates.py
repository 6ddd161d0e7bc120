"""Update marks: a repeated update is recognised, and neither marks nor oddities pile up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.state import updates
from tests.state.helpers import BOT, count, seen

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock


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


async def test_purging_forgets_old_marks_soon_and_strange_updates_later(store: Store, clock: Clock) -> None:
    def fill(cursor: Cursor, update: int) -> None:
        updates.mark(cursor, BOT, update, clock())
        updates.set_aside(cursor, BOT, update, "poll", clock())

    await store.write(lambda cursor: fill(cursor, 1))
    border = clock.move(hours=48)
    await store.write(lambda cursor: fill(cursor, 2))

    async def left() -> tuple[int, int]:
        return await store.read(lambda cursor: (count(cursor, "updates"), count(cursor, "set_aside")))

    await store.write(lambda cursor: updates.purge(cursor, border))
    assert await left() == (1, 2)
    await store.write(lambda cursor: updates.purge(cursor, border + updates.STRANGE_KEPT))
    assert await left() == (0, 1)
    await store.write(lambda cursor: updates.purge(cursor, border + updates.STRANGE_KEPT + timedelta(days=1)))
    assert await left() == (0, 0)
