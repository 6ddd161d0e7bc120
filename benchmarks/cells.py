"""What the tables of the measured runs have in common."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.speed.measure import Latency


def spread(values: Sequence[float], digits: int) -> str:
    """The median of the rounds, with the smallest and largest; one alone where there was one round."""
    if len(values) == 1:
        return f"{values[0]:,.{digits}f}"
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def of_latency(rounds: Sequence[Latency], digits: int) -> tuple[str, str, str]:
    """The middle and the slowest hundredth at a pace, and the part of its gestures that were missed."""
    return (
        spread([each.p50 for each in rounds], digits),
        spread([each.p99 for each in rounds], digits),
        spread([100 * each.missed for each in rounds], 1) + " %",
    )


def lines(rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown, of its rows."""
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
