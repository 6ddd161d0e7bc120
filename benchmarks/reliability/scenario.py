"""What happens to a bot while people fill in the form: kills, or faults of Telegram; by the seed, the same for all."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from benchmarks.reliability.person import Person, Record
from benchmarks.reliability.redis_server import redis_server
from benchmarks.reliability.supervised import Supervised
from benchmarks.reliability.waiting import wait_until
from tests.end_to_end.phones import CITIZEN, Phone
from tests.end_to_end.programs import Program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from benchmarks.reliability.bots import Kind, Stored
    from tests.end_to_end.phones import Message

TRIGGERS: Final = ("update_handed_out", "before_send", "after_send")
FAULTS: Final[tuple[dict[str, Any], ...]] = (
    {"fault": "429", "retry_after": 1},
    {"fault": "500"},
    {"fault": "reset", "when": "before"},
    {"fault": "reset", "when": "after"},
    {"fault": "timeout", "when": "after", "seconds": 1},
)
POLL_FAULTS: Final = ("500", "reset", "429")
IN_PEACE: Final = 0.5
"""How many kills come only when everybody has been served since the last start; the others while it catches up."""
LONGEST_LIFE: Final = 1.0
"""Seconds that a bot works, at most, before a kill at a random instant."""
LONGEST_TRIGGER: Final = 15.0
LONGEST_SETTLING: Final = 15.0
LONGEST_ARRIVAL: Final = 120.0
FAULT_PAUSE: Final = (0.1, 0.4)
FAULT_PATIENCE: Final = 4.0
"""In the round of faults: longer than Telegram asks to wait, and than a first pause before another attempt."""
PATIENT_END: Final = 60.0


@dataclass
class Outcome:
    """Everything that a round has left, to be measured."""

    kind: Kind
    seconds: float = 0.0
    kills: list[float] = field(default_factory=list)
    failed_starts: int = 0
    mended: int = 0
    faults: int = 0
    records: dict[int, Record] = field(default_factory=dict)
    heard: dict[int, list[Message]] = field(default_factory=dict)
    """Every message of each chat as it was when it arrived, in order, the person's own among them."""
    stored: Stored = field(default_factory=dict)


@dataclass
class Round:
    """A bot under supervision, and the people who talk with it."""

    phone: Phone
    bot: Supervised
    people: Sequence[Person]
    random: Random

    async def kills(self, count: int) -> None:
        """Kill the bot so often, half at random instants, half by the phone."""
        triggered = [TRIGGERS[number % len(TRIGGERS)] for number in range(count // 2)]
        kinds = ["random"] * (count - len(triggered)) + triggered
        self.random.shuffle(kinds)
        await self._at_work()
        for kind in kinds:
            life, after = self.random.uniform(0, LONGEST_LIFE), self.random.randrange(4)
            if self.random.random() < IN_PEACE:
                await self._served()
            if kind == "random":
                await asyncio.sleep(life)
                await self.bot.kill()
            else:
                await self._triggered(kind, after)
            await self.bot.restart()

    async def faults(self, count: int) -> None:
        """So many sends that Telegram refuses, breaks off or does not answer, and some polls."""
        await self._at_work()
        for number in range(count):
            await asyncio.sleep(self.random.uniform(*FAULT_PAUSE))
            if number % 8 == 7:
                await self.phone.post("faults", method="getUpdates", fault=self.random.choice(POLL_FAULTS))
            person = self.people[self.random.randrange(len(self.people))]
            await wait_until(person.is_unharmed, LONGEST_SETTLING)
            person.waits_with_fault = True
            fault = FAULTS[number % len(FAULTS)]
            await self.phone.post("faults", chat=person.user, method="sendMessage", **fault)

    async def finish(self) -> None:
        for person in self.people:
            person.finishing = True

    async def _at_work(self) -> None:
        """Until everybody has answered the first question: what comes before is not the form."""
        await wait_until(lambda: all(person.record.written for person in self.people), LONGEST_ARRIVAL)

    async def _served(self) -> None:
        """Until everybody has got an answer since the latest start."""
        since = self.bot.up_since or 0.0
        await wait_until(lambda: all(person.served_at > since for person in self.people), LONGEST_SETTLING)

    async def _triggered(self, moment: str, after: int) -> None:
        """Let the phone kill the bot; where that moment does not come, kill it all the same."""
        await self.phone.post("kill", pid=self.bot.program.pid, when=moment, after=after)
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_TRIGGER):
                await self.bot.program.ended()
        if self.bot.program.running:
            await self.bot.program.signal(signal.SIGKILL)
        self.bot.has_died()


def emptied(folder: Path) -> None:
    """Take a bot's whole storage away, also what stands beside its file: with a part of it none would start."""
    for file in folder.iterdir():
        file.unlink()


@asynccontextmanager
async def opened(
    kind: Kind, folder: Path, people: int, seed: int, patience: float
) -> AsyncIterator[tuple[Round, Path]]:
    """A phone, the bot over a new storage, and people who have not begun yet; the storage's file."""
    users = range(CITIZEN, CITIZEN + people)
    storage = folder / "storage" / "storage.db"
    for each in ("storage", "redis"):
        (folder / each).mkdir(parents=True)
    random = Random(seed)
    async with AsyncExitStack() as stack:
        phone = Phone(folder / "phone")
        stack.push_async_callback(phone.close)
        await phone.start()
        environment = kind.environment(phone.url, storage, users)
        if kind.redis:
            redis = await stack.enter_async_context(redis_server(folder / "redis"))
            environment["REDIS_URL"] = redis.url
        program = Program(*kind.arguments, environment=environment, module=kind.module, anew=True)
        stack.push_async_callback(program.close)
        bot = Supervised(program, mend=lambda: emptied(storage.parent))
        persons = [Person(phone, user, Random(random.random()), bot, patience) for user in users]
        await bot.start()
        yield Round(phone, bot, persons, random), storage


async def play(
    kind: Kind,
    folder: Path,
    *,
    people: int,
    seed: int,
    patience: float,
    happening: Callable[[Round], Any],
) -> Outcome:
    """A whole round: people fill in forms while something happens, and then finish in peace."""
    outcome, begun = Outcome(kind), monotonic()
    async with opened(kind, folder, people, seed, patience) as (here, storage):
        async with asyncio.timeout(None) as limit, asyncio.TaskGroup() as living:
            for person in here.people:
                living.create_task(person.live())
            await happening(here)
            await here.finish()
            limit.reschedule(asyncio.get_running_loop().time() + PATIENT_END)
        await here.bot.stop()
        outcome.seconds = monotonic() - begun
        outcome.kills, outcome.mended = here.bot.kills, here.bot.mended
        outcome.failed_starts = here.bot.failed_starts
        outcome.records = {person.user: person.record for person in here.people}
        outcome.heard = {
            user: [m for _, m in sorted(first.items())] for user, first in here.phone.first.items()
        }
        outcome.stored = kind.read(storage, outcome.records)
    return outcome
