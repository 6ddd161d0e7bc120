"""Delivers updates to the bot's webhook: in order per chat, again and again until a 2xx, as Telegram does."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp

from bot.phone.clock import Clock
from bot.phone.faults import KillSwitch
from bot.phone.storage import Storage
from bot.phone.updates import Updates

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
DEFAULT_CONNECTIONS = 40
MAX_DELAY = 60
MAX_RETRY_AFTER = 3600
_TIMEOUT = aiohttp.ClientTimeout(total=60)


class Webhook:
    """The webhook that is set, if any. `run` delivers while it is running; `on_reply` gets methods in answers."""

    def __init__(self, storage: Storage, updates: Updates, clock: Clock, kill: KillSwitch) -> None:
        self._storage = storage
        self._updates = updates
        self._clock = clock
        self._kill = kill
        self._wake = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._failures: dict[int, int] = {}
        self._last_error: Json = {}
        self.on_reply: Callable[[Json], Awaitable[None]] | None = None
        updates.on_new = self._wake.set

    def config(self) -> Json | None:
        """`url`, `secret_token` and `max_connections`, or None when no webhook is set."""
        found: Json | None = self._storage.recall("webhook")
        return found

    def configure(self, config: Json | None) -> None:
        """Set or delete the webhook; what is under way is broken off and delivered again."""
        self._storage.remember("webhook", config)
        for task in self._busy.values():
            task.cancel()
        self._failures.clear()
        self._last_error = {}
        self._wake.set()

    def info(self) -> Json:
        """Telegram's `WebhookInfo`."""
        config = self.config()
        info = {
            "url": config["url"] if config else "",
            "has_custom_certificate": False,
            "pending_update_count": self._updates.count(),
            **self._last_error,
        }
        if config:
            info["max_connections"] = config["max_connections"]
        if allowed := self._storage.recall("allowed_updates", []):
            info["allowed_updates"] = allowed
        return info

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            self._wake.set()
            try:
                while True:
                    await self._wake.wait()
                    self._wake.clear()
                    self._launch(session)
            finally:
                tasks = list(self._busy.values())
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    def _launch(self, session: aiohttp.ClientSession) -> None:
        """Start the first update of every chat that has none under way, within max_connections."""
        config = self.config()
        if config is None:
            return
        for row in self._updates.heads():
            if len(self._busy) >= config["max_connections"]:
                return
            queue = row["queue"]
            if queue not in self._busy:
                body = self._updates.body(row["seq"])
                task = asyncio.ensure_future(self._deliver(session, config, row["seq"], body))
                self._busy[queue] = task
                task.add_done_callback(partial(self._finished, queue))

    def _finished(self, queue: int, _: asyncio.Task[None]) -> None:
        self._busy.pop(queue, None)
        self._wake.set()

    async def _deliver(self, session: aiohttp.ClientSession, config: Json, seq: int, body: str) -> None:
        """Post one update once; drop it, or wait as long as Telegram waits before it is posted again."""
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        if config["secret_token"]:
            headers[SECRET_HEADER] = config["secret_token"]
        retry_after = 0
        try:
            async with session.post(
                config["url"], data=self._body(body), headers=headers, allow_redirects=False
            ) as response:
                if 200 <= response.status <= 299 and not self._kill.event("before_confirmed"):
                    if self._updates.disorder.comes_again(seq):
                        return
                    self._updates.drop(seq)
                    self._failures.pop(seq, None)
                    await self._take_reply(response)
                    return
                retry_after = _seconds(response.headers.get("Retry-After", ""))
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            reason = f"Connection failed: {type(error).__name__}"
        self._last_error = {"last_error_date": int(self._clock.now()), "last_error_message": reason}
        await self._clock.sleep(retry_after or self._delay(seq))

    async def _body(self, body: str) -> AsyncIterator[bytes]:
        yield body.encode()
        # Resumed once the body is written: the update is in the bot's hands.
        self._kill.event("update_handed_out")

    def _delay(self, seq: int) -> int:
        """Seconds to wait after a failure: none after the first, then 2, 4, 8... up to a minute."""
        failures = self._failures.get(seq, 0)
        self._failures[seq] = failures + 1
        return min(MAX_DELAY, 2**failures) if failures else 0

    async def _take_reply(self, response: aiohttp.ClientResponse) -> None:
        """A bot may answer a webhook with a method call in the body."""
        text = await response.text()
        try:
            reply = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(reply, dict) and "method" in reply and self.on_reply is not None:
            await self.on_reply(reply)


def _seconds(header: str) -> int:
    return min(int(header), MAX_RETRY_AFTER) if header.isdecimal() else 0
