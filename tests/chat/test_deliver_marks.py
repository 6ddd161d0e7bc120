"""What was sent is marked, whatever fails at it, and is not sent again meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import structlog

from bot.state import outbox
from bot.state.ids import Ids
from bot.state.store import Store
from tests import postgres
from tests.chat.helpers import Clock
from tests.chat.world import World, opened
from tests.state.helpers import ANNA, BENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.state.backend import Function
    from bot.state.cursor import Cursor

MINUTE = 61


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path, Clock()) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
async def on_both(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    clock = Clock()
    if request.param == "sqlite":
        async with opened(tmp_path, clock) as made:
            yield made
        return
    async with await Store.open(postgres.emptied(), clock=clock, ids=Ids(clock)) as store:
        yield World(store, clock)


def failing(world: World, monkeypatch: pytest.MonkeyPatch, *failures: Exception) -> None:
    """Let the next steps that write fail with these errors."""
    write, left = world.store.write, list(failures)

    async def written(function: Function[Any]) -> Any:
        if left:
            raise left.pop(0)
        return await write(function)

    monkeypatch.setattr(world.store, "write", written)


async def test_a_mark_that_fails_for_whatever_reason_is_waited_out_and_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was sent anew once a minute, for ever. Others are sent to meanwhile, and what follows in the chat waits."""
    row = await world.say(ANNA, "one")
    await world.say(ANNA, "two")
    failing(world, monkeypatch, KeyError(), psycopg.errors.UndefinedColumn("secret"), KeyError())
    with structlog.testing.capture_logs() as logs:
        async with world.running():
            await world.clock.asleep(2)  # the look at the start, and the first wait
            for seconds, sleeps in ((1, 3), (2, 4)):
                world.deliverer.wake(ANNA)
                world.clock.advance(seconds)
                await world.clock.asleep(sleeps)
            assert world.accepted == ["one"]
            world.clock.advance(4)
            await world.api.called(2)
            await world.stop()
    assert world.accepted == ["one", "two"]
    assert (await world.state(row))[0] == "sent"
    assert sorted(world.clock.slept)[:3] == [1, 2, 4]
    assert [each for each in logs if each["event"] == "deliver.unmarked"] == [
        {
            "event": "deliver.unmarked",
            "log_level": "error",
            "row": row,
            "chat": ANNA,
            "failures": n,
            "error": kind,
        }
        for n, kind in enumerate(("KeyError", "UndefinedColumn", "KeyError"), 1)
    ]


async def test_the_mark_of_a_part_is_waited_out_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row was set aside, with half of it sent."""
    row = await world.say(ANNA, "a", "b")
    failing(world, monkeypatch, KeyError())
    async with world.running():
        await world.clock.asleep(2)
        assert world.accepted == ["a"]
        world.clock.advance(1)
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["a", "b"]
    assert (await world.state(row))[0] == "sent"


async def test_a_look_at_what_comes_next_undoes_no_mark(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it fails at: the mark is stored without it, and others go on."""
    rows = [await world.say(ANNA, "one"), await world.say(ANNA, "two")]
    next_of = outbox.next_of

    def broken(cursor: Cursor, bot: int, chat_id: int) -> outbox.Row | None:
        row = next_of(cursor, bot, chat_id)
        if row is not None and row.id == rows[1]:
            raise OverflowError("a time that is none")
        return row

    monkeypatch.setattr(outbox, "next_of", broken)
    async with world.running():
        await world.clock.asleep(2)
        world.clock.advance(1)
        await world.say(BENT, "other")
        await world.api.called(2)
        for looks in range(3):
            world.clock.advance(MINUTE)
            await world.clock.asleep(3 + looks)
        await world.stop()
    assert world.accepted == ["one", "other"]
    assert [(await world.state(row))[0] for row in rows] == ["sent", "waiting"]


@pytest.mark.parametrize("stored", ["", "x", "bm8="])
async def test_a_next_message_that_cannot_be_read_is_set_aside_and_the_one_after_it_goes(
    on_both: World, stored: str
) -> None:
    world = on_both
    rows = [await world.say(ANNA, text) for text in ("one", "two", "three")]

    def spoil(cursor: Cursor) -> None:
        cursor.execute(
            "UPDATE outbox SET payload = :stored WHERE id = :id", {"stored": stored, "id": rows[1]}
        )

    await world.store.write(spoil)
    async with world.running():
        await world.api.called(2)
        await world.stop()
    assert world.accepted == ["one", "three"]
    assert [(await world.state(row))[0] for row in rows] == ["sent", "aside", "sent"]


@pytest.mark.parametrize("state", ["XX001", "42501", "P0001"])
async def test_a_server_that_fails_at_the_mark_lets_no_message_go_twice(state: str) -> None:
    """A damaged page, a right that was taken away, a trigger of somebody's: seven looks, one message."""
    clock, database = Clock(), postgres.emptied()
    refuses = (
        "CREATE FUNCTION refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.status = 'sent' THEN"
        f" RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END IF; RETURN NEW; END $$"
    )
    with psycopg.connect(database.url, autocommit=True) as link:
        link.execute(refuses.encode())
        link.execute("CREATE TRIGGER refuses BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION refuses()")
        try:
            async with await Store.open(database, clock=clock, ids=Ids(clock)) as store:
                world = World(store, clock)
                row = await world.say(ANNA, "one")
                async with world.running():
                    for looks in range(2, 16, 2):  # each time the outbox, and the mark
                        await clock.asleep(looks)
                        clock.advance(MINUTE)
                    assert world.accepted == ["one"]
                    link.execute("DROP TRIGGER refuses ON outbox")
                    await world.say(BENT, "other")
                    await world.api.called(2)
                    await world.stop()
                assert (await world.state(row))[0] == "sent"
        finally:
            link.execute("DROP FUNCTION refuses CASCADE")
