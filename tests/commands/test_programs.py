"""What `status` says of the programs on one database, and where it wants attention."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.__main__ import main
from bot.commands import programs
from bot.state import databases, watching
from bot.state.ids import Ids
from bot.state.roll import Program
from bot.state.store import Store
from tests.commands.test_on_postgres import database
from tests.state.helpers import BOT, Clock
from tests.state.test_postgres_crew import crew

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from bot.state.crew import Kind
    from bot.state.opening import Database

__all__ = ("database",)

SERVE = Program("serve", "one:7", ())
SENDS = Program("work", "two:9", ("sender", "listener", "herald"))
STANDS_BY = Program("work", "three:4", ())


def told(*found: Program) -> dict[str, tuple[str, str]]:
    return {line.name: (line.said, line.advice) for line in programs.lines(found)}


def test_who_is_there_and_who_has_which_place() -> None:
    assert told(SERVE, SENDS, STANDS_BY) == {
        "programs": ("Programs that run: 1 serve (one:7), 2 work (two:9, three:4).", ""),
        "sender": ("two:9 sends.", ""),
        "places": (
            "Other places: listener two:9, herald two:9; free: poller (with a webhook nobody polls).",
            "",
        ),
    }


def test_nobody_sends_where_only_serve_runs() -> None:
    said, advice = told(SERVE)["sender"]
    assert said == "Nobody sends: no program has the sender's place."
    assert advice.endswith("-m bot work")


def test_nobody_sends_although_somebody_could() -> None:
    assert told(SERVE, STANDS_BY)["sender"][1] == (
        "look for crew.lost and setup.again in the log of three:4, and start it again"
    )


def test_nobody_takes_in_where_only_work_runs() -> None:
    said, advice = told(SENDS)["programs"]
    assert said == "Programs that run: 1 work (two:9)."
    assert advice.startswith("nobody takes updates in; start one:")
    assert advice.endswith("-m bot serve")


def test_a_program_of_a_version_that_does_not_say_its_kind_counts_for_what_it_has() -> None:
    earlier = Program(None, "jobstjernen", ("sender",))
    assert told(earlier) == {
        "programs": ("Programs that run: none that has said so.", ""),
        "sender": ("jobstjernen sends.", ""),
        "places": (
            "Other places: none taken; free: listener, poller (with a webhook nobody polls), herald.",
            "",
        ),
    }


@asynccontextmanager
async def running(database: Database, kind: Kind, *, sends: bool) -> AsyncIterator[None]:
    """A bot with one program of this kind."""
    clock = Clock()
    async with (
        await Store.open(database, clock=clock, ids=Ids(clock)) as store,
        crew(BOT, kind=kind) as (one,),
    ):
        await store.write(lambda cursor: watching.beat(cursor, BOT, clock()))
        if not sends:
            yield
            return
        async with one.seat.taken():
            yield


async def status(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()  # that the place was taken is logged
    code = await asyncio.to_thread(main, ["status", "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == int(bool(found["attention"]))
    return found


async def test_the_status_wants_attention_while_serve_runs_and_nobody_sends(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(database, "serve", sends=False):
        found = await status(capsys)
    assert [each["kind"] for each in found["programs"]] == ["serve"]
    assert found["sender"] is None
    assert found["attention"]["sender"].endswith("-m bot work")


async def test_the_status_names_who_sends(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    async with running(database, "run", sends=True):
        found = await status(capsys)
    assert found["programs"] == [{"kind": "run", "name": found["sender"], "places": ["sender"]}]
    assert not {"programs", "sender", "places"} & found["attention"].keys()


async def test_where_nothing_runs_nobody_is_missed(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
        await store.write(lambda cursor: watching.beat(cursor, BOT, clock()))
    while await asyncio.to_thread(databases.is_running, database):
        pass  # the server notices the end of a connection a moment after it
    found = await status(capsys)
    assert "sender" not in found
    assert "running" in found["attention"]
