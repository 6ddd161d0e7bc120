"""The webhook's port on a real socket: strangers get nothing read, nothing unpacked, and no place for long."""

from __future__ import annotations

import asyncio
import gzip
import json
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot import bounds
from bot.chat import door
from bot.chat.webhook import HEADER, PATH, routes
from tests.chat.helpers import PATIENCE
from tests.chat.test_webhook import SECRET, UPDATE, Intake

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HOST = "127.0.0.1"
RIGHT, WRONG = f"{HEADER}: {SECRET}", f"{HEADER}: {SECRET[:-1]}x"
BODY = json.dumps(UPDATE).encode()


class Caller:
    """One connection to the port, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def request(self, *lines: str, body: bytes = b"") -> int:
        """Send a request and give the status of the answer; 0 where the connection was closed without one."""
        await self.send("\r\n".join((*lines, "", "")).encode() + body)
        return await self.status()

    async def status(self) -> int:
        async with asyncio.timeout(PATIENCE):
            try:
                head = await self.reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return 0
        return int(head.split()[1])

    async def ended(self) -> bool:
        """Whether the other side has closed, as it will."""
        async with asyncio.timeout(PATIENCE):
            try:
                while await self.reader.read(4096):
                    pass
            except ConnectionError:
                pass
        return True


def post(*headers: str, path: str = PATH, length: int | None = len(BODY)) -> tuple[str, ...]:
    known = () if length is None else (f"Content-Length: {length}",)
    return (f"POST {path} HTTP/1.1", "Host: x", *headers, *known)


class Open:
    """The open port."""

    def __init__(self, port: int, intake: Intake) -> None:
        self.port, self.intake = port, intake
        self.callers: list[Caller] = []

    async def call(self) -> Caller:
        caller = Caller(*await asyncio.open_connection(HOST, self.port))
        self.callers.append(caller)
        return caller


@asynccontextmanager
async def listening(request_seconds: float = door.REQUEST_SECONDS) -> AsyncIterator[Open]:
    intake, app = Intake(), web.Application()
    app.add_routes(routes(intake, SECRET))
    async with door.opened(app, HOST, 0, drain=1.0, request_seconds=request_seconds) as server:
        place = Open(server.sockets[0].getsockname()[1], intake)
        try:
            yield place
        finally:
            for caller in place.callers:
                caller.writer.close()


async def test_telegram_is_let_in_and_its_connection_stays_open() -> None:
    async with listening() as place:
        caller = await place.call()
        for _ in range(3):
            assert await caller.request(*post(RIGHT), body=BODY) == 200
    assert place.intake.taken == [UPDATE] * 3


async def test_without_the_secret_no_byte_of_a_body_is_waited_for() -> None:
    """The answer comes, and the connection ends, though the promised sixteen megabytes never do."""
    async with listening() as place:
        for header in (WRONG, "X-Other: 1"):
            caller = await place.call()
            assert await caller.request(*post(header, length=16 * 2**20)) == 403
            assert await caller.ended()
    assert place.intake.taken == []


@pytest.mark.parametrize("header", [RIGHT, WRONG])
async def test_a_body_that_says_itself_that_it_is_too_large_is_not_read(header: str) -> None:
    async with listening() as place:
        caller = await place.call()
        status = await caller.request(*post(header, length=bounds.UPDATE_BYTES + 1))
        assert status == (413 if header == RIGHT else 403)
        assert await caller.ended()


async def test_who_asks_first_whether_to_send_a_body_is_told_no() -> None:
    async with listening() as place:
        wrong, large, right = [await place.call() for _ in range(3)]
        assert await wrong.request(*post(WRONG, "Expect: 100-continue")) == 403
        assert await large.request(*post(RIGHT, "Expect: 100-continue", length=2**40)) == 413
        assert await right.request(*post(RIGHT, "Expect: 100-continue")) == 100
        await right.send(BODY)
        assert await right.status() == 200


async def test_a_body_in_chunks_without_an_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "UPDATE_BYTES", 100_000)
    async with listening() as place:
        caller = await place.call()
        await caller.send(
            "\r\n".join((*post(RIGHT, "Transfer-Encoding: chunked", length=None), "", "")).encode()
        )
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        await caller.send(chunk * 2)
        assert await caller.status() == 413
        assert await caller.ended()


async def test_a_body_that_never_comes_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "BODY_SECONDS", 0.01)
    async with listening() as place:
        caller = await place.call()
        assert await caller.request(*post(RIGHT), body=b"{") == 408
        assert await caller.ended()


async def test_a_head_that_comes_byte_by_byte_is_not_waited_for_without_end() -> None:
    async with listening(request_seconds=0.05) as place:
        slow, silent = await place.call(), await place.call()
        await slow.send(b"POST /telegram/update HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert await slow.ended()
        assert await silent.ended()


async def test_a_connection_too_many_is_closed_and_the_others_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "CONNECTIONS", 3)
    async with listening() as place:
        first = [await place.call() for _ in range(3)]
        for caller in first:
            assert await caller.request(*post(RIGHT), body=BODY) == 200
        more = await place.call()
        assert await more.ended()
        assert await first[0].request(*post(RIGHT), body=BODY) == 200
        first[1].writer.close()
        await first[1].ended()
        status = 0
        async with asyncio.timeout(PATIENCE):
            while not status:  # until the server has noticed that there is room
                status = await (await place.call()).request(*post(RIGHT), body=BODY)
        assert status == 200


async def test_nothing_packed_is_unpacked() -> None:
    """A thousandth of its size on the way: what came is what is looked at, and is no update."""
    bomb = gzip.compress(BODY + b" " * 50_000_000)
    async with listening() as place:
        caller = await place.call()
        headers = (RIGHT, "Content-Encoding: gzip", "Content-Type: application/json")
        assert await caller.request(*post(*headers, length=len(bomb)), body=bomb) == 200
    assert place.intake.taken == []


@pytest.mark.parametrize(
    "method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "FOO"]
)
async def test_other_methods_are_refused(method: str) -> None:
    async with listening() as place:
        caller = await place.call()
        status = await caller.request(f"{method} {PATH} HTTP/1.1", "Host: x", RIGHT, "Content-Length: 0")
        assert status in {400, 404, 405}
    assert place.intake.taken == []


@pytest.mark.parametrize(
    "path",
    ["/", "/telegram", "/telegram/update/", "/telegram/update/..", "//telegram/update", "/Telegram/Update",
     "/telegram/update%00", "/telegram%2fupdate", "/../../etc/passwd", "*", "http://x/other"],
)  # fmt: skip
async def test_other_paths_lead_nowhere(path: str) -> None:
    async with listening() as place:
        caller = await place.call()
        assert await caller.request(*post(RIGHT, path=path), body=BODY) in {400, 404, 405}
    assert place.intake.taken == []


@pytest.mark.parametrize(
    "line",
    ["Content-Type: text/plain", "Content-Type: multipart/form-data", "Content-Type: \x00", "Content-Type: "],
)
async def test_the_kind_of_content_makes_no_difference(line: str) -> None:
    """What counts is the secret, and whether it is JSON; nothing is chosen by what the other side says it is."""
    async with listening() as place:
        caller = await place.call()
        assert await caller.request(*post(RIGHT, line), body=BODY) in {200, 400}
    assert place.intake.taken in ([UPDATE], [])


@pytest.mark.parametrize(
    "head",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST /telegram/update\r\n\r\n",
        b"POST /telegram/update HTTP/9.9\r\n\r\n",
        b"\r\n" * 100,
        b"POST " + b"/" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /telegram/update HTTP/1.1\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
        b"POST /telegram/update HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"POST /telegram/update HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /telegram/update HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /telegram/update HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /telegram/update HTTP/1.1\r\nHost: x\r\n"
        + HEADER.encode()
        + b": \xff\xfe\x80\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=range(11),
)
async def test_what_is_no_request_is_refused_and_the_next_caller_is_served(head: bytes) -> None:
    async with listening(request_seconds=0.2) as place:
        odd = await place.call()
        await odd.send(head)
        assert await odd.status() in {0, 400, 403}
        assert await (await place.call()).request(*post(RIGHT), body=BODY) == 200


async def test_two_requests_in_one_breath_are_two() -> None:
    """And a refused one ends the connection: what stands behind it is not read as a request."""
    head = "\r\n".join((*post(RIGHT), "", "")).encode() + BODY
    bad = "\r\n".join((*post(WRONG), "", "")).encode() + BODY
    async with listening() as place:
        caller = await place.call()
        await caller.send(head * 2)
        assert [await caller.status() for _ in range(2)] == [200, 200]
        await caller.send(bad + head)
        assert await caller.status() == 403
        assert await caller.ended()
    assert len(place.intake.taken) == 2


async def test_who_knocks_all_the_time_does_not_fill_the_log() -> None:
    with capture_logs() as logs:
        async with listening() as place:
            for _ in range(20):
                assert await (await place.call()).request(*post(WRONG), body=BODY) == 403
    assert len([log for log in logs if log["event"] == "webhook.refused"]) == 1
    assert SECRET not in str(logs)


LINES = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=40)
HEADS = st.lists(
    st.one_of(LINES, st.sampled_from((RIGHT, WRONG, "Host: x", "Content-Length: 5", "Transfer-Encoding: chunked",
                                      "Connection: close", "Expect: 100-continue", "Upgrade: websocket"))),
    max_size=6,
)  # fmt: skip
FIRST = (
    st.sampled_from((f"POST {PATH} HTTP/1.1", f"GET {PATH} HTTP/1.1", f"POST {PATH} HTTP/1.0", "", "\x00"))
    | LINES
)


@given(st.lists(st.tuples(FIRST, HEADS, st.binary(max_size=200)), min_size=1, max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_bytes_come_telegram_is_let_in_afterwards(
    calls: list[tuple[str, list[str], bytes]],
) -> None:
    """Heads and bodies of any kind over real connections: none is taken for an update, and the port stays open."""

    async def main() -> None:
        async with listening(request_seconds=0.5) as place:
            for first, headers, body in calls:
                caller = await place.call()
                with suppress(ConnectionError):
                    await caller.send("\r\n".join((first, *headers, "", "")).encode("latin-1") + body)
            assert await (await place.call()).request(*post(RIGHT), body=BODY) == 200
        assert place.intake.taken == [UPDATE]

    asyncio.run(main())
