"""What only PostgreSQL has to show: several programs write at once, and the server can go and come back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.state import databases, people, postgres_opening, timers, updates
from bot.state.cursor import undo
from bot.state.errors import BadUrl, Conflict, NewerSchema, StorageUnavailable
from bot.state.ids import Ids
from bot.state.postgres import Postgres
from bot.state.postgres_cursor import Connection
from bot.state.postgres_programs import RUNNING
from bot.state.store import Store
from tests import postgres
from tests.keys import at, columns_of
from tests.state.helpers import ANNA, BOT, Clock, anna, bent, count, open_fresh, seen, settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.timers import Timer
    from tests.state.helpers import Someone


@pytest.fixture
async def pair(clock: Clock) -> AsyncIterator[tuple[Store, Store]]:
    """Two programs on one database."""
    database = postgres.emptied()
    async with (
        await Store.open(database, clock=clock, ids=Ids(clock)) as one,
        await Store.open(database, clock=clock, ids=Ids(clock)) as other,
    ):
        yield one, other


@pytest.fixture
async def store(clock: Clock) -> AsyncIterator[Store]:
    async with await Store.open(postgres.emptied(), clock=clock, ids=Ids(clock)) as opened:
        yield opened


def ends_others(cursor: Cursor) -> None:
    """What a server that is stopped does to everybody else's connections to a database."""
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'jobstjernen'",
        {},
    )


async def together(
    pair: tuple[Store, Store], first: Callable[[Cursor], object], second: Callable[[Cursor], object]
) -> list[object]:
    """One program does something and has not committed it yet while the other does the same; what each hears."""
    one, other = pair
    began, goes_on = Event(), Event()

    def holds(cursor: Cursor) -> object:
        given = first(cursor)
        began.set()
        assert goes_on.wait(10)
        return given

    mine = asyncio.create_task(one.write(holds))
    await asyncio.to_thread(began.wait, 10)
    theirs = asyncio.create_task(other.write(second))
    await waits(theirs)
    goes_on.set()
    return list(await asyncio.gather(mine, theirs, return_exceptions=True))


async def waits(task: asyncio.Task[object]) -> None:
    """Until it waits for another's lock, or is done."""

    def look() -> bool:
        with psycopg.connect(postgres.own().url) as link:
            row = link.execute("SELECT COUNT(*) FROM pg_locks WHERE NOT granted").fetchone()
        return row is not None and row[0] > 0

    def look_on() -> None:
        while not task.done() and not look():
            pass

    await asyncio.to_thread(look_on)


async def test_of_two_turns_of_one_person_the_later_is_told_to_run_again(pair: tuple[Store, Store]) -> None:
    someone = await anna(pair[0])

    def called(name: str) -> Callable[[Cursor], object]:
        def run(cursor: Cursor) -> object:
            known = people.find(cursor, BOT, ANNA)
            assert known is not None
            people.save(cursor, replace(known.person, name=name), known.version, pair[0].clock(), seen=True)
            return name

        return run

    first, second = await together(pair, called("Anna"), called("Anni"))
    assert first == "Anna"
    assert isinstance(second, Conflict)
    assert await pair[1].write(called("Anni")) == "Anni"
    assert await pair[0].read(lambda cursor: people.name_of(cursor, someone.id)) == "Anni"


async def test_an_update_that_comes_to_two_programs_at_once_is_taken_by_one(
    pair: tuple[Store, Store],
) -> None:
    def mark(cursor: Cursor) -> object:
        return updates.mark(cursor, BOT, 1, pair[0].clock())

    assert await together(pair, mark, mark) == [True, False]


async def test_a_stranger_who_comes_to_two_programs_at_once_is_one_person(pair: tuple[Store, Store]) -> None:
    """The second makes the same row, is undone, and runs again on what the first has made."""

    def comes(cursor: Cursor) -> object:
        known = people.find(cursor, BOT, ANNA)
        return known.person.id if known else settle(cursor, pair[0], ANNA).id

    first, second = await together(pair, comes, comes)
    assert first == second
    assert await pair[0].read(lambda cursor: count(cursor, "people")) == 1


async def nudged(store: Store, clock: Clock) -> tuple[Someone, Someone]:
    """Two people, each with a timer that is due."""
    both = await anna(store), await bent(store)
    for each in both:
        schedule = partial(timers.schedule, kind="nudge", session=0, at=clock.now)
        await store.write(partial(schedule, new_id=store.ids.next(), person=each.id))
    return both


async def test_a_timer_that_another_program_is_ringing_is_left_to_it(
    pair: tuple[Store, Store], clock: Clock
) -> None:
    """Nobody waits, and each of the two goes on with another one."""
    await nudged(pair[0], clock)
    mine, theirs = await pair[0].read(lambda cursor: timers.due(cursor, BOT, clock.now, 10))

    def take(*those: Timer) -> Callable[[Cursor], object]:
        return lambda cursor: [timers.take(cursor, each) for each in those]

    assert await together(pair, take(mine), take(mine, theirs)) == [[True], [False, True]]
    assert await pair[0].read(lambda cursor: count(cursor, "timers")) == 0


