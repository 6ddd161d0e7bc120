"""What was erased or closed goes to the ledger before anybody hears of it, and tells nobody who has no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state import ledger, people, sealing
from bot.state.ids import Ids
from bot.state.keys import Keys, new_key
from bot.state.opening import Database
from bot.state.store import Store
from tests.keys import DATA_KEY, at
from tests.state.helpers import Clock, anna, bent

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_receipt_of_an_erasure_stays_the_same_when_the_master_key_changes(
    tmp_path: Path, clock: Clock
) -> None:
    file, both = tmp_path / "test.db", Keys.of_text(f"{new_key()} {DATA_KEY}")
    async with await Store.open(at(file), clock=clock, ids=Ids(clock)) as store:
        one, other = await anna(store), await bent(store)
        receipt = await store.read(lambda cursor: ledger.receipt(cursor, one.id))
        assert len(receipt) == ledger.RECEIPT
        assert receipt != await store.read(lambda cursor: ledger.receipt(cursor, other.id))
        await store.write(lambda cursor: people.erase(cursor, one.id))
    async with await Store.open(Database(str(file), both), clock=clock, ids=Ids(clock)) as store:
        await store.write(lambda cursor: sealing.rewrap(cursor, 10))
        assert await store.read(lambda cursor: ledger.receipt(cursor, one.id)) == receipt
