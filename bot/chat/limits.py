"""How fast messages may leave: strict sliding windows, overall and per chat, and gates that a 429 closes."""

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


OVERALL: Final = Rate(30, 1.1)
"""A tenth below what Telegram allows, which counts as messages arrive: on the way they come closer together."""
PER_CHAT: Final = Rate(3, 3.0)
"""One a second on average; Telegram tolerates short bursts."""

FORGET_ABOVE: Final = 1024
"""Chats that have been quiet are forgotten once this many are remembered."""


class Window:
    """The newest messages within one rate, and until when nothing may go at all."""

    __slots__ = ("_rate", "_times", "closed_until")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._times: deque[float] = deque(maxlen=rate.count)
        self.closed_until = float("-inf")

    def opens(self) -> float:
        """The moment from which one more message may go."""
        full = len(self._times) == self._rate.count
        return max(self.closed_until, self._times[0] + self._rate.seconds if full else float("-inf"))

    def count(self, now: float) -> None:
        """Count a message that goes now."""
        self._times.append(now)

    def close(self, until: float) -> None:
        """Let nothing through before `until`; an earlier order to wait longer stands."""
        self.closed_until = max(self.closed_until, until)

    def closed(self, now: float) -> bool:
        """Whether Telegram's order to wait still stands."""
        return now < self.closed_until

    def idle(self, now: float) -> bool:
        """Whether forgetting this window would change nothing."""
        newest = self._times[-1] if self._times else float("-inf")
        return not self.closed(now) and newest + self._rate.seconds <= now


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

    `clock` gives seconds that never run backwards, `sleep` waits for so many of them.
    """

    def __init__(
        self,
        overall: Rate = OVERALL,
        per_chat: Rate = PER_CHAT,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._overall = Window(overall)
        self._line = Line()
        self._per_chat = per_chat
        self._chats: dict[int, _Chat] = {}
        self._forget_above = FORGET_ABOVE
        self._clock = clock
        self._sleep = sleep

    async def acquire(self, chat: int) -> bool:
        """Wait until a message to this chat may go, and count it. True if there was a wait."""
        state = self._state(chat)
        async with state.line.stand() as behind_own:
            waited = await self._wait(state.window) or behind_own
            while True:
                async with self._line.stand() as behind_others:
                    waited = await self._wait(self._overall) or waited or behind_others
                    if state.window.opens() <= self._clock():
                        self._overall.count(self._clock())
                        state.window.count(self._clock())
                        return waited
                waited = await self._wait(state.window) or waited  # a 429 has closed this chat meanwhile

    def try_acquire(self, chat: int) -> bool:
        """Count a call to this chat if it may go at once and no message waits; False, and no count, where not."""
        state, now = self._state(chat), self._clock()
        if (
            not (state.line.empty and self._line.empty)
            or max(state.window.opens(), self._overall.opens()) > now
        ):
            return False
        self._overall.count(now)
        state.window.count(now)
        return True

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
            await self._sleep(remaining)
        return waited

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
