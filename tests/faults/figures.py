"""What all scenarios of a run have shown, as numbers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.scenario import Outcome

EACH: Final = 25
"""Kills in one scenario; two run side by side, one that polls and one with a webhook."""
WAYS: Final = ("polling", "webhook")
COUNTED = ("lost", "doubled", "skipped", "misplaced", "out of order", "undelivered", "stray", "timers")


@dataclass
class Figures:
    """The outcomes of the scenarios so far."""

    outcomes: list[Outcome] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    """The seed of each scenario that was begun; of one that broke there is no outcome."""
    asked: int = 0
    """How many pairs of scenarios were to run."""

    def begin(self, seed: int) -> None:
        self.begun.append(seed)

    def add(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    @property
    def broken(self) -> list[int]:
        """The seeds of the scenarios that came to no outcome."""
        left = Counter(self.begun) - Counter(outcome.seed for outcome in self.outcomes)
        return sorted(left.elements())

    @property
    def kills(self) -> int:
        """The kills of scenarios that came to an outcome."""
        return sum(len(outcome.kinds) for outcome in self.outcomes)

    @property
    def kills_asked(self) -> int:
        return self.asked * len(WAYS) * EACH

    @property
    def falls_short(self) -> bool:
        """Whether less was shown than was asked for: such a run has not passed, whatever it has found."""
        return bool(self.broken) or self.kills < self.kills_asked

    def numbers(self) -> dict[str, Any]:
        """Everything that is reported, as JSON."""
        kinds = [kind for outcome in self.outcomes for kind in outcome.kinds]
        founds = [outcome.found for outcome in self.outcomes]
        unmarked = [times for found in founds for times in found.unmarked.values()]
        return {
            "seeds": sorted({outcome.seed for outcome in self.outcomes}),
            "broken scenarios": self.broken,
            "kills": {"asked for": self.kills_asked, "all": len(kinds)}
            | {kind: kinds.count(kind) for kind in sorted(set(kinds))},
            "texts": sum(outcome.found.texts for outcome in self.outcomes),
            "problems": [each for outcome in self.outcomes for each in outcome.found.problems],
            "wrong": {kind: sum(each.found.count(kind) for each in self.outcomes) for kind in COUNTED},
            "messages on their way at a kill": {
                "repeated": sum(found.repeated.total() for found in founds),
                "replaced": sum(found.replaced.total() for found in founds),
                "most for a person and kill": max(unmarked, default=0),
            },
            "seconds to the first answer": {
                way: _recovery([each for each in self.outcomes if each.webhook == (way == "webhook")])
                for way in WAYS
            },
        }

    def write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(self.numbers(), indent=2, ensure_ascii=False) + "\n")

    def line(self) -> str:
        """The most important of it on one line."""
        numbers = self.numbers()
        wrong = ", ".join(f"{count} {kind}" for kind, count in numbers["wrong"].items())
        way = numbers["messages on their way at a kill"]
        times = numbers["seconds to the first answer"]["polling"]
        short = ", FEWER THAN ASKED FOR" if self.falls_short else ""
        return (
            f"{self.kills} of {self.kills_asked} kills{short}, {numbers['texts']} texts: {wrong}; "
            f"{way['repeated']} messages repeated and {way['replaced']} replaced on their way, "
            f"{way['most for a person and kill']} at most for a person and kill; "
            f"first answer after {times.get('median', 0)} s (median), {times.get('slowest', 0)} s (slowest), "
            f"known of {times['measured']} of {times['kills']} kills, "
            f"the others had {times['longest without one']} s at most before the next; "
            f"seeds {numbers['seeds']}, broken {numbers['broken scenarios']}"
        )


def _recovery(outcomes: list[Outcome]) -> dict[str, float]:
    """How long it took from a kill until somebody was answered.

    Where the next kill came before that, it is only known that it would have taken longer than they had.
    """
    times = sorted(seconds for outcome in outcomes for seconds in outcome.recoveries)
    without = sorted(seconds for outcome in outcomes for seconds in outcome.unanswered)
    counted = {
        "kills": sum(len(outcome.kinds) for outcome in outcomes),
        "measured": len(times),
        "killed again before one": len(without),
        "median without one": round(median(without), 2) if without else 0,
        "longest without one": round(max(without, default=0), 2),
    }
    return counted | _spread(times)


def _spread(times: list[float]) -> dict[str, float]:
    if len(times) < 2:
        return {}
    return {
        "median": round(median(times), 2),
        "slowest of twenty": round(quantiles(times, n=20)[-1], 2),
        "slowest": round(times[-1], 2),
    }
