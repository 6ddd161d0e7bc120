"""Measure our bot, its peers and the floor side by side, on one machine in one run: make bench-speed.

Each answers the same four questions to the same people at the same Bot API server; see `explained.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Final

from benchmarks.reliability.redis_server import redis_server
from benchmarks.speed.bots import KINDS
from benchmarks.speed.measure import PACES, measured
from benchmarks.speed.plot import plotted
from benchmarks.speed.report import PLOT, RESULTS, markdown, table

if TYPE_CHECKING:
    from benchmarks.speed.bots import Kind
    from benchmarks.speed.measure import Figures

AT_ONCE: Final = 0.0
FAR_AWAY: Final = 0.05
"""Seconds that pass with each call, in the two halves of a run: on the same machine, and over a network."""

Rounds = dict[str, list["Figures"]]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5, help="how often each bot is measured, in turn")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long at each pace")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--only", nargs="*", choices=[kind.name for kind in KINDS], help="some of the bots")
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args()


async def rounds(
    chosen: argparse.Namespace, kinds: list[Kind], latency: float, paces: tuple[float, ...]
) -> Rounds:
    """Each bot in turn, as often as there are rounds, so that a noisy moment hits all of them."""
    found: Rounds = {kind.name: [] for kind in kinds}
    random = Random(chosen.seed)
    for number in range(chosen.rounds):
        for kind in kinds:
            with tempfile.TemporaryDirectory() as folder:
                async with AsyncExitStack() as stack:
                    redis = (
                        await stack.enter_async_context(redis_server(Path(folder), kind.redis))
                        if kind.redis
                        else None
                    )
                    figures = await measured(
                        kind,
                        Path(folder),
                        people=chosen.people,
                        seconds=chosen.seconds,
                        latency=latency,
                        random=random,
                        paces=paces,
                        redis=redis,
                    )
            found[kind.name].append(figures)
            print(
                f"{number + 1}/{chosen.rounds} {latency * 1000:.0f} ms, {kind.title}: {figures.turns:.0f} turns/s, "
                f"{figures.cpu:.2f} ms CPU a turn, {figures.start:.1f} s to start",
                flush=True,
            )
    return found


async def both(chosen: argparse.Namespace, kinds: list[Kind]) -> tuple[Rounds, Rounds]:
    """What is found on the same machine, at every pace, and over a network, at full pace."""
    return await rounds(chosen, kinds, AT_ONCE, PACES), await rounds(chosen, kinds, FAR_AWAY, ())


def main() -> None:
    chosen, begun, load = options(), monotonic(), os.getloadavg()[0]
    kinds = [kind for kind in KINDS if kind.name in (chosen.only or [kind.name]) and not kind.missing()]
    near, far = asyncio.run(both(chosen, kinds))
    left_out = [(kind, missing) for kind in KINDS if (missing := kind.missing())]
    page = markdown(chosen, load, kinds, near, far, left_out, monotonic() - begun)
    chosen.write.write_text(page, "utf-8")
    if chosen.write == RESULTS:
        plotted(kinds, near, far, PLOT)
    print(f"\n{table(kinds, near)}")


if __name__ == "__main__":
    main()
