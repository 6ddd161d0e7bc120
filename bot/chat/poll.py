"""Intake by long polling: raw updates in, and acknowledged only once they are committed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.chat.backoff import backoff
from bot.chat.errors import Flood
from bot.chat.intake import accepted
from bot.chat.updates import ALLOWED, sender, update_id

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.chat.api import Caller
    from bot.chat.intake import Intake

POLL_SECONDS: Final = 50
"""The longest poll that the official server grants."""
SHORTEST: Final = 3
"""Seconds: it answers shorter polls no sooner, when they come in quick succession."""
GRACE: Final = 10.0
"""Seconds that an answer may be late before the connection counts as dead."""
LONGEST_WAIT: Final = 30.0
BATCH: Final = 100

log = structlog.get_logger(__name__)


class Poller:
    """Asks for updates until it is cancelled; a cancelled one lets the turns that are running finish."""

    def __init__(
        self,
        api: Caller,
        intake: Intake,
        *,
        seconds: int = POLL_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._intake = intake
        self._seconds = seconds
        self._sleep = sleep
        self._offset = 0
        self._stopping = False

    async def run(self) -> None:
        """Poll for ever. Raises `InvalidToken` where Telegram does not know the token."""
        failures = 0
        while True:
            wait = await self._round()
            failures = failures + 1 if wait is not None else 0
            if wait is not None:
                await self._sleep(max(wait, backoff(failures, LONGEST_WAIT)))

    async def _round(self) -> float | None:
        """Fetch and take in one batch: None if all went well, else the seconds that have to pass at least."""
        try:
            batch = await self._fetch()
        except InvalidToken:
            raise
        except Flood as error:
            return error.retry_after.total_seconds()
        except Conflict:
            log.warning("poll.conflict", reason="another program polls with this token, or a webhook is set")
            return 0.0
        except TelegramError as error:
            log.warning("poll.failed", error=type(error).__name__)
            return 0.0
        return None if await self._take(batch) else 0.0

    async def _fetch(self) -> list[Any]:
        params = {"limit": BATCH, "timeout": self._seconds, "allowed_updates": list(ALLOWED)}
        if self._offset:
            params["offset"] = self._offset
        patience = max(self._seconds, SHORTEST) + GRACE
        batch = await self._api.call("getUpdates", params, timeout=patience)
        if not isinstance(batch, list):
            raise NetworkError(f"expected a list of updates, got {type(batch).__name__}")
        return batch

    async def _take(self, batch: list[Any]) -> bool:
        """Take a batch in, one lane per sender, and move the offset; True if nothing is left over."""
        lanes: dict[int, list[dict[str, Any]]] = {}
        named = [update for update in batch if update_id(update) is not None]
        for update in named:
            lanes.setdefault(sender(update), []).append(update)
        done: set[int] = set()
        await self._finish([self._lane(lane, done) for lane in lanes.values()])
        return self._move(batch, done)

    async def _lane(self, updates: list[dict[str, Any]], done: set[int]) -> None:
        """One sender's updates in order; the first that is refused holds back the rest."""
        for update in updates:
            if self._stopping or not await accepted(self._intake, update):
                return
            done.add(update["update_id"])

    async def _finish(self, lanes: list[Coroutine[Any, Any, None]]) -> None:
        """Run the lanes; when cancelled, let each finish the update it is at, and start no other."""
        running = asyncio.gather(*lanes)
        try:
            await asyncio.shield(running)
        except asyncio.CancelledError:
            self._stopping = True
            await running
            raise

    def _move(self, batch: list[Any], done: set[int]) -> bool:
        """Move the offset past what is done, as far as no gap opens.

        After an empty answer all that came before is confirmed. The offset is then forgotten: after a quiet
        week Telegram goes on at a random id, which may be a lower one.
        """
        if not batch:
            self._offset = 0
            return True
        moved = False
        for update in batch:
            number = update_id(update)
            if number is None:
                log.warning("intake.nameless", reason="an update without an id was passed over")
            elif number in done:
                self._offset, moved = number + 1, True
            else:
                return False
        return moved
