"""Draw what the measured runs found of growth and of several programs: python -m benchmarks.plots.

From the tables of the runs, so that a drawing cannot say anything else than they do. Needs matplotlib, which
`make bench-speed` installs.
"""

from __future__ import annotations

from typing import Final

from matplotlib import pyplot

from benchmarks.drawing import save
from benchmarks.growth.__main__ import BOUND
from benchmarks.tables import HERE, PAGE, tables

GROWS: Final = (
    "Whole turn, median, ms",
    "Somebody's first turn, median, ms",
    "Start until it asks for updates, median, s",
    "Memory of the bot that was measured, peak, MB",
)
"""The lines of the table of growth that are drawn."""


def rows(run: str) -> list[list[str]]:
    """The cells of a run's first table, without its head."""
    lines = tables((HERE / run).read_text("utf-8").strip())[0].splitlines()
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines if "---" not in line]


def number(cell: str) -> float:
    """What a cell begins with: "1.84 (1.02–2.24)" is 1.84."""
    return float(cell.split(maxsplit=1)[0].replace(",", ""))


def growth(axes: pyplot.Axes) -> None:
    """Each line as a ratio to the fewest citizens."""
    head, *lines = rows("growth/results.md")
    sizes = [number(cell) for cell in head[1:] if " to " not in cell]
    found = {name: [number(cell) for cell in cells[: len(sizes)]] for name, *cells in lines}
    for name in GROWS:
        fewest = found[name][0]
        axes.plot(sizes, [here / fewest for here in found[name]], marker="o", label=name.rpartition(",")[0])
    axes.axhline(BOUND, linestyle=":", color="grey", label=f"the bound, {BOUND:g} times")
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("citizens in the database")
    axes.set_ylabel("so many times that of the fewest")
    axes.legend()


def scale(axes: pyplot.Axes) -> None:
    """So many times one program's turns, with the smallest and largest of a round."""
    _, *lines = rows("scale/results.md")
    for share in dict.fromkeys(cells[0] for cells in lines):
        found = [(number(cells[1]), cells[3]) for cells in lines if cells[0] == share]
        middle = [number(cell) for _, cell in found]
        ends = [cell.partition("(")[2].rstrip(")").split("–") for _, cell in found]
        low = [here - number(end[0]) for here, end in zip(middle, ends, strict=True)]
        high = [number(end[1]) - here for here, end in zip(middle, ends, strict=True)]
        programs = [count for count, _ in found]
        label = f"{share} of a processor each"
        axes.errorbar(programs, middle, yerr=(low, high), marker="o", capsize=3, label=label)
    axes.set_xticks(sorted({number(cells[1]) for cells in lines}))
    axes.set_ylim(bottom=0)
    axes.set_xlabel("programs that take turns, on one PostgreSQL")
    axes.set_ylabel("so many times one program's turns a second")
    axes.legend()


def main() -> None:
    for draw in (growth, scale):
        figure, axes = pyplot.subplots(figsize=(7, 4))
        draw(axes)
        save(figure, PAGE.with_name(f"performance-{draw.__name__}.svg"))


if __name__ == "__main__":
    main()
