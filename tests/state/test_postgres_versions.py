"""Programs of two versions on one database: the schema is brought up to date while no older one runs, or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.state import databases, migrations, updates
from bot.state.beside import beside
from bot.state.errors import BeingRestored, NewerSchema, OlderSchema, StorageUnavailable
from bot.state.ids import Ids
from bot.state.postgres_programs import MIGRATING, RUNNING
from bot.state.store import Store
from tests import postgres
from tests.state.helpers import BOT, Clock, count, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import psycopg

    from bot.state.cursor import Cursor
    from bot.state.opening import Database

LATER = "9999 later"
PATIENCE = 20.0


@pytest.fixture
def database() -> Iterator[Database]:
    with postgres.fresh() as made:
        yield made


def makes_a_table(cursor: Cursor) -> None:
    cursor.execute("CREATE TABLE later (id BIGINT)")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """From here on programs start in a later version, which has one migration more."""

    def begin(migration: Callable[[Cursor], None] = makes_a_table) -> None:
        monkeypatch.setattr(migrations, "MIGRATIONS", {**migrations.MIGRATIONS, LATER: migration})

    return begin


async def opened(database: Database, patience: float = 2.0) -> Store:
    clock = Clock()
    return await Store.open(database, clock=clock, ids=Ids(clock), busy_timeout=patience)


def mark(update: int) -> Callable[[Cursor], bool]:
    return lambda cursor: updates.mark(cursor, BOT, update, Clock().now)


def end_connections(database: Database) -> None:
    with postgres.linked(database) as link:
        link.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'jobstjernen'"
        )


def go_on(link: psycopg.Connection[Any]) -> None:
    """What a program of a later version leaves in the database."""
    link.execute("INSERT INTO migrations (name, applied_at) VALUES (%s, 0)", [LATER])


@pytest.mark.parametrize("way", ["start", "migrate", "command"])
async def test_while_an_older_program_runs_nothing_is_migrated(
    database: Database, later: Callable[..., None], way: str
) -> None:
    """It would have gone on writing what the newer schema does not know."""

    async def goes_beside() -> None:
        if way == "start":
            await (await opened(database)).close()
        elif way == "migrate":
            databases.migrate(database, clock=Clock())
        else:
            with beside(database, clock=Clock()):
                pass

    async with await opened(database) as old:
        later()
        with pytest.raises(OlderSchema, match="expected that no program of an older version runs") as refused:
            await goes_beside()
        assert "found 1 (on the server's own machine since 20" in str(refused.value)
        assert "Stop whatever of it runs" in str(refused.value)
        assert not await old.read(lambda cursor: "later" in cursor.tables())
        await old.write(mark(1))
    await goes_beside()
    async with await opened(database) as new:
        assert await new.read(lambda cursor: "later" in cursor.tables())


async def test_a_start_that_meets_a_restore_names_it_and_no_older_program(
    database: Database, later: Callable[..., None]
) -> None:
    later()
    with postgres.linked(database) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [RUNNING])
        with pytest.raises(BeingRestored, match="like a restore, a move or an update, is at work on"):
            await opened(database)


async def test_programs_of_one_version_start_beside_each_other(
    database: Database, later: Callable[..., None]
) -> None:
    later()
    async with await opened(database) as one, await opened(database) as other:
        await one.write(mark(1))
        assert await other.read(lambda cursor: seen(cursor, BOT, 1))


@pytest.mark.parametrize("template", [postgres.TEMPLATE, "template0"])
async def test_of_programs_that_start_together_on_an_old_or_empty_database_one_migrates(
    later: Callable[..., None], template: str
) -> None:
    """None of them takes another for one of an older version."""
    later()
    with postgres.fresh(template=template) as database:
        stores = await asyncio.gather(*(opened(database) for _ in range(4)))
        try:
            assert [await each.read(lambda cursor: count(cursor, "data_keys")) for each in stores] == [1] * 4
        finally:
            for each in stores:
                await each.close()


async def test_a_program_that_was_cut_off_while_a_newer_one_migrated_writes_no_more(
    database: Database,
) -> None:
    async with await opened(database) as old:
        newer = asyncio.create_task(old.outlived())
        await old.write(mark(1))
        end_connections(database)
        with postgres.linked(database) as link:
            go_on(link)
            with pytest.raises(StorageUnavailable, match=LATER):
                await old.write(mark(2))
            with pytest.raises(StorageUnavailable, match=LATER):
                await old.read(lambda cursor: seen(cursor, BOT, 1))
            assert link.execute("SELECT update_id FROM updates").fetchall() == [(1,)]
        with pytest.raises(NewerSchema, match=LATER):
            await asyncio.wait_for(newer, PATIENCE)


async def test_a_program_that_comes_back_during_a_migration_waits_for_its_end(database: Database) -> None:
    async with await opened(database, patience=0.05) as old:
        end_connections(database)
        with postgres.linked(database) as link:
            link.execute("SELECT pg_advisory_lock(%s)", [RUNNING])
            with pytest.raises(StorageUnavailable):
                await old.write(mark(1))
            go_on(link)
        with pytest.raises(StorageUnavailable, match=LATER):
            await old.write(mark(1))


async def test_a_start_that_waits_for_a_restore_or_another_start_says_so_once(database: Database) -> None:
    with capture_logs() as logs:
        with postgres.linked(database) as link:
            link.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
            start = asyncio.create_task(opened(database))
            await asyncio.to_thread(waits_for_a_lock, database, start)
            assert [(each["event"], each["log_level"]) for each in logs] == [("storage.in_use", "info")]
            assert "a restore, a move or an update" in logs[0]["reason"]
        await (await asyncio.wait_for(start, PATIENCE)).close()
        await (await opened(database)).close()
    assert len(logs) == 1


async def test_what_a_command_changes_is_over_before_the_schema_moves_on(
    database: Database, later: Callable[..., None]
) -> None:
    """It has looked at the schema, and writes by what it saw."""
    with beside(database, clock=Clock()) as (cursor, _):
        later()
        start = asyncio.create_task(opened(database))
        await asyncio.to_thread(waits_for_a_lock, database, start)
        assert not start.done()
        assert updates.mark(cursor, BOT, 1, Clock().now)
    async with await asyncio.wait_for(start, PATIENCE) as new:
        assert await new.read(lambda found: "later" in found.tables())


async def test_a_migration_waits_for_a_backup_however_long_that_takes(
    database: Database, later: Callable[..., None]
) -> None:
    """Neither the patience of a start nor what the database sets for its users ends it; the log says what it does."""
    limits = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    found = []

    def changes(cursor: Cursor) -> None:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{each}')" for each in limits))
        found.append(cursor.fetchone())
        cursor.execute("ALTER TABLE people ADD COLUMN later BIGINT")

    patience = 0.05
    with postgres.linked(database) as backup, capture_logs() as logs:
        for each in limits:
            backup.execute(f"ALTER DATABASE {backup.info.dbname} SET {each} = '1h'")
        backup.execute("BEGIN; SELECT 1 FROM people")
        later(changes)
        start = asyncio.create_task(opened(database, patience))
        await asyncio.to_thread(waits_for_a_lock, database, start, 2 * patience)
        assert not start.done()
        assert [(each["event"], each["times"]) for each in logs] == [("storage.migrating", 1)]
        backup.execute("COMMIT")
    async with await asyncio.wait_for(start, PATIENCE):
        assert found == [("0", "0", "0")]


def waits_for_a_lock(database: Database, task: asyncio.Task[Store], seconds: float = 0) -> None:
    """Until somebody waits for a lock of the database, and has done so for a while; or is done."""
    waits = (
        "SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        " WHERE NOT l.granted AND d.datname = current_database()"
        f" AND EXTRACT(EPOCH FROM clock_timestamp() - l.waitstart) > {seconds}"
    )
    with postgres.linked(database) as link:
        while not task.done() and link.execute(waits).fetchone() is None:
            pass
