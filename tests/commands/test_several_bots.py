"""Two bots on one PostgreSQL database, each with its token: commands tell them apart, and so does a start."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot import config
from bot.__main__ import main
from bot.commands import wiring
from bot.commands.clock import now
from bot.commands.which_bot import GIVEN_UP
from bot.engine.person import Person
from bot.state import bots, invitations, organisations, people, watching
from bot.state.beside import beside
from bot.state.ids import Ids
from bot.state.store import Store
from tests.commands.test_on_postgres import database
from tests.keys import DATA_KEY
from tests.state.helpers import ANNA, BOT
from tests.state.test_postgres_crew import crew

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.state.cursor import Cursor
    from bot.state.opening import Database

__all__ = ("database",)

OTHER = BOT + 1
FREMAD, ANDEN = "Foreningen Fremad", "Den Anden Forening"
MINUTES = timedelta(minutes=20)


@pytest.fixture
def two(database: Database) -> Database:
    """The database of two bots that are heard of."""
    with beside(database, clock=now) as (cursor, ids):
        for bot, name, called in ((BOT, FREMAD, "fremad_bot"), (OTHER, ANDEN, "anden_bot")):
            organisations.ensure(cursor, bot, name, "hej@example.org", ids, now())
            bots.remember(cursor, bot, called)
            watching.beat(cursor, bot, now())
        watching.backed_up(cursor, now())
    return database


def token(monkeypatch: pytest.MonkeyPatch, bot: int) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", f"{bot}:token")


def heard(database: Database, bot: int, ago: timedelta) -> None:
    with beside(database, clock=now) as (cursor, _):
        watching.beat(cursor, bot, now() - ago)


@asynccontextmanager
async def running(database: Database, *alive: int) -> AsyncIterator[None]:
    """The programs of these bots."""
    async with await Store.open(database, clock=now, ids=Ids(now)), crew(*alive, kind="run") as members:
        for each in members:
            each.seat.wanted = True
        while not all(each.seat.held for each in members):  # noqa: ASYNC110 - a server decides it
            await asyncio.sleep(0)
        yield


async def status(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """What it finds; nobody has made this server a durable one, which is no matter here."""
    capsys.readouterr()
    code = await asyncio.to_thread(main, ["status", "--json", *options])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == int(bool(found["attention"]))
    found["attention"].pop("durable")
    return found


# status -----------------------------------------------------------------------------------------------------


async def test_both_are_looked_at_and_named(two: Database, capsys: pytest.CaptureFixture[str]) -> None:
    async with running(two, BOT, OTHER):
        found = await status(capsys)
        await asyncio.to_thread(main, ["status"])
    assert found["attention"] == {}
    assert {each: found["bots"][each]["bot"]["organisation"] for each in found["bots"]} == {
        str(BOT): FREMAD,
        str(OTHER): ANDEN,
    }
    assert all(each["running"] and each["sender"] for each in found["bots"].values())
    said = capsys.readouterr().out
    assert f"  Bot {BOT} (@fremad_bot, {FREMAD}):\n  The bot runs.\n" in said
    assert f"  Bot {OTHER} (@anden_bot, {ANDEN}):\n  The bot runs.\n" in said


@pytest.mark.parametrize("dead", [BOT, OTHER])
async def test_one_that_is_dead_wants_attention_beside_one_that_lives(
    two: Database, capsys: pytest.CaptureFixture[str], dead: int
) -> None:
    heard(two, dead, MINUTES)
    async with running(two, BOT + OTHER - dead):
        found = await status(capsys)
    assert list(found["attention"]) == [f"running of bot {dead}"]
    assert not found["bots"][str(dead)]["running"]


async def test_one_that_hangs_wants_attention_beside_one_that_works(
    two: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    heard(two, OTHER, MINUTES)
    async with running(two, BOT, OTHER):
        found = await status(capsys)
    assert list(found["attention"]) == [f"last_sign_of_life of bot {OTHER}"]


@pytest.mark.parametrize("by", ["token", "option"])
async def test_the_bot_that_is_named_is_looked_at_alone(
    two: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    heard(two, OTHER, MINUTES)
    async with running(two, BOT):
        for bot, attention in ((BOT, []), (OTHER, ["running"])):
            options = ["--bot", str(bot)] if by == "option" else []
            if by == "token":
                token(monkeypatch, bot)
            found = await status(capsys, *options)
            assert (found["bot"]["id"], list(found["attention"])) == (bot, attention)
            assert "bots" not in found


async def test_one_that_was_given_up_rings_no_more_unless_it_is_named(
    two: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(two, BOT):
        heard(two, OTHER, GIVEN_UP - MINUTES)
        assert list((await status(capsys))["attention"]) == [f"running of bot {OTHER}"]
        heard(two, OTHER, GIVEN_UP + MINUTES)
        found = await status(capsys)
        assert (found["bot"]["id"], found["attention"]) == (BOT, {})
        assert list((await status(capsys, "--bot", str(OTHER)))["attention"]) == ["running"]


async def test_the_last_one_that_was_given_up_rings_all_the_same(
    two: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    heard(two, BOT, GIVEN_UP + MINUTES)
    heard(two, OTHER, 2 * GIVEN_UP)
    found = await status(capsys)
    assert (found["bot"]["id"], list(found["attention"])) == (BOT, ["running"])


# Invitations ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["token", "option"])
@pytest.mark.parametrize(("bot", "name", "called"), [(BOT, FREMAD, "fremad"), (OTHER, ANDEN, "anden")])
def test_staff_are_invited_to_the_bot_that_is_named_and_its_organisation(
    two: Database,
    said: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    by: str,
    bot: int,
    name: str,
    called: str,
) -> None:
    assert two
    options = ["--bot", str(bot)] if by == "option" else []
    token(monkeypatch, bot if by == "token" else BOT)
    told = said("staff", "invite", "--role", "contact", *options)
    assert f"contact person at {name}. It is for bot {bot} (@{called}_bot, {name})." in told
    assert f"https://t.me/{called}_bot?start=" in told


def test_without_a_name_nobody_is_invited_to_either(two: Database, refused: Callable[..., str]) -> None:
    told = refused("staff", "invite", "--role", "contact")
    assert f"since 2 bots work on this database: {BOT} (@fremad_bot, {FREMAD}), {OTHER} (@anden_bot" in told
    assert "--bot ID" in told
    assert "TELEGRAM_TOKEN" in told
    told = refused("staff", "invite", "--role", "contact", "--bot", "99")
    assert f"expected one that has worked on this database ({BOT} (@fremad_bot" in told
    with beside(two, clock=now) as (cursor, _):
        assert invitations.open_to_staff(cursor, now()) == []


# Starts -----------------------------------------------------------------------------------------------------


async def start(database: Database, bot: int, name: str) -> list[Any]:
    """Start a bot and end it; what it has logged of its organisation."""
    settings = config.read(
        {
            "TELEGRAM_TOKEN": f"{bot}:token",
            "TELEGRAM_API_URL": "http://127.0.0.1:1",
            "DATABASE_URL": database.url,
            "DATA_KEY": DATA_KEY,
            "ORGANISATION_NAME": name,
            "ORGANISATION_CONTACT": "hej@example.org",
        }
    )
    with capture_logs() as logs:
        async with wiring.opened(settings):
            pass
    return [each for each in logs if each["event"] == "organisation.changed"]


async def test_a_restart_takes_nobody_from_the_other_bot_and_a_new_name_is_logged(two: Database) -> None:
    async with await Store.open(two, clock=now, ids=Ids(now)) as store:
        first, other = await store.read(
            lambda cursor: [bots.organisation_of(cursor, each) or 0 for each in (BOT, OTHER)]
        )

        def come(cursor: Cursor) -> list[int]:
            found = [Person(store.ids.random()) for _ in range(2)]
            for person, bot, where in zip(found, (BOT, OTHER), (first, other), strict=True):
                people.create(cursor, bot, ANNA, ANNA, person, where, now())
            return [each.id for each in found]

        who = await store.write(come)

        def belong(cursor: Cursor) -> list[int]:
            return [known[0].organisation for each in who if (known := people.by_id(cursor, each))]

        for bot, name in ((BOT, FREMAD), (OTHER, ANDEN), (BOT, FREMAD)):
            assert await start(two, bot, name) == []
            assert await store.read(belong) == [first, other]
        (logged,) = await start(two, OTHER, "Jobhuset")
        renamed = await store.read(lambda cursor: bots.organisation_of(cursor, OTHER))
        assert (logged["row"], logged["people"]) == (renamed, 1)
        assert await store.read(belong) == [first, renamed]
