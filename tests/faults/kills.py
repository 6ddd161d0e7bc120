"""When the bot is killed: at random instants, when its log is written, and at the worst instants, told by the phone."""

from __future__ import annotations

import asyncio
import signal
from time import perf_counter
from typing import TYPE_CHECKING, Final

from bot.state import databases
from tests.faults.batches import PLACES, kill_inside
from tests.faults.watching import kill_at_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.end_to_end.harness import World
    from tests.end_to_end.phones import Message

BY_PHONE: Final = ("update_handed_out", "before_send", "after_send", "before_confirmed")
"""An update was taken and is not stored; a message is stored and not sent; sent and not marked; an update is stored and
Telegram has not heard."""
AT_WRITE: Final = "write"
"""Something stands in the log of the database and is not synced, or not all of it stands there; on PostgreSQL a batch
has written something and is not through."""
AT_START: Final = "start"
"""At a random instant before it takes updates in: the file is opened, checked and rebuilt then."""
AT_WORK: Final = "work"
"""At a random instant after that. It is given as much time for its work as it took to start, on a busy machine too."""
MOST: Final = 6
"""Such moments that pass before one kills, at most: somebody has to be answered between two kills."""
OTHERS: Final = (AT_WORK, AT_WRITE, AT_WORK, AT_START, AT_WORK)


def drawn(kills: int, random: Random) -> list[str]:
    """Half of them by the phone, of an odd number one more; the others at random instants, one in five a write.

    Those by the phone are of all its kinds, in equal parts.
    """
    phone = [BY_PHONE[number % len(BY_PHONE)] for number in range(-(-kills // 2))]
    others = [OTHERS[number % len(OTHERS)] for number in range(kills - len(phone))]
    kinds = phone + others
    random.shuffle(kinds)
    return kinds


class Killer:
    """Kills the bot and starts it again. `borders` are the newest message ids at each kill."""

    def __init__(self, here: World, random: Random, *, after: Callable[[], None] = lambda: None) -> None:
        """`after` is called when it is dead, before it is started again."""
        self.here = here
        self._after = after
        self.borders: list[int] = []
        self.recoveries: list[float] = []
        """Seconds from a start to the first message that arrived after it, where one did before the next kill."""
        self.unanswered: list[float] = []
        """Seconds from a start to the next kill, where none did: the first message would have come later than this."""
        self._random = random
        self._begun = perf_counter()
        self._start = 1.0
        self._noticing: set[asyncio.Task[None]] = set()

    async def kill(self, kind: str) -> None:
        """Kill it in one of these ways, and start it again."""
        if kind == AT_START:
            # The instant is what is tested, not waited for; so it is below.
            await asyncio.sleep(self._random.uniform(0, self._start))
            await self.here.bot.kill()
        else:
            await self.here.bot.until(r"\bstarted\b")
            self._start = perf_counter() - self._begun if self.borders else self._start
            await self._at(kind)
        assert await self.here.bot.ended() == -signal.SIGKILL, self.here.bot.log
        self._count_unanswered()
        self.borders.append(await self.here.phone.newest())
        self._after()
        self._begun = perf_counter()
        await self.here.bot.start()
        watch = asyncio.create_task(self._notice(self._begun, len(self.borders)))
        self._noticing.add(watch)
        watch.add_done_callback(self._noticing.discard)

    def _count_unanswered(self) -> None:
        """Of the start before this kill, if it was after a kill: nobody has been answered since."""
        if len(self.recoveries) + len(self.unanswered) < len(self.borders):
            self.unanswered.append(perf_counter() - self._begun)

    async def _at(self, kind: str) -> None:
        pid = self.here.bot.pid
        if kind == AT_WORK:
            await asyncio.sleep(self._random.uniform(0, self._start))
            await self.here.bot.kill()
        elif kind == AT_WRITE and databases.is_postgres(self.here.environment["DATABASE_URL"]):
            await kill_inside(self.here.environment["DATABASE_URL"], pid, self._random.choice(PLACES))
        elif kind == AT_WRITE:
            log = self.here.database.with_name(self.here.database.name + "-wal")
            assert await kill_at_write(log, pid, signal.SIGKILL, writes=self._random.randint(1, MOST))
        else:
            await self.here.phone.post("kill", pid=pid, when=kind, after=self._random.randrange(MOST))

    async def _notice(self, begun: float, number: int) -> None:
        """Note when the first message arrives after a start, if one does before the next kill."""
        phone, border = self.here.phone, self.borders[-1]

        def answered() -> bool:
            return any(_is_answered(screen, border) for screen in phone.first.values())

        async with phone.changed:
            await phone.changed.wait_for(lambda: answered() or len(self.borders) > number)
        if len(self.borders) == number and len(self.recoveries) + len(self.unanswered) < number:
            self.recoveries.append(perf_counter() - begun)


def _is_answered(screen: dict[int, Message], border: int) -> bool:
    return any(id_ > border and not message.own for id_, message in screen.items())
