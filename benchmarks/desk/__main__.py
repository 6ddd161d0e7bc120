"""What each page of the desk costs with few citizens of one contact person, and with many: make bench-desk.

Both offices are served side by side, and asked turn and turn about. Read the ratio of the medians: the machine may be
busy. The run fails where a page is above the bound, but for those that go through every name.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.desk.office import Office, build, served, settings
from benchmarks.desk.pages import addresses
from benchmarks.reliability.report import machine

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS: Final = Path(__file__).parent / "results.md"
EXPLAINED: Final = Path(__file__).parent / "explained.md"
BOUND: Final = 3.0
"""So many times as long a page may take."""
BY_NAME: Final = ("/desk/?sort=name", "/desk/?q=a")
"""What goes through every name, which is sealed, when somebody asks for it: its cost is told, and not bound."""
WARM: Final = 2
"""Rounds that do not count: templates are compiled, and keys and names opened."""


class Page(NamedTuple):
    """Milliseconds of a page, as medians of the rounds."""

    name: str
    few: float
    many: float

    @property
    def ratio(self) -> float:
        return self.many / self.few


class Unseen(Exception):
    """A page could not be shown: what was measured is not what it costs."""


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--few", type=int, default=20, help="citizens of the one office")
    parser.add_argument("--many", type=int, default=2_000, help="citizens of the other")
    parser.add_argument("--answers", type=int, default=50, help="answers of each citizen")
    parser.add_argument("--rounds", type=int, default=75)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args(arguments)


async def measured(chosen: argparse.Namespace, folder: Path) -> list[Page]:
    """Every page of both offices."""
    of_few, of_many = (folder / name for name in ("few", "many"))
    for each in (of_few, of_many):
        each.mkdir()
    few, many = settings(of_few), settings(of_many)
    parts = build(few, chosen.few, chosen.answers), build(many, chosen.many, chosen.answers)
    async with served(few, parts[0]) as one, served(many, parts[1]) as other:
        names = addresses(one.app, one.parameters), addresses(other.app, other.parameters)
        return [
            await _page(name, (one, names[0][name]), (other, names[1][name]), chosen.rounds)
            for name in names[0]
        ]


async def _page(name: str, few: tuple[Office, str], many: tuple[Office, str], rounds: int) -> Page:
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM + rounds):
        for (office, address), times in zip((few, many), took, strict=True):
            status, seconds = await office.get(address)
            if status != 200:
                raise Unseen(f"expected the page {name} at {address}, got {status}")
            if number >= WARM:
                times.append(seconds * 1e3)
    return Page(name, *map(median, took))


def bound(pages: Sequence[Page]) -> list[Page]:
    """Those that the bound is for."""
    return [each for each in pages if each.name not in BY_NAME]


def markdown(chosen: argparse.Namespace, pages: Sequence[Page]) -> str:
    """The page with the results."""
    lines = [("Page", f"{chosen.few} citizens, ms", f"{chosen.many:,} citizens, ms", "Ratio")]
    lines += [("---", "---:", "---:", "---:")]
    lines += [
        (f"`{each.name}`", f"{each.few:.1f}", f"{each.many:.1f}", f"{each.ratio:.2f}") for each in pages
    ]
    worst = max(bound(pages), key=lambda each: each.ratio)
    parts = (
        "# What the pages of the desk cost: the measured run",
        f"Written by `make bench-desk`; not to be edited. {machine()}",
        f"The highest ratio is {worst.ratio:.2f}, of `{worst.name}`; the bound is {BOUND:g}. It is not for "
        f"what goes through every name: {', '.join(f'`{name}`' for name in BY_NAME)}.",
        "\n".join("| " + " | ".join(line) + " |" for line in lines),
        EXPLAINED.read_text("utf-8").format(**vars(chosen)),
    )
    return "\n\n".join(part.strip() for part in parts) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pages = asyncio.run(measured(chosen, Path(folder)))
    page = markdown(chosen, pages)
    chosen.write.write_text(page, "utf-8")
    print(page)
    return int(any(each.ratio > BOUND for each in bound(pages)))


if __name__ == "__main__":
    sys.exit(main())
