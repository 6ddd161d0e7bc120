"""Writes the tables: medians of the rounds with the smallest and largest, and ratios that were taken within a round."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.reliability.installed import REDIS, version_of
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
    "Calls a turn",
    "Start, s",
    "Peak memory, MB",
    "People and server, of one processor",
)
LIBRARIES: Final = ("python-telegram-bot", "aiogram", "aiohttp", "httpx", REDIS)


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
    lines = [HEADINGS, ("---", "---", *("---:",) * (len(HEADINGS) - 2))]
    lines += [_row(kind, found[kind.name], found.get(OURS, ())) for kind in kinds]
    return _lines(lines)


def _row(kind: Kind, rounds: Sequence[Figures], ours: Sequence[Figures]) -> tuple[str, ...]:
    ratios = [mine.turns / theirs.turns for mine, theirs in zip(ours, rounds, strict=False)]
    return (
        kind.title,
        kind.keeps,
        _spread([each.turns for each in rounds], 0),
        "1" if kind.name == OURS else _spread(ratios, 2) if ratios else "–",
        _spread([each.cpu for each in rounds], 2),
        _spread([each.calls for each in rounds], 1),
        _spread([each.start for each in rounds], 1),
        _spread([each.memory for each in rounds], 0) if rounds[0].memory else "–",
        _spread([100 * each.generator for each in rounds], 0) + " %",
    )


def waits(kinds: Sequence[Kind], found: Rounds) -> str:
    """Latencies at each pace."""
    paces = sorted(found[kinds[0].name][0].latencies)
    head = [f"{pace:.0%} of capacity: {which}" for pace in paces for which in ("p50, ms", "p99, ms")]
    lines: list[tuple[str, ...]] = [("Bot", *head), ("---", *("---:",) * len(head))]
    for kind in kinds:
        rounds = found[kind.name]
        cells = [
            _spread([getattr(each.latencies[pace], which) for each in rounds], 1)
            for pace in paces
            for which in ("p50", "p99")
        ]
        lines.append((kind.title, *cells))
    return _lines(lines)


def versions() -> str:
    """The versions of everything that decides the figures."""
    found = [f"{name} {version}" for name in LIBRARIES if (version := version_of(name))]
    return ", ".join([*found, *redis_server_version()]) + "."


def _spread(values: Sequence[float], digits: int) -> str:
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def _lines(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
