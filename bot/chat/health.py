"""How the bot is, for whoever watches over it: whether it lives, whether it does its work, and figures."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, Protocol

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.config import BOT
from bot.state import ledger, letters, roll, watching
from bot.state.crew import KINDS, PLACES
from bot.state.errors import BadKey, MissingKey, StateError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.chat.figures import Figures
    from bot.state.cursor import Cursor
    from bot.state.roll import Program
    from bot.state.store import Store
    from bot.state.watching import Queues

COUNTED: Final[Mapping[str, tuple[str, Callable[[Cursor], int]]]] = {
    "dead_letters": ("messages that Telegram refused", letters.count),
    "erasures_waiting": ("erasures that have no line in the erasure ledger yet", ledger.waiting),
}
"""What else is counted in the database for the page of figures."""
CHECKS: Final = ("database", "key", "updates", "sender", "timers")
"""What may be named as failing."""
DUTIES: Final = ("updates", "sender", "timers")
"""What of it a program is responsible for only as long as it does it."""
STANDS: Final = 5.0
"""Seconds that an answer stands: whoever asks often costs no more than whoever asks now and then."""
PATIENCE: Final = 5.0
"""Seconds that the database may take to answer."""
FAILED_POLLS: Final = 3
INTAKE_LATE: Final = 150.0
"""Seconds: a poll takes 60 at most, the next comes 30 later; the webhook is looked after once a minute."""
TIMERS_LATE: Final = 180.0
"""Seconds: the timers' loop goes round once a minute."""
SENDER_LATE: Final = 150.0
"""Seconds that something may wait to be sent while nothing is: a message is tried once a minute."""
LEDGER: Final = "ledger"
"""What is told of the erasure ledger is no reason for /readyz to fail: people are served all the same."""
NOBODY_SENDS: Final = "nobody_sends"
"""Nor is that no program of several sends: who takes updates in stores them all the same."""
VACANT_LATE: Final = 10.0
"""Seconds that the sender's place may be free: another program takes it over within two."""

log = structlog.get_logger(__name__)


class Known(Protocol):
    """How a program is, as far as anybody may ask."""

    async def failing(self) -> tuple[str, ...]:
        """The names of what fails, in the order of `CHECKS`."""

    def missing(self) -> tuple[str, ...]:
        """The names of what no program does, though none of it is this one's to do."""

    async def page(self) -> bytes:
        """All figures, in the text format of Prometheus."""


class NotYet:
    """A program that waits for its database, and does nothing else. A `Known`."""

    async def failing(self) -> tuple[str, ...]:
        return ("database",)

    def missing(self) -> tuple[str, ...]:
        return ()

    async def page(self) -> bytes:
        return generate_latest(of_one(await self.failing(), ()))


