"""Intake by long polling: raw updates in, and acknowledged only once they are committed."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.backoff import backoff
from bot.chat.errors import Flood
from bot.chat.figures import Figures
from bot.chat.intake import accepted
from bot.chat.updates import ALLOWED, sender, update_id

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from bot.chat.api import Caller
    from bot.chat.hearing import Hearing
    from bot.chat.intake import Intake

POLL_SECONDS: Final = 50
"""The longest poll that the official server grants."""
SHORTEST: Final = 3
"""Seconds: it answers shorter polls no sooner, when they come in quick succession."""
GRACE: Final = 10.0
"""Seconds that an answer may be late before the connection counts as dead."""
LONGEST_WAIT: Final = 30.0
BATCH: Final = 100
SLOW: Final = 0.6
"""Seconds after which nobody waits for a slow turn any more. Asked for the same offset again within half a second,
Telegram's own server would grant one update at a time."""

log = structlog.get_logger(__name__)


async def _a_moment(lanes: Collection[asyncio.Task[None]]) -> None:
    await asyncio.wait(lanes, timeout=SLOW)


class Poller:
    """Asks for updates until it is cancelled; a cancelled one lets the turns that are running finish.

    Each sender has a lane, in which their updates are taken in one by one. A slow lane holds back the offset, and with
    it only the confirmation of what came later: the others' updates are fetched and taken in meanwhile, as far as they
    are among the `BATCH` that Telegram hands out from the offset on.
    """

    def __init__(
        self,
        api: Caller,
        intake: Intake,
        hearing: Hearing,
        *,
        seconds: int = POLL_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        patience: Callable[[Collection[asyncio.Task[None]]], Awaitable[object]] = _a_moment,
        figures: Figures | None = None,
    ) -> None:
        """`patience` waits for the lanes that run, but not for long."""
        self._api = api
        self._intake = intake
        self._hearing = hearing
        self._seconds = seconds
        self._sleep = sleep
        self._patience = patience
        self._figures = figures or Figures()
        self._offset = 0
        self._waiting: dict[int, deque[dict[str, Any]]] = {}
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._overflow: set[asyncio.Task[None]] = set()
        self._started: set[int] = set()
        self._done: set[int] = set()
        self._refused = False
        self._doubtful = True

    async def run(self) -> None:
        """Poll for ever. Raises `InvalidToken` where Telegram does not know the token."""
        failures = 0
        try:
            while True:
                wait = await self._round()
                self._doubtful = wait is not None
                if wait is not None:
                    self._hearing.everything = False
                failures = failures + 1 if wait is not None else 0
                if wait is not None:
                    await self._sleep(max(wait, backoff(failures, LONGEST_WAIT)))
        finally:
            await self._finish()

    async def _round(self) -> float | None:
        """Fetch and take in one batch: None if all went well, else the seconds that have to pass at least."""
        try:
            batch = await self._fetch()
        except InvalidToken:
            raise
        except Flood as error:
            self._figures.flood("poll")
            self._figures.poll("failed")
            return error.retry_after.total_seconds()
        except Conflict:
            self._figures.poll("conflict")
            log.warning("poll.conflict", reason="another program polls with this token, or a webhook is set")
            return 0.0
        except TelegramError as error:
            self._figures.poll("failed")
            log.warning("poll.failed", error=type(error).__name__)
            return 0.0
        self._figures.poll("good")
        return None if await self._take(batch) else 0.0

    async def _fetch(self) -> list[Any]:
        # At the start and after a fault the answer comes at once: whether all is well is not known for long otherwise.
        seconds = 0 if self._doubtful else self._seconds
        params = {"limit": BATCH, "timeout": seconds, "allowed_updates": list(ALLOWED)}
        if self._offset:
            params["offset"] = self._offset
        patience = max(seconds, SHORTEST) + GRACE
        batch = await self._api.call("getUpdates", params, timeout=patience)
        if not isinstance(batch, list):
            raise NetworkError(f"expected a list of updates, got {type(batch).__name__}")
        return sorted(batch, key=_place)

    async def _take(self, batch: list[Any]) -> bool:
        """Start what is new in a batch, give it a moment, and move the offset; False where it had better wait."""
        self._refused = False
        for update in batch:
            number = update_id(update)
            if number is not None and number not in self._started:
                self._started.add(number)
                self._start(update)
        if running := self._running():
            await self._patience(running)
        self._hearing.everything = len(batch) < BATCH and not self._running() and not self._refused
        return self._move(batch)

    def _running(self) -> list[asyncio.Task[None]]:
        return [*self._lanes.values(), *self._overflow]

    def _start(self, update: dict[str, Any]) -> None:
        if not self._intake.overflows(update):
            self._line_up(update)
            return
        keeping = asyncio.create_task(self._keep(update))
        self._overflow.add(keeping)
        keeping.add_done_callback(self._overflow.discard)

    async def _keep(self, update: dict[str, Any]) -> None:
        number = update["update_id"]
        if await accepted(self._intake, update, overflows=True):
            self._done.add(number)
        else:
            self._refused = True
            self._started.discard(number)

    def _line_up(self, update: dict[str, Any]) -> None:
        """Put an update at the end of its sender's lane, and set the lane going where it rests."""
        person = sender(update)
        self._waiting.setdefault(person, deque()).append(update)
        if person not in self._lanes:
            self._lanes[person] = asyncio.create_task(self._lane(person))

    async def _lane(self, person: int) -> None:
        """One sender's updates in order; where one is refused, it and those behind it come again."""
        waiting = self._waiting[person]
        while waiting:
            number = waiting[0]["update_id"]
            if not await accepted(self._intake, waiting[0], overflows=False):
                self._refused = True
                self._started.difference_update(each["update_id"] for each in waiting)
                break
            self._done.add(number)
            waiting.popleft()
        del self._waiting[person], self._lanes[person]

    async def _finish(self) -> None:
        """Let each lane finish the update it is at, and start no other."""
        for waiting in self._waiting.values():
            while len(waiting) > 1:
                waiting.pop()
        await asyncio.gather(*self._running())

    def _move(self, batch: list[Any]) -> bool:
        """Move the offset past what is done, as far as no gap opens; False where the next poll had better wait.

        After an empty answer all that came before is confirmed. The offset is then forgotten: after a quiet
        week Telegram goes on at a random id, which may be a lower one.
        """
        if not batch:
            self._offset = 0
            self._started.clear()
            self._done.clear()
            return True
        moved = False
        for update in batch:
            number = update_id(update)
            if number is None:
                log.warning("intake.nameless", reason="an update without an id was passed over")
            elif number in self._done:
                self._offset, moved = number + 1, True
                self._started.discard(number)
                self._done.discard(number)
            else:
                return not self._refused
        return moved


def _place(update: object) -> int:
    """Where an update belongs, in case a batch is not in order; what has no id goes first, and is passed over."""
    return update_id(update) or 0
