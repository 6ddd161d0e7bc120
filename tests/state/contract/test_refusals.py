"""What a refusal of Telegram's means is decided by what is stored of the person at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import outbox, people, refusals
from tests.state.contract.test_outbox import chats, column, following, put
from tests.state.helpers import ANNA, BOT, anna

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.cursor import Cursor
    from bot.state.outbox import Row
    from bot.state.store import Store
    from tests.state.helpers import Clock


async def refused(store: Store, row: Row) -> str:
    return await store.write(lambda cursor: refusals.note(cursor, row, store.clock()))


async def blocked_at(store: Store) -> int | None:
    def read(cursor: Cursor) -> int | None:
        cursor.execute("SELECT blocked_at FROM addresses WHERE chat_id = :chat", {"chat": ANNA})
        found: int | None = cursor.fetchone()[0]
        return found

    return await store.read(read)


async def test_what_waits_for_somebody_who_has_blocked_the_bot_is_held(store: Store) -> None:
    row = await put(store, await anna(store))
    assert await refused(store, await following(store)) == "blocked"
    assert await blocked_at(store) is not None
    assert await column(store, row, "held") == 1
    assert await chats(store) == []


def writes(cursor: Cursor, clock: Clock) -> None:
    known = people.find(cursor, BOT, ANNA)
    assert known is not None
    people.save(cursor, known.person, known.version, clock(), seen=True)


def writes_what_does_not_open(cursor: Cursor, clock: Clock) -> None:
    known = people.find(cursor, BOT, ANNA)
    assert known is not None
    people.seen(cursor, known.person.id, clock())


def lets_in(cursor: Cursor, _: Clock) -> None:
    people.unblock(cursor, BOT, ANNA)


def blocks_and_lets_in(cursor: Cursor, clock: Clock) -> None:
    people.block(cursor, BOT, ANNA, clock())
    people.unblock(cursor, BOT, ANNA)


WAYS = [writes, writes_what_does_not_open, lets_in, blocks_and_lets_in]


@pytest.mark.parametrize("comes", WAYS)
async def test_whoever_has_come_back_since_the_row_was_read_is_not_blocked(
    store: Store, clock: Clock, comes: Callable[[Cursor, Clock], None]
) -> None:
    """Also where no clock tells it, for this one stands still."""
    row = await put(store, await anna(store))
    before = await following(store)
    await store.write(lambda cursor: comes(cursor, clock))
    assert await refused(store, before) == "back"
    assert await blocked_at(store) is None
    assert await column(store, row, "held") == 0
    assert await chats(store) == [ANNA]


@pytest.mark.parametrize("comes", WAYS)
async def test_what_they_did_before_the_row_was_read_is_no_news(
    store: Store, clock: Clock, comes: Callable[[Cursor, Clock], None]
) -> None:
    """Also where it was stored with a clock that is ahead of ours."""
    await put(store, await anna(store))
    clock.move(hours=1)
    await store.write(lambda cursor: comes(cursor, clock))
    clock.move(hours=-1)
    assert await refused(store, await following(store)) == "blocked"
    assert await blocked_at(store) is not None


async def test_that_they_have_blocked_the_bot_may_be_known_already(store: Store, clock: Clock) -> None:
    await put(store, await anna(store))
    before = await following(store)
    await store.write(lambda cursor: people.block(cursor, BOT, ANNA, clock()))
    at = await blocked_at(store)
    clock.move(hours=1)
    assert await refused(store, before) == "blocked"
    assert await blocked_at(store) == at


async def test_to_whom_nobody_is_at_the_address_the_message_is_given_up(store: Store) -> None:
    """The receipt of an erasure; but not where they are here anew."""
    someone = await anna(store)
    row = await put(store, someone, receipt=True)
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    receipt = await following(store)
    assert receipt.version is None
    assert await refused(store, receipt) == "nobody"
    assert await column(store, row, "status") == "aside"


async def test_whoever_is_here_anew_since_their_receipt_was_read_is_not_blocked(store: Store) -> None:
    someone = await anna(store)
    await put(store, someone, receipt=True)
    await store.write(lambda cursor: people.erase(cursor, someone.id))
    receipt = await following(store)
    await anna(store)
    assert await refused(store, receipt) == "back"
    assert await blocked_at(store) is None


@pytest.mark.parametrize("stored", ["", "x", "bm8="])
async def test_a_row_that_cannot_be_read_says_nothing_and_keeps_nobody_from_the_next_ones(
    store: Store, stored: str
) -> None:
    row = await put(store, await anna(store))

    def spoil(cursor: Cursor) -> None:
        cursor.execute("UPDATE outbox SET payload = :stored WHERE id = :id", {"stored": stored, "id": row})

    await store.write(spoil)
    assert (await following(store)).payload == {}
    await store.write(lambda cursor: outbox.aside(cursor, row, "broken"))
    assert await chats(store) == []
