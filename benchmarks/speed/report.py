"""Writes the tables: medians of the rounds with the smallest and largest, and ratios that were taken within a round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.cells import lines, of_latency, spread
from benchmarks.reliability.installed import REDIS, UVLOOP, version_of
from benchmarks.reliability.report import machine, redis_server_version
from benchmarks.speed.bots import OURS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from benchmarks.speed.bots import Kind
    from benchmarks.speed.measure import Figures

    Rounds: TypeAlias = Mapping[str, Sequence[Figures]]

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
PLOT: Final = HERE.parents[1] / "docs" / "performance.svg"
EXPLAINED: Final = HERE / "explained.md"
HEADINGS: Final = (
    "Bot",
    "An answer is",
    "Turns a second",
    "Ours is so many times as quick",
    "CPU a turn, ms",
    "Of that Redis, ms",
    "Calls a turn",
    "Start, s",
    "Peak memory, MB",
    "People and server, of one processor",
)
LIBRARIES: Final = ("python-telegram-bot", "aiogram", "aiohttp", UVLOOP, "aiodns", "httpx", REDIS)


def markdown(
    chosen: argparse.Namespace,
    load: float,
    kinds: Sequence[Kind],
    near: Rounds,
    far: Rounds,
    left_out: Iterable[tuple[Kind, str]],
    seconds: float,
) -> str:
    """The whole page."""
    used = (
        f"--people {chosen.people} --rounds {chosen.rounds} --seconds {chosen.seconds:g} --seed {chosen.seed}"
    )
    parts = [
        "# How fast: the measured run",
        f"Written by `python -m benchmarks.speed {used}` in {seconds / 60:.0f} minutes; not to be edited. "
        "[Back to what it means](../../docs/performance.md)",
        f"{machine()} Load before it began: {load:.1f}. {versions()}",
        f"## On the same machine\n\n{table(kinds, near)}",
        f"### How long an answer takes\n\n{waits(kinds, near)}",
        f"## With 50 ms to Telegram\n\n{table(kinds, far)}",
        *(f"Left out: **{kind.title}**, which needs {missing}." for kind, missing in left_out),
        EXPLAINED.read_text("utf-8").format(**vars(chosen)),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def table(kinds: Sequence[Kind], found: Rounds) -> str:
    """The figures side by side."""
    rows = [HEADINGS, ("---", "---", *("---:",) * (len(HEADINGS) - 2))]
    rows += [_row(kind, found[kind.name], found.get(OURS, ())) for kind in kinds]
    return lines(rows)


def _row(kind: Kind, rounds: Sequence[Figures], ours: Sequence[Figures]) -> tuple[str, ...]:
    ratios = [mine.turns / theirs.turns for mine, theirs in zip(ours, rounds, strict=False)]
    return (
        kind.title,
        kind.keeps,
        spread([each.turns for each in rounds], 0),
        "1" if kind.name == OURS else spread(ratios, 2) if ratios else "–",
        spread([each.cpu for each in rounds], 2),
        spread([each.storing for each in rounds], 2) if kind.redis else "–",
        spread([each.calls for each in rounds], 1),
        spread([each.start for each in rounds], 1),
        spread([each.memory for each in rounds], 0) if rounds[0].memory else "–",
        spread([100 * each.generator for each in rounds], 0) + " %",
    )


def waits(kinds: Sequence[Kind], found: Rounds) -> str:
    """Latencies at each pace, and the part of the gestures that were missed."""
    paces = sorted(found[kinds[0].name][0].latencies)
    head = [
        f"{pace:.0%} of capacity: {which}" for pace in paces for which in ("p50, ms", "p99, ms", "missed")
    ]
    rows: list[tuple[str, ...]] = [("Bot", *head), ("---", *("---:",) * len(head))]
    for kind in kinds:
        each_pace = [[each.latencies[pace] for each in found[kind.name]] for pace in paces]
        rows.append((kind.title, *(cell for each in each_pace for cell in of_latency(each, 1))))
    return lines(rows)


def versions() -> str:
    """The versions of everything that decides the figures."""
    found = [f"{name} {version}" for name in LIBRARIES if (version := version_of(name))]
    return ", ".join([*found, *redis_server_version()]) + "."
