"""Calls that may go faster than the others, for a fee: Telegram takes it for what a bot sends beyond its usual rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.api import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.api import Caller


class Paid:
    """Lets each message that goes by it be paid for; anything else is called as it is. A `Caller`."""

    def __init__(self, api: Caller) -> None:
        self._api = api

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - as in `Caller`
    ) -> Any:
        if method.startswith("send"):
            params = {**params, "allow_paid_broadcast": True}
        return await self._api.call(method, params, files, timeout)
