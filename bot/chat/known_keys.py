"""The running bot says at once which master keys it knows: a change of keys waits until it knows the new one."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from bot.state import watching
from bot.state.errors import StateError
from bot.state.outage import Outage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.state.cursor import Cursor
    from bot.state.store import Store

SECONDS: Final = 2.0
"""Between two looks at the key file, which is small."""

log = structlog.get_logger(__name__)


async def say(
    store: Store,
    bot: int,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    outage: Outage | None = None,
) -> None:
    """Leave a sign of life whenever the keys at hand are others than before, and at the start."""
    said: tuple[str, ...] | None = None
    outage = outage or Outage()
    while True:
        try:
            known = await store.read(_known)
            if known != said:
                await store.write(partial(watching.beat, bot=bot, now=store.clock()))
                said = known
                tell(known)
            outage.ends()
        except StateError as error:
            if outage.fails():
                log.warning("keys.unsaid", error=type(error).__name__)
        await sleep(SECONDS)


def tell(known: tuple[str, ...]) -> None:
    """Log which keys are at hand from now on."""
    if known:
        log.info("keys.at_hand", keys=known)
    else:
        log.error("keys.gone", reason="the key cannot be read; put it back from the copy that you keep")


def _known(cursor: Cursor) -> tuple[str, ...]:
    return cursor.keys.known()
