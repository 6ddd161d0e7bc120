"""Measure how many more turns several programs take on one PostgreSQL than one does: make bench-scale.

Each has the same part of a processor, so that a machine with few of them shows what more would do; see `explained.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

from benchmarks.reliability.report import machine
from benchmarks.scale.crew import Found, measured
from tests import postgres
from tests.postgres import Server

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Rounds: TypeAlias = dict[int, list[Found]]

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
EXPLAINED: Final = HERE / "explained.md"
DURABLE: Final = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "''",
    "shared_buffers": "256MB",
}
HEADINGS: Final = (
    "Programs that take turns",
    "Turns a second",
    "So many times one program's",
    "Taking a turn, CPU ms",
    "Sending, CPU ms a turn",
    "PostgreSQL, CPU ms a turn",
    "All processors, in use",
    "Brought again",
)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--share", type=float, default=0.2, help="of a processor for each; 1 for no limit")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args()


async def rounds(chosen: argparse.Namespace, server: Server) -> Rounds:
    """Each number of programs in turn, as often as there are rounds; each time on a fresh database."""
    found: Rounds = {workers: [] for workers in chosen.workers}
    random = Random(chosen.seed)
    for number in range(chosen.rounds):
        for workers in chosen.workers:
            name = f"round_{number}_{workers}"
            with psycopg.connect(server.url("postgres"), autocommit=True) as link:
                template = sql.Identifier(postgres.TEMPLATE)
                link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
            one = await measured(
                server,
                name,
                workers=workers,
                share=chosen.share,
                people=chosen.people,
                seconds=chosen.seconds,
                random=random,
            )
            found[workers].append(one)
            print(f"{number + 1}/{chosen.rounds}, {workers}: {one}", flush=True)
    return found


def table(found: Rounds) -> str:
    """Medians of the rounds, with the smallest and largest."""
    first = found[min(found)]
    rows = [HEADINGS, ("---:",) * len(HEADINGS)]
    for workers, each in found.items():
        ratios = [many.turns / one.turns for one, many in zip(first, each, strict=True)]
        rows.append(
            (
                str(workers),
                _spread([one.turns for one in each], 0),
                _spread(ratios, 2),
                *(
                    _spread([getattr(one, name) for one in each], 2)
                    for name in ("taking", "sending", "storing")
                ),
                _spread([100 * one.busy for one in each], 0) + " %",
                str(sum(one.again for one in each)),
            )
        )
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def page(chosen: argparse.Namespace, server: str, found: Rounds, seconds: float) -> str:
    """The whole page."""
    used = (
        f"--share {chosen.share:g} --people {chosen.people} --rounds {chosen.rounds} --seconds {chosen.seconds:g} "
        f"--seed {chosen.seed}"
    )
    parts = [
        "# How it scales: the measured run",
        f"Written by `python -m benchmarks.scale {used}` in {seconds / 60:.0f} minutes; not to be edited. "
        "[Back to what it means](../../docs/scale.md)",
        f"{machine()} {server}, psycopg {psycopg.__version__}.",
        table(found),
        EXPLAINED.read_text("utf-8").format(**vars(chosen)),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def version() -> str:
    """The server's own words for what it is."""
    program = postgres.binaries()
    assert program is not None, postgres.MISSING
    said = subprocess.run(
        [program / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return f"PostgreSQL {said.split()[2]}"


def _spread(values: Sequence[float], digits: int) -> str:
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def main() -> None:
    chosen, begun = options(), monotonic()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        os.environ.setdefault(postgres.FOLDER, folder)
        place = Path(folder) / "server"
        place.mkdir()
        server = Server(place, DURABLE)
        server.start()
        try:
            found = asyncio.run(rounds(chosen, server))
        finally:
            server.down()
    chosen.write.write_text(page(chosen, version(), found, monotonic() - begun), "utf-8")
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
