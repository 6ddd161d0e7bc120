"""Faults that are switched on for the next calls, and the switch that kills a process."""

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.phone.errors import GestureError, whole

FAULTS = ("429", "500", "reset", "timeout", "half", "hang")
TORN = ("half", "hang")
"""Half of the answer arrives, and then nothing more; so these come after the call was accepted."""
MOMENTS = ("update_handed_out", "before_send", "after_send", "before_confirmed")


@dataclass
class Fault:
    """`when` is "before" or "after" the call is accepted; `left` calls are still to be hit."""

    fault: str
    when: str
    left: int
    chat: int | None
    method: str | None
    retry_after: int
    seconds: int

    def matches(self, method: str, chat: int | None) -> bool:
        return self.left > 0 and self.chat in (None, chat) and self.method in (None, method.lower())


class Faults:
    """The faults that are switched on; the first that matches a call is used up by it."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, wish: Mapping[str, Any]) -> None:
        """Switch one on, from the JSON of the page's API."""
        fault = str(wish.get("fault"))
        when = "after" if fault in TORN else wish.get("when", "before")
        if fault not in FAULTS or when not in ("before", "after"):
            raise GestureError(
                f"fault must be one of {FAULTS} and when 'before' or 'after', got {fault!r}, {when!r}"
            )
        method = wish.get("method")
        self._faults.append(
            Fault(
                fault=fault,
                when=when,
                left=whole(wish, "count", 1),
                chat=None if wish.get("chat") is None else whole(wish, "chat", 0),
                method=None if method is None else str(method).lower(),
                retry_after=whole(wish, "retry_after", 1),
                seconds=whole(wish, "seconds", 60),
            )
        )

    def take(self, method: str, chat: int | None) -> Fault | None:
        for fault in self._faults:
            if fault.matches(method, chat):
                fault.left -= 1
                self._faults = [other for other in self._faults if other.left]
                return fault
        return None

    def clear(self) -> None:
        self._faults = []


@dataclass
class KillSwitch:
    """Kills process `pid` with SIGKILL at the first `when` event after `left` more of them have passed."""

    pid: int = 0
    when: str = ""
    left: int = 0
    fired: bool = False

    def arm(self, wish: Mapping[str, Any]) -> None:
        pid, when = whole(wish, "pid", 0), str(wish.get("when"))
        if when not in MOMENTS:
            raise GestureError(f"when must be one of {MOMENTS}, got {when!r}")
        if pid <= 1 or pid == os.getpid():
            raise GestureError(f"pid must be another process than the phone, got {pid}")
        self.pid, self.when, self.left, self.fired = pid, when, whole(wish, "after", 0), False

    def disarm(self) -> None:
        self.pid, self.when, self.left, self.fired = 0, "", 0, False

    def event(self, moment: str, times: int = 1) -> bool:
        """Count an event; return whether the process was killed by it."""
        if moment != self.when or self.fired or not self.pid:
            return False
        self.left -= times
        if self.left >= 0:
            return False
        self.fired = True
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def state(self) -> dict[str, Any]:
        return {"pid": self.pid, "when": self.when, "after": max(self.left, 0), "fired": self.fired}
