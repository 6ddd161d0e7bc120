"""100,000 reminders that are due at once in virtual time, and a real minute of them: make bench-dispatch."""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from benchmarks.cells import lines, spread
from benchmarks.dispatch.measure import BLOCKED, measured
from benchmarks.postgres import durable_server, new_database, version
from benchmarks.reliability.report import machine
from tests.chat.dispatching import Morning, hundredth, most, play

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.dispatch.measure import Figures
    from tests.chat.dispatching import Found

RESULTS: Final = Path(__file__).parent / "results.md"
EXPLAINED: Final = Path(__file__).parent / "explained.md"
HEADINGS: Final = (
    "Where",
    "Reminders",
    "Seconds",
    "Of 30 a second used",
    "Fullest second",
    "429s",
    "403s",
    "Of them again",
    "Twice; in virtual time also lost",
    "Gestures missed",
    "Answers before: p50, ms",
    "p99, ms",
    "Answers meanwhile: p50, ms",
    "p99, ms",
    "p99 grows by, ms",
)


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dispatch", description=__doc__)
    parser.add_argument("--virtual", type=int, default=100_000, help="reminders in virtual time")
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often the real ones are, on each database in turn"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the real ones are counted")
    parser.add_argument(
        "--before", type=float, default=30.0, help="how long answers alone are, to compare with"
    )
    parser.add_argument("--people", type=int, default=60, help="who fill in the form meanwhile")
    parser.add_argument("--answers", type=float, default=5.0, help="answers a second that they get")
    parser.add_argument("--latency", type=float, default=0.02, help="seconds that pass with each call")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    chosen, load = options(arguments), os.getloadavg()[0]
    real: dict[str, list[Figures]] = {"SQLite": [], "PostgreSQL": []}
    with durable_server() as server:
        for number in range(chosen.rounds):
            seed = chosen.seed + number
            real["SQLite"].append(played(chosen, seed))
            real["PostgreSQL"].append(played(chosen, seed, new_database(server, f"dispatch_{number}")))
            for where, found in real.items():
                print(f"{number + 1}/{chosen.rounds}, {where}: {found[-1]}", flush=True)
    half = chosen.latency / 2
    morning = Morning(chosen.virtual, answers=chosen.answers, there=half, back=half, blocked=BLOCKED)
    with tempfile.TemporaryDirectory() as folder:
        virtual = play(morning, Path(folder))
    page = markdown(chosen, load, real, morning, virtual)
    chosen.write.write_text(page, "utf-8")
    print(page)


def played(chosen: argparse.Namespace, seed: int, database: str = "") -> Figures:
    """The real minute, on the database at this address or else on a file."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(
            measured(
                Path(folder),
                reminders=int(chosen.seconds * 30 * 1.5) + 30,
                people=chosen.people,
                answers=chosen.answers,
                before=chosen.before,
                seconds=chosen.seconds,
                latency=chosen.latency,
                random=Random(seed),
                database=database,
            )
        )


def markdown(
    chosen: argparse.Namespace,
    load: float,
    real: Mapping[str, Sequence[Figures]],
    morning: Morning,
    virtual: Found,
) -> str:
    """The whole page."""
    used = (
        f"--virtual {chosen.virtual} --rounds {chosen.rounds} --seconds {chosen.seconds:g} --before {chosen.before:g} "
        f"--people {chosen.people} --answers {chosen.answers:g} --latency {chosen.latency:g} --seed {chosen.seed}"
    )
    rows = [
        HEADINGS,
        ("---", *("---:",) * (len(HEADINGS) - 1)),
        *(_real(chosen, where, found) for where, found in real.items()),
        _virtual(morning, virtual),
    ]
    parts = [
        "# Dispatch: the measured run",
        f"Written by `python -m benchmarks.dispatch {used}`; not to be edited. "
        "[Back to what it means](../../docs/decisions/dispatch.md)",
        f"{machine()} {version()}. Load before it began: {load:.1f}.",
        lines(rows),
        EXPLAINED.read_text("utf-8").format(blocked=BLOCKED, **vars(chosen)),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _real(chosen: argparse.Namespace, where: str, rounds: Sequence[Figures]) -> tuple[str, ...]:
    """Medians of the rounds, with the smallest and largest; what must not be is added up."""
    return (
        f"The program on {where}, in real time",
        spread([each.reminders for each in rounds], 0),
        f"{chosen.seconds:.0f}",
        spread([100 * each.used for each in rounds], 1) + " %",
        str(max(each.fullest for each in rounds)),
        str(sum(each.refused for each in rounds)),
        spread([each.blocked for each in rounds], 0),
        str(sum(each.again for each in rounds)),
        str(sum(each.twice for each in rounds)),
        str(sum(each.missed for each in rounds)),
        *(spread([each.before[which] for each in rounds], 0) for which in (0, 1)),
        *(spread([each.during[which] for each in rounds], 0) for which in (0, 1)),
        spread([each.during[1] - each.before[1] for each in rounds], 0),
    )


def _virtual(morning: Morning, found: Found) -> tuple[str, ...]:
    reminders = [text for _, _, text in found.reminders()]
    tried = [chat for _, chat in found.turned_away]
    lost = morning.reminders - len(set(reminders)) - found.held
    twice = len(reminders) - len(set(reminders))
    before, during = (_spread(times) for times in (found.before, found.during))
    return (
        "Virtual time",
        f"{len(reminders):,}",
        f"{found.seconds():,.0f}",
        f"{found.used():.1%}".replace("%", " %"),
        str(most([*(at for at, _, _ in found.arrivals), *(at for at, _ in found.turned_away)], 1.0)),
        str(found.refused),
        f"{len(tried):,}",
        str(len(tried) - len(set(tried))),
        str(lost + twice),
        "–",
        *(f"{each:.0f}" for each in (*before, *during)),
        f"{during[1] - before[1]:.0f}",
    )


def _spread(times: Sequence[float]) -> tuple[float, float]:
    return 1000 * sorted(times)[len(times) // 2], 1000 * hundredth(times)


if __name__ == "__main__":
    main()