class Health:
    """Looks at one running bot.

    `size` gives the bytes of its database, `ledger_at` is the file of its erasure ledger, if there is one, `duties`
    what it does at present of what several programs can share, `programs` who these are, `free_for` for how many
    seconds none of them was seen to have the sender's place, and `clock` gives seconds that never run backwards.
    """

    def __init__(
        self,
        store: Store,
        figures: Figures,
        *,
        bot: int,
        size: Callable[[Cursor], int],
        ledger_at: Path | None,
        duties: Callable[[], Collection[str]] = lambda: DUTIES,
        programs: Callable[[Cursor], Sequence[Program]] = lambda _: roll.ALONE,
        free_for: Callable[[], float | None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self._store = store
        self._figures = figures
        self._bot = bot
        self._size = size
        self._bytes: int | None = None
        self._ledger_at = ledger_at
        self._duties = duties
        self._see_programs = programs
        self._programs: Sequence[Program] | None = None
        self._free_for = free_for
        self._vacant_since: float | None = None
        self._clock = clock
        self._patience = patience
        self._looking = asyncio.Lock()
        self._found: tuple[str, ...] = ()
        self._queues: Queues | None = None
        self._counts: Mapping[str, int] = {}
        self._ledger = ""
        self._told: Mapping[str, str] = {}
        self._backed_up: datetime | None = None
        self._looked: float | None = None

    async def failing(self) -> tuple[str, ...]:
        """The names of what fails, in the order of `CHECKS`; a finding stands for `STANDS` seconds."""
        async with self._looking:
            if self._looked is None or self._clock() - self._looked >= STANDS:
                found = {**await self._stored(), **dict(self._late())}
                self._found = tuple(name for name in CHECKS if name in found)
                beside = {LEDGER: self._ledger} if self._ledger else {}
                if self.missing():
                    beside[NOBODY_SENDS] = f"no program has the sender's place; start one: {BOT} work"
                self._tell(found | beside)
                self._looked = self._clock()
            return self._found

    def missing(self) -> tuple[str, ...]:
        """The names of what no program does, as far as the last look has found; none of it is this one's to do."""
        if self._vacant_since is None or self._clock() - self._vacant_since < VACANT_LATE:
            return ()
        return ("sender",)

    def _tell(self, found: Mapping[str, str]) -> None:
        """Log what has begun to fail, and why as far as that is known; and what is well again."""
        for name in found.keys() - self._told.keys():
            log.warning("health.failing", kind=name, reason=found[name])
        for name in self._told.keys() - found.keys():
            log.info("health.mended", kind=name)
        self._told = found

    async def _stored(self) -> dict[str, str]:
        """What fails of the database, and why: whether it takes what is written, and opens."""
        self._queues = self._bytes = self._programs = None
        now = self._store.clock()
        try:
            async with asyncio.timeout(self._patience):
                await self._store.write(partial(watching.beat, bot=self._bot, now=now))
                self._queues = await self._store.read(self._look)
        except (BadKey, MissingKey) as error:
            return {"key": str(error)}
        except StateError as error:
            return {"database": str(error)}
        except TimeoutError:
            return {"database": f"no answer within {self._patience} seconds"}
        self._see_vacancy()
        return {}

    def _see_vacancy(self) -> None:
        """Note since when nobody sends: the programs see that all the time, and whoever asks looks now and then."""
        free_for = self._free_for()
        if roll.holder(self._programs or (), "sender"):
            self._vacant_since = None
        elif free_for is not None or self._vacant_since is None:
            self._vacant_since = self._clock() - (free_for or 0.0)

    def _look(self, cursor: Cursor) -> Queues:
        watching.check_key(cursor)
        self._backed_up = watching.last_backup(cursor)
        self._bytes = self._size(cursor)
        self._programs = self._see_programs(cursor)
        self._ledger = ledger.trouble(cursor, self._ledger_at)
        self._counts = {name: count(cursor) for name, (_, count) in COUNTED.items()}
        return watching.queues(cursor, self._bot, self._store.clock())

    def _late(self) -> Iterator[tuple[str, str]]:
        """What of this program's duties has not been done for too long, and why as far as that is known."""
        duties = self._duties()
        if "updates" in duties and self._no_updates():
            yield "updates", self._why_no_updates()
        if "sender" in duties and self._is_stuck():
            waited = f"a message waits for {self._waiting_for():.0f} seconds"
            yield "sender", f"{waited}, and none went out meanwhile: deliver.postponed says why"
        if "timers" in duties and self._too_long("timers", TIMERS_LATE):
            yield "timers", f"the timers' loop has not gone round {self._since('timers')}"

    def _is_stuck(self) -> bool:
        return self._waiting_for() > SENDER_LATE and self._too_long("message", SENDER_LATE)

    def _no_updates(self) -> bool:
        return self._figures.polls_failed >= FAILED_POLLS or self._too_long("intake", INTAKE_LATE)

    def _why_no_updates(self) -> str:
        failed = self._figures.polls_failed
        if failed >= FAILED_POLLS:
            return f"the last {failed} polls failed: poll.failed or poll.conflict says why"
        silent = f"no poll has gone well, and no webhook was found to stand, {self._since('intake')}"
        return self._figures.no_intake or silent

    def _since(self, moment: Literal["intake", "timers"]) -> str:
        seconds = self._figures.since(moment)
        return "since the start" if seconds is None else f"for {seconds:.0f} seconds"

    def _too_long(self, moment: Literal["intake", "message", "timers"], most: float) -> bool:
        seconds = self._figures.since(moment)
        return seconds is None or seconds > most

    def _waiting_for(self) -> float:
        """Seconds that the oldest message has waited."""
        oldest = self._queues.oldest if self._queues else None
        return 0.0 if oldest is None else (self._store.clock() - oldest).total_seconds()

    async def page(self) -> bytes:
        """All figures, in the text format of Prometheus."""
        failing = await self.failing()
        return generate_latest(self._figures.registry) + generate_latest(self._gauges(failing))

    def _gauges(self, failing: tuple[str, ...]) -> CollectorRegistry:
        """What is true just now; what is not known is left out."""
        registry = of_one(failing, self._duties())
        if self._programs is not None:
            _count(self._programs, registry)
        for name, (what, value) in self._values().items():
            if value is not None:
                Gauge(f"jobstjernen_{name}", what, registry=registry).set(value)
        return registry

    def _values(self) -> dict[str, tuple[str, float | None]]:
        return {
            "last_update_seconds": ("seconds since an update was taken in", self._figures.since("update")),
            "last_intake_seconds": (
                "seconds since a poll went well, or the webhook was found to stand",
                self._figures.since("intake"),
            ),
            "database_bytes": ("size of the database, its log included", self._bytes),
            **(self._stored_values(self._queues) if self._queues else {}),
        }

    def _stored_values(self, queues: Queues) -> dict[str, tuple[str, float | None]]:
        now, first = self._store.clock(), queues.first_timer
        return {
            "messages_waiting": ("messages that wait to be sent", queues.waiting),
            "messages_held": ("messages that wait for people who have blocked the bot", queues.held),
            "oldest_waiting_seconds": ("how long the oldest message has waited", self._waiting_for()),
            "timers_due": ("timers whose time has come", queues.timers),
            "timers_late_seconds": (
                "how late the latest of them is",
                max(0.0, (now - first).total_seconds()) if first else 0.0,
            ),
            "last_backup_seconds": (
                "seconds since a backup was made",
                (now - self._backed_up).total_seconds() if self._backed_up else None,
            ),
            "ledger_unwritable": (
                "1 where the erasure ledger is gone, or takes no lines",
                float(bool(self._ledger)),
            ),
            **{name: (what, self._counts[name]) for name, (what, _) in COUNTED.items()},
        }


def of_one(failing: Collection[str], duties: Collection[str]) -> CollectorRegistry:
    """The figures of what fails of a program, and of what it does."""
    registry = CollectorRegistry()
    checks = Gauge("jobstjernen_failing", "1 for what fails, as /readyz says", ("check",), registry=registry)
    for name in CHECKS:
        checks.labels(name).set(name in failing)
    has = Gauge("jobstjernen_duty", "1 for what this program does at present", ("duty",), registry=registry)
    for name in DUTIES:
        has.labels(name).set(name in duties)
    return registry


def _count(programs: Sequence[Program], registry: CollectorRegistry) -> None:
    """What each program knows of all."""
    kinds = Gauge("jobstjernen_programs", "programs of the bot that run", ("kind",), registry=registry)
    for kind in KINDS:
        kinds.labels(kind).set(sum(each.kind == kind for each in programs))
    what = "1 where a program of the bot has this place"
    places = Gauge("jobstjernen_place_taken", what, ("place",), registry=registry)
    for place in PLACES:
        places.labels(place).set(roll.holder(programs, place) is not None)


def probes(health: Known) -> list[web.RouteDef]:
    """Whether the program lives, which an answer shows by itself; and whether it does its work."""

    async def live(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_: web.Request) -> web.Response:
        failing = await health.failing()
        told = {"ready": not failing, "failing": failing}
        if health.missing():
            told["missing"] = health.missing()
        return web.json_response(told, status=503 if failing else 200)

    return [web.get("/healthz", live), web.get("/readyz", ready)]


def metrics(health: Known) -> list[web.RouteDef]:
    """The figures, for whoever may have them."""

    async def figures(_: web.Request) -> web.Response:
        return web.Response(body=await health.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/metrics", figures)]
