"""Compare web servers and HTTP clients for this project, in one run on one machine: make bench.

Server side: a webhook-like POST of a Telegram update, and a page rendered with Jinja2, from 20 connections.
Client side: POST of small JSON, one at a time and 100 in flight, to the same server for all clients.
Every round measures each candidate once, so that a noisy moment hits all; a ratio is taken within a round.
"""

import argparse
import asyncio
import contextlib
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import httpx

from benchmarks.web_servers import SECRET, SECRET_HEADER, SERVERS
from bot.chat.wire import Wire

CONNECTIONS = 20
CONNECTIONS_AT_MOST = 100
PATIENCE = 20.0
UPDATE = {
    "update_id": 481516234,
    "message": {
        "message_id": 42,
        "date": 1_790_000_000,
        "from": {"id": 1001, "is_bot": False, "first_name": "Amina", "language_code": "da"},
        "chat": {"id": 1001, "first_name": "Amina", "type": "private"},
        "text": "Jeg har arbejdet i et køkken i fire år, og jeg er god til at holde overblik." * 5,
    },
}
SMALL = {"chat_id": 1001, "text": "Hvad er du god til?"}

Call = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Sample:
    """One measurement: requests per second, and CPU of the measured process in microseconds a request."""

    rate: float
    cpu: float


Results = dict[str, dict[str, list[Sample]]]


@contextlib.contextmanager
def server(name: str) -> Iterator[int]:
    """Run one server of web_servers in its own process; gives its port."""
    command = [sys.executable, "-m", "benchmarks.web_servers", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()


async def in_flight(count: int, seconds: float, call: Call) -> float:
    """Keep `count` calls going for about `seconds`; gives how many ended in a second."""
    done = 0
    start = time.perf_counter()

    async def one_after_another() -> None:
        nonlocal done
        while time.perf_counter() - start < seconds:
            await call()
            done += 1

    await asyncio.gather(*(one_after_another() for _ in range(count)))
    return done / (time.perf_counter() - start)


class Connections:
    """A bare keep-alive client, so that the load costs little beside the server that is measured."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def request(self, raw: bytes) -> bytes:
        """Send one request and read its whole response; gives the body. Any status but 200 is an error."""
        reader, writer = (
            self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self._port)
        )
        writer.write(raw)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(f"expected status 200 from port {self._port}, got {head[:40]!r}")
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        self._idle.append((reader, writer))
        return body

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()


def raw_get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def raw_post(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{SECRET_HEADER}: {SECRET}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def measure_server(port: int, raw: bytes, seconds: float) -> Sample:
    connections = Connections(port)

    async def call() -> None:
        await connections.request(raw)

    try:
        before = float(await connections.request(raw_get("/cpu")))
        start = time.perf_counter()
        rate = await in_flight(CONNECTIONS, seconds, call)
        elapsed = time.perf_counter() - start
        after = float(await connections.request(raw_get("/cpu")))
    finally:
        connections.close()
    return Sample(rate, (after - before) / (rate * elapsed) * 1e6)


@contextlib.asynccontextmanager
async def aiohttp_client(url: str) -> AsyncIterator[Call]:
    async with aiohttp.ClientSession() as session:

        async def call() -> None:
            async with session.post(url, json=SMALL) as response:
                assert (await response.json())["ok"]

        yield call


@contextlib.asynccontextmanager
async def httpx_client(url: str) -> AsyncIterator[Call]:
    async with httpx.AsyncClient() as client:

        async def call() -> None:
            assert (await client.post(url, json=SMALL)).json()["ok"]

        yield call


@contextlib.asynccontextmanager
async def our_client(url: str) -> AsyncIterator[Call]:
    wire = Wire(url, CONNECTIONS_AT_MOST)
    path = urlsplit(url).path

    async def call() -> None:
        _, body = await wire.post(path, json.dumps(SMALL).encode(), PATIENCE)
        assert json.loads(body)["ok"]

    yield call
    await wire.close()


CLIENTS = {"aiohttp": aiohttp_client, "httpx": httpx_client, "httptools, as in bot/chat/wire.py": our_client}


async def measure_client(name: str, port: int, count: int, seconds: float) -> Sample:
    async with CLIENTS[name](f"http://127.0.0.1:{port}/api") as call:
        await call()
        cpu, start = time.process_time(), time.perf_counter()
        rate = await in_flight(count, seconds, call)
        return Sample(rate, (time.process_time() - cpu) / (rate * (time.perf_counter() - start)) * 1e6)


async def measure_all(rounds: int, seconds: float) -> Results:
    update = json.dumps(UPDATE, ensure_ascii=False).encode()
    loads = {
        f"webhook POST, {len(update)} bytes": raw_post("/webhook", update),
        "Jinja2 page": raw_get("/page"),
    }
    results: Results = {}

    def keep(comparison: str, candidate: str, sample: Sample) -> None:
        results.setdefault(comparison, {}).setdefault(candidate, []).append(sample)

    with contextlib.ExitStack() as stack:
        ports = {name: stack.enter_context(server(name)) for name in SERVERS}
        for number in range(-1, rounds):  # round -1 warms up
            for load, raw in loads.items():
                for name, port in ports.items():
                    sample = await measure_server(port, raw, seconds)
                    if number >= 0:
                        keep(f"server: {load}", name, sample)
            for count in (1, 100):
                for name in CLIENTS:
                    sample = await measure_client(name, ports["aiohttp.web"], count, seconds)
                    if number >= 0:
                        keep(f"client: small JSON, {count} in flight", name, sample)
    return results


def spread(values: list[float], digits: int = 0) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def report(results: Results) -> None:
    """Print a Markdown table a comparison; the first candidate is the measure of the ratio."""
    for comparison, candidates in results.items():
        first = next(iter(candidates.values()))
        print(f"\n**{comparison}**\n")
        print("| candidate | requests/s | ratio | CPU µs/request | CPU ratio |\n|---|---|---|---|---|")
        for name, samples in candidates.items():
            pairs = list(zip(samples, first, strict=True))
            cells = (
                spread([s.rate for s in samples]),
                spread([s.rate / f.rate for s, f in pairs], 2),
                spread([s.cpu for s in samples]),
                spread([s.cpu / f.cpu for s, f in pairs], 2),
            )
            print(f"| {name} | {' | '.join(cells)} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7, help="rounds that count, at least 1 (default 7)")
    parser.add_argument("--seconds", type=float, default=0.7, help="length of one measurement (default 0.7)")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()};")
    print(f"median (lowest-highest) of {options.rounds} rounds of {options.seconds} s;")
    print(f"aiohttp {aiohttp.__version__}, httpx {httpx.__version__}")
    report(asyncio.run(measure_all(options.rounds, options.seconds)))


if __name__ == "__main__":
    main()
