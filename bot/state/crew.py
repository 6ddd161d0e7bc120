"""Several programs of one bot on one database: which of them does what only one may do, and news between them."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Place = Literal["sender", "listener", "poller", "herald"]
    Kind = Literal["run", "serve", "work"]

CHATS_TOLD: Final = 250
"""Chats that fit into one piece of news; where there are more, everybody looks at everything."""
FLOODS_TOLD: Final = 50
"""Orders to wait that fit beside them: what is not told each program learns by itself."""
PLACES: Final[tuple[Place, ...]] = ("sender", "listener", "poller", "herald")
KINDS: Final[tuple[Kind, ...]] = ("run", "serve", "work")
"""What a program may be."""
HEARING: Final = "hearing"
SPEAKING: Final[tuple[Kind, ...]] = ("run", "serve")
"""Those that may say something to a chat by themselves, without the sender's place."""
LASTING: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""The clock that also goes on while the machine is suspended, where there is one."""


def elapsed() -> float:
    """Seconds that never run backwards, and go on whatever stands still."""
    return time.clock_gettime(LASTING)


@dataclass(frozen=True, slots=True)
class News:
    """What one program has committed, and another may have to do something about. Where it is lost, nothing is.

    In the `chats` somebody may wait for an answer; what waits in the `unasked` ones nobody waits for. `everything` is
    told where it is not known what was missed.
    """

    chats: frozenset[int] = frozenset()
    unasked: frozenset[int] = frozenset()
    timers: bool = False
    recordings: bool = False
    everything: bool = False
    floods: frozenset[tuple[int, float]] = frozenset()
    """For how many seconds Telegram has told a program to send nothing to a chat, to nobody where that is 0."""

    def __or__(self, other: News) -> News:
        chats, unasked = self.chats | other.chats, self.unasked | other.unasked
        floods = self.floods | other.floods
        if len(floods) > FLOODS_TOLD:
            # What holds for all comes first, then what holds longest.
            floods = frozenset(sorted(floods, key=lambda order: (order[0] != 0, -order[1]))[:FLOODS_TOLD])
        if self.everything or other.everything or len(chats) + len(unasked) > CHATS_TOLD:
            return News(everything=True, floods=floods)
        timers, recordings = self.timers or other.timers, self.recordings or other.recordings
        return News(chats, unasked, timers, recordings, floods=floods)

    def later(self, seconds: float) -> News:
        """The same, told so many seconds later: then so much less is left of the orders to wait."""
        left = ((chat, round(most - seconds, 3)) for chat, most in self.floods)
        return replace(self, floods=frozenset(order for order in left if order[1] > 0))

    def to_text(self) -> str:
        """The news as it travels: short enough for PostgreSQL, which takes 8,000 bytes."""
        told = {
            "chats": sorted(self.chats),
            "unasked": sorted(self.unasked),
            "timers": self.timers,
            "recordings": self.recordings,
            "everything": self.everything,
            "floods": sorted(self.floods),
        }
        return json.dumps({name: value for name, value in told.items() if value}, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> News:
        """What was told; everything where that does not read as news of this version."""
        try:
            told = json.loads(text)
            chats = {name: frozenset(map(int, told.get(name, ()))) for name in ("chats", "unasked")}
            floods = frozenset((int(chat), float(seconds)) for chat, seconds in told.get("floods", ()))
            return cls(**told | chats | {"floods": floods})
        except (ValueError, TypeError, AttributeError):
            return EVERYTHING


NOTHING: Final = News()
EVERYTHING: Final = News(everything=True)


class Seat:
    """One place among the programs of a bot, which only one of them has at a time."""

    def __init__(self, key: int, *, queue: int = 0, clock: Callable[[], float] = elapsed) -> None:
        """`queue` is the lock that all share who wait for it."""
        self.key: Final = key
        self.queue: Final = queue
        self.awaited = False
        """Whether another program waits for it, which had better have it than one that can do nothing with it."""
        self.wanted = False
        self.held = False
        self.term = 0
        """How often this program has taken it."""
        self._clock = clock
        self._sure_until = self._rests_until = float("-inf")
        self._seen = False
        self._free_since: float | None = None
        self._confirmed = asyncio.Event()
        self._taken = asyncio.Event()
        self._lost = asyncio.Event()

    def set(self, *, held: bool) -> None:
        """Say whether this program has it now."""
        if held and not self.held:
            self.term += 1
        self.held = held
        (self._taken if held else self._lost).set()
        (self._lost if held else self._taken).clear()

    def confirm(self, until: float) -> None:
        """Where this program has it, nobody else can have it before this moment."""
        self._sure_until = until
        self._confirmed.set()
        self._confirmed.clear()

    async def sure(self, term: int) -> None:
        """Wait until this program is known to have it, and since this term; for ever where it is lost.

        Whoever has stood still, and wakes again, may have lost it meanwhile.
        """
        while not (self.held and self.term == term and self._clock() < self._sure_until):
            await self._confirmed.wait()

    @property
    def awaits(self) -> bool:
        """Whether this program waits for it, and asks whoever has it to leave it if they can do nothing with it."""
        return self.wanted and not self.held and self._clock() >= self._rests_until

    def rest(self, seconds: float) -> None:
        """For so long this program takes the place where it is free, and asks nobody to leave it."""
        self._rests_until = self._clock() + seconds

    def see(self, *, taken: bool | None) -> None:
        """Say whether any program has it now; None where this one cannot know that."""
        self._seen = taken is not None
        if taken:
            self._free_since = None
        elif self._seen and self._free_since is None:
            self._free_since = self._clock()

    @property
    def free_for(self) -> float | None:
        """For how many seconds no program was seen to have it, 0 where one has; None where that cannot be known."""
        if not self._seen:
            return None
        return 0.0 if self._free_since is None else self._clock() - self._free_since

    async def lost(self) -> None:
        """Wait until this program has it no longer."""
        await self._lost.wait()

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait until this program has it; it is wanted for as long as the block takes."""
        self.wanted = True
        try:
            await self._taken.wait()
            yield
        finally:
            self.wanted = False


class Crew(Protocol):
    """Whoever shares a database with this program, itself included."""

    hears: bool
    """Whether this program knows that all that was written to the bot has been taken in."""
    heard: bool
    """Whether any program knows that."""
    speakers: int
    """Programs beside this one that may say something to a chat by themselves, without the sender's place."""

    def seat(self, place: Place) -> Seat:
        """One of the places that only one program has."""

    def tell(self, news: News) -> None:
        """Tell the others, soon, what this program has committed."""

    async def run(self, on_news: Callable[[News], None]) -> None:
        """Take the places that are wanted, and hear what the others tell, until cancelled: then all is given back."""


def key_of(bot: int, what: str) -> int:
    """The number of an advisory lock: another one for each bot, and each thing that it stands for."""
    digest = blake2b(f"jobstjernen {what} {bot}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


async def whenever(seat: Seat, work: Callable[[], Awaitable[None]]) -> None:
    """Do something whenever this program has a place, and stop at once when it has it no longer."""
    while True:
        async with seat.taken():
            working = asyncio.ensure_future(work())
            lost = asyncio.ensure_future(seat.lost())
            try:
                await asyncio.wait({working, lost}, return_when=asyncio.FIRST_COMPLETED)
                if working.done():
                    return await working
            finally:
                for each in (working, lost):
                    each.cancel()
                await asyncio.gather(working, lost, return_exceptions=True)
