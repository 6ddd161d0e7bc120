"""One bot, measured once: as fast as it goes, and at parts of that pace."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final

from benchmarks.memory import peak
from benchmarks.speed.api import BotApi
from benchmarks.speed.people import FEWEST, Crowd

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Callable, Sequence
    from random import Random

    from benchmarks.reliability.redis_server import Redis
    from benchmarks.speed.bots import Kind

ROOT: Final = Path(__file__).parents[2]
TICKS: Final = os.sysconf("SC_CLK_TCK")
SETTLING: Final = 2.0
"""Seconds at full pace that are not counted yet."""
PATIENCE: Final = 120.0
PACES: Final = (0.1, 0.5, 0.9)
"""Of the capacity that was found just before."""


@dataclass(frozen=True)
class Latency:
    """Milliseconds from a gesture to its answer, in the middle and of the slowest hundredth, at one pace.

    `missed` is the part of the gestures that could not be made because everybody still waited.
    """

    p50: float
    p99: float
    missed: float


@dataclass
class Figures:
    """What was found: turns a second at full pace, CPU milliseconds a turn, seconds to start, peak memory in MB."""

    turns: float
    cpu: float
    """Of the bot, and of the server of its own that keeps its answers."""
    storing: float
    """The part of it that the server took."""
    start: float
    memory: float
    generator: float
    """The part of one processor that the people and the server took meanwhile."""
    calls: float
    """Calls that the bot made for each turn."""
    latencies: dict[float, Latency] = field(default_factory=dict)


async def measured(
    kind: Kind,
    folder: Path,
    *,
    people: int,
    seconds: float,
    latency: float,
    random: Random,
    paces: tuple[float, ...] = PACES,
    redis: Redis | None = None,
) -> Figures:
    """Start a bot, let people fill in the form, and stop it."""
    crowd = Crowd(people, at_home=kind.at_home, echoes=kind.echoes)
    api = BotApi(crowd.hears, latency)
    server, url = await api.open()
    async with server, running(kind, kind.environment(url, folder, redis)) as (process, begun):
        await until(lambda: api.first_poll is not None, f"{kind.title} asks for updates", process)
        crowd.begin(api)
        await until(lambda: crowd.ready, f"everybody is at the form with {kind.title}", process)
        await asyncio.sleep(SETTLING)
        assert api.first_poll is not None
        figures = await _at_full_pace(crowd, api, process, redis, seconds)
        figures.start = api.first_poll - begun
        for part in paces:
            figures.latencies[part] = await at_pace(crowd, (process,), figures.turns * part, seconds, random)
        figures.memory = peak(process.pid)
    return figures


async def _at_full_pace(
    crowd: Crowd, api: BotApi, process: Process, redis: Redis | None, seconds: float
) -> Figures:
    def spent() -> tuple[float, float, float]:
        return cpu_of(process.pid), cpu_of(redis.pid) if redis else 0.0, process_time()

    turns, calls, before, since = crowd.turns, api.calls, spent(), perf_counter()
    await asyncio.sleep(seconds)
    await until(lambda: crowd.turns >= turns + FEWEST, "people get on", process)
    passed, made = perf_counter() - since, crowd.turns - turns
    bot, server, own = (now - then for now, then in zip(spent(), before, strict=True))
    return Figures(
        turns=made / passed,
        cpu=1000 * (bot + server) / made,
        storing=1000 * server / made,
        start=0.0,
        memory=0.0,
        generator=own / passed,
        calls=(api.calls - calls) / made,
    )


async def at_pace(
    crowd: Crowd, processes: Sequence[Process], rate: float, seconds: float, random: Random
) -> Latency:
    """The latencies at a pace; the crowd first comes to rest, and goes on at once afterwards.

    At the end all are waited for: the slowest answers are not cut off.
    """
    crowd.hurried = False
    await until(lambda: crowd.rests, "everybody is answered", *processes)
    crowd.latencies.clear()
    missed = await crowd.at_pace(rate, seconds, random)
    await until(lambda: crowd.rests, "everybody is answered at a pace", *processes)
    found = latency_of(crowd.latencies, missed)
    crowd.go_on()
    return found


def latency_of(seconds: Sequence[float], missed: int = 0) -> Latency:
    """What so many answers took, and so many gestures that could not be made."""
    hundredths = quantiles(seconds, n=100)
    return Latency(1000 * hundredths[49], 1000 * hundredths[98], missed / (missed + len(seconds)))


@asynccontextmanager
async def running(kind: Kind, environment: dict[str, str]) -> AsyncIterator[tuple[Process, float]]:
    """The process of a bot, and when it was begun; told to stop at the end."""
    begun = perf_counter()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = (sys.executable, "-m", kind.module, *kind.arguments)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=kept | environment, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        yield process, begun
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def until(condition: Callable[[], bool], what: str, *processes: Process) -> None:
    """Wait for something; TimeoutError, RuntimeError where a process has ended, each saying what was waited for."""
    give_up = perf_counter() + PATIENCE
    while not condition():
        ended = [process.returncode for process in processes if process.returncode is not None]
        if ended:
            raise RuntimeError(f"expected that {what}; a process ended with {ended[0]}")
        if perf_counter() > give_up:
            raise TimeoutError(f"expected that {what} within {PATIENCE:g} seconds")
        await asyncio.sleep(0.02)


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has used, and those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS
