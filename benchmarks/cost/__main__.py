"""Measure what an idle and a busy bot cost, and what a small part of a processor carries: make bench-cost."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from random import Random
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.reliability.report import machine
from benchmarks.scale.share import lift, limit
from benchmarks.speed.api import BotApi
from benchmarks.speed.bots import KINDS, OURS
from benchmarks.speed.measure import Latency, at_pace, cpu_of, running, until
from benchmarks.speed.people import Crowd

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Sequence

    from benchmarks.speed.bots import Kind

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
EXPLAINED: Final = HERE / "explained.md"
HEADINGS: Final = (
    "Of a processor",
    "Turns a second",
    "At half of that: p50, ms",
    "p99, ms",
    "At half, people at work at once",
    "Memory, MB",
)
THINKING: Final = 20.0
"""Seconds that somebody takes from one answer to the next, who is at work in an exercise."""


WARM: Final = 200
"""Turns that are not counted: the first ones read what all later ones have at hand, for seconds at a small part of a
processor."""


class Idle(NamedTuple):
    """What a bot takes to which nobody writes."""

    cpu: float
    """Milliseconds of processor time a minute."""
    memory: float
    """Megabytes."""


class Busy(NamedTuple):
    """What a part of a processor carries."""

    share: float
    turns: float
    half: Latency
    memory: float


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cost", description=__doc__)
    parser.add_argument("--shares", type=float, nargs="*", default=[0.1, 0.25, 0.5, 1.0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="how long each is measured; idle, three times that"
    )
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args()


async def idle(seconds: float) -> Idle:
    """A bot that nobody writes to, some seconds after its start."""
    api = BotApi(lambda _: None, latency=0.0)
    server, url = await api.open()
    with tempfile.TemporaryDirectory() as folder:
        async with server, running(_ours(), _ours().environment(url, Path(folder))) as (process, _):
            await until(lambda: api.first_poll is not None, "the bot asks for updates", process)
            await asyncio.sleep(seconds / 3)
            before, since = cpu_of(process.pid), perf_counter()
            await asyncio.sleep(seconds)
            minutes = (perf_counter() - since) / 60
            return Idle(1000 * (cpu_of(process.pid) - before) / minutes, resident(process.pid))


async def busy(share: float, people: int, seconds: float, random: Random) -> Busy:
    """A bot with a part of a processor: people write as fast as they are answered, and then at half of that."""
    crowd = Crowd(people, at_home=True, echoes=False)
    api = BotApi(crowd.hears, latency=0.0)
    server, url = await api.open()
    with tempfile.TemporaryDirectory() as folder:
        async with server, running(_ours(), _ours().environment(url, Path(folder))) as (process, _):
            await until(lambda: api.first_poll is not None, "the bot asks for updates", process)
            given = limit("cost", process.pid, share) if share < 1 else None
            try:
                return await _measured(crowd, api, process, share, seconds, random)
            finally:
                process.kill()
                await process.wait()
                if given is not None:
                    lift(given)


async def _measured(
    crowd: Crowd, api: BotApi, process: Process, share: float, seconds: float, random: Random
) -> Busy:
    crowd.begin(api)
    await until(lambda: crowd.ready, "everybody is at the form", process)
    begun = crowd.turns
    await until(lambda: crowd.turns >= begun + WARM, "people get on", process)
    turns, since = crowd.turns, perf_counter()
    await asyncio.sleep(seconds)
    rate = (crowd.turns - turns) / (perf_counter() - since)
    half = await at_pace(crowd, process, rate / 2, seconds, random)
    return Busy(share, rate, half, resident(process.pid))


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds now."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def table(found: Sequence[Busy]) -> str:
    rows = [HEADINGS, ("---:",) * len(HEADINGS)]
    rows += [
        (
            f"{each.share:g}",
            f"{each.turns:.0f}",
            f"{each.half.p50:.0f}",
            f"{each.half.p99:.0f}",
            f"{each.turns / 2 * THINKING:,.0f}",
            f"{each.memory:.0f}",
        )
        for each in found
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def page(chosen: argparse.Namespace, resting: Idle, found: Sequence[Busy], seconds: float) -> str:
    """The whole page."""
    shares = " ".join(f"{share:g}" for share in chosen.shares)
    used = f"--shares {shares} --people {chosen.people} --seconds {chosen.seconds:g} --seed {chosen.seed}"
    parts = [
        "# What it costs to run: the measured run",
        f"Written by `python -m benchmarks.cost {used}` in {seconds / 60:.0f} minutes; not to be edited. "
        "[Back to what it means](../../docs/performance.md)",
        machine(),
        f"Nobody writes: {resting.cpu:.0f} ms of processor time a minute ({resting.cpu / 600:.2f} % of one), "
        f"{resting.memory:.0f} MB of memory.",
        table(found),
        EXPLAINED.read_text("utf-8").format(thinking=THINKING, **vars(chosen)),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _ours() -> Kind:
    return next(kind for kind in KINDS if kind.name == OURS)


async def measured(chosen: argparse.Namespace) -> tuple[Idle, list[Busy]]:
    random = Random(chosen.seed)
    resting = await idle(3 * chosen.seconds)
    print(resting, flush=True)
    found: list[Busy] = []
    for share in chosen.shares:
        found.append(await busy(share, chosen.people, chosen.seconds, random))
        print(found[-1], flush=True)
    return resting, found


def main() -> None:
    chosen, begun = options(), monotonic()
    resting, found = asyncio.run(measured(chosen))
    chosen.write.write_text(page(chosen, resting, found, monotonic() - begun), "utf-8")
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
