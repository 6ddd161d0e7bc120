"""How fast messages may leave: strict sliding windows, overall and per chat, and gates that a 429 closes.

Telegram counts a message as it arrives, which is some time between our sending it and its answer. So each holds a place
from the moment it may go until the window's length after its answer: however long any of them is on the way, no window
of Telegram's own clock can hold more of them.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.state.outbox import LONGEST_FLOOD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` messages in any `seconds`, wherever one starts to measure."""

    count: int
    seconds: float


OVERALL: Final = Rate(30, 1.0)
PER_CHAT: Final = Rate(3, 3.0)
"""One a second on average; Telegram tolerates short bursts."""

AT_ONCE: Final = 64
"""Chats that are sent to side by side."""
FORGET_ABOVE: Final = 1024
"""Chats that have been quiet are forgotten once this many are remembered."""


class Window:
    """The messages that are under way within one rate, the newest that have arrived, and until when none may go."""

    __slots__ = ("_arrival", "_arrived", "_rate", "closed_until", "under_way")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._arrived: deque[float] = deque(maxlen=rate.count)
        self._arrival = asyncio.Event()
        self.under_way = 0
        self.closed_until = float("-inf")

    def opens(self) -> float:
        """The moment from which one more message may go; infinity while that waits for one under way to arrive."""
        ahead = self.under_way + len(self._arrived) - self._rate.count
        if ahead < 0:
            return self.closed_until
        if ahead >= len(self._arrived):
            return float("inf")
        return max(self.closed_until, self._arrived[ahead] + self._rate.seconds)

    def count(self) -> None:
        """Count a message that goes now."""
        self.under_way += 1

    def arrived(self, now: float) -> None:
        """One that was under way has arrived by now."""
        self._arrived.append(now)
        self.give_back()

    def give_back(self) -> None:
        """One that was to go does not."""
        self.under_way -= 1
        self._arrival.set()
        self._arrival.clear()

    async def arrival(self) -> None:
        """Wait until the next one that is under way is so no more."""
        await self._arrival.wait()

    def close(self, until: float) -> None:
        """Let nothing through before `until`; an earlier order to wait longer stands."""
        self.closed_until = max(self.closed_until, until)

    def closed(self, now: float) -> bool:
        """Whether Telegram's order to wait still stands."""
        return now < self.closed_until

    def idle(self, now: float) -> bool:
        """Whether forgetting this window would change nothing."""
        newest = self._arrived[-1] if self._arrived else float("-inf")
        return not (self.under_way or self.closed(now)) and newest + self._rate.seconds <= now


