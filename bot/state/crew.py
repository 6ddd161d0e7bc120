"""Several programs of one bot on one database: which of them does what only one may do, and news between them."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Place = Literal["sender", "listener", "poller", "herald"]
    Kind = Literal["run", "serve", "work"]

CHATS_TOLD: Final = 250
"""Chats that fit into one piece of news; where there are more, everybody looks at everything."""
PLACES: Final[tuple[Place, ...]] = ("sender", "listener", "poller", "herald")
KINDS: Final[tuple[Kind, ...]] = ("run", "serve", "work")
"""What a program may be."""
HEARING: Final = "hearing"


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

    def __or__(self, other: News) -> News:
        chats, unasked = self.chats | other.chats, self.unasked | other.unasked
        if self.everything or other.everything or len(chats) + len(unasked) > CHATS_TOLD:
            return EVERYTHING
        return News(chats, unasked, self.timers or other.timers, self.recordings or other.recordings)

    def to_text(self) -> str:
        """The news as it travels: short enough for PostgreSQL, which takes 8,000 bytes."""
        told = {
            "chats": sorted(self.chats),
            "unasked": sorted(self.unasked),
            "timers": self.timers,
            "recordings": self.recordings,
            "everything": self.everything,
        }
        return json.dumps({name: value for name, value in told.items() if value}, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> News:
        """What was told; everything where that does not read as news of this version."""
        try:
            told = json.loads(text)
            return cls(
                **told | {name: frozenset(map(int, told.get(name, ()))) for name in ("chats", "unasked")}
            )
        except (ValueError, TypeError, AttributeError):
            return EVERYTHING


NOTHING: Final = News()
EVERYTHING: Final = News(everything=True)


class Seat:
    """One place among the programs of a bot, which only one of them has at a time."""

    def __init__(self, key: int) -> None:
        self.key: Final = key
        self.wanted = False
        self.held = False
        self._taken = asyncio.Event()
        self._lost = asyncio.Event()

    def set(self, *, held: bool) -> None:
        """Say whether this program has it now."""
        self.held = held
        (self._taken if held else self._lost).set()
        (self._lost if held else self._taken).clear()

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
