"""Whether Telegram still brings updates to our webhook, and what is done where it does not."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

from bot.chat import setup

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.chat.api import Api
    from bot.chat.figures import Figures

WEBHOOK_SECONDS: Final = 60.0
"""Between two looks at whether the webhook stands."""
AGAIN_SECONDS: Final = 600.0
"""Between two times that it is set again: of two installations with one token each would take it away for ever."""
CONTEST_SECONDS: Final = 3 * AGAIN_SECONDS
"""Whoever lost it twice within this time has it only until the other one takes it back."""
GONE: Final = "another program uses this token, or has taken the webhook away"
CONTESTED: Final = (
    "another program with this token takes the webhook away again and again: stop it, or one of the two"
)

log = structlog.get_logger(__name__)


async def look_after_webhook(
    api: Api,
    url: str,
    secret: str,
    figures: Figures,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Ask Telegram once a minute whether updates still come to us, and have them come again where they do not."""
    lookout = _LookOut(api, url, secret, figures, clock)
    while True:
        await sleep(WEBHOOK_SECONDS)
        await lookout.look()


@dataclass(slots=True)
class _LookOut:
    """The webhook of this program, and when it was lost."""

    api: Api
    url: str
    secret: str
    figures: Figures
    clock: Callable[[], float]
    stood: bool = True
    set_at: float | None = None
    lost: list[float] = field(default_factory=list)

    async def look(self) -> None:
        try:
            stands = await setup.webhook_stands(self.api, self.url)
        except Exception as error:  # noqa: BLE001 - whatever Telegram answers, updates are taken in
            log.warning("webhook.unknown", error=type(error).__name__)
            return
        if stands:
            self._stands()
            return
        self._is_gone()
        if self.set_at is None or self.clock() - self.set_at >= AGAIN_SECONDS:
            await self._set_again()

    def _is_gone(self) -> None:
        """Each look says it, but only the first of them is another loss."""
        if self.stood:
            self.lost.append(self.clock())
        self.stood = False
        reason = CONTESTED if self._is_contested() else GONE
        self.figures.webhook_gone(reason)
        log.error("webhook.gone", reason=reason)

    async def _set_again(self) -> None:
        try:
            await setup.use_webhook(self.api, self.url, self.secret)
        except Exception as error:  # noqa: BLE001 - the next look tries it again
            log.warning("webhook.not_set", error=type(error).__name__)
            return
        self.set_at = self.clock()
        log.warning("webhook.set_again")
        self._stands()

    def _stands(self) -> None:
        """What another one takes away each time is not well while it happens to stand."""
        self.stood = True
        if not self._is_contested():
            self.figures.webhook_stands()

    def _is_contested(self) -> bool:
        self.lost = [at for at in self.lost if self.clock() - at < CONTEST_SECONDS]
        return len(self.lost) > 1
