"""What was erased or closed has its line in the erasure ledger when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import exercises, ledger, people
from tests.state.helpers import anna, bent

if TYPE_CHECKING:
    from bot.state.store import Store


async def test_nothing_waits_for_its_line_once_it_is_done(store: Store) -> None:
    one, other = await anna(store), await bent(store)
    before = await store.read(ledger.known)
    await store.write(lambda cursor: people.erase(cursor, one.id))
    await store.write(lambda cursor: exercises.discard(cursor, other.id, other.session.id))
    assert await store.read(ledger.waiting) == 0
    assert (await store.read(ledger.known)).position == before.position + 2
