"""A call at the webhook's door, by anybody: only whoever has the secret is read, and nothing but an update gets in.

The first line is what is said to be the secret, the second a length, the rest the body.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from aiohttp import StreamReader
from aiohttp.base_protocol import BaseProtocol

from bot import bounds
from bot.chat.updates import LARGEST
from bot.chat.webhook import HEADER, Webhook
from tests.fuzz.target import Target, must

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp import web

SECRET = "s3cret_-token"
UPDATE = b'{"update_id": 5, "message": {"message_id": 1}}'


class Intake:
    """Takes everything in, and keeps what it was."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []

    def overflows(self, update: dict[str, Any]) -> bool:
        return bool(update["update_id"] % 2)

    async def keep(self, update: dict[str, Any]) -> bool:
        return await self.accept(update)

    async def accept(self, update: dict[str, Any]) -> bool:
        self.taken.append(update)
        return True


@dataclass
class Call:
    """What the door looks at of a request; a header can hold what no request of the library's tests can."""

    headers: dict[str, str]
    content_length: int
    content: StreamReader


def run(data: bytes) -> None:
    given, _, rest = data.partition(b"\n")
    length, _, body = rest.partition(b"\n")
    asyncio.run(call(given.decode("utf-8", "surrogateescape"), length[:30], body))


async def call(given: str, length: bytes, body: bytes) -> None:
    intake = Intake()
    read = StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16, loop=asyncio.get_running_loop())
    read.feed_data(body)
    read.feed_eof()
    said = int(length) if length.isdigit() else len(body)
    request = cast("web.Request", Call({HEADER: given}, said, read))
    answer = await Webhook(intake, SECRET).handle(request)
    assert not answer.body
    if given != SECRET:
        assert answer.status == 403
        assert not read.at_eof() or not body, "something was read of whoever has no secret"
    else:
        assert answer.status in {200, 413}
    assert (answer.status == 200) or not intake.taken
    for update in intake.taken:
        must(0 < update["update_id"] < LARGEST)


def seeds() -> Iterator[bytes]:
    secret = SECRET.encode() + b"\n"
    yield secret + b"\n" + UPDATE
    yield b"another\n\n" + UPDATE
    yield b"\n\n" + UPDATE
    yield "s3cret_-toke\udc80\n\n".encode("utf-8", "surrogateescape") + UPDATE
    yield secret + str(bounds.UPDATE_BYTES + 1).encode() + b"\n" + UPDATE
    yield secret + b"9" * 30 + b"\n" + UPDATE
    for odd in (
        b"",
        b"[]",
        b"null",
        b'{"update_id": true}',
        b'{"update_id": 1e9}',
        b"[" * 5_000,
        b"\xff\xfe{",
    ):
        yield secret + b"\n" + odd


TARGET = Target(run, seeds, longest=8_192)
