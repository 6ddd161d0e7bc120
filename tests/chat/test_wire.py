"""The connections of the hot path: kept, given up and opened anew, and never mixed up."""

from __future__ import annotations

import asyncio
import gc
import ssl
import warnings
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from socket import AF_INET, AF_INET6, SOCK_STREAM
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.chat import wire
from bot.chat.wire import Broken, Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PATIENCE = 10.0
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Server:
    """Answers each request of each connection with what `answers` says next, bytes as they stand."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.connections = 0
        self.requests: list[bytes] = []
        self.port = 0
        self.asked, self.ended = asyncio.Event(), asyncio.Event()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")
                )
                self.requests.append(head + await reader.readexactly(length))
                self.asked.set()
                answer = self.answers.pop(0)
                if not answer:
                    break
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            self.ended.set()


@asynccontextmanager
async def serving(
    *answers: bytes, most: int = 4, tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[Server, Wire]]:
    here = Server(*answers)
    server = await asyncio.start_server(here.handle, "127.0.0.1", 0, ssl=tls)
    async with server:
        here.port = server.sockets[0].getsockname()[1]
        there = Wire(f"{'https' if tls else 'http'}://127.0.0.1:{here.port}", most)
        yield here, there
        await there.close()


def found(there: Wire, *addresses: tuple[int, int]) -> None:
    """Have a server found at these families and ports of this machine."""
    there._lookup._found = [(family, SOCK_STREAM, 0, "", ("127.0.0.1", port)) for family, port in addresses]


def unknown(folder: Path) -> ssl.SSLContext:
    """What a server needs for TLS, with a certificate that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=36500))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(pem + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


async def post(there: Wire, body: bytes = b"{}") -> tuple[int, bytes]:
    return await there.post("/bot1/sendMessage", body, PATIENCE)


async def test_one_connection_carries_one_exchange_after_the_other() -> None:
    async with serving(OK, OK) as (here, there):
        assert await post(there, b'{"text": "\\u00e6"}') == (200, b"{}")
        assert await post(there) == (200, b"{}")
    assert here.connections == 1
    assert here.requests[0].startswith(b"POST /bot1/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert here.requests[0].endswith(b'Content-Length: 18\r\n\r\n{"text": "\\u00e6"}')


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK,
        b"HTTP/1.1 200 OK\r\nCONTENT-LENGTH: 2\r\n\r\n{}",
    ],
    ids=["in chunks", "after an interim answer", "in capitals"],
)
async def test_whatever_http_an_answer_is_written_in(answer: bytes) -> None:
    async with serving(answer, OK) as (here, there):
        assert [await post(there), await post(there)] == [(200, b"{}")] * 2
    assert here.connections == 1


async def test_a_server_that_wants_to_end_is_called_on_a_new_connection() -> None:
    ends = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    async with serving(ends, OK) as (here, there):
        assert [await post(there), await post(there)] == [(200, b"{}")] * 2
    assert here.connections == 2


async def test_a_connection_that_ended_while_it_rested_is_not_used_again() -> None:
    async with serving(OK, b"", OK) as (here, there):
        await post(there)
        resting = there._resting[0]
        resting.data_received(b"HTTP/1.1 408 Request Timeout\r\n\r\n")  # what nobody asked for
        await here.ended.wait()
        here.answers.pop(0)
        assert await post(there) == (200, b"{}")
    assert here.connections == 2


async def test_what_nobody_has_asked_for_behind_an_answer_is_nobodys() -> None:
    unasked = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 4\r\n\r\n"
    async with serving(OK + unasked + b"HT", OK) as (here, there):
        assert [await post(there), await post(there)] == [(200, b"{}")] * 2
    assert here.connections == 2


async def test_a_connection_that_has_rested_for_long_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "IDLE", 0.0)
    async with serving(OK, OK) as (here, there):
        assert [await post(there), await post(there)] == [(200, b"{}")] * 2
    assert here.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
    ],
    ids=["nothing", "no HTTP", "another protocol", "no length"],
)
async def test_what_is_no_whole_answer_is_a_fault_and_the_next_call_is_not(answer: bytes) -> None:
    async with serving(answer, OK) as (here, there):
        with pytest.raises(Broken):
            await post(there)
        assert await post(there) == (200, b"{}")
    assert here.connections == 2


