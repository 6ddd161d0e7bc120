"""Measure what an idle and a busy bot cost, and what a small part of a processor carries: make bench-cost."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.cells import lines, of_latency, spread
from benchmarks.memory import resident
from benchmarks.reliability.report import machine
from benchmarks.scale.share import lift, limit
from benchmarks.speed.api import BotApi
from benchmarks.speed.bots import KINDS, OURS
from benchmarks.speed.measure import ROOT, Latency, at_pace, cpu_of, running, until
from benchmarks.speed.people import Crowd

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from benchmarks.speed.bots import Kind

    Rounds: TypeAlias = Mapping[float, list["Busy"]]

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
EXPLAINED: Final = HERE / "explained.md"
HEADINGS: Final = (
    "Of a processor",
    "Turns a second",
    "At half of that: p50, ms",
    "p99, ms",
    "missed",
    "At half, people at work at once",
    "Memory, MB",
)
THINKING: Final = 20.0
"""Seconds that somebody takes from one answer to the next, who is at work in an exercise."""


WARM: Final = 200
"""Turns that are not counted: the first ones read what all later ones have at hand, for seconds at a small part of a
processor."""


AT_ONCE: Final = 6
"""Stars that are drawn side by side: as many as the program has threads for on two cores."""


class Idle(NamedTuple):
    """What a bot takes to which nobody writes."""

    cpu: float
    """Milliseconds of processor time a minute."""
    memory: float
    """Megabytes."""


class Drawn(NamedTuple):
    """Megabytes of a process that has loaded the program, and the most while it draws one star, and several at once."""

    loaded: float
    one: float
    several: float


class Busy(NamedTuple):
    """What a part of a processor carries."""

    turns: float
    half: Latency
    memory: float


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cost", description=__doc__)
    parser.add_argument("--shares", type=float, nargs="*", default=[0.1, 0.25, 0.5, 1.0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured, in turn")
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="how long each is measured; idle, three times that"
    )
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args()


async def drawn() -> Drawn:
    """What pictures take, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.cost.drawing", str(AT_ONCE)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    return Drawn(*map(float, told.split()))


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
                return await _measured(crowd, api, process, seconds, random)
            finally:
                process.kill()
                await process.wait()
                if given is not None:
                    lift(given)


async def _measured(crowd: Crowd, api: BotApi, process: Process, seconds: float, random: Random) -> Busy:
    crowd.begin(api)
    await until(lambda: crowd.ready, "everybody is at the form", process)
    begun = crowd.turns
    await until(lambda: crowd.turns >= begun + WARM, "people get on", process)
    turns, since = crowd.turns, perf_counter()
    await asyncio.sleep(seconds)
    rate = (crowd.turns - turns) / (perf_counter() - since)
    half = await at_pace(crowd, (process,), rate / 2, seconds, random)
    return Busy(rate, half, resident(process.pid))


def table(found: Rounds) -> str:
    """Medians of the rounds, with the smallest and largest."""
    rows = [HEADINGS, ("---:",) * len(HEADINGS)]
    rows += [
        (
            f"{share:g}",
            spread([each.turns for each in rounds], 0),
            *of_latency([each.half for each in rounds], 0),
            spread([each.turns / 2 * THINKING for each in rounds], 0),
            spread([each.memory for each in rounds], 0),
        )
        for share, rounds in found.items()
    ]
    return lines(rows)


def page(
    chosen: argparse.Namespace,
    resting: Sequence[Idle],
    found: Rounds,
    pictures: Sequence[Drawn],
    seconds: float,
) -> str:
    """The whole page."""
    shares = " ".join(f"{share:g}" for share in chosen.shares)
    used = (
        f"--shares {shares} --people {chosen.people} --rounds {chosen.rounds} --seconds {chosen.seconds:g} "
        f"--seed {chosen.seed}"
    )
    cpu = [each.cpu for each in resting]
    parts = [
        "# What it costs to run: the measured run",
        f"Written by `python -m benchmarks.cost {used}` in {seconds / 60:.0f} minutes; not to be edited. "
        "[Back to what it means](../../docs/performance.md)",
        machine(),
        f"Nobody writes: {spread(cpu, 0)} ms of processor time a minute ({median(cpu) / 600:.2f} % of one), "
        f"{spread([each.memory for each in resting], 0)} MB of memory.",
        table(found),
        f"Pictures: the program once it is loaded, {spread([each.loaded for each in pictures], 0)} MB; the most while "
        f"it draws one star, {spread([each.one for each in pictures], 0)} MB, and {AT_ONCE} at once, "
        f"{spread([each.several for each in pictures], 0)} MB.",
        EXPLAINED.read_text("utf-8").format(thinking=THINKING, **vars(chosen) | {"shares": shares}),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _ours() -> Kind:
    return next(kind for kind in KINDS if kind.name == OURS)


async def measured(chosen: argparse.Namespace) -> tuple[list[Idle], Rounds, list[Drawn]]:
    """All of it in turn, as often as there are rounds, so that a noisy moment does not hit one share alone."""
    random = Random(chosen.seed)
    resting: list[Idle] = []
    pictures: list[Drawn] = []
    found: Rounds = {share: [] for share in chosen.shares}
    for number in range(chosen.rounds):
        resting.append(await idle(3 * chosen.seconds))
        pictures.append(await drawn())
        print(f"{number + 1}/{chosen.rounds}: {resting[-1]}", flush=True)
        for share in chosen.shares:
            found[share].append(await busy(share, chosen.people, chosen.seconds, random))
            print(f"{number + 1}/{chosen.rounds}, {share:g}: {found[share][-1]}", flush=True)
    return resting, found, pictures


def main() -> None:
    chosen, begun = options(), monotonic()
    resting, found, pictures = asyncio.run(measured(chosen))
    chosen.write.write_text(page(chosen, resting, found, pictures, monotonic() - begun), "utf-8")
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
