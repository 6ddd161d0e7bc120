"""The wrapped keys that a cursor remembers: none that was undone, destroyed or wrapped anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import keys, sealing
from bot.state.cursor import undo
from bot.state.errors import Tampered
from bot.state.ids import Ids
from bot.state.keys import Keys
from bot.state.opening import Database
from bot.state.store import Store
from tests.keys import DATA_KEY, KEYS, at
from tests.state.helpers import Clock

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.cursor import Cursor

WORDS = "Fortroligt ord"


def asked_twice(cursor: Cursor, owner: int) -> None:
    """Once to make the key, and once more, so that the cursor has read it."""
    for row in (1, 2):
        sealing.seal(cursor, "answers.content", owner, row, WORDS)
    assert owner in cursor.wrapped


def count_of_keys(cursor: Cursor, owner: int) -> int:
    cursor.execute("SELECT COUNT(*) FROM data_keys WHERE owner = :owner", {"owner": owner})
    count: int = cursor.fetchone()[0]
    return count


async def test_a_key_that_was_undone_is_not_sealed_with(store: Store) -> None:
    """What was sealed with it would never open again."""

    def story(cursor: Cursor) -> None:
        cursor.execute("SAVEPOINT ahead", {})
        asked_twice(cursor, 77)
        undo(cursor, "ahead")
        cursor.execute("RELEASE ahead", {})
        stored = sealing.seal(cursor, "answers.content", 77, 3, WORDS)
        assert count_of_keys(cursor, 77) == 1
        cursor.wrapped.clear()
        assert sealing.unseal(cursor, "answers.content", 77, 3, stored) == WORDS

    await store.write(story)


async def test_a_key_that_was_destroyed_seals_and_opens_nothing_more(store: Store) -> None:
    def story(cursor: Cursor) -> None:
        asked_twice(cursor, 77)
        stored = sealing.seal(cursor, "answers.content", 77, 3, WORDS)
        sealing.forget(cursor, 77)
        with pytest.raises(Tampered):
            sealing.unseal(cursor, "answers.content", 77, 3, stored)
        sealing.seal(cursor, "answers.content", 77, 3, WORDS)
        assert count_of_keys(cursor, 77) == 1, "whoever comes after them has a key of their own"

    await store.write(story)


async def test_a_key_that_was_wrapped_anew_is_read_anew(tmp_path: Path) -> None:
    """The master key that it was wrapped by before may be gone by then."""
    database = at(tmp_path / "test.db")
    async with await Store.open(database, clock=Clock(), ids=Ids(Clock())) as store:
        await store.write(lambda cursor: asked_twice(cursor, 77))
    both = Keys.of_text(f"{keys.new_key()} {DATA_KEY}")
    database = Database(str(tmp_path / "test.db"), both)
    async with await Store.open(database, clock=Clock(), ids=Ids(Clock())) as store:

        def story(cursor: Cursor) -> None:
            before = sealing._row_of(cursor, 77)
            sealing.rewrap(cursor, 10)
            after = sealing._row_of(cursor, 77)
            assert before is not None
            assert after is not None
            assert (before[0], after[0]) == (KEYS.first.id, both.first.id)

        await store.write(story)