class Line:
    """One at a time, first come first served; whoever comes learns whether others stood before them."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._standing = 0

    @property
    def empty(self) -> bool:
        """Whether nobody is being served, and nobody waits."""
        return self._standing == 0

    @asynccontextmanager
    async def stand(self) -> AsyncIterator[bool]:
        """Be served. True if others stood before: the way may be free by now, and there was a wait all the same."""
        waited = not self.empty
        self._standing += 1
        try:
            async with self._lock:
                yield waited
        finally:
            self._standing -= 1


@dataclass(slots=True)
class _Chat:
    window: Window
    line: Line = field(default_factory=Line)


class Limits:
    """Lets messages go at the pace that Telegram allows; in a chat, and overall, first come is first served.

    `room` is for how many chats are sent to side by side: nobody waits for it who holds a place. `clock` gives seconds
    that never run backwards, `sleep` waits for so many of them.
    """

    def __init__(
        self,
        overall: Rate = OVERALL,
        per_chat: Rate = PER_CHAT,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.room = asyncio.Semaphore(AT_ONCE)
        self._overall = Window(overall)
        self._line = Line()
        self._per_chat = per_chat
        self._chats: dict[int, _Chat] = {}
        self._forget_above = FORGET_ABOVE
        self._clock = clock
        self._sleep = sleep

    @asynccontextmanager
    async def place(self, chat: int) -> AsyncIterator[bool]:
        """Wait until a message to this chat may go, and hold its place until it has arrived. True for a wait."""
        waited = await self.acquire(chat)
        try:
            yield waited
        finally:
            self.arrived(chat)

    async def again(self, chat: int) -> None:
        """Within a place: what was sent has arrived, and more is to follow. Wait until that may go."""
        self.arrived(chat)
        await self.acquire(chat)

    @asynccontextmanager
    async def meanwhile(self, chat: int) -> AsyncIterator[None]:
        """Within room and a place: let others have both while something is made that takes a while, then wait again."""
        self.give_back(chat)
        self.room.release()
        try:
            yield
        except Exception:
            await self._come_back(chat)  # what is said in place of what could not be made goes in it
            raise
        await self._come_back(chat)

    async def _come_back(self, chat: int) -> None:
        await self.room.acquire()
        await self.acquire(chat)

    async def acquire(self, chat: int) -> bool:
        """Wait until a message to this chat may go, and take its place, to be ended by `arrived`.

        True if there was a wait.
        """
        state = self._state(chat)
        async with state.line.stand() as behind_own:
            waited = await self._wait(state.window) or behind_own
            while True:
                async with self._line.stand() as behind_others:
                    waited = await self._wait(self._overall) or waited or behind_others
                    if state.window.opens() <= self._clock():
                        self._count(state)
                        return waited
                waited = await self._wait(state.window) or waited  # a 429 has closed this chat meanwhile

    def try_acquire(self, chat: int) -> bool:
        """Take a place for a call to this chat if it may go at once and no message waits; False, and none, if not."""
        state = self._state(chat)
        if (
            not (state.line.empty and self._line.empty)
            or max(state.window.opens(), self._overall.opens()) > self._clock()
        ):
            return False
        self._count(state)
        return True

    def give_back(self, chat: int) -> None:
        """Within a place: nothing goes in it now, so it counts as none."""
        for window in (self._state(chat).window, self._overall):
            window.give_back()

    def arrived(self, chat: int) -> None:
        """What went to this chat has been answered, or given up; nothing where its place was lost before."""
        known = self._chats.get(chat)
        if known and known.window.under_way:
            for window in (known.window, self._overall):
                window.arrived(self._clock())

    def close(self, seconds: float, chat: int | None = None) -> None:
        """Telegram asks to wait: send nothing to this chat (None: to nobody) for the whole time.

        Which of its limits was hit, it does not say. A second chat that is told so while the first still waits means
        the bot as a whole: then nothing goes to anybody until the second one's end, and the first waits for its own.
        """
        now = self._clock()
        until = now + min(seconds, LONGEST_FLOOD.total_seconds())
        if chat is None:
            self._overall.close(until)
            return
        another = any(other != chat and state.window.closed(now) for other, state in self._chats.items())
        self._state(chat).window.close(until)
        if another:
            self._overall.close(until)

    def closed(self, chat: int = 0) -> bool:
        """Whether Telegram's order to wait still stands for this chat (0: for what goes to no chat)."""
        return self._clock() < self._reopens(chat)

    async def reopened(self, chat: int = 0) -> bool:
        """Wait out Telegram's orders to wait, for what counts as no message. True if there was a wait."""
        waited = False
        while (remaining := self._reopens(chat) - self._clock()) > 0:
            waited = True
            await self._sleep(remaining)
        return waited

    def _reopens(self, chat: int) -> float:
        known = self._chats.get(chat)
        return max(self._overall.closed_until, known.window.closed_until if known else float("-inf"))

    async def _wait(self, window: Window) -> bool:
        waited = False
        while (remaining := window.opens() - self._clock()) > 0:
            waited = True
            await (window.arrival() if remaining == float("inf") else self._sleep(remaining))
        return waited

    def _count(self, state: _Chat) -> None:
        for window in (state.window, self._overall):
            window.count()

    def _state(self, chat: int) -> _Chat:
        if chat not in self._chats:
            if len(self._chats) >= self._forget_above:
                self._forget()
            self._chats[chat] = _Chat(Window(self._per_chat))
        return self._chats[chat]

    def _forget(self) -> None:
        now = self._clock()
        self._chats = {
            chat: state
            for chat, state in self._chats.items()
            if not (state.line.empty and state.window.idle(now))
        }
        self._forget_above = max(FORGET_ABOVE, 2 * len(self._chats))
