"""What waits for somebody who has blocked the bot is left alone until they are back, or are erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import outbox, people
from tests.state.contract.test_outbox import chats, following, mark_sent, put, wakeup
from tests.state.helpers import ANNA, BENT, BOT, anna, bent

if TYPE_CHECKING:
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
