"""Where the key of nobody does not open either: nobody else waits, and whoever is in distress reads whom to call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from bot.chat.limits import Limits
from bot.chat.rates import Rate
from bot.chat.turn import Turns
from bot.state import people
from bot.state.errors import Tampered, TooOften
from tests.chat.front import LONE, SAMIR, Front, opened
from tests.chat.test_poll import Running, Server
from tests.chat.test_reception import breaking_turns
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.state.cursor import Cursor

MONDAY: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DISTRESS: Final = "jeg vil ikke leve mere"
STRANGER: Final = 7_100_000_003
NOBODYS: Final = "UPDATE data_keys SET wrapped = 'AAAA' || wrapped WHERE owner = 0"
BROKEN: Final = {
    "name": "UPDATE people SET name = 'AAAA' || name WHERE id = :person",
    "key": "UPDATE data_keys SET wrapped = 'AAAA' || wrapped WHERE owner = :person",
}


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        await front.welcome(LONE, "Lone")
        await front.courtesies.drain(5)
        front.api.calls.clear()
        await change(front, NOBODYS)
        yield front


async def change(front: Front, statement: str, user: int = SAMIR) -> None:
    """Somebody has changed a row in the file, of nobody or of this one."""

    def write(cursor: Cursor) -> None:
        cursor.execute(
            statement, {"person": people.id_of(cursor, BOT, user)} if ":person" in statement else {}
        )

    await front.store.write(write)


async def numbers(front: Front, user: int = SAMIR) -> int:
    """How often somebody was told past the outbox whom to call."""
    await front.courtesies.drain(5)
    told = [params for method, params in front.api.calls if method == "sendMessage"]
    return sum(each["chat_id"] == user and "70 201 201" in each["text"] for each in told)


@pytest.mark.parametrize("overflows", [False, True], ids=["calm", "flooding"])
@pytest.mark.parametrize("what", BROKEN)
async def test_who_is_in_distress_reads_the_numbers_and_nobody_waits(
    front: Front, what: str, monkeypatch: pytest.MonkeyPatch, *, overflows: bool
) -> None:
    await change(front, BROKEN[what])
    monkeypatch.setattr(front.reception, "overflows", lambda update: overflows)
    said = [(SAMIR, DISTRESS), (LONE, "hendes ord"), (SAMIR, DISTRESS)]
    updates = [
        {"update_id": 9000 + number, "message": front.message_of(user, text=text)}
        for number, (user, text) in enumerate(said)
    ]
    async with Running(Server(*updates), front.reception) as running:
        await running.quiet()
        assert running.server.rounds[-1] == 9003, "all of it is confirmed"
    assert await numbers(front) == 1, "once a minute"
    if what == "name":
        assert DISTRESS in str(await front.opened("answers.content")), "their own key is whole"


async def test_they_are_told_again_a_minute_later(front: Front) -> None:
    await change(front, BROKEN["key"])
    for minutes in (0, 1):
        front.clock.now += timedelta(minutes=minutes)
        assert await front.write(DISTRESS)
    assert await numbers(front) == 2


@pytest.mark.parametrize("overflows", [False, True], ids=["calm", "flooding"])
async def test_so_does_a_stranger_who_changes_what_they_once_wrote(front: Front, *, overflows: bool) -> None:
    take = front.reception.keep if overflows else front.reception.accept
    assert await take({"update_id": 9000, "edited_message": front.message_of(STRANGER, text=DISTRESS)})
    assert await numbers(front, STRANGER) == 1


async def test_the_numbers_wait_where_the_chat_was_written_to_just_now(front: Front) -> None:
    """They are not acknowledged and dropped."""
    await change(front, BROKEN["key"])
    front.courtesies._limits = limits = Limits(Rate(10**6, 1.0), Rate(1, 3600.0))
    assert limits.try_acquire(SAMIR)
    assert await front.write(DISTRESS)
    assert [
        params["text"] for _, params in front.courtesies._resting.values() if "70 201 201" in params["text"]
    ]


async def test_an_update_of_which_nothing_can_be_kept_is_done_with(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where not even that somebody was here can be noted."""

    def fails(*_: Any, **__: Any) -> None:
        raise OverflowError

    monkeypatch.setattr("bot.state.commit.silence.seen", fails)
    assert await front.write("mine ord")
    assert await front.rows("SELECT COUNT(*) FROM set_aside") == [(1,)]


async def test_what_is_held_back_may_break_too(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise Tampered

    monkeypatch.setattr(Turns, "hold_back", fails)
    with breaking_turns(TooOften()):
        assert await front.write("mine ord")
    assert "mine ord" in str(await front.opened("answers.content"))
