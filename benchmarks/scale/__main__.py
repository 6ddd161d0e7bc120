"""Measure how many more turns several programs take on one PostgreSQL than one does: make bench-scale.

Each has the same part of a processor, so that a machine with few of them shows what more would do; see `explained.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Final

from benchmarks.cells import lines, of_latency, spread
from benchmarks.postgres import durable_server, new_database, version
from benchmarks.reliability.report import machine
from benchmarks.scale.crew import WARM, Found, measured

if TYPE_CHECKING:
    from typing import TypeAlias

    from tests.postgres import Server

    Case: TypeAlias = tuple[float, int]
    """The part of a processor that each program has, and how many programs take turns."""
    Rounds: TypeAlias = dict[Case, list[Found]]

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
EXPLAINED: Final = HERE / "explained.md"
ROOM: Final = 0.5
"""The part of all processors that the programs may have together; sender, server and people need the rest."""
HEADINGS: Final = (
    "Of a processor each",
    "Programs that take turns",
    "Turns a second",
    "So many times one program's",
    "A turn at that pace: p50, ms",
    "p99, ms",
    "At half of it: p50, ms",
    "p99, ms",
    "missed",
    "Taking a turn, CPU ms",
    "Sending, CPU ms a turn",
    "PostgreSQL, CPU ms a turn",
    "All processors, in use",
    "Brought again",
)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--shares", type=float, nargs="*", default=[0.2, 0.4], help="of a processor for each")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args()


def cases(shares: list[float], workers: list[int], processors: int) -> list[Case]:
    """What is measured in each round: of each part so many programs as there is room for."""
    return [(share, many) for share in shares for many in workers if share * many <= ROOM * processors]


async def rounds(chosen: argparse.Namespace, server: Server) -> Rounds:
    """Each case in turn, as often as there are rounds; each time on a fresh database."""
    measuring = cases(chosen.shares, chosen.workers, os.cpu_count() or 1)
    found: Rounds = {case: [] for case in measuring}
    random = Random(chosen.seed)
    for number in range(chosen.rounds):
        for at, (share, workers) in enumerate(measuring):
            one = await measured(
                server,
                new_database(server, f"round_{number}_{at}"),
                workers=workers,
                share=share,
                people=chosen.people,
                seconds=chosen.seconds,
                random=random,
            )
            found[share, workers].append(one)
            print(f"{number + 1}/{chosen.rounds}, {workers} with {share:g} each: {one}", flush=True)
    return found


def table(found: Rounds) -> str:
    """Medians of the rounds, with the smallest and largest; a ratio is to the fewest programs with the same part."""
    rows = [HEADINGS, ("---:",) * len(HEADINGS)]
    for (share, workers), each in found.items():
        first = found[min(case for case in found if case[0] == share)]
        ratios = [many.turns / one.turns for one, many in zip(first, each, strict=True)]
        rows.append(
            (
                f"{share:g}",
                str(workers),
                spread([one.turns for one in each], 0),
                spread(ratios, 2),
                *of_latency([one.full for one in each], 0)[
                    :2
                ],  # nobody's gesture has a moment that it could miss
                *of_latency([one.half for one in each], 0),
                *(
                    spread([getattr(one, name) for one in each], 2)
                    for name in ("taking", "sending", "storing")
                ),
                spread([100 * one.busy for one in each], 0) + " %",
                str(sum(one.again for one in each)),
            )
        )
    return lines(rows)


def page(chosen: argparse.Namespace, server: str, found: Rounds, seconds: float) -> str:
    """The whole page."""
    used = (
        f"--workers {_listed(chosen.workers)} --shares {_listed(chosen.shares)} --people {chosen.people} "
        f"--rounds {chosen.rounds} --seconds {chosen.seconds:g} --seed {chosen.seed}"
    )
    parts = [
        "# How it scales: the measured run",
        f"Written by `python -m benchmarks.scale {used}` in {seconds / 60:.0f} minutes; not to be edited. "
        "[Back to what it means](../../docs/scale.md)",
        f"{machine()} {server}.",
        table(found),
        EXPLAINED.read_text("utf-8").format(warm=WARM, **vars(chosen)),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _listed(values: list[float]) -> str:
    return " ".join(f"{value:g}" for value in values)


def main() -> None:
    chosen, begun = options(), monotonic()
    with durable_server() as server:
        found = asyncio.run(rounds(chosen, server))
    chosen.write.write_text(page(chosen, version(), found, monotonic() - begun), "utf-8")
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