async def test_an_answer_that_comes_too_late_is_nobodys() -> None:
    """The next call has a connection of its own, or it would read what was meant for the one before."""
    gone = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"  # the rest is on its way for ever
    async with serving(gone, OK) as (here, there):
        with pytest.raises(TimeoutError):
            await there.post("/bot1/getUpdates", b"{}", 0.05)
        assert await post(there) == (200, b"{}")
    assert here.connections == 2


async def test_a_caller_who_goes_away_leaves_the_connection_to_nobody() -> None:
    gone = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
    async with serving(gone, OK) as (here, there):
        call = asyncio.create_task(post(there))
        await here.asked.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await post(there) == (200, b"{}")
    assert here.connections == 2


@pytest.mark.parametrize("addresses", [1, 2])
async def test_whoever_goes_away_while_a_connection_is_made_leaves_no_socket_behind(addresses: int) -> None:
    """At whichever step: a race between addresses that is called off may just have been won."""
    with warnings.catch_warnings(record=True) as left:
        warnings.simplefilter("always", ResourceWarning)
        for steps in range(20):
            async with serving(OK) as (here, there):
                found(there, *[(AF_INET, here.port)] * addresses)
                call = asyncio.create_task(post(there))
                for _ in range(steps):
                    await asyncio.sleep(0)
                call.cancel()
                with suppress(asyncio.CancelledError):
                    await call
        gc.collect()
    assert [str(each.message) for each in left] == []


@pytest.fixture
async def dead_ipv6(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A network on which IPv6 leads nowhere, as many do; a list of the families that were tried."""
    loop, tried = asyncio.get_running_loop(), list[int]()
    connect = loop.sock_connect

    async def sock_connect(sock: Any, address: Any) -> None:
        tried.append(sock.family)
        if sock.family == AF_INET6:
            await loop.create_future()
        await connect(sock, address)

    monkeypatch.setattr(loop, "sock_connect", sock_connect)
    monkeypatch.setattr(wire, "TRIED_AFTER", 0.001)
    return tried


async def test_an_address_that_does_not_answer_keeps_nobody_from_the_other(dead_ipv6: list[int]) -> None:
    async with serving(OK) as (here, there):
        found(there, (AF_INET6, here.port), (AF_INET, here.port))
        assert await post(there) == (200, b"{}")
    assert dead_ipv6 == [AF_INET6, AF_INET]


@pytest.mark.parametrize("rounds", range(8))
async def test_who_is_called_off_while_an_address_is_given_up_goes_at_once(
    rounds: int, dead_ipv6: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whichever round of the loop after the other address has answered, and from a server that says nothing."""
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect

    async def sock_connect(sock: Any, address: Any) -> None:
        await connect(sock, address)
        call_off(rounds)

    def call_off(later: int) -> None:
        if later:
            loop.call_soon(call_off, later - 1)
        else:
            call.cancel()

    monkeypatch.setattr(loop, "sock_connect", sock_connect)
    async with serving(b"HTTP/1.1 100 Continue\r\n\r\n") as (here, there):
        found(there, (AF_INET6, here.port), (AF_INET, here.port))
        call = asyncio.create_task(post(there))
        await asyncio.wait([call], timeout=PATIENCE / 5)
        assert call.cancelled()


async def test_whom_nobody_vouches_for_is_told_nothing(tmp_path: Path) -> None:
    async with serving(OK, tls=unknown(tmp_path)) as (here, there):
        with pytest.raises(ssl.SSLCertVerificationError):
            await post(there, b"a secret")
    assert here.requests == []


async def test_no_more_connections_are_open_than_may_be() -> None:
    async with serving(*[OK] * 20, most=3) as (here, there):
        assert await asyncio.gather(*(post(there) for _ in range(20))) == [(200, b"{}")] * 20
    assert here.connections == 3


async def test_who_is_not_there_is_an_error_of_the_system() -> None:
    async with serving(OK) as (_, there):
        pass
    with pytest.raises(OSError, match="Connect"):
        await post(there)


async def test_after_closing_a_call_opens_a_connection_again() -> None:
    async with serving(OK, OK) as (here, there):
        await post(there)
        await there.close()
        assert await post(there) == (200, b"{}")
    assert here.connections == 2
