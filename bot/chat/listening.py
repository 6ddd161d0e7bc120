"""The listening loop: recordings that wait are fetched and heard, one after the other, and become turns."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.figures import Figures
from bot.chat.loop import LONGEST_NAP, Loop
from bot.state import broken, people, unheard
from bot.state.broken import fault_of
from bot.state.errors import Conflict, StateError, StorageUnavailable, StoreClosed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.chat.locks import Locks
    from bot.chat.outgoing import Outgoing
    from bot.chat.turn import Turns
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from bot.state.unheard import Unheard
    from bot.voice.listening import Listener

GIVEN_UP: Final = timedelta(hours=1)
"""How long after the first time one that could not be fetched is tried again: then nobody waits for it any more."""
TRIES: Final = 5
"""How often the turn of what was heard is run where something else is always done meanwhile."""

log = structlog.get_logger(__name__)


class Fetcher(Protocol):
    """Whatever brings a file; see `Api.fetch`."""

    async def fetch(self, file: str) -> bytes: ...


class Listening:
    """Listens to what waits. What was not heard when the bot ends is heard later: nothing lives only in memory."""

    def __init__(
        self,
        store: Store,
        turns: Turns,
        locks: Locks,
        deliverer: Outgoing,
        api: Fetcher,
        listener: Listener | None,
        *,
        on_schedule: Callable[[], None] = lambda: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        figures: Figures | None = None,
    ) -> None:
        """`on_schedule` is called after a commit that has set a timer."""
        self._store = store
        self._turns = turns
        self._locks = locks
        self._deliverer = deliverer
        self._api = api
        self._listener = listener
        self._on_schedule = on_schedule
        self._figures = figures or Figures()
        self._loop = Loop(_say_fault, sleep, self._figures)
        self._failed: dict[int, datetime] = {}

    def look(self) -> None:
        """Look at what waits anew: a recording has come."""
        self._loop.look()

    async def run(self) -> None:
        """Listen until cancelled. Without a listener what still waits, from when there was one, stands as it is."""
        await self._loop.run(self._all)

    async def _all(self) -> float:
        """Listen to everything that waits; the seconds until it is looked at anew, be there news or not."""
        while await self.once():
            pass
        return LONGEST_NAP

    async def once(self) -> bool:
        """Listen to the recording that waits longest; whether there was one."""
        bot, now = self._turns.bot, self._store.clock()
        found = await self._store.read(partial(unheard.due, bot=bot, now=now))
        if found is None:
            return False
        text = await self._heard(found)
        if text is None:
            await self._store.write(partial(unheard.later, recording=found, at=now + unheard.AGAIN))
        else:
            self._failed.pop(found.id, None)
            await self._turn(found, text)
        return True

    async def _heard(self, recording: Unheard) -> str | None:
        """What is said in it, "" where that cannot be told; None where it is to be fetched once more."""
        if self._listener is None:
            return ""
        try:
            file, language = await self._store.read(partial(_file_and_language, recording=recording))
            if not file:
                return ""
            sound = await self._api.fetch(file)
            return await asyncio.to_thread(self._listener.hear, sound, language)
        except (StorageUnavailable, StoreClosed):
            raise
        except TelegramError as error:
            if isinstance(error, BadRequest | Forbidden):
                log.info("recording.gone", recording=recording.id)
                return ""
            log.warning("recording.not_fetched", recording=recording.id, error=type(error).__name__)
            first = self._failed.setdefault(recording.id, self._store.clock())
            return "" if abs(self._store.clock() - first) >= GIVEN_UP else None
        except Exception as error:  # noqa: BLE001 - one recording, whatever is wrong with it, must not hold up the others
            log.info("recording.not_heard", recording=recording.id, error=type(error).__name__)
            return ""

    async def _turn(self, recording: Unheard, text: str) -> None:
        """Run the turn of what was heard, again where something was done at the desk meanwhile.

        Where that does not end, the next look hears it anew.
        """
        for _ in range(TRIES):
            if await self._is_done(recording, text):
                return

    async def _is_done(self, recording: Unheard, text: str) -> bool:
        """Run the turn once; one that breaks is noted, and the recording stands as it is. False: it conflicted."""
        user = await self._store.read(partial(people.user_of, person_id=recording.person))
        hear = partial(self._turns.hear, recording=recording, text=text)
        async with self._locks.hold(user):
            try:
                with self._figures.turn("timer"):
                    done = await self._store.write(lambda cursor: hear(cursor, now=self._store.clock()))
            except Conflict:
                self._figures.conflict()
                return False
            except (StorageUnavailable, StoreClosed):
                raise
            except Exception as error:  # noqa: BLE001 - one broken turn must not hold up the others
                await self._after_fault(recording, error)
                return True
        if done.chat:
            self._deliverer.wake(done.chat)
        if done.scheduled:
            self._on_schedule()
        return True

    async def _after_fault(self, recording: Unheard, error: Exception) -> None:
        self._figures.broke("timer")
        fault, ids, now = fault_of(error), self._turns.ids, self._store.clock()
        log.error("heard.broke", recording=recording.id, error=fault.error, at=fault.place)

        def drop(cursor: Cursor) -> None:
            unheard.take(cursor, recording)
            broken.note(cursor, ids.next(), fault, now)

        await self._store.write(drop)


def _file_and_language(cursor: Cursor, recording: Unheard) -> tuple[str, str]:
    found = people.by_id(cursor, recording.person)
    return unheard.file_of(cursor, recording), found[0].person.language if found else ""


def _say_fault(error: Exception) -> None:
    fault = fault_of(error)
    if isinstance(error, StateError):
        log.error("listening.storage", error=fault.error)
    else:
        log.error("listening.broke", error=fault.error, at=fault.place)
