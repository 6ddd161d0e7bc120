"""Somebody whose rows another program holds waits; nobody else does."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from psycopg.errors import LockNotAvailable

from bot.state import outbox, people
from bot.state.errors import StorageUnavailable
from bot.state.ids import Ids
from bot.state.line import BATCH_HELD
from bot.state.postgres_batch import GLANCES
from bot.state.store import BATCH_SHARED, Store
from tests import postgres
from tests.state.helpers import BOT, Clock, anna, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.state.backend import Function, Outcome
    from bot.state.cursor import Cursor

HOLD = "UPDATE people SET version = version WHERE id = ANY(%s)"
PATIENCE = 20.0
MANY = 100
ROUNDS = 3


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


async def test_whoever_is_free_hardly_waits_however_many_rows_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beside a hundred held ones each turn took seven seconds: a moment for each of them, again and again."""
    monkeypatch.setattr("bot.state.line.HELD_FOR", PATIENCE)
    clock, database, tries, waited = Clock(), postgres.emptied(), 0, 0

    def seen(cursor: Cursor, person: int) -> None:
        nonlocal tries, waited
        tries += 1
        cursor.execute("SELECT setting FROM pg_settings WHERE name = 'lock_timeout'", {})
        (patience,) = cursor.fetchone()
        try:
            people.seen(cursor, person, clock())
        except LockNotAvailable:
            waited += int(patience)
            raise

    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        *held, free = await asyncio.gather(
            *(store.write(partial(settle, store=store, user=user)) for user in range(1, MANY + 2))
        )
        with postgres.linked(database) as link:
            link.execute("BEGIN")
            link.execute(HOLD, [[each.id for each in held]])
            waiting = [asyncio.create_task(store.write(partial(seen, person=each.id))) for each in held]
            await asyncio.sleep(0)  # all of them have asked
            stood = []
            while tries < ROUNDS * MANY:
                before = waited
                await store.write(partial(seen, person=free.id))
                stood.append(waited - before)
            assert not any(task.done() for task in waiting)
            link.execute("ROLLBACK")
            await asyncio.wait_for(asyncio.gather(*waiting), PATIENCE)
    first, *later = stood
    assert 0 < first <= 400, "milliseconds: a moment for each batch that they came in"
    assert max(later) <= 2 * BATCH_HELD * GLANCES, "the few that are tried before"


async def test_whoever_is_held_for_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The update is not acknowledged then, and comes again."""
    monkeypatch.setattr("bot.state.line.HELD_FOR", 0.01)
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
            assert tries == 2
            link.execute("ROLLBACK")
        await store.write(seen)


async def test_a_program_that_stands_still_in_a_turn_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows would be held for as long as it stands: another program gets through, and it goes on later."""
    monkeypatch.setattr("bot.state.postgres_programs.STANDS_STILL", "100ms")
    clock, database = Clock(), postgres.emptied()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        someone = await anna(store)
        began, goes_on = threading.Event(), threading.Event()

        def stand_still(cursor: Cursor) -> None:
            people.seen(cursor, someone.id, clock())
            began.set()
            goes_on.wait(PATIENCE)

        turn = asyncio.create_task(store.write(stand_still))
        await asyncio.to_thread(began.wait, PATIENCE)
        with postgres.linked(database) as link:
            await asyncio.to_thread(link.execute, HOLD, [[someone.id]])
        goes_on.set()
        with pytest.raises(StorageUnavailable):
            await turn
        await store.write(partial(people.seen, person_id=someone.id, now=clock()))


async def test_few_share_a_transaction_with_the_way_to_a_server_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, database = Clock(), postgres.emptied()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        together: list[int] = []
        batch = store._backend.batch

        async def counted(functions: Sequence[Function[Any]], *, hurried: bool) -> list[Outcome]:
            together.append(len(functions))
            return await batch(functions, hurried=hurried)

        monkeypatch.setattr(store._backend, "batch", counted)
        await asyncio.gather(*(store.write(lambda _: None) for _ in range(3 * BATCH_SHARED)))
    assert sum(together) == 3 * BATCH_SHARED
    assert max(together) <= BATCH_SHARED


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
