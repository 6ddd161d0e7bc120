"""How fast goes what nobody is waiting for: evenly, behind every answer, and slower for a while after a 429.

An answer that comes while the places of all are taken waits for the next one to come free. So what fills them is let go
one by one, evenly: then a place comes free every thirtieth of a second, and never all of them at once a second later.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.chat.rates import Rate, Window

ANSWERS_A_PLACE: Final = 8
"""For each so many answers within the length of the window one of its places is kept free for the next ones."""
MOST_KEPT_FREE: Final = 6
"""Places that are kept free at most, of each thirty: the rest is enough for those who wait for nothing."""
ROOM_BETWEEN: Final = 0.6
"""The part of an answer's place that is left free for the next one by going less often."""
SLOWEST: Final = 0.125
"""The part of the pace that is left after one 429 upon the other."""
RECOVERY: Final = 120.0
"""Seconds in which the pace grows back from nothing to all of it."""


class Pace:
    """When the next message that nobody waits for may go, within a window that it shares with answers or has alone."""

    def __init__(self, rate: Rate, window: Window) -> None:
        self._rate = rate
        self._window = window
        self._answers: deque[float] = deque(maxlen=rate.count)
        self._next = float("-inf")
        self._slowed = 1.0
        self._slowed_until = float("-inf")

    def opens(self, now: float) -> float:
        """The moment from which it may go; infinity while that waits for one under way to arrive."""
        return max(self._next, self._window.opens(self._kept_free(now)))

    def count(self, now: float) -> None:
        """Count one that goes now. One that was late by less than an interval makes the next one no later."""
        interval = self._interval(now)
        rested = now - self._next > self._rate.seconds
        self._next = (now if rested else max(self._next, now - interval)) + interval

    def answered(self, now: float) -> None:
        """Count an answer that goes now: more of them are to be expected."""
        self._answers.append(now)

    def slow(self, now: float, until: float) -> None:
        """Telegram has told all to wait until then: go on at half the pace, which then grows back."""
        self._slowed, self._slowed_until = max(SLOWEST, self.part(now) / 2), max(until, now)

    def part(self, now: float) -> float:
        """The part of its pace at which it goes."""
        return min(1.0, self._slowed + max(0.0, now - self._slowed_until) / RECOVERY)

    def recent(self, now: float) -> bool:
        """Whether any has gone within the length of the window, or goes as soon as it may."""
        return self._next > now - self._rate.seconds

    def _kept_free(self, now: float) -> int:
        most = MOST_KEPT_FREE * self._rate.count // 30
        return min(most, self._recent_answers(now) // ANSWERS_A_PLACE)

    def _interval(self, now: float) -> float:
        """As long as lets answers go in between; a little less, so that places are taken as soon as they are free."""
        others = ROOM_BETWEEN * self._recent_answers(now) + self._window.left
        return self._rate.seconds / max(1.0, self._rate.count - others) / self.part(now)

    def _recent_answers(self, now: float) -> int:
        while self._answers and self._answers[0] <= now - self._rate.seconds:
            self._answers.popleft()
        return len(self._answers)
