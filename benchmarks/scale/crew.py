"""Programs side by side on one PostgreSQL: several that take turns, one that sends, and what each of them costs."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks import at_home
from benchmarks.reliability.waiting import wait_until
from benchmarks.scale.hooks import SECRET, Door, Hooks
from benchmarks.scale.share import lift, limit
from benchmarks.speed.api import TOKEN
from benchmarks.speed.measure import PATIENCE, ROOT, at_pace, cpu_of, latency_of, until
from benchmarks.speed.people import Crowd
from tests.end_to_end.programs import free_port

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from random import Random

    from benchmarks.speed.measure import Latency
    from tests.postgres import Server

PROGRAM: Final = "benchmarks.speed.ours"
WARM: Final = 600
"""Turns for each program, of all together, before any is counted: its first ones read what all later ones have at hand,
and at a small part of a processor that alone takes seconds."""


class Found(NamedTuple):
    """Turns a second, and milliseconds of processor time a turn of those who take turns, the sender and the server."""

    turns: float
    taking: float
    sending: float
    storing: float
    busy: float
    """The part of all processors of the machine that was in use, people and their server included."""
    again: int
    """Updates that had to be brought again."""
    full: Latency
    """At the pace that was found."""
    half: Latency


class Crew:
    """The programs of one measurement, at one database."""

    def __init__(self, api: str, database: str, stack: AsyncExitStack) -> None:
        door = {"PUBLIC_URL": "http://localhost:8443", "WEBHOOK_SECRET": SECRET}
        self._environment = at_home.environment(TOKEN, api, database) | door
        self._stack = stack
        self._shares: list[Path] = []
        stack.callback(self._lift)  # once all of them have ended

    def _lift(self) -> None:
        for share in self._shares:
            lift(share)

    async def start(self, command: str, **more: str) -> Process:
        """A program that is killed at the end."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", PROGRAM, command),
            cwd=ROOT,
            env=kept | self._environment | more,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        self._stack.push_async_callback(_killed, process)
        return process

    async def open_door(self, number: int, share: float) -> tuple[Process, Door]:
        """A program that takes turns, once it listens, with its part of a processor."""
        port = free_port()
        process = await self.start("serve", PORT=str(port), HOST="127.0.0.1")
        listening = await wait_until(lambda: _listens(port) or process.returncode is not None, PATIENCE)
        if not listening or process.returncode is not None:
            raise RuntimeError(f"expected `serve` to listen, it ended with {process.returncode}")
        if share < 1:
            self._shares.append(limit(str(number), process.pid, share))
        return process, Door(f"http://127.0.0.1:{port}")


async def measured(
    server: Server, database: str, *, workers: int, share: float, people: int, seconds: float, random: Random
) -> Found:
    """Let people fill in forms with so many programs that take turns, on a database at this address."""
    crowd = Crowd(people, at_home=True, echoes=False)
    api = Hooks(crowd.hears, random)
    listening, url = await api.open()
    async with listening, AsyncExitStack() as stack:
        crew = Crew(url, database, stack)
        doors = [await crew.open_door(number, share) for number in range(workers)]
        sender = await crew.start("work")
        api.doors += [door for _, door in doors]
        stack.push_async_callback(api.close)
        crowd.begin(api)
        takers = [process for process, _ in doors]
        await until(lambda: crowd.ready, "everybody is at the form", sender, *takers)
        begun = crowd.turns
        await until(lambda: crowd.turns >= begun + WARM * workers, "people get on", sender, *takers)
        return await _counted(crowd, api, takers, sender, server, seconds, random)


async def _counted(
    crowd: Crowd,
    api: Hooks,
    takers: list[Process],
    sender: Process,
    server: Server,
    seconds: float,
    random: Random,
) -> Found:
    def spent() -> tuple[float, float, float, float]:
        taking = sum(cpu_of(process.pid) for process in takers)
        return taking, cpu_of(sender.pid), cpu_of_family(server.pid), process_time()

    crowd.latencies.clear()
    turns, before, since = crowd.turns, spent(), perf_counter()
    await asyncio.sleep(seconds)
    passed, made = perf_counter() - since, crowd.turns - turns
    used = [now - then for now, then in zip(spent(), before, strict=True)]
    busy = sum(used) / passed / (os.cpu_count() or 1)
    taking, sending, storing = (1000 * each / made for each in used[:3])
    full = latency_of(crowd.latencies)
    half = await at_pace(crowd, (sender, *takers), made / passed / 2, seconds, random)
    return Found(made / passed, taking, sending, storing, busy, api.again, full, half)


def cpu_of_family(parent: int) -> float:
    """Processor seconds of a process and of its children that live."""
    stats = {path.parent.name: path.read_text("utf-8") for path in Path("/proc").glob("[0-9]*/stat")}
    children = [int(pid) for pid, stat in stats.items() if int(stat.rpartition(")")[2].split()[1]) == parent]
    return cpu_of(parent) + sum(map(cpu_of, children))


async def _killed(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
