"""Telegram's own limits on sending: how many messages a bot may send in all, in one chat and in a group.

Telegram publishes no exact rule. Its advice is about thirty messages a second over all chats, one a second in a
chat, where short bursts pass, and twenty a minute in a group; those are the numbers here unless others are given.
"""

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.phone.errors import GestureError, too_many_requests, whole

MINUTE: Final = 60.0
_NAMES = ("per_second", "burst", "per_minute")


@dataclass(frozen=True)
class Numbers:
    """`per_second` over all chats; `burst` messages above one a second in a chat; `per_minute` in a group."""

    per_second: int = 30
    burst: int = 3
    per_minute: int = 20


def numbers(wish: Mapping[str, Any]) -> Numbers | None:
    """From the JSON of a control call: None for {"on": false}; a number that is left out is Telegram's."""
    on, unknown = wish.get("on", True), sorted(set(wish) - {"on", *_NAMES})
    if not isinstance(on, bool) or unknown:
        raise GestureError(f"expected on (true or false) and whole numbers {_NAMES}, got {dict(wish)!r}")
    given = Numbers(**{name: whole(wish, name, getattr(Numbers, name)) for name in _NAMES})
    if given.per_second < 1 or given.burst < 0 or given.per_minute < 1:
        raise GestureError(
            f"per_second and per_minute must be 1 or more, burst 0 or more, got {dict(wish)!r}"
        )
    return given if on else None


class _Window:
    """At most `count` messages in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=count)

    def wait(self, now: float) -> float:
        full = len(self._times) == self._times.maxlen
        return self._times[0] + self._seconds - now if full else 0.0

    def add(self, now: float) -> None:
        self._times.append(now)


class _Burst:
    """One message a second, and `extra` more that come back one a second."""

    def __init__(self, extra: int) -> None:
        self._extra = extra
        self._spent_until = 0.0

    def wait(self, now: float) -> float:
        return self._spent_until - now - self._extra

    def add(self, now: float) -> None:
        self._spent_until = max(self._spent_until, now) + 1


class Limits:
    """Counts the messages that went through; a refused one counts for nothing. None lets everything through."""

    def __init__(self, numbers: Numbers | None = None) -> None:
        self.switch(numbers)

    def switch(self, numbers: Numbers | None) -> None:
        """Begin to count anew, by these numbers."""
        self._numbers = numbers or Numbers()
        self._on = numbers is not None
        self._all = _Window(self._numbers.per_second, 1.0)
        self._chats: dict[int, _Burst] = {}
        self._groups: dict[int, _Window] = {}

    def take(self, chat: int, now: float, *, group: bool) -> None:
        """Count a message to this chat, or refuse it with the whole seconds until it may go."""
        if not self._on:
            return
        counters = self._counters(chat, group=group)
        wait = max(counter.wait(now) for counter in counters)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for counter in counters:
            counter.add(now)

    def _counters(self, chat: int, *, group: bool) -> list[_Window | _Burst]:
        found: list[_Window | _Burst] = [self._all]
        found.append(self._chats.setdefault(chat, _Burst(self._numbers.burst)))
        if group:
            found.append(self._groups.setdefault(chat, _Window(self._numbers.per_minute, MINUTE)))
        return found
