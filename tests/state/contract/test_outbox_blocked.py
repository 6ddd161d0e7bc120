"""What waits for somebody who has blocked the bot is left alone until they are back, or are erased."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.state import outbox, outbox_sweep, people, watching
from tests.state.contract.test_outbox import chats, column, following, mark_sent, put, wakeup
from tests.state.helpers import ANNA, BENT, BOT, anna, bent

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Clock


async def test_a_blocked_chat_waits_until_its_person_writes_again(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    row = await put(store, someone)
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock()))
    assert await chats(store) == []
    assert await store.read(lambda cursor: outbox.next_of(cursor, BOT, ANNA)) is None
    assert await wakeup(store) is None
    await store.write(lambda cursor: people.unblock(cursor, BOT, ANNA))
    assert await chats(store) == [ANNA]
    assert (await following(store)).id == row


async def test_what_is_written_while_a_chat_is_blocked_waits_too(store: Store, clock: Clock) -> None:
    someone = await anna(store)
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock()))
    row = await put(store, someone)
    other = await put(store, await bent(store))
    assert await chats(store) == [BENT]
    await mark_sent(store, other)
    assert await wakeup(store) is None
    await store.write(lambda cursor: people.unblock(cursor, BOT, ANNA))
    assert (await following(store)).id == row
    assert await chats(store) == [ANNA]


async def test_a_receipt_for_whoever_blocked_the_bot_and_is_erased_is_tried(
    store: Store, clock: Clock
) -> None:
    """Telegram says what becomes of it: it must not wait for ever for an address that is gone."""
    someone = await anna(store)
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock()))
    row = await put(store, someone, receipt=True)
    assert await chats(store) == []
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    assert await chats(store) == [ANNA]
    assert (await following(store)).id == row


async def written_past(store: Store, row: int, held: int) -> None:
    """What a turn in one program stores while another one says that the chat is blocked, or free again."""

    def write(cursor: Cursor) -> None:
        cursor.execute("UPDATE outbox SET held = :held WHERE id = :id", {"held": held, "id": row})

    await store.write(write)


async def test_what_was_written_just_as_a_chat_was_blocked_is_held_by_the_next_sweep(
    store: Store, clock: Clock
) -> None:
    other = await put(store, await bent(store))
    row = await put(store, await anna(store))
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock()))
    await written_past(store, row, 0)
    await store.write(lambda cursor: outbox_sweep.set_held(cursor, BOT))
    assert (await column(store, row, "held"), await column(store, other, "held")) == (1, 0)
    found = await store.read(lambda cursor: watching.queues(cursor, BOT, clock()))
    assert (found.waiting, found.held) == (1, 1)


async def test_what_was_written_just_as_a_chat_was_free_again_goes_after_the_next_sweep(
    store: Store, clock: Clock
) -> None:
    someone = await bent(store)
    kept = await put(store, someone)
    await store.write(lambda cursor: people.block(cursor, BOT, BENT, clock()))
    free = await anna(store)
    row, sent = await put(store, free), await put(store, free)
    await mark_sent(store, sent)
    for each in (row, sent):
        await written_past(store, each, 1)
    await store.write(lambda cursor: outbox_sweep.set_held(cursor, BOT + 1))
    assert await chats(store) == [], "that is another bot's"
    await store.write(lambda cursor: outbox_sweep.set_held(cursor, BOT))
    assert await chats(store) == [ANNA]
    assert [await column(store, each, "held") for each in (kept, row, sent)] == [1, 0, 1]


@pytest.mark.parametrize("held", [0, 1])
async def test_very_many_are_set_right_a_part_at_a_time(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(outbox_sweep, "AT_ONCE", 1)
    rows = [await put(store, each) for each in (await anna(store), await bent(store))]
    for chat in (ANNA, BENT) if not held else ():
        await store.write(partial(people.block, bot=BOT, chat_id=chat, now=clock()))
    for each in rows:
        await written_past(store, each, held)
    for wrong in (1, 0):
        await store.write(lambda cursor: outbox_sweep.set_held(cursor, BOT))
        assert sum([await column(store, each, "held") == held for each in rows]) == wrong
