"""What is counted while the bot runs, for whoever watches over it: how much and how long, and never of whom."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from prometheus_client import CollectorRegistry, Counter, Histogram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Taken: TypeAlias = Literal["taken", "repeated", "set_aside", "overflowed"]
    Kind: TypeAlias = Literal["update", "timer"]
    Moment: TypeAlias = Literal["update", "intake", "message", "timers"]

COUNTED: Final = {
    "updates": ("updates by what became of them", "result", ("taken", "repeated", "set_aside", "overflowed")),
    "turns_broke": ("turns that broke, by what they were of", "kind", ("update", "timer")),
    "turn_conflicts": ("turns that had to run again, since the person changed meanwhile", "", ()),
    "messages": (
        "tries to send a message, by what became of them",
        "result",
        ("sent", "refused", "postponed", "blocked"),
    ),
    "floods": (
        "orders of Telegram's to wait (429), by what was asked",
        "call",
        ("message", "poll", "courtesy"),
    ),
    "polls": ("polls for updates, by what became of them", "result", ("good", "failed", "conflict")),
    "storage_unavailable": ("times that nothing could be stored or read", "", ()),
}
"""Every counter: what it counts, its one label, and all the values of that; there are never any others."""
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Figures:
    """Counters of one running bot, and when something last went well. Counting never raises.

    `clock` gives seconds that never run backwards.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.registry: Final = CollectorRegistry()
        self.polls_failed = 0
        """How many polls have failed in a row."""
        self.no_intake = ""
        """Why no updates come by the webhook, "" as long as they do."""
        self._clock = clock
        self._moments: dict[Moment, float] = {"message": clock()}
        self._counters = {name: self._counter(name, *what) for name, what in COUNTED.items()}
        self._turns = Histogram(
            "jobstjernen_turn_seconds",
            "how long a turn takes, waiting for the commit included",
            ("kind",),
            registry=self.registry,
            buckets=SECONDS,
        )
        for kind in ("update", "timer"):
            self._turns.labels(kind)

    def since(self, moment: Moment) -> float | None:
        """Seconds since something last went well; None where it has not yet."""
        at = self._moments.get(moment)
        return None if at is None else self._clock() - at

    def update(self, result: Taken) -> None:
        """An update was committed, or changed nothing because it had been before."""
        self._count("updates", result)
        self._note("update")

    @contextmanager
    def turn(self, kind: Kind) -> Iterator[None]:
        """Measure a turn, also one that breaks."""
        begun = self._clock()
        try:
            yield
        finally:
            with suppress(Exception):
                self._turns.labels(kind).observe(self._clock() - begun)

    def broke(self, kind: Kind) -> None:
        self._count("turns_broke", kind)

    def conflict(self) -> None:
        self._count("turn_conflicts")

    def message(self, result: Literal["sent", "refused", "postponed", "blocked"]) -> None:
        """A try to send a message has ended; all but a postponed one are done with."""
        self._count("messages", result)
        if result != "postponed":
            self._note("message")

    def flood(self, call: Literal["message", "poll", "courtesy"]) -> None:
        self._count("floods", call)

    def poll(self, result: Literal["good", "failed", "conflict"]) -> None:
        self._count("polls", result)
        self.polls_failed = 0 if result == "good" else self.polls_failed + 1
        if result == "good":
            self._note("intake")

    def webhook_stands(self) -> None:
        """Telegram knows that updates are to come to our webhook."""
        self.no_intake = ""
        self._note("intake")

    def webhook_gone(self, reason: str) -> None:
        """Telegram does not bring updates to our webhook."""
        self.no_intake = reason

    def sender_begins(self) -> None:
        """From now on it is this program that sends; that something has waited so far is no fault of its own."""
        self._note("message")

    def timers_ran(self) -> None:
        self._note("timers")

    def storage_unavailable(self) -> None:
        self._count("storage_unavailable")

    def _note(self, moment: Moment) -> None:
        self._moments[moment] = self._clock()

    def _count(self, name: str, *label: str) -> None:
        with suppress(Exception):  # whatever is wrong with a figure, the turn that it counts goes on
            counter = self._counters[name]
            (counter.labels(*label) if label else counter).inc()

    def _counter(self, name: str, what: str, label: str, values: tuple[str, ...]) -> Counter:
        """A counter with all its series from the start: one that appears later looks like a gap."""
        names = (label,) if label else ()
        made = Counter(f"jobstjernen_{name}", what, names, registry=self.registry)
        for value in values:
            made.labels(value)
        return made
