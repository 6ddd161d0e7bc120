"""What all scenarios of a run have shown, as numbers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.scenario import Outcome

COUNTED = ("lost", "doubled", "skipped", "misplaced", "out of order", "undelivered", "stray", "timers")


@dataclass
class Figures:
    """The outcomes of the scenarios so far."""

    outcomes: list[Outcome] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    """The seed of each scenario that was begun; of one that broke there is no outcome."""

    def begin(self, seed: int) -> None:
        self.begun.append(seed)

    def add(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    @property
    def broken(self) -> list[int]:
        """The seeds of the scenarios that came to no outcome."""
        left = Counter(self.begun) - Counter(outcome.seed for outcome in self.outcomes)
        return sorted(left.elements())

    def numbers(self) -> dict[str, Any]:
        """Everything that is reported, as JSON."""
        kinds = [kind for outcome in self.outcomes for kind in outcome.kinds]
        times = {way: self._times(webhook=way == "webhook") for way in ("polling", "webhook")}
        founds = [outcome.found for outcome in self.outcomes]
        unmarked = [times for found in founds for times in found.unmarked.values()]
        return {
            "seeds": sorted({outcome.seed for outcome in self.outcomes}),
            "broken scenarios": self.broken,
            "kills": {"all": len(kinds)} | {kind: kinds.count(kind) for kind in sorted(set(kinds))},
            "texts": sum(outcome.found.texts for outcome in self.outcomes),
            "problems": [each for outcome in self.outcomes for each in outcome.found.problems],
            "wrong": {kind: sum(each.found.count(kind) for each in self.outcomes) for kind in COUNTED},
            "messages on their way at a kill": {
                "repeated": sum(found.repeated.total() for found in founds),
                "replaced": sum(found.replaced.total() for found in founds),
                "most for a person and kill": max(unmarked, default=0),
            },
            "seconds to the first answer": {way: _spread(each) for way, each in times.items()},
        }

    def _times(self, *, webhook: bool) -> list[float]:
        outcomes = [outcome for outcome in self.outcomes if outcome.webhook == webhook]
        return sorted(seconds for outcome in outcomes for seconds in outcome.recoveries)

    def write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(self.numbers(), indent=2, ensure_ascii=False) + "\n")

    def line(self) -> str:
        """The most important of it on one line."""
        numbers = self.numbers()
        wrong = ", ".join(f"{count} {kind}" for kind, count in numbers["wrong"].items())
        way = numbers["messages on their way at a kill"]
        times = numbers["seconds to the first answer"]["polling"]
        return (
            f"{numbers['kills']['all']} kills, {numbers['texts']} texts: {wrong}; {way['repeated']} messages "
            f"repeated and {way['replaced']} replaced on their way, {way['most for a person and kill']} at most for a "
            f"person and kill; first answer after {times.get('median', 0)} s (median), "
            f"{times.get('slowest', 0)} s (slowest); seeds {numbers['seeds']}, broken {numbers['broken scenarios']}"
        )


def _spread(times: list[float]) -> dict[str, float]:
    if len(times) < 2:
        return {}
    return {
        "measured": len(times),
        "median": round(median(times), 2),
        "slowest of twenty": round(quantiles(times, n=20)[-1], 2),
        "slowest": round(times[-1], 2),
    }
