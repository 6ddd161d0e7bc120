"""The half year of one invented citizen: when they come, what they do on which day, and what they have done lately."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.commands.invented.half_year import day_of
from bot.commands.invented.world import Lost

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.commands.invented.citizen import Citizen
    from bot.commands.invented.follower import Follower
    from bot.commands.invented.half_year import HalfYear
    from bot.commands.invented.lives import Lately
    from bot.commands.invented.world import World

DAY: Final = timedelta(days=1)
SOON: Final = timedelta(minutes=15)
LATELY: Final = (0.1, 1.7)
"""So many days ago somebody did what waits still."""
BEFORE: Final = 5
"""So many days ago somebody was written to who has answered lately; until then they looked at nothing."""
SILENT: Final = 23
"""So many days ago whoever is silent was here last."""
NEW: Final = 2
"""So many days ago whoever is new has come."""
WITH_MENTOR: Final = 3
"""The day on which a mentor begins to follow as well."""
WRITTEN_TO: Final = 21
"""The day on which the contact person writes to them."""
WRITTEN_TO_WEEKLY: Final = 12
"""The day from which a mentor writes to them every week."""


@dataclass
class Course:
    """A citizen in the half year, and who follows them; `weekly`: the mentor writes every week."""

    half_year: HalfYear
    citizen: Citizen
    contact: Follower
    mentor: Follower | None
    weekly: bool
    lost: int = 0
    """How often they did not find what they wanted to tap."""
    _last: date = field(init=False)
    """The last day on which they do anything."""

    def plan(self) -> None:
        """Plan all of it; what others do about it, and they about that, comes by itself."""
        came = self._ago(NEW if self._lately == "new" else self._drawn(*self.citizen.life.came))
        self._last = self._ago(SILENT) if self._lately == "silent" else self._stays(came)
        comes = self.half_year.by_day(came)
        self._at(comes, self._joins)
        for day, doing, shows in self.citizen.life.script:
            act: Callable[..., None] = getattr(self.citizen, doing)
            at = self.half_year.by_day(came + day * DAY) if day else comes + SOON
            self._at(at, partial(act, shows=shows))
        self.citizen.phone.heard = self._hears
        self._on(came + WRITTEN_TO * DAY, self._is_written_to)
        if self.mentor:
            self._on(came + WITH_MENTOR * DAY, partial(self._accepts, self.mentor))
            if self.weekly:
                self._on(came + WRITTEN_TO_WEEKLY * DAY, partial(self._is_written_to_weekly, self.mentor))
        self._plan_lately()

    def _plan_lately(self) -> None:
        """What waits for the contact person as the half year ends."""
        citizen = self.citizen
        acts: dict[Lately, Callable[[], None]] = {
            "star": partial(citizen.star, shows=True),
            "answer": partial(citizen.answer, shows=True),
            "help": citizen.asks_for_help,
            "call": citizen.asks_for_a_call,
            "reminded": citizen.looks,
            "replies": citizen.replies,
        }
        if act := acts.get(self._lately):
            self._at(self.half_year.ends - self.half_year.chance.uniform(*LATELY) * DAY, act)
        if self._lately == "silent":
            self._on(self._ago(SILENT), citizen.plan)
        if self._lately == "reminded":
            self._on(self._ago(BEFORE), self._is_written_to)

    # What happens ------------------------------------------------------------------------------------

    def _joins(self) -> None:
        self.citizen.joins(self.contact.invites(self._world.turns.ids.link_code()))

    def _accepts(self, mentor: Follower) -> None:
        self.citizen.accepts(mentor.invites(self._world.turns.ids.code()))

    def _is_written_to(self) -> None:
        self.contact.reminds(self._person, "reminders")

    def _is_written_to_weekly(self, mentor: Follower) -> None:
        mentor.reminds(self._person, "weekly", "weekly")

    def _hears(self) -> None:
        """Something has come: they look at it some time in the next days, or do not."""
        today = day_of(self._world.now)
        is_busy = self._lately == "reminded" and today >= self._ago(BEFORE)
        if not is_busy and self.half_year.chance.random() < self.citizen.life.heeds:
            self._on(today + self._drawn(1, 3) * DAY, self.citizen.looks)

    # How it is planned ---------------------------------------------------------------------------------

    @property
    def _lately(self) -> Lately:
        return self.citizen.told.lately

    @property
    def _world(self) -> World:
        return self.half_year.world

    @property
    def _person(self) -> int:
        return self._world.person(self.citizen.phone.user)

    def _drawn(self, low: int, high: int) -> int:
        return self.half_year.chance.randint(low, high)

    def _ago(self, days: int) -> date:
        return day_of(self.half_year.ends) - days * DAY

    def _stays(self, came: date) -> date:
        stays = self.citizen.life.stays
        return came + stays * DAY if stays else day_of(self.half_year.ends)

    def _on(self, day: date, act: Callable[[], None]) -> None:
        self._at(self.half_year.by_day(day), act)

    def _at(self, moment: datetime, act: Callable[[], None]) -> None:
        self.half_year.at(moment, partial(self._do, act))

    def _do(self, act: Callable[[], None]) -> None:
        """Let it happen, if they still do anything; whoever loses the thread begins at the menu the next time."""
        if day_of(self._world.now) <= self._last:
            try:
                act()
            except Lost:
                self.lost += 1
