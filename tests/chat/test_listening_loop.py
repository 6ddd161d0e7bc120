"""The listening loop beside all else: woken by news, one turn of a person at a time, and each recording once."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs
from telegram.error import NetworkError

from bot.chat.done import Done
from bot.chat.listening import TRIES
from bot.chat.locks import Locks
from bot.chat.loop import LONGEST_NAP
from bot.state import unheard
from bot.state.errors import Conflict, StorageUnavailable
from tests.chat import dictation
from tests.chat.dictation import FILE, SECRET, VOICE
from tests.chat.front import LONE, SAMIR
from tests.talk import BOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.state.unheard import Unheard
    from tests.chat.dictation import Heard


@pytest.fixture
async def heard(tmp_path: Path) -> AsyncIterator[Heard]:
    async with dictation.listening(tmp_path) as heard:
        yield heard


@asynccontextmanager
async def running(heard: Heard) -> AsyncIterator[None]:
    task = asyncio.create_task(heard.listening.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each look at what waits."""
    due, looks = unheard.due, list[None]()

    def counted(*given: Any, **more: Any) -> Unheard | None:
        looks.append(None)
        return due(*given, **more)

    monkeypatch.setattr(unheard, "due", counted)
    return looks


async def test_it_looks_at_what_waits_when_there_is_news_and_once_a_minute(
    heard: Heard, looks: list[None]
) -> None:
    clock = heard.front.clock
    async with running(heard):
        await clock.asleep(1)
        assert len(looks) == 1
        heard.listening.look()
        await clock.asleep(2)
        assert len(looks) == 2
        clock.advance(LONGEST_NAP)
        await clock.asleep(3)
        assert len(looks) == 3
    assert clock.slept == [LONGEST_NAP] * 3


async def test_one_look_is_enough_for_all_that_waits(heard: Heard, looks: list[None]) -> None:
    for number in range(3):
        await heard.speak(file_id=f"{FILE}{number}")
    async with running(heard):
        await heard.front.clock.asleep(1)
    assert len(heard.ears.asked) == 3
    assert len(looks) == 4, "and the last one finds nothing more"


async def test_what_comes_while_it_listens_is_looked_at_right_after(heard: Heard) -> None:
    await heard.speak()
    heard.telegram.meanwhile = heard.listening.look
    async with running(heard):
        await heard.front.clock.asleep(2)