async def test_two_batches_that_wait_for_each_other_both_go_through(pair: tuple[Store, Store]) -> None:
    """PostgreSQL ends one of them; it is run again, and nobody hears of it."""
    first, second = await anna(pair[0]), await bent(pair[0])
    began = Event(), Event()

    def crossing(mine: Event, theirs: Event, *those: int) -> Callable[[Cursor], object]:
        def run(cursor: Cursor) -> object:
            for each in those:
                people.seen(cursor, each, pair[0].clock())
                mine.set()
                assert theirs.wait(10)
            return those[0]

        return run

    heard = await asyncio.gather(
        pair[0].write(crossing(*began, first.id, second.id)),
        pair[1].write(crossing(began[1], began[0], second.id, first.id)),
    )
    assert list(heard) == [first.id, second.id]


async def test_an_error_that_a_function_keeps_quiet_about_stores_nothing_of_it(store: Store) -> None:
    def quiet(cursor: Cursor) -> None:
        updates.mark(cursor, BOT, 1, store.clock())
        with pytest.raises(psycopg.Error):
            cursor.execute("SELECT nothing FROM nowhere", {})

    def good(cursor: Cursor) -> object:
        return updates.mark(cursor, BOT, 2, store.clock())

    first, second = await asyncio.gather(store.write(quiet), store.write(good), return_exceptions=True)
    assert isinstance(first, StorageUnavailable)
    assert second is True
    assert not await store.read(lambda cursor: seen(cursor, BOT, 1))
    assert await store.read(lambda cursor: seen(cursor, BOT, 2))


async def test_a_connection_that_went_while_nobody_asked_is_made_anew_unnoticed(store: Store) -> None:
    await anna(store)
    await asyncio.to_thread(in_another, ends_others)
    assert await store.read(lambda cursor: count(cursor, "people")) == 1
    await bent(store)
    assert await store.read(lambda cursor: count(cursor, "people")) == 2


async def test_a_connection_that_goes_during_a_batch_stores_nothing_of_it_and_the_next_works(
    store: Store,
) -> None:
    def cut(cursor: Cursor) -> None:
        updates.mark(cursor, BOT, 1, store.clock())
        in_another(ends_others)
        updates.mark(cursor, BOT, 2, store.clock())

    outcomes = await asyncio.gather(
        store.write(lambda cursor: updates.mark(cursor, BOT, 3, store.clock())),
        store.write(cut),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes] == [StorageUnavailable] * 2
    assert await store.read(lambda cursor: count(cursor, "updates")) == 0
    await store.write(lambda cursor: updates.mark(cursor, BOT, 3, store.clock()))
    assert await store.read(lambda cursor: count(cursor, "updates")) == 1


async def test_a_read_whose_connection_goes_says_so_and_the_next_works(store: Store) -> None:
    def cut(cursor: Cursor) -> int:
        count(cursor, "people")
        in_another(ends_others)
        return count(cursor, "people")

    with pytest.raises(StorageUnavailable):
        await store.read(cut)
    assert await store.read(lambda cursor: count(cursor, "people")) == 0


def in_another(work: Callable[[Cursor], None]) -> None:
    """Do something through a connection of nobody's."""
    with psycopg.connect(postgres.own().url, autocommit=True) as link:
        work(Connection(link, postgres.own().keys).cursor())


async def test_a_server_that_is_away_is_said_to_be_and_used_again_when_it_is_back(
    clock: Clock,
) -> None:
    with postgres.own_server() as (server, database):
        async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
            await anna(store)
            server.down()
            for _ in range(2):
                with pytest.raises(StorageUnavailable):
                    await bent(store)
                with pytest.raises(StorageUnavailable):
                    await store.read(lambda cursor: count(cursor, "people"))
            server.up()
            await bent(store)
            assert await store.read(lambda cursor: count(cursor, "people")) == 2


def test_nobody_waits_for_ever_for_the_ledger_and_the_connection_stays_good() -> None:
    """It may be in the hands of a program that hangs; turns must go on, and the lines of the ledger can follow."""
    database = postgres.emptied()
    holder, waiting = (postgres_opening.connect(database, 0.05) for _ in range(2))
    try:
        with postgres_opening.alone_at_ledger(holder):
            with pytest.raises(psycopg.errors.LockNotAvailable), postgres_opening.alone_at_ledger(waiting):
                pass
            assert not waiting.in_transaction
        with postgres_opening.alone_at_ledger(waiting):
            pass
    finally:
        holder.close()
        waiting.close()


