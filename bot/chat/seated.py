"""Calls that only the program with the sender's place may make: each waits until it is known to have it still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.able import Able
from bot.chat.api import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.api import Caller
    from bot.state.crew import Seat


class Seated:
    """Calls for as long as this program has its place, since now. A `Caller`.

    A program that has stood still does not know how long. Awake again, it may have lost its place, and another one
    may have sent what it was about to: then its calls wait until whoever made them gives them up.
    """

    def __init__(self, api: Caller, seat: Seat, able: Able | None = None) -> None:
        """`able` learns whether Telegram answers."""
        self._api = api
        self._seat = seat
        self._term = seat.term
        self._able = able or Able()

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - as in `Caller`
    ) -> Any:
        await self._seat.sure(self._term)
        with self._able.trying("send"):
            return await self._api.call(method, params, files, timeout)
