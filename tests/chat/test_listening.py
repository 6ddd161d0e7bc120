"""Recordings are heard outside of any turn: what waits survives a restart, and whatever fails, the recording stands."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.chat import listening
from bot.state import unheard
from bot.state.errors import Conflict
from bot.voice.listening import NotHeard
from tests.chat import dictation
from tests.chat.dictation import FILE, SECRET, VOICE
from tests.chat.front import LONE
from tests.state.helpers import files

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.chat.turn import Turns
    from tests.chat.dictation import Heard


@pytest.fixture
async def heard(tmp_path: Path) -> AsyncIterator[Heard]:
    async with dictation.listening(tmp_path) as heard:
        yield heard


async def test_a_recording_counts_at_once_and_is_heard_after_a_restart(heard: Heard) -> None:
    said = await heard.speak()
    assert "Tak. Din optagelse er gemt. Jeg skriver ned, hvad du sagde." in said[0]
    assert heard.telegram.fetched == []  # not within the turn
    heard.restart()
    assert await heard.listening.once()
    assert (heard.telegram.fetched, heard.ears.asked) == ([FILE], [(b"sound", "da")])
    assert SECRET in (await heard.front.said())[0]
    assert not await heard.listening.once()
    assert not await heard.waits()


async def test_whoever_sends_many_holds_up_nobody_else(heard: Heard) -> None:
    for number in range(3):
        await heard.speak(file_id=f"{FILE}{number}")
    await heard.front.welcome(LONE, "Lone")
    await heard.front.accept(message=heard.front.message_of(LONE, voice=VOICE | {"file_id": "of Lone"}))
    while await heard.listening.once():
        pass
    assert heard.telegram.fetched == ["of Lone", *(f"{FILE}{number}" for number in range(3))]


FAILURES = {
    "gone at Telegram": BadRequest("wrong file_id or the file is temporarily unavailable"),
    "too big": BadRequest("file is too big"),
    "not for us": Forbidden("bot was blocked by the user"),
    "a fault of ours": KeyError("file_path"),
    "damaged": NotHeard("expected OGG/Opus, got InvalidDataError"),
    "silent": NotHeard("there is nothing to hear in it"),
    "the program ended": NotHeard("the program has ended, or took too long"),
    "a language that the model has not": NotHeard("the model does not know 'ti'"),
}


@pytest.mark.parametrize("error", FAILURES.values(), ids=FAILURES)
async def test_where_nothing_can_be_heard_the_recording_stands_and_that_is_said_once(
    heard: Heard, error: Exception
) -> None:
    await heard.speak()
    if not isinstance(error, TelegramError):
        heard.ears.said = error
    else:
        heard.telegram.instead.append(error)
    assert await heard.listening.once()
    assert await heard.front.said() == [
        "Jeg kunne ikke høre, hvad du siger i din optagelse. Den er gemt, som den er."
    ]
    assert not await heard.waits()
    assert FILE in (await heard.front.opened("answers.content"))[-1]


async def test_without_a_listener_any_more_what_waits_stands_as_it_is(heard: Heard) -> None:
    await heard.speak()
    heard.restart(deaf=True)
    assert await heard.listening.once()
    assert heard.telegram.fetched == []
    assert "Den er gemt, som den er." in (await heard.front.said())[0]


async def test_a_network_that_fails_is_tried_again_for_an_hour(heard: Heard) -> None:
    await heard.speak()
    tries = 0
    while await heard.waits():
        heard.telegram.instead.append(NetworkError("the exchange failed"))
        if not await heard.listening.once():
            heard.front.clock.now += unheard.AGAIN
        tries += 1
    assert (
        listening.GIVEN_UP / unheard.AGAIN
        <= len(heard.telegram.fetched)
        <= 1 + listening.GIVEN_UP / unheard.AGAIN
    )
    assert "Den er gemt, som den er." in (await heard.front.said())[0]


async def test_the_hour_begins_with_the_first_try_that_fails(heard: Heard) -> None:
    await heard.speak()
    heard.front.clock.now += 2 * listening.GIVEN_UP  # the bot was down
    heard.restart()
    heard.telegram.instead.append(NetworkError("the exchange failed"))
    assert await heard.listening.once()
    assert await heard.waits()
    heard.front.clock.now += unheard.AGAIN
    assert await heard.listening.once()
    assert SECRET in (await heard.front.said())[-1]


async def test_a_clock_that_is_put_back_keeps_no_recording_waiting(heard: Heard) -> None:
    await heard.speak()
    heard.front.clock.now -= timedelta(days=300)
    assert await heard.listening.once()
    assert SECRET in (await heard.front.said())[0]


async def test_nor_one_that_could_not_be_fetched_before(heard: Heard) -> None:
    await heard.speak()
    for _ in range(2):
        heard.telegram.instead.append(NetworkError("the exchange failed"))
        assert await heard.listening.once()
        heard.front.clock.now -= 2 * listening.GIVEN_UP
    assert not await heard.waits()
    assert "Den er gemt, som den er." in (await heard.front.said())[0]


async def test_where_something_is_done_meanwhile_nothing_is_heard_twice(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    await heard.speak()
    hear, conflicts = type(heard.front.turns).hear, [Conflict("at the desk")] * 3

    def meanwhile(turns: Turns, *given: Any, **more: Any) -> Any:
        if conflicts:
            raise conflicts.pop()
        return hear(turns, *given, **more)

    monkeypatch.setattr(type(heard.front.turns), "hear", meanwhile)
    assert await heard.listening.once()
    assert SECRET in (await heard.front.said())[0]
    assert (heard.telegram.fetched, len(heard.ears.asked)) == ([FILE], 1)


async def test_one_that_was_deleted_meanwhile_is_not_fetched(heard: Heard) -> None:
    await heard.speak()
    await heard.front.store.write(lambda cursor: cursor.execute("DELETE FROM answers", {}))
    assert not await heard.listening.once()
    assert heard.telegram.fetched == []


async def test_a_turn_that_breaks_is_noted_and_the_next_recording_is_heard(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(SECRET)

    await heard.speak()
    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr("bot.chat.turn.converse", fails)
        assert await heard.listening.once()
    assert not await heard.waits()
    assert SECRET not in str(logs)
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["heard.broke"]
    assert len(await heard.front.rows("SELECT * FROM broken")) == 1


async def test_nothing_that_was_heard_stands_in_the_log_or_in_the_clear(heard: Heard) -> None:
    with capture_logs() as logs:
        await heard.speak()
        await heard.listening.once()
        heard.ears.said = NotHeard("there is nothing to hear in it")
        await heard.speak()
        await heard.listening.once()
    assert SECRET not in str(logs)
    assert FILE not in str(logs)
    assert SECRET in await heard.front.everything()
    ((_, _, path),) = await heard.front.rows("PRAGMA database_list")
    assert SECRET.encode() not in files(Path(path).parent)


async def test_of_a_recording_that_is_kept_alone_nothing_of_what_was_heard_is_left_in_the_database(
    heard: Heard,
) -> None:
    await heard.speak()
    await heard.listening.once()
    await heard.front.said()
    assert SECRET in await heard.front.everything()
    sealed = [row for (row,) in await heard.front.rows("SELECT content FROM answers")]
    await heard.front.tap("Behold kun optagelsen")
    assert SECRET not in await heard.front.everything()
    left = [row for (row,) in await heard.front.rows("SELECT content FROM answers")]
    (gone,) = (each for each in sealed if each not in left)
    assert await heard.front.store.tidy()
    ((_, _, path),) = await heard.front.rows("PRAGMA database_list")
    stored = files(Path(path).parent)
    assert all(each.encode() in stored for each in left)
    assert gone.encode() not in stored


async def test_it_listens_as_soon_as_something_has_come(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard.front.reception._on_recording = heard.listening.look
    woken = asyncio.Event()
    monkeypatch.setattr(heard.front.deliverer, "wake", lambda _: woken.set())
    await heard.speak()
    woken.clear()
    running = asyncio.create_task(heard.listening.run())
    async with asyncio.timeout(10):
        await woken.wait()
        assert SECRET in (await heard.front.said())[0]
        woken.clear()
        await heard.speak()
        await woken.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
