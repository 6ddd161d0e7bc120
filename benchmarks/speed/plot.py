"""The picture of a run: turns a second of each bot, near and far from Telegram."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from matplotlib import pyplot

from benchmarks.drawing import save

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.speed.bots import Kind
    from benchmarks.speed.measure import Figures

THICKNESS: Final = 0.38


def plotted(
    kinds: Sequence[Kind],
    near: Mapping[str, Sequence[Figures]],
    far: Mapping[str, Sequence[Figures]],
    to: Path,
) -> None:
    """Draw medians as bars, with the smallest and largest."""
    figure, axes = pyplot.subplots(figsize=(9, 0.8 * len(kinds) + 1.2))
    for found, label, shift in ((near, "on the same machine", -1), (far, "with 50 ms to Telegram", 1)):
        rates = [[each.turns for each in found[kind.name]] for kind in kinds]
        middle = [median(each) for each in rates]
        low = [here - min(each) for here, each in zip(middle, rates, strict=True)]
        high = [max(each) - here for here, each in zip(middle, rates, strict=True)]
        places = [place + shift * THICKNESS / 2 for place in range(len(kinds))]
        axes.barh(places, middle, THICKNESS, xerr=(low, high), capsize=2, label=label)
    axes.set_yticks(range(len(kinds)), [kind.title.replace(", ", ",\n") for kind in kinds])
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("turns a second (each step of the scale is ten times as many)")
    axes.legend()
    save(figure, to)
