"""The floor: a bare loop that parses each update and posts the reply, and remembers who is at which question.

Nothing is committed, and what it was at is lost when it ends. It is a simple one: on uvloop it would lie lower.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections import deque
from typing import Any, Final
from urllib.parse import urlsplit

import httptools

from benchmarks.reliability.form import QUESTIONS, STEPS, summary

CONNECTIONS: Final = 256


class Connection(asyncio.Protocol):
    """One exchange after another, each as soon as the one before it is answered."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[bytes] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body = bytearray()
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._body = bytearray()

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        assert self.answer is not None
        answer, self.answer = self.answer, None
        answer.set_result(bytes(self._body))

    async def post(self, path: str, host: str, params: dict[str, Any]) -> Any:
        body = json.dumps(params).encode()
        self.answer = asyncio.get_running_loop().create_future()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {host}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)
        return json.loads(await self.answer)["result"]


class Floor:
    """The whole bot."""

    def __init__(self, api: str, token: str) -> None:
        self._host, self._path = urlsplit(api).netloc, f"/bot{token}/"
        self._free: deque[Connection] = deque()
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._forms: dict[int, dict[str, str]] = {}

    async def run(self) -> None:
        poll, offset = await self._connected(), 0
        self._free.extend([await self._connected() for _ in range(CONNECTIONS)])
        async with asyncio.TaskGroup() as replies:
            while True:
                params = {"offset": offset, "timeout": 50, "limit": 100}
                for update in await poll.post(f"{self._path}getUpdates", self._host, params):
                    offset = update["update_id"] + 1
                    message = update["message"]
                    replies.create_task(self._reply(message["chat"]["id"], message["text"]))

    async def _connected(self) -> Connection:
        host, _, port = self._host.partition(":")
        _, connection = await asyncio.get_running_loop().create_connection(Connection, host, int(port))
        return connection

    async def _reply(self, chat: int, text: str) -> None:
        params = {"chat_id": chat, "text": self._next(chat, text)}
        async with self._room:
            connection = self._free.popleft()
            await connection.post(f"{self._path}sendMessage", self._host, params)
            self._free.append(connection)

    def _next(self, chat: int, text: str) -> str:
        if text == "/start":
            self._forms[chat] = {}
            return QUESTIONS[STEPS[0]]
        form = self._forms[chat]
        form[STEPS[len(form)]] = text
        return QUESTIONS[STEPS[len(form)]] if len(form) < len(STEPS) else summary(form)


if __name__ == "__main__":
    asyncio.run(Floor(os.environ["API"], os.environ["TOKEN"]).run())
