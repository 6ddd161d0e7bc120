"""Waiting for what nobody announces: other programs, and people who read."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE: Final = 0.02


async def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until the condition is true, at most so long; whether it is."""
    end = monotonic() + seconds
    while not condition():
        if monotonic() > end:
            return False
        await asyncio.sleep(PAUSE)
    return True
