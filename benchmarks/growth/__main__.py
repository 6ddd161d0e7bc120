"""What a bot costs with 1,000, with 100,000 and with a million citizens in its database: make bench-growth.

Each database is generated, and each has a bot of its own in a process of its own. They are asked turn and turn about.
Read the ratios: the machine may be busy.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.growth import program
from benchmarks.growth.multiply import multiply
from benchmarks.growth.template import DATABASE, build, settings
from benchmarks.reliability.report import machine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
EXPLAINED: Final = HERE / "explained.md"
BOUND: Final = 1.1
"""So many times as much may it be with the most citizens, of what is `bounded` in the table."""
SIZES: Final = (1_000, 100_000, 1_000_000)
PORTION: Final = 20
"""Turns, or looks, that one bot is asked for before the next one is."""
STARTS: Final = 3
ERASURES: Final = 3
MS: Final = 1_000.0
PART: Final = ".part"


class Row(NamedTuple):
    """What was measured, its unit, and a figure for each size."""

    name: str
    unit: str
    figures: tuple[float, ...]
    bounded: bool = False

    @property
    def ratios(self) -> tuple[float, ...]:
        return tuple(each / self.figures[0] for each in self.figures)


@dataclass
class Taken:
    """What one bot has told: seconds by what was asked for."""

    citizens: int
    megabytes: float = 0.0
    memory: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)

    def add(self, told: dict[str, Any], does: str) -> None:
        self.memory = max(self.memory, told.pop("memory"))
        for name, seconds in told.items():
            self.times.setdefault(f"{does} {name}", []).extend(seconds)

    def middle(self, name: str) -> float:
        return MS * median(self.times[name])

    def late(self, name: str) -> float:
        """The 99th of a hundred."""
        return MS * quantiles(self.times[name], n=100, method="inclusive")[98]


class Asked:
    """A process that does what it is asked to."""

    def __init__(self, process: asyncio.subprocess.Process, taken: Taken) -> None:
        self._process, self.taken = process, taken

    @classmethod
    async def begin(cls, mode: str, folder: Path, taken: Taken, seed: int) -> tuple[Asked, dict[str, Any]]:
        process = await asyncio.create_subprocess_exec(
            *(
                sys.executable,
                "-m",
                "benchmarks.growth.worker",
                mode,
                str(folder),
                str(taken.citizens),
                str(seed),
            ),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=1 << 24,
        )
        asked = cls(process, taken)
        return asked, await asked._hear()

    async def do(self, what: str, times: int) -> None:
        """Have it done, and note what it took."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps({'do': what, 'times': times})}\n".encode())
        self.taken.add(await self._hear(), what)

    async def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()

    async def _hear(self) -> dict[str, Any]:
        """The next line that is an answer: the bot's log comes the same way."""
        assert self._process.stdout is not None
        while not (line := await self._process.stdout.readline()).startswith(b"{"):
            assert line, "the bot has ended"
        told: dict[str, Any] = json.loads(line)
        return told


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument(
        "--citizens", type=int, nargs="+", default=list(SIZES), help="how many, the fewest first"
    )
    parser.add_argument("--turns", type=int, default=600, help="turns, looks and reminders with each")
    parser.add_argument("--seed", type=int, default=1, help="of which citizens are drawn")
    parser.add_argument(
        "--folder", type=Path, help="where databases are kept, and used again; else they are deleted"
    )
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args(arguments)


def generate(folder: Path, citizens: int, say: Callable[[str], None]) -> None:
    """A database of so many citizens in a folder of its own, unless it is there."""
    where = folder / str(citizens)
    if (where / DATABASE).exists():
        return
    made, begun, now = folder / f"{citizens}{PART}", perf_counter(), datetime.now(UTC)
    made.mkdir(parents=True)
    config = settings(made)
    multiply(config, build(config, now), citizens, now)
    made.rename(where)
    say(f"{citizens:,} citizens: generated in {perf_counter() - begun:.0f} seconds")


async def measured(chosen: argparse.Namespace, folder: Path) -> list[Row]:
    """Everything, with each size."""
    every = [Taken(citizens) for citizens in chosen.citizens]
    for _ in range(STARTS):
        for taken in every:
            seconds, memory = await program.start(folder / str(taken.citizens))
            taken.times.setdefault("start", []).append(seconds)
            taken.times.setdefault("start memory", []).append(memory)
    first = (("sweep", 1), ("sweep", 1), ("forget", 1))
    await _together("bot", folder, every, chosen, first, ("turn", "look", "remind"))
    await _together("desk", folder, every, chosen, (("pages", 2),), ("pages",))
    return rows(every)


async def _together(
    mode: str,
    folder: Path,
    every: Sequence[Taken],
    chosen: argparse.Namespace,
    first: Sequence[tuple[str, int]],
    repeated: Sequence[str],
) -> None:
    """Let one process for each size do the same, in turn; what is done `first` is not counted where it is repeated."""
    asked = []
    for taken in every:
        one, told = await Asked.begin(mode, folder / str(taken.citizens), taken, chosen.seed)
        taken.megabytes = told.get("bytes", taken.megabytes * 1e6) / 1e6
        asked.append(one)
    for what, times in first:
        for one in asked:
            await one.do(what, times)
    for what in repeated:
        for one in asked:
            await one.do(what, PORTION)
            for name in [each for each in one.taken.times if each.startswith(f"{what} ")]:
                del one.taken.times[name]
        for _ in range(0, chosen.turns, PORTION):
            for one in asked:
                await one.do(what, PORTION)
    for one in asked:
        if mode == "bot":
            await one.do("erase", ERASURES)
        await one.end()


