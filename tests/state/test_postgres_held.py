"""Somebody whose rows another program holds waits; nobody else does."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.state import outbox, people
from bot.state.errors import StorageUnavailable
from bot.state.ids import Ids
from bot.state.postgres_opening import STANDS_STILL
from bot.state.store import HELD_TRIES, Store
from tests import postgres
from tests.state.helpers import BOT, Clock, anna, settle

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

HOLD = "UPDATE people SET version = version WHERE id = ANY(%s)"
PATIENCE = 20.0


async def test_others_are_stored_while_rows_of_some_are_held() -> None:
    """All of a program's citizens waited two seconds for each of those whose rows were held."""
    clock, database = Clock(), postgres.emptied()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        *held, free = [
            await store.write(partial(settle, store=store, user=user)) for user in (200, 201, 202, 300)
        ]
        with postgres.linked(database) as link:
            link.execute("BEGIN")
            link.execute(HOLD, [[each.id for each in held]])
            came = [partial(people.seen, person_id=each.id, now=clock()) for each in (*held, free)]
            *waiting, last = [asyncio.create_task(store.write(each)) for each in came]
            await asyncio.wait_for(last, PATIENCE)
            assert not any(task.done() for task in waiting)
            link.execute("ROLLBACK")
            await asyncio.wait_for(asyncio.gather(*waiting), PATIENCE)


async def test_whoever_is_held_for_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The update is not acknowledged then, and comes again."""
    monkeypatch.setattr("bot.state.store.HELD_TRIES", 2)
    clock, database = Clock(), postgres.emptied()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        someone = await anna(store)
        tries = 0

        def seen(cursor: Cursor) -> None:
            nonlocal tries
            tries += 1
            people.seen(cursor, someone.id, clock())

        with postgres.linked(database) as link:
            link.execute("BEGIN")
            link.execute(HOLD, [[someone.id]])
            with pytest.raises(StorageUnavailable, match="nothing was stored"):
                await store.write(seen)
            assert tries == 3
            assert HELD_TRIES > 3
            link.execute("ROLLBACK")
        await store.write(seen)


async def test_a_program_that_stands_still_in_a_turn_loses_it() -> None:
    """Its rows would be held for as long as it stands."""
    clock, database = Clock(), postgres.emptied()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:

        def shown(cursor: Cursor) -> str:
            cursor.execute("SHOW idle_in_transaction_session_timeout", {})
            return str(cursor.fetchone()[0])

        assert await store.write(shown) == STANDS_STILL


async def test_what_is_written_behind_a_neighbour_has_a_higher_id_than_what_another_program_wrote_meanwhile() -> (
    None
):
    """Ids were seen to once in a batch: with the slower clock, what was said later would have gone first."""
    behind, ahead = Clock(), Clock()
    ahead.move(seconds=30)
    database = postgres.emptied()
    async with (
        await Store.open(database, clock=behind, ids=Ids(behind)) as one,
        await Store.open(database, clock=ahead, ids=Ids(ahead)) as other,
    ):
        someone = await anna(one)
        began, goes_on = threading.Event(), threading.Event()

        def neighbour(cursor: Cursor) -> None:
            cursor.execute("SELECT 1", {})
            began.set()
            goes_on.wait(PATIENCE)

        def say(cursor: Cursor, store: Store, text: str) -> None:
            new, payload = store.ids.next(), {"text": text}
            outbox.add(cursor, new, BOT, someone.user, someone.id, "da", payload, 0, -1, store.clock())

        later = partial(say, store=one, text="later")
        batch = [asyncio.create_task(one.write(neighbour)), asyncio.create_task(one.write(later))]
        await asyncio.to_thread(began.wait, PATIENCE)
        await other.write(partial(say, store=other, text="first"))
        goes_on.set()
        await asyncio.gather(*batch)
        row = await one.read(lambda cursor: outbox.next_of(cursor, BOT, someone.user))
    assert row is not None
    assert row.payload["text"] == "first"