async def test_the_loop_outlives_a_storage_that_fails(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    await heard.speak()

    async def full(_: object) -> None:
        raise StorageUnavailable("disk full")

    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(heard.front.store, "read", full)
        async with running(heard):
            await heard.front.clock.asleep(1)
            patch.undo()
            heard.front.clock.advance(LONGEST_NAP)
            await heard.front.clock.asleep(2)
    assert [log["event"] for log in logs if log["log_level"] == "error"] == ["listening.storage"]
    assert heard.counted("storage_unavailable") == 1
    assert SECRET in (await heard.front.said())[0]


async def test_the_loop_outlives_what_nobody_expected(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    await heard.speak()

    def breaks(*_: object, **__: object) -> None:
        raise KeyError(SECRET)

    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr("bot.state.unheard.due", breaks)
        async with running(heard):
            await heard.front.clock.asleep(1)
            patch.undo()
            heard.front.clock.advance(LONGEST_NAP)
            await heard.front.clock.asleep(2)
    (told,) = [log for log in logs if log["log_level"] == "error"]
    assert (told["event"], told["error"]) == ("listening.broke", "KeyError")
    assert told["at"].startswith("bot.")
    assert SECRET not in str(told)
    assert heard.counted("storage_unavailable") == 0
    assert SECRET in (await heard.front.said())[0]


@pytest.mark.parametrize("place", ["bot.state.unheard.file_of", "bot.chat.turn.converse"])
async def test_where_storage_fails_the_recording_waits_and_nothing_is_said_of_it(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise StorageUnavailable("disk full")

    await heard.speak()
    with monkeypatch.context() as patch:
        patch.setattr(place, fails)
        with pytest.raises(StorageUnavailable):
            await heard.listening.once()
    assert await heard.front.said() == []
    assert await heard.waits()
    assert await heard.front.rows("SELECT * FROM broken") == []


class Watched(Locks):
    """Tells when somebody asks for a lock."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()

    @asynccontextmanager
    async def hold(self, key: int) -> AsyncIterator[None]:
        self.asked.set()
        async with super().hold(key):
            yield


async def test_the_turn_of_what_was_heard_waits_for_what_the_person_does_meanwhile(heard: Heard) -> None:
    await heard.speak()
    heard.locks = locks = Watched()
    heard.restart()
    async with locks.hold(SAMIR):
        locks.asked.clear()
        listening = asyncio.create_task(heard.listening.once())
        async with asyncio.timeout(10):
            await locks.asked.wait()
        assert await heard.front.said() == []
    assert await listening
    assert SECRET in (await heard.front.said())[0]


async def test_a_turn_that_conflicts_is_counted(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def conflicts(*_: object, **__: object) -> None:
        raise Conflict("at the desk")

    await heard.speak()
    monkeypatch.setattr(type(heard.front.turns), "hear", conflicts)
    assert await heard.listening.once()
    assert heard.counted("turn_conflicts") == TRIES
    assert await heard.waits(), "the next look hears it anew"


@pytest.mark.parametrize("scheduled", [True, False])
async def test_the_timer_loop_is_told_of_a_timer_that_the_turn_has_set(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, *, scheduled: bool
) -> None:
    await heard.speak()
    heard.front.scheduled.clear()
    monkeypatch.setattr(type(heard.front.turns), "hear", lambda *_, **__: Done(scheduled=scheduled))
    assert await heard.listening.once()
    assert len(heard.front.scheduled) == scheduled


async def look(heard: Heard, bot: int = BOT) -> Unheard | None:
    return await heard.front.store.read(partial(unheard.due, bot=bot, now=heard.front.clock()))


async def due(heard: Heard) -> Unheard:
    found = await look(heard)
    assert found is not None
    return found


async def test_a_recording_is_heard_once_however_many_have_found_it(heard: Heard) -> None:
    await heard.speak()
    hear = partial(heard.front.turns.hear, recording=await due(heard), text=SECRET, now=heard.front.clock())
    first, second = [await heard.front.store.write(hear) for _ in range(2)]
    assert first.chat == SAMIR
    assert second == Done()
    assert len(await heard.front.said()) == 1


async def test_one_that_was_heard_is_not_put_off_any_more(heard: Heard) -> None:
    await heard.speak()
    found = await due(heard)
    assert await heard.front.store.write(partial(unheard.take, recording=found))
    await heard.front.store.write(partial(unheard.later, recording=found, at=heard.front.clock()))
    assert not await heard.waits()


async def test_another_bot_leaves_it_to_the_one_that_the_person_talks_with(heard: Heard) -> None:
    await heard.speak()
    assert await look(heard, BOT + 1) is None
    assert await look(heard) is not None


async def test_whoever_waits_for_the_fewest_goes_first_however_much_they_have_answered(heard: Heard) -> None:
    await heard.front.welcome(LONE, "Lone")
    for text in ("Jeg kan læsse", "om natten", "på et lager"):
        await heard.front.write(text, LONE)
        await heard.front.said(LONE)
    for _ in range(2):
        await heard.speak()
    await heard.front.accept(message=heard.front.message_of(LONE, voice=VOICE | {"file_id": "of Lone"}))
    assert await heard.listening.once()
    assert heard.telegram.fetched == ["of Lone"]


async def test_one_whose_words_were_changed_before_it_came_is_heard(heard: Heard) -> None:
    voice = heard.front.message_of(SAMIR, voice=VOICE, caption="om natten")
    changed = {**voice, "edit_date": voice["date"], "caption": "om dagen"}
    await heard.front.accept(edited_message=changed)
    await heard.front.accept(message=voice)
    await heard.front.said()
    assert await heard.listening.once()
    assert heard.telegram.fetched == [FILE]


async def test_it_is_heard_in_the_language_of_whoever_speaks_beside_all_else(heard: Heard) -> None:
    await heard.speak()
    await heard.front.store.write(lambda cursor: cursor.execute("UPDATE people SET language = 'en'", {}))
    assert await heard.listening.once()
    assert heard.ears.asked == [(b"sound", "en")]
    assert heard.ears.thread is not threading.current_thread()


async def test_what_was_heard_is_no_sign_that_somebody_is_here(heard: Heard) -> None:
    """They may have left the phone days ago: whatever counts from when they were here counts from then."""
    await heard.speak()
    query = "SELECT seen_at FROM people UNION ALL SELECT due_at FROM timers"
    before = await heard.front.rows(query)
    heard.front.clock.advance(2 * 86_400)
    assert await heard.listening.once()
    assert SECRET in (await heard.front.said())[0]
    assert await heard.front.rows(query) == before


async def test_whose_recording_could_be_fetched_later_is_remembered_no_longer(heard: Heard) -> None:
    await heard.speak()
    heard.telegram.instead.append(NetworkError("the exchange failed"))
    assert await heard.listening.once()
    assert len(heard.listening._failed) == 1
    heard.front.clock.advance(LONGEST_NAP)
    assert await heard.listening.once()
    assert heard.listening._failed == {}
