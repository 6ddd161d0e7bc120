"""Kill and disturb our bot and its peers in the same way, and count what is lost: make bench-reliability.

Every bot asks the same four questions of the same people on the same practice phone; see `report.py` for the scenario.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from benchmarks.reliability.bots import KINDS, Kind
from benchmarks.reliability.measure import Figures, figures
from benchmarks.reliability.report import DOCUMENT, RESULTS, markdown, put_into, table
from benchmarks.reliability.scenario import FAULT_PATIENCE, Round, play

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

KILLED: Final = "Killed"
DISTURBED: Final = "Disturbed"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("--people", type=int, default=8, help="how many fill in forms at the same time")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--faults", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--patience", type=float, default=3.0, help="seconds until a person writes again")
    parser.add_argument("--together", type=int, default=3, help="how many bots are measured at the same time")
    parser.add_argument("--only", nargs="*", choices=[kind.name for kind in KINDS], help="some of the bots")
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args()


async def measured(chosen: argparse.Namespace, folder: Path) -> dict[str, list[tuple[Kind, Figures]]]:
    """Both rounds of every bot that can run here."""
    kinds = [kind for kind in KINDS if kind.name in (chosen.only or [kind.name]) and not kind.missing()]
    gate = asyncio.Semaphore(chosen.together)

    async def one(
        kind: Kind, title: str, patience: float, happening: Callable[[Round], Awaitable[None]]
    ) -> tuple[Kind, Figures]:
        place = folder / title / kind.name
        async with gate:
            outcome = await play(
                kind, place, people=chosen.people, seed=chosen.seed, patience=patience, happening=happening
            )
        found = figures(outcome)
        print(f"{title}, {outcome.seconds:.0f} s, {found.hit} waits: {kind.title}", flush=True)
        return kind, found

    def kills(here: Round) -> Awaitable[None]:
        return here.kills(chosen.kills)

    def faults(here: Round) -> Awaitable[None]:
        return here.faults(chosen.faults)

    async with asyncio.TaskGroup() as rounds:
        killed = [rounds.create_task(one(kind, KILLED, chosen.patience, kills)) for kind in kinds]
        disturbed = [rounds.create_task(one(kind, DISTURBED, FAULT_PATIENCE, faults)) for kind in kinds]
    return {
        f"{KILLED} {chosen.kills} times": [task.result() for task in killed],
        f"{DISTURBED} {chosen.faults} times, never killed": [task.result() for task in disturbed],
    }


def main() -> None:
    chosen, begun, load = options(), monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        tables = asyncio.run(measured(chosen, Path(folder)))
    used = " ".join(
        f"--{name} {getattr(chosen, name)}"
        for name in ("people", "kills", "faults", "seed", "patience", "together")
    )
    shown = {**vars(chosen), "fault_patience": FAULT_PATIENCE, "load": load}
    left_out = [(kind, missing) for kind in KINDS if (missing := kind.missing())]
    command = f"python -m benchmarks.reliability {used}"
    chosen.write.write_text(markdown(command, shown, tables, left_out, monotonic() - begun), "utf-8")
    if chosen.write == RESULTS:
        DOCUMENT.write_text(put_into(DOCUMENT.read_text("utf-8"), tables), "utf-8")
    for title, rows in tables.items():
        print(f"\n{title}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
