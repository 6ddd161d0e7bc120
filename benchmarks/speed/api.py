"""A Bot API server of a few bytes: it hands out updates, and takes calls, as little work as that can be.

It speaks HTTP/1.1 with whatever body a library sends: JSON, or fields of a form. What a call asks for is not checked.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import httptools

if TYPE_CHECKING:
    from collections.abc import Callable

BOT: Final = 1_000_000_001
TOKEN: Final = f"{BOT}:{'x' * 35}"
ME: Final = {
    "id": BOT,
    "is_bot": True,
    "first_name": "Bench",
    "username": "bench_bot",
    "can_join_groups": False,
}
BATCH: Final = 100
"""Updates that one poll is answered with at most, as by Telegram."""


class BotApi:
    """The server of one bot. `said` hears each message that it sends; `latency` seconds pass with each call."""

    def __init__(self, said: Callable[[dict[str, Any]], None], latency: float) -> None:
        self.latency = latency
        self.first_poll: float | None = None
        """When the bot began to listen, by `perf_counter`."""
        self.calls = 0
        self._said = said
        self._updates: deque[tuple[int, bytes]] = deque()
        self._next = 1
        self._poll: tuple[Exchange, int, asyncio.TimerHandle] | None = None
        self._message = 0
        self._webhook = ""

    async def open(self) -> tuple[asyncio.Server, str]:
        """Listen; the server and its address."""
        server = await asyncio.get_running_loop().create_server(lambda: Exchange(self), "127.0.0.1", 0)
        return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def push(self, update: dict[str, Any]) -> None:
        """Have an update for the bot."""
        number, self._next = self._next, self._next + 1
        self._updates.append((number, json.dumps({"update_id": number, **update}).encode()))
        if self._poll is not None:
            exchange, offset, timer = self._poll
            self._poll = None
            timer.cancel()
            # What comes in the same instant goes along.
            asyncio.get_running_loop().call_soon(self._hand_out, exchange, offset)

    def called(self, exchange: Exchange, method: str, body: bytes, form: bool) -> None:
        """Answer one call."""
        if method == "getUpdates":
            self._poll_of(exchange, fields_of(body, form))
            return
        self.calls += 1
        result: Any = True
        if method == "getMe":
            result = ME
        elif method == "sendMessage":
            result = self._sent(fields_of(body, form))
        elif method == "setWebhook":
            self._webhook = str(fields_of(body, form)["url"])
        elif method == "getWebhookInfo":
            result = {"url": self._webhook, "has_custom_certificate": False, "pending_update_count": 0}
        answer = json.dumps({"ok": True, "result": result}).encode()
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, exchange.answer, answer)
        else:
            exchange.answer(answer)

    def _sent(self, fields: dict[str, Any]) -> dict[str, Any]:
        self._message += 1
        chat = int(fields["chat_id"])
        markup = fields.get("reply_markup")
        fields["reply_markup"] = json.loads(markup) if isinstance(markup, str) else markup
        self._said({"chat": chat, "message_id": self._message, **fields})
        return {
            "message_id": self._message,
            "date": 1_790_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": ME,
            "text": fields["text"],
        }

    def _poll_of(self, exchange: Exchange, fields: dict[str, Any]) -> None:
        if self.first_poll is None:
            self.first_poll = perf_counter()
        offset, patience = int(fields.get("offset") or 0), float(fields.get("timeout") or 0)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if self._updates or not patience:
            self._hand_out(exchange, offset)
            return
        timer = asyncio.get_running_loop().call_later(patience, self._give_up)
        self._poll = (exchange, offset, timer)

    def _give_up(self) -> None:
        if self._poll is not None:
            exchange, self._poll = self._poll[0], None
            exchange.answer(b'{"ok":true,"result":[]}')

    def _hand_out(self, exchange: Exchange, offset: int) -> None:
        some = [raw for number, raw in self._updates if number >= offset][:BATCH]
        exchange.answer(b'{"ok":true,"result":[' + b",".join(some) + b"]}")


class Exchange(asyncio.Protocol):
    """One connection, kept open: a request, its answer, the next request."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._parser = httptools.HttpRequestParser(self)
        self._transport: Any = None
        self._url = b""
        self._body = bytearray()
        self._form = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    # What the parser tells ----------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._url, self._body, self._form = b"", bytearray(), False

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._form = b"json" not in value

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        method = self._url.partition(b"?")[0].rpartition(b"/")[2].decode()
        self._api.called(self, method, bytes(self._body), self._form)

    def answer(self, body: bytes, status: bytes = b"200 OK") -> None:
        """Send this back, unless nobody is there any more."""
        if not self._transport.is_closing():
            self._transport.write(
                b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                % (status, len(body))
                + body
            )


def fields_of(body: bytes, form: bool) -> dict[str, Any]:
    if not body:
        return {}
    found: dict[str, Any] = dict(parse_qsl(body.decode())) if form else json.loads(body)
    return found