async def test_a_connection_that_an_error_has_left_in_a_transaction_is_made_anew(store: Store) -> None:
    """Else nothing could be stored any more until the program is started anew."""
    someone = await anna(store)
    backend = store._backend
    assert isinstance(backend, Postgres)
    await backend._writer.run(lambda connection: connection.execute("BEGIN"))
    await store.write(lambda cursor: people.seen(cursor, someone.id, store.clock()))


def test_a_server_that_owes_an_answer_and_says_nothing_is_given_up_within_seconds() -> None:
    connection = postgres_opening.connect(postgres.emptied(), 1.0)
    try:
        found = connection._link.info.get_parameters()
    finally:
        connection.close()
    assert (
        int(found["keepalives_idle"]) + int(found["keepalives_interval"]) * int(found["keepalives_count"])
        <= 20
    )


async def test_programs_that_start_together_make_the_schema_once(clock: Clock) -> None:
    with postgres.fresh(template="template0") as database:
        stores = await asyncio.gather(*(Store.open(database, clock=clock, ids=Ids(clock)) for _ in range(3)))
        assert [await each.read(lambda cursor: count(cursor, "data_keys")) for each in stores] == [1, 1, 1]
        for each in stores:
            await each.close()


async def test_the_schema_is_the_same_as_on_sqlite(store: Store, tmp_path: Path, clock: Clock) -> None:
    def schema(cursor: Cursor) -> dict[str, list[str]]:
        return {table: columns_of(cursor, table) for table in sorted(cursor.tables())}

    async with await open_fresh(tmp_path, clock) as other:
        assert await store.read(schema) == await other.read(schema)


async def test_a_database_of_a_newer_version_is_refused(clock: Clock) -> None:
    with postgres.fresh() as database:
        async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
            await store.write(
                lambda cursor: cursor.execute(
                    "INSERT INTO migrations (name, applied_at) VALUES ('9999 later', 0)", {}
                )
            )
        with pytest.raises(NewerSchema, match="9999 later"):
            await Store.open(database, clock=clock, ids=Ids(clock))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://somebody:pass%zzword@localhost/name",
        "postgresql://somebody:password@127.0.0.1:1/name?connect_timeout=2",
        "postgresql://somebody:p@ss/w#word@127.0.0.1:1/name?connect_timeout=2",
        "postgresql://somebody:p@ssword@127.0.0.1:1/name?connect_timeout=2",
        "postgresql://somebody:1/word@127.0.0.1:1/name?connect_timeout=2",
    ],
)
async def test_no_error_at_opening_tells_a_password(clock: Clock, url: str) -> None:
    with pytest.raises((BadUrl, StorageUnavailable)) as raised:
        await Store.open(at(url), clock=clock, ids=Ids(clock))
    error: BaseException | None = raised.value
    while error is not None:
        assert "word" not in str(error).replace("user:password@", "").replace("user and password", "")
        error = error.__cause__


async def test_each_statement_is_prepared_once_whatever_it_is_given(store: Store) -> None:
    def prepared(cursor: Cursor) -> list[tuple[int]]:
        for number in (1, 70_000, 2**40, True):
            cursor.execute("SELECT id FROM people WHERE id = :person AND id <> 17", {"person": number})
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%<> 17'", {})
        return list(cursor.fetchall())

    assert await store.write(prepared) == [(1,)]


async def test_statements_stay_prepared_when_something_is_undone(store: Store) -> None:
    """The driver forgot them all, each time that a turn looked ahead or met another: then every one was parsed anew."""

    def prepared(cursor: Cursor) -> int:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%<> 18'", {})
        return int(cursor.fetchone()[0])

    def looks(cursor: Cursor) -> int:
        cursor.execute("SELECT id FROM people WHERE id = :person AND id <> 18", {"person": 1})
        cursor.execute("SAVEPOINT ahead", {})
        undo(cursor, "ahead")
        return prepared(cursor)

    def breaks(cursor: Cursor) -> None:
        looks(cursor)
        raise Conflict

    assert await store.write(looks) == 1
    with pytest.raises(Conflict):
        await store.write(breaks)
    assert await store.write(prepared) == 1


async def test_the_backend_is_chosen_by_the_address(store: Store) -> None:
    assert isinstance(store._backend, Postgres)


def test_a_restore_or_a_move_is_no_bot_that_runs() -> None:
    database = postgres.emptied()
    with postgres.linked(database) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [RUNNING])
        assert not databases.is_running(database)
        link.execute("SELECT pg_advisory_lock_shared(%s)", [RUNNING])
        assert databases.is_running(database)


def test_looking_whether_the_bot_runs_does_not_pass_for_one_that_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The look takes the lock of one, and the server may notice the end of its connection only a moment later."""
    database = postgres.emptied()
    unnoticed: list[Connection] = []
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "close", lambda closed: unnoticed.append(closed))  # noqa: PLW0108 - so that it is a method
        found = [databases.is_running(database) for _ in range(2)]
    for each in unnoticed:
        each.close()
    assert found == [False, False]
