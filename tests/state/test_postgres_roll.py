"""Who sees which programs of a bot are there and which has which place; and what is told while nobody can know it."""

from __future__ import annotations

import asyncio
import os
import socket
from functools import partial
from typing import TYPE_CHECKING

import psycopg
from structlog.testing import capture_logs

from bot.state import databases, roll
from bot.state.crew import PLACES, key_of
from bot.state.outage import FIRST, Outage
from bot.state.postgres_crew import PostgresCrew
from bot.state.roll import Program
from tests import postgres
from tests.state.helpers import BOT
from tests.state.test_outage import Seconds
from tests.state.test_postgres_crew import PATIENCE, QUICK, crew, until

if TYPE_CHECKING:
    import pytest

    from bot.state.opening import Database

HERE = f"{socket.gethostname()}:{os.getpid()}"


def seen(bot: int = BOT) -> list[Program]:
    """What any program of the database sees, and a command."""
    with databases.looking(postgres.own()) as cursor:
        return list(databases.programs(cursor, postgres.own().url, bot))


async def test_each_program_is_seen_with_its_kind_where_it_runs_and_its_places() -> None:
    async with crew(BOT, BOT, BOT + 1) as (one, other, _), crew(BOT, kind="serve"):
        async with one.seat.taken(), other.crew.seat("herald").taken():
            found = await asyncio.to_thread(seen)
            sends = Program("work", HERE, ("sender",))
            assert sorted(found, key=str) == [
                Program("serve", HERE, ()),
                Program("work", HERE, ("herald",)),
                sends,
            ]
            assert roll.holder(found, "sender") == sends
            assert roll.holder(found, "poller") is None
        while {each.places for each in await asyncio.to_thread(seen)} != {()}:
            pass
    await asyncio.to_thread(gone)
    assert seen() == []


def test_a_long_name_of_a_machine_is_cut_and_the_number_of_the_process_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "m" * 64)
    monkeypatch.setattr(os, "getpid", lambda: 4_194_304)
    called = roll.title("serve")
    assert called == f"jobstjernen serve {'m' * 37}:4194304"
    assert len(called) == roll.LONGEST


def gone() -> None:
    """Until the server has noticed that they are: it lets go a moment after their end."""
    while seen():
        pass


async def test_who_has_a_place_and_does_not_say_its_kind_has_it_all_the_same() -> None:
    """A version before this one."""
    with postgres.linked(postgres.own()) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [key_of(BOT, "sender")])
        (found,) = await asyncio.to_thread(seen)
    assert (found.kind, found.places) == (None, ("sender",))
    await asyncio.to_thread(gone)


def test_a_program_that_has_its_database_to_itself_has_every_place() -> None:
    (alone,) = databases.programs(None, "sqlite:///x.db", BOT)  # type: ignore[arg-type]
    assert all(roll.holder([alone], place) == alone for place in PLACES)


class Counting(Outage):
    """Knows how often something has failed, told or not."""

    failed = 0

    def fails(self) -> bool:
        self.failed += 1
        return super().fails()


def closed(database: Database, *, closed: bool) -> None:
    """Let nobody in to a database, and end who is there; or let everybody in again."""
    name = psycopg.conninfo.conninfo_to_dict(database.url)["dbname"]
    with postgres.administration() as link:
        link.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {not closed}")
        link.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


async def test_an_outage_is_told_once_with_its_reason_then_rarely_and_its_end_with_how_long_it_was() -> None:
    clock = Seconds()
    outage = Counting(clock)
    with postgres.fresh() as database, capture_logs() as logs:
        one = PostgresCrew(database, BOT, "work", every=QUICK, patience=PATIENCE, outage=outage)
        seat = one.seat("sender")
        seat.wanted = True
        running = asyncio.create_task(one.run(lambda _: None))
        async with asyncio.timeout(PATIENCE):
            await until(lambda: seat.held)
            await asyncio.to_thread(partial(closed, database, closed=True))
            await until(lambda: outage.failed >= 4)
            clock.now += FIRST
            failed = outage.failed
            await until(lambda: outage.failed >= failed + 3)
            clock.now += 2
            await asyncio.to_thread(partial(closed, database, closed=False))
            await until(lambda: seat.held)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    told = [each for each in logs if each["event"] in {"crew.lost", "crew.back"}]
    assert [(each["event"], each["seconds"]) for each in told] == [
        ("crew.lost", 0),
        ("crew.lost", FIRST),
        ("crew.back", FIRST + 2),
    ]
    assert told[0]["error"] in {"AdminShutdown", "OperationalError"}, (
        "as it was asked something, or has listened"
    )
    assert "ended the connection; see whether it runs" in told[0]["reason"]
    assert "dbname" not in str(told)


async def test_a_start_that_goes_well_tells_of_no_outage() -> None:
    with capture_logs() as logs:
        async with crew(BOT) as (one,), one.seat.taken():
            pass
    assert not [each for each in logs if each["event"] in {"crew.lost", "crew.back"}]
