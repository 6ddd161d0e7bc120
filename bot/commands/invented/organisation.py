"""The invented organisation: thirty citizens who live through half a year, and the two who follow them."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from bot.chat.turn import Turns
from bot.commands.content import content_of
from bot.commands.demo_people import JONAS, METTE, STAFF, Settling
from bot.commands.invented import told
from bot.commands.invented.citizen import Citizen
from bot.commands.invented.course import Course
from bot.commands.invented.follower import Follower
from bot.commands.invented.half_year import LENGTH, HalfYear, day_of
from bot.commands.invented.lives import LIVES
from bot.commands.invented.world import Clock, World
from bot.commands.loading import loading
from bot.commands.storage import database_of
from bot.flows import discover
from bot.state import organisations, roles
from bot.state.ids import Ids
from bot.state.keeper import Keeper
from bot.state.opening import BUSY_TIMEOUT, bring_up_to_date, connect_writer, path_of, take_lock
from bot.state.transaction import transaction
from bot.words import catalogues

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.commands.invented.told import Said, Told
    from bot.config import Config
    from bot.phone.settings import Person as Holder
    from bot.state.cursor import Cursor

SEED: Final = 26
PHONES: Final = range(7_300_000_001, 7_300_000_031)
"""The numbers of the citizens' phones."""
DAY: Final = timedelta(days=1)
WITH_MENTOR, WRITTEN_TO_WEEKLY = 3, 15
"""Of so many citizens one has a mentor too, who writes to one of so many every week."""
WORKS: Final = {METTE: (1, 4), JONAS: (2,)}
"""The days of the week on which somebody sees to what waits, Monday being 0."""
MONTHS: Final = 6
LEFT: Final = 3 * DAY
"""What has come in since so long waits still."""


def make(config: Config, now: datetime, each_month: Callable[[], None]) -> None:
    """Make the bot's database, with half a year until now in it; `each_month` is called when a month is over.

    It is one transaction: there is all of it, or nothing. Errors as `Store.open`.
    """
    database, begins = database_of(config), now - LENGTH
    path, keys = path_of(database.url), database.keys
    lock = take_lock(path)
    try:
        with loading():
            bring_up_to_date(path, keys=keys, clock=lambda: begins, busy_timeout=BUSY_TIMEOUT)
            writer = connect_writer(path, keys, BUSY_TIMEOUT, lambda: None)
            with closing(writer) as connection:
                keeper = Keeper(database.ledger_file, lambda: now)
                keeper.settle(connection, make=True)
                with transaction(connection):
                    Organisation(connection.cursor(), config, now).live(each_month)
                keeper.settle(connection)
    finally:
        os.close(lock)


class Organisation:
    """Its people, inside the one transaction in which everything happens."""

    def __init__(self, cursor: Cursor, config: Config, now: datetime, *, seed: int = SEED) -> None:
        """A new database, as it was half a year ago: with nobody but the two who will follow."""
        begins, chance = now - LENGTH, Random(seed)  # noqa: S311 - no secret: it shall be the same each time
        clock = Clock(begins)
        ids = Ids(clock, chance.getrandbits)
        name, contact = config.organisation_name, config.organisation_contact
        self._number = organisations.ensure(cursor, config.bot, name, contact, ids, begins).id
        flows = discover(content_of(config))
        turns = Turns(config.bot, self._number, flows, catalogues(), ids, desk_url=config.desk_url)
        Settling(cursor, ids, config, begins).settle(tuple(STAFF))
        self.half_year = HalfYear(World(cursor, turns, clock), begins, now, chance)
        citizens, said = told.read()
        self._staff = {holder: self._follower(holder, said) for holder in STAFF}
        mette = self._staff[METTE].person  # who is coordinator too: it is a small organisation
        roles.give(cursor, ids.next(), mette, self._number, "coordinator", begins)
        self.courses = [
            Course(
                self.half_year,
                self._citizen(each, said, PHONES[number]),
                self._staff[METTE],
                self._staff[JONAS] if number % WITH_MENTOR == 0 else None,
                number % WRITTEN_TO_WEEKLY == 0,
            )
            for number, each in enumerate(citizens)
        ]

    def live(self, each_month: Callable[[], None] = lambda: None) -> None:
        """Let the half year pass; `each_month` is called as often as a month is over."""
        for course in self.courses:
            course.plan()
        for holder, follower in self._staff.items():
            self._plan_work(holder, follower)
        for month in range(1, MONTHS + 1):
            self.half_year.at(self.half_year.begins + month * LENGTH / MONTHS, each_month)
        self.half_year.live()
        for follower in self._staff.values():
            follower.opens()

    def _follower(self, holder: Holder, said: Said) -> Follower:
        world = self.half_year.world
        phone, person = world.phone(holder.id, holder.language_code), world.person(holder.id)
        return Follower(world, phone, person, self._number, STAFF[holder], said, self.half_year.chance)

    def _citizen(self, each: Told, said: Said, user: int) -> Citizen:
        phone = self.half_year.world.phone(user, each.language)
        return Citizen(phone, each, LIVES[each.life], said, self.half_year.chance)

    def _plan_work(self, holder: Holder, follower: Follower) -> None:
        """The days on which somebody sees to what waits."""
        day, last = day_of(self.half_year.begins), day_of(self.half_year.ends - LEFT)
        while (day := day + DAY) <= last:
            if day.weekday() in WORKS[holder]:
                self.half_year.at(self.half_year.by_day(day), follower.works)
