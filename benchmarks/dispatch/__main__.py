"""100,000 reminders that are due at once in virtual time, and a real minute of them: make bench-dispatch."""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from benchmarks.cells import lines
from benchmarks.dispatch.measure import measured
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
    "Twice; in virtual time also lost",
    "Gestures missed",
    "Answers before: p50, p99, ms",
    "Answers meanwhile: p50, p99, ms",
    "p99 grows by, ms",
)


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dispatch", description=__doc__)
    parser.add_argument("--virtual", type=int, default=100_000, help="reminders in virtual time")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the real ones are counted")
    parser.add_argument(
        "--before", type=float, default=60.0, help="how long answers alone are, to compare with"
    )
    parser.add_argument("--people", type=int, default=60, help="who fill in the form meanwhile")
    parser.add_argument("--answers", type=float, default=5.0, help="answers a second that they get")
    parser.add_argument("--latency", type=float, default=0.02, help="seconds that pass with each call")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    chosen, load = options(arguments), os.getloadavg()[0]
    real = {"SQLite": played(chosen)}
    with durable_server() as server:
        real["PostgreSQL"] = played(chosen, new_database(server, "dispatch"))
    morning = Morning(
        chosen.virtual, answers=chosen.answers, there=chosen.latency / 2, back=chosen.latency / 2
    )
    with tempfile.TemporaryDirectory() as folder:
        virtual = play(morning, Path(folder))
    page = markdown(chosen, load, real, morning, virtual)
    chosen.write.write_text(page, "utf-8")
    print(page)


def played(chosen: argparse.Namespace, database: str = "") -> Figures:
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
                random=Random(chosen.seed),
                database=database,
            )
        )


def markdown(
    chosen: argparse.Namespace, load: float, real: Mapping[str, Figures], morning: Morning, virtual: Found
) -> str:
    """The whole page."""
    used = (
        f"--virtual {chosen.virtual} --seconds {chosen.seconds:g} --before {chosen.before:g} --people {chosen.people} "
        f"--answers {chosen.answers:g} --latency {chosen.latency:g} --seed {chosen.seed}"
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
        EXPLAINED.read_text("utf-8").format(**vars(chosen)),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _real(chosen: argparse.Namespace, where: str, found: Figures) -> tuple[str, ...]:
    return (
        f"The program on {where}, in real time",
        f"{found.reminders:,}",
        f"{chosen.seconds:.0f}",
        f"{found.used:.1%}",
        str(found.fullest),
        str(found.refused),
        str(found.twice),
        str(found.missed),
        _both(found.before),
        _both(found.during),
        f"{found.during[1] - found.before[1]:.0f}",
    )


def _virtual(morning: Morning, found: Found) -> tuple[str, ...]:
    reminders = [text for _, _, text in found.reminders()]
    astray = morning.reminders - len(set(reminders)) + len(reminders) - len(set(reminders))
    before, during = (_spread(times) for times in (found.before, found.during))
    return (
        "Virtual time",
        f"{len(reminders):,}",
        f"{found.seconds():,.0f}",
        f"{found.used():.1%}",
        str(most([at for at, _, _ in found.arrivals], 1.0)),
        str(found.refused),
        str(astray),
        "–",
        _both(before),
        _both(during),
        f"{during[1] - before[1]:.0f}",
    )


def _spread(times: Sequence[float]) -> tuple[float, float]:
    return 1000 * sorted(times)[len(times) // 2], 1000 * hundredth(times)


def _both(times: tuple[float, float]) -> str:
    return f"{times[0]:.0f}, {times[1]:.0f}"


if __name__ == "__main__":
    main()
