"""How fast messages may leave: strict sliding windows, overall and per chat, and gates that a 429 closes.

Telegram counts a message as it arrives, which is some time between our sending it and its answer. So each holds a place
from the moment it may go until the window's length after its answer: however long any of them is on the way, no window
of Telegram's own clock can hold more of them. What nobody waits for goes behind all that somebody waits for (`calm`).
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.chat.calm import Pace
from bot.chat.rates import Line, Rate, Window
from bot.state.outbox import LONGEST_FLOOD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


OVERALL: Final = Rate(30, 1.0)
PER_CHAT: Final = Rate(3, 3.0)
"""One a second on average; Telegram tolerates short bursts."""

AT_ONCE: Final = 128
"""Chats that are sent to side by side."""
FORGET_ABOVE: Final = 1024
"""Chats that have been quiet are forgotten once this many are remembered."""


@dataclass(slots=True)
class _Chat:
    window: Window
    line: Line = field(default_factory=Line)
    paid: int = 0
    """How many of those under way have places among what is paid for."""


class Limits:
    """Lets messages go at the pace that Telegram allows; in a chat, and overall, first come is first served.

    `room` is for how many chats are sent to side by side: nobody waits for it who holds a place. What is `calm` goes
    behind all others, evenly; within `paid`, where that is set, and then it takes no place of theirs. `clock` gives
    seconds that never run backwards, `sleep` waits for so many of them.
    """

    def __init__(
        self,
        overall: Rate = OVERALL,
        per_chat: Rate = PER_CHAT,
        *,
        paid: Rate | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.room = asyncio.Semaphore(AT_ONCE)
        self._rate = overall
        self._overall = Window(overall)
        self._line = Line()
        self._calm_rate = paid or overall
        self._calm_window = Window(paid) if paid else self._overall
        self._calm_line = Line()
        self._pace = Pace(self._calm_rate, self._calm_window)
        self._per_chat = per_chat
        self._chats: dict[int, _Chat] = {}
        self._forget_above = FORGET_ABOVE
        self._clock = clock
        self._sleep = sleep
        self._tell: Callable[[int, float], None] = lambda *_: None

    @asynccontextmanager
    async def place(self, chat: int, *, calmly: bool = False) -> AsyncIterator[bool]:
        """Wait until a message to this chat may go, and hold its place until it has arrived. True for a wait."""
        waited = await (self.acquire_calm(chat) if calmly else self.acquire(chat))
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

    async def acquire_calm(self, chat: int) -> bool:
        """The same for what nobody waits for: it keeps nobody from going, and goes when nobody else could go."""
        waited = False
        while True:
            waited = await self._wait(self._state(chat).window, evenly=True) or waited
            async with self._calm_line.stand() as behind_others:
                waited = await self._wait_calmly() or waited or behind_others
                state, now = self._state(chat), self._clock()
                if state.line.empty and state.window.opens_evenly() <= now:
                    self._pace.count(now)
                    state.window.count()
                    self._calm_window.count()
                    state.paid += self._calm_window is not self._overall
                    return waited
            if not state.line.empty:
                await state.line.emptied()

    async def _wait_calmly(self) -> bool:
        """Wait until nobody waits for an answer, and one more may go."""
        waited = False
        while True:
            if not (self._line.empty or self.pays):
                await self._line.emptied()
            elif (remaining := self._pace.opens(self._clock()) - self._clock()) <= 0:
                return waited
            elif remaining == float("inf"):
                await self._calm_window.arrival()
            else:
                await self._sleep(remaining)
            waited = True

    @property
    def pays(self) -> bool:
        """Whether what is calm goes within a rate of its own, which is paid for."""
        return self._calm_window is not self._overall

    @property
    def calm_stock(self) -> int:
        """How many chats may wait calmly without running out of them: as many as go in a second."""
        return max(1, int(self._calm_rate.count / self._calm_rate.seconds))

    @property
    def is_filled_calmly(self) -> bool:
        """Whether places are taken by what nobody waits for: the next one comes free in a moment."""
        return not self.pays and self._pace.recent(self._clock())

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
        for window in self._held(self._state(chat)):
            window.give_back()

    def arrived(self, chat: int) -> None:
        """What went to this chat has been answered, or given up; nothing where its place was lost before."""
        known = self._chats.get(chat)
        if known and known.window.under_way:
            for window in self._held(known):
                window.arrived(self._clock())

    def close(self, seconds: float, chat: int | None = None) -> None:
        """Telegram asks to wait: send nothing to this chat (None: to nobody) for the whole time.

        Which of its limits was hit, it does not say. A second chat that is told so while the first still waits means
        the bot as a whole: then nothing goes to anybody until the second one's end, and the first waits for its own.
        """
        everybody = self._close(seconds, chat or 0)
        self._tell(0 if everybody else chat or 0, seconds)

    def _close(self, seconds: float, chat: int) -> bool:
        """The same, from whomever it is known; 0 for everybody. Whether nothing goes to anybody now."""
        now = self._clock()
        until = now + min(seconds, LONGEST_FLOOD.total_seconds())
        if not chat:
            self._close_all(until)
            return True
        another = any(other != chat and state.window.closed(now) for other, state in self._chats.items())
        self._state(chat).window.close(until)
        if another:
            self._close_all(until)
        return another

    def _close_all(self, until: float) -> None:
        for window in (self._overall, self._calm_window):
            window.close(until)
        self._pace.slow(self._clock(), until)

    def overhear(self, chat: int, seconds: float) -> None:
        """Telegram has told another program so; 0 for everybody."""
        self._close(seconds, chat)

    def on_close(self, tell: Callable[[int, float], None]) -> None:
        """Have it told what Telegram tells this program: which chat has to wait, 0 for all of them, and how long."""
        self._tell = tell

    def leave(self, places: int) -> None:
        """Leave so many of the places overall to other programs, and no more than half of them."""
        self._overall.left = min(places, self._rate.count // 2)

    def leave_all_but(self, places: int) -> None:
        """Take no more than so many of the places overall: another program has the rest."""
        self._overall.left = max(0, self._rate.count - places)

    @property
    def share(self) -> float:
        """The part of the places overall that is this program's."""
        return 1 - self._overall.left / self._rate.count

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

    async def _wait(self, window: Window, *, evenly: bool = False) -> bool:
        waited = False
        opens = window.opens_evenly if evenly else window.opens
        while (remaining := opens() - self._clock()) > 0:
            waited = True
            await (window.arrival() if remaining == float("inf") else self._sleep(remaining))
        return waited

    def _count(self, state: _Chat) -> None:
        if not self.pays:
            self._pace.answered(self._clock())
        for window in (state.window, self._overall):
            window.count()

    def _held(self, state: _Chat) -> tuple[Window, Window]:
        """The windows in which something to this chat has a place; that ends now, or is given back."""
        if state.paid:
            state.paid -= 1
            return state.window, self._calm_window
        return state.window, self._overall

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
