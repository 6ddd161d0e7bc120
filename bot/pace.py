"""Whether somebody sends faster than they are answered: a flood slows only whom it comes from."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from bot import bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.bounds import Bound

FORGET_ABOVE: Final = 1024
"""Who has been quiet is forgotten once this many are remembered."""
COUNTED: Final = 10_000
"""So many ids of updates are remembered as counted. All are forgotten then; what still waits counts once more."""


class Pace:
    """Bounds that each key has for itself; all of them must allow something, and then all of them count it.

    Of each key and bound one number is remembered: when it will be as if nothing had ever been counted. `clock` gives
    seconds that never run backwards. An update counts once, however often it comes again since nothing can be stored.
    """

    def __init__(self, *limits: Bound, clock: Callable[[], float] = time.monotonic) -> None:
        self._bounds: Sequence[Bound] = limits
        self._clock = clock
        self._free_at: dict[int, tuple[float, ...]] = {}
        self._forget_above = FORGET_ABOVE
        self._counted: set[int] = set()

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._free_at)

    def allows(self, key: int, update: int | None = None) -> bool:
        """Count one more of this key, if it may be; what may not is not counted, so that waiting helps.

        `update` is the id of what is counted, where that is one that can come again.
        """
        if update in self._counted:
            return True
        now = self._clock()
        before = self._free_at.get(key) or (now,) * len(self._bounds)
        after = tuple(
            max(free, now) + bound.seconds / bound.count
            for free, bound in zip(before, self._bounds, strict=True)
        )
        late = 1e-6  # what adding up fractions may be off by
        if any(at - now > bound.seconds + late for at, bound in zip(after, self._bounds, strict=True)):
            return False
        if key not in self._free_at and len(self._free_at) >= self._forget_above:
            self._forget(now)
        self._free_at[key] = after
        if update is not None:
            self._remember(update)
        return True

    def _remember(self, update: int) -> None:
        if len(self._counted) >= COUNTED:
            self._counted.clear()
        self._counted.add(update)

    def _forget(self, now: float) -> None:
        self._free_at = {key: free for key, free in self._free_at.items() if max(free) > now}
        self._forget_above = max(FORGET_ABOVE, 2 * len(self._free_at))


class Paces:
    """What of a sender's updates is answered, what is only kept, and when they are told of it."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._turns = Pace(*bounds.TURNS, clock=clock)
        self._kept = Pace(bounds.KEPT, clock=clock)
        once = bounds.Bound(1, bounds.TOLD_AGAIN)
        self._told, self._cared, self._noted = (Pace(once, clock=clock) for _ in range(3))

    def answers(self, sender: int, update: int) -> bool:
        """Whether an update of a sender is answered like any other."""
        return self._turns.allows(sender, update)

    def keeps(self, sender: int, update: int) -> bool:
        """Whether what they write beyond that is kept."""
        return self._kept.allows(sender, update)

    def tells(self, sender: int, update: int) -> bool:
        """Whether they are told once more that it is too much."""
        return self._told.allows(sender, update)

    def cares(self, sender: int, update: int) -> bool:
        """Whether the helplines are named to them once more."""
        return self._cared.allows(sender, update)

    def notes(self, sender: int) -> bool:
        """Whether the log says it once more: it must not be flooded either."""
        return self._noted.allows(sender)
