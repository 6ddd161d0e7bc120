"""What nobody waits for is known, and found apart from answers, which are found whatever else waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import outbox
from tests.state.helpers import ANNA, BENT, BOT, Clock, Someone, anna, bent

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store


async def put(store: Store, someone: Someone, *, unasked: bool) -> int:
    row = store.ids.next()

    def add(cursor: Cursor) -> None:
        payload = {"kind": "say"}
        outbox.add(
            cursor, row, BOT, someone.user, someone.id, "da", payload, 0, -1, store.clock(), unasked=unasked
        )

    await store.write(add)
    return row


async def chats(store: Store, *, unasked: bool, limit: int = 10) -> list[int]:
    return await store.read(
        lambda cursor: outbox.waiting_chats(cursor, BOT, store.clock(), limit, unasked=unasked)
    )


async def is_unasked(store: Store, chat: int) -> bool:
    row = await store.read(lambda cursor: outbox.next_of(cursor, BOT, chat))
    assert row is not None
    return row.unasked


async def test_chats_are_found_by_whether_somebody_waits(store: Store, clock: Clock) -> None:
    await put(store, await anna(store), unasked=True)
    clock.move(seconds=1)
    await put(store, await bent(store), unasked=False)
    assert await chats(store, unasked=False, limit=1) == [BENT]
    assert await chats(store, unasked=True, limit=1) == [ANNA]
    assert (await is_unasked(store, ANNA), await is_unasked(store, BENT)) == (True, False)


async def test_an_answer_takes_along_what_stands_before_it_in_its_chat(store: Store) -> None:
    """A chat keeps its order; once the answer has gone, what comes behind it waits for nobody again."""
    someone = await anna(store)
    reminder = await put(store, someone, unasked=True)
    answer = await put(store, someone, unasked=False)
    await put(store, someone, unasked=True)
    assert await chats(store, unasked=False) == [], "what is oldest decides where it is found"
    assert await chats(store, unasked=True) == [ANNA]
    assert not await is_unasked(store, ANNA)
    for row in (reminder, answer):
        assert not await is_unasked(store, ANNA)
        await store.write(lambda cursor, row=row: outbox.sent(cursor, row, 900, store.clock()))  # type: ignore[misc]
    assert await is_unasked(store, ANNA)


async def test_what_another_person_waits_for_makes_nothing_more_urgent(store: Store) -> None:
    await put(store, await anna(store), unasked=True)
    await put(store, await bent(store), unasked=False)
    assert await is_unasked(store, ANNA)