def rows(every: Sequence[Taken]) -> list[Row]:
    """The table."""

    def row(name: str, unit: str, figure: Callable[[Taken], float], *, bounded: bool = False) -> Row:
        return Row(name, unit, tuple(map(figure, every)), bounded)

    return [
        row("Whole turn, median", "ms", lambda each: each.middle("turn next"), bounded=True),
        row("Whole turn, p99", "ms", lambda each: each.late("turn next")),
        row("Whole turn, processor, median", "ms", lambda each: each.middle("turn next cpu")),
        row("Somebody's first turn, median", "ms", lambda each: each.middle("turn first"), bounded=True),
        row("Somebody's first turn, p99", "ms", lambda each: each.late("turn first")),
        row("Somebody's first turn, processor, median", "ms", lambda each: each.middle("turn first cpu")),
        row("Reminder rung by the timer loop, median", "ms", lambda each: each.middle("remind wall")),
        row("Look for due timers, median", "ms", lambda each: each.middle("look timers")),
        row("Look for messages to send, median", "ms", lambda each: each.middle("look outbox")),
        row("Desk: my citizens, median", "ms", lambda each: each.middle("pages /desk/")),
        row("Desk: reminders, median", "ms", lambda each: each.middle("pages /desk/reminders")),
        row("Erasure of one citizen, median", "ms", lambda each: each.middle("erase wall")),
        row("First sweep after a start, by night", "ms", lambda each: MS * each.times["sweep wall"][0]),
        row("Longest wait of a write beside it", "ms", lambda each: MS * each.times["sweep waits"][0]),
        row("Sweep of the next hour", "ms", lambda each: MS * each.times["sweep wall"][1]),
        row("Longest wait of a write beside that", "ms", lambda each: MS * each.times["sweep waits"][1]),
        row("One step of forgetting what is old, median", "ms", lambda each: each.middle("forget wall")),
        row(
            "Start until it asks for updates, median",
            "s",
            lambda each: each.middle("start") / MS,
            bounded=True,
        ),
        row(
            "Memory of the program at its start",
            "MB",
            lambda each: each.middle("start memory") / MS,
            bounded=True,
        ),
        row("Memory of the bot that was measured, peak", "MB", lambda each: each.memory, bounded=True),
        row("File", "MB", lambda each: each.megabytes),
    ]


def markdown(chosen: argparse.Namespace, found: Sequence[Row]) -> str:
    """The page with the results."""
    few, *more = chosen.citizens
    used = f"--citizens {' '.join(map(str, chosen.citizens))} --turns {chosen.turns} --seed {chosen.seed}"
    head = [
        "",
        f"{few:,} citizens",
        *(f"{each:,}" for each in more),
        *(f"{each:,} to {few:,}" for each in more),
    ]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    lines += [
        [
            f"{each.name}, {each.unit}",
            *(f"{figure:,.2f}" if figure < 10 else f"{figure:,.0f}" for figure in each.figures),
            *(f"**{ratio:.2f}**" if each.bounded else f"{ratio:.2f}" for ratio in each.ratios[1:]),
        ]
        for each in found
    ]
    parts = (
        "# How a bot grows with its citizens: the measured run",
        f"Written by `python -m benchmarks.growth {used}`; not to be edited. {machine()}",
        f"What is bold shall be {BOUND:g} at most, from the fewest citizens to the most. "
        f"{verdict(chosen.citizens, found)}",
        "\n".join("| " + " | ".join(line) + " |" for line in lines),
        EXPLAINED.read_text("utf-8").format(**vars(chosen)),
    )
    return "\n\n".join(part.strip() for part in parts) + "\n"


def verdict(citizens: Sequence[int], found: Sequence[Row]) -> str:
    """What is within the bound with every number of citizens, and what is not, in words."""
    bounded = {each.name: max(each.ratios[1:]) for each in found if each.bounded}
    within = [f"{name} ({worst:.3f})" for name, worst in bounded.items() if worst <= BOUND]
    above = [f"{name} ({worst:.3f})" for name, worst in bounded.items() if worst > BOUND]
    most = f"with up to {citizens[-1]:,} citizens"
    return (
        f"Within it {most}: {'; '.join(within) or 'nothing'}. **Above it: {'; '.join(above) or 'nothing'}.**"
    )


def run(chosen: argparse.Namespace, folder: Path) -> list[Row]:
    for citizens in chosen.citizens:
        generate(folder, citizens, lambda said: print(said, flush=True))
    return asyncio.run(measured(chosen, folder))


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = options(arguments)
    if chosen.folder:
        found = run(chosen, chosen.folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            found = run(chosen, Path(folder))
    page = markdown(chosen, found)
    chosen.write.write_text(page, "utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
