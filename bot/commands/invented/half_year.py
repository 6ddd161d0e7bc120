"""The half year of the invented: what happens when, in the order in which it happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.engine.hours import at_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from random import Random

    from bot.commands.invented.world import World

LENGTH: Final = timedelta(weeks=26)
ZONE: Final = "Europe/Copenhagen"
BY_DAY: Final = (9, 19)
"""The hours in which people do something: from this one, until before that one."""


@dataclass
class HalfYear:
    """From `begins` to `ends`; whatever would be later does not happen."""

    world: World
    begins: datetime
    ends: datetime
    chance: Random
    _ahead: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Let this happen then."""
        heappush(self._ahead, (moment, next(self._numbers), act))

    def by_day(self, day: date) -> datetime:
        """Some moment of a day at which people are awake."""
        hour, minute = self.chance.randrange(*BY_DAY), self.chance.randrange(60)
        return at_time(day.isoformat(), time(hour, minute), ZONE)

    def live(self) -> None:
        """Let all of it happen, and every timer ring in between."""
        while self._ahead and self._ahead[0][0] <= self.ends:
            moment, _, act = heappop(self._ahead)
            self.world.pass_to(moment)
            act()
        self.world.pass_to(self.ends)


def day_of(moment: datetime) -> date:
    """The day, as people here count."""
    return moment.astimezone(ZoneInfo(ZONE)).date()
