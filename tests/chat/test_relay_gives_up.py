"""A sender that cannot send leaves its place to a program that waits for it, and wants it again once it can."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from telegram.error import InvalidToken, NetworkError

from bot.chat.able import UNABLE
from bot.chat.errors import Flood
from bot.chat.relay import LAST_SECONDS, MAKES_WAY, RESTS_AFTER
from bot.state import outbox
from bot.state.errors import StorageUnavailable
from bot.state.outbox import FLOOD
from tests.chat.test_relay import CHAT, world
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from pathlib import Path

    from bot.chat.able import Power
    from tests.chat.test_relay import World


def fails(here: World, power: Power = "send") -> None:
    """It fails, and goes on doing so for as long as anybody puts up with it."""
    with suppress(NetworkError), here.able.trying(power):
        raise NetworkError("away")
    here.clock.advance(UNABLE)


async def a_while(here: World) -> None:
    """Until all that goes on by itself has done so: the storage does one thing after the other."""
    for _ in range(20):
        with suppress(StorageUnavailable):
            await here.store.write(lambda _: None)
            await here.store.read(lambda _: None)
        await asyncio.sleep(0)


async def gives_up(here: World) -> bool:
    """Whether it does once it is felt; else it goes on as before."""
    here.relay.feel()
    await a_while(here)
    return not here.wants()


async def test_it_leaves_its_place_and_what_is_on_its_way_has_some_seconds(tmp_path: Path) -> None:
    with structlog.testing.capture_logs() as logs:
        async with world(tmp_path) as here:
            await here.says()
            sender = await here.sends()
            fails(here)
            here.crew.sender.awaited = True
            assert await gives_up(here)
            assert not here.relay.sends
    assert sender.asked == [("drain", LAST_SECONDS)]
    assert [each for each in logs if each["event"] == "crew.given_up"] == [
        {
            "event": "crew.given_up",
            "log_level": "warning",
            "kind": "sender",
            "reason": "Telegram has not answered this program",
            "seconds": UNABLE,
        }
    ]


@pytest.mark.parametrize("but", ["nobody waits", "nothing waits", "it has not lasted", "it has ended"])
async def test_it_keeps_its_place_where(but: str, tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        if but != "nothing waits":
            await here.says()
        sender = await here.sends()
        fails(here)
        if but == "it has not lasted":
            here.clock.advance(-1)
        if but == "it has ended":
            with here.able.trying("send"):
                pass
        here.crew.sender.awaited = but != "nobody waits"
        assert not await gives_up(here)
        assert here.relay.sends
    assert sender.asked == []


async def test_what_failed_while_nothing_waited_is_forgotten(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await here.sends()
        fails(here)
        here.crew.sender.awaited = True
        assert not await gives_up(here)
        await here.says()
        assert not await gives_up(here)
        fails(here)
        assert await gives_up(here)


async def test_who_cannot_even_look_whether_something_waits_leaves_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: object) -> Any:
        raise StorageUnavailable("away")

    async with world(tmp_path) as here:
        await here.sends()
        fails(here, "read")
        here.crew.sender.awaited = True
        monkeypatch.setattr(here.store, "read", away)
        assert await gives_up(here)


async def test_it_stands_by_again_once_telegram_answers_it_and_asks_nobody_at_first(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await here.says()
        await here.sends()
        fails(here)
        seat = here.crew.sender
        seat.awaited, here.answer = True, NetworkError("away")
        assert await gives_up(here)
        assert MAKES_WAY not in here.slept, "nobody has taken the place back yet"
        seat.set(held=False)
        await a_while(here)
        assert MAKES_WAY in here.slept
        assert not here.wants()
        here.answer = None
        while not here.wants():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)
        at_first = seat.awaits
        here.clock.advance(RESTS_AFTER)
        assert (at_first, seat.awaits) == (False, True)
        seat.awaited = False
        await here.sends()
        assert not await gives_up(here), "what failed before is forgotten"


async def test_the_place_is_wanted_only_once_telegram_has_answered(tmp_path: Path) -> None:
    async with world(tmp_path, answer=NetworkError("away")) as here:
        while len(here.slept) < 6:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)
        assert here.slept[:6] == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
        assert not here.wants()
        here.answer = Flood(timedelta(seconds=60))
        while not here.wants():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)


async def test_the_place_is_wanted_only_once_something_can_be_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: object) -> Any:
        raise StorageUnavailable("away")

    async with world(tmp_path, answer=NetworkError("away")) as here:
        monkeypatch.setattr(here.store, "write", away)
        here.answer = None
        await a_while(here)
        assert not here.wants()
        monkeypatch.undo()
        while not here.wants():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)


async def test_an_unknown_token_ends_it(tmp_path: Path) -> None:
    async with world(tmp_path, answer=InvalidToken("unknown")) as here:
        with pytest.raises(InvalidToken):
            await here.running


async def test_who_takes_over_waits_for_no_fault_of_another_program_but_for_telegrams_order(
    tmp_path: Path,
) -> None:
    async with world(tmp_path) as here:
        now, later = here.store.clock(), here.store.clock() + timedelta(seconds=60)
        for chat, error in ((CHAT, "NetworkError"), (CHAT + 1, FLOOD)):
            row = await here.says(chat)
            await here.store.write(
                lambda cursor, row=row, error=error: outbox.postpone(cursor, row, later, error)  # type: ignore[misc]
            )
        assert await here.store.read(lambda cursor: outbox.waiting_chats(cursor, BOT, now, 9)) == []
        await here.sends()
        assert await here.store.read(lambda cursor: outbox.waiting_chats(cursor, BOT, now, 9)) == [CHAT]
