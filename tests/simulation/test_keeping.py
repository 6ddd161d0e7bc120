"""Two years of people who come back or do not: who should be erased is, on the day, and nobody else; all are warned."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from bot.engine.person import Person
from bot.engine.session import Session
from bot.state import keeping, outbox, people, sessions, timers
from bot.state.values import from_ms
from tests.simulation.expected import running
from tests.simulation.keeping import END, Expected, expected, plan_at, stays
from tests.simulation.lives import BEGIN
from tests.simulation.year import Year, number
from tests.talk import BOT, World, all_flows

if TYPE_CHECKING:
    from datetime import datetime
    from functools import partial

    from tests.simulation.lives import Life

CITIZENS = 60


@dataclass
class Years(Year):
    """Two years in which nothing is looked at but who is warned and who is erased."""

    warned: dict[int, list[datetime]] = field(default_factory=dict)
    erased: dict[int, datetime] = field(default_factory=dict)
    there: set[int] = field(default_factory=set)
    """Whom the program knew when it was looked at last."""

    def live(self, everybody: list[Life]) -> None:
        self.world.now = BEGIN
        for life in everybody:
            self.settle(life)
        happenings = sorted(
            (each for life in everybody for each in self.happenings(life)), key=lambda each: each[0]
        )
        while (moment := self.coming(happenings)) is not None and moment <= END:
            self.world.now = running(max(moment, self.world.now))
            if happenings and happenings[0][0] <= moment:
                happening = happenings.pop(0)[1]
                if number(happening.args[0]) not in self.erased:
                    happening()
                    self.take_down()
            self.ring_all()
            self.take_down()

    def coming(self, happenings: list[tuple[datetime, partial[None]]]) -> datetime | None:
        """When something happens next; None for nothing any more."""
        (due,) = self.world.connection.execute("SELECT MIN(due_at) FROM timers").fetchone()
        ahead = [] if due is None else [from_ms(due)]
        return min([*ahead, *(at for at, _ in happenings[:1])], default=None)

    def settle(self, life: Life) -> None:
        """A citizen who is here as it begins, with a course and something to come where they have that."""
        cursor, ids, me = self.world.connection.cursor(), self.world.turns.ids, number(life)
        person = Person(
            me,
            name="Samir",
            agreed=True,
            time_zone=life.zone,
            weekends=life.weekends,
            awake_from=life.first.isoformat("minutes"),
            awake_to=life.last.isoformat("minutes"),
        )
        people.create(cursor, BOT, me, me, person, self.world.turns.organisation, BEGIN)
        keeping.seen(cursor, ids, me, BEGIN)
        if life.course:
            kept = {"begun": str(life.course), "weeks": 26, "extended": 0, "stopped": "", "pauses": []}
            mine = Session(ids.next(), "my_course", at="end", status="done", kept=kept)
            sessions.save(cursor, me, mine, BEGIN)
        if life.plan:
            timers.schedule(cursor, ids.next(), me, "plan", 7, plan_at(life))

    def take_down(self) -> None:
        """Note who has been warned and who is gone, and that everything has been sent."""
        connection = self.world.connection
        for row, chat, flow in connection.execute(
            "SELECT o.id, o.chat_id, e.flow FROM outbox o LEFT JOIN exercises e ON e.id = o.session"
            " WHERE o.status = 'waiting'"
        ).fetchall():
            if flow == "keeping":
                self.warned.setdefault(chat, []).append(self.world.now)
            outbox.sent(connection.cursor(), row, row, self.world.now)
        there = {person for (person,) in connection.execute("SELECT id FROM people")}
        for person in self.there - there:
            self.erased[person] = self.world.now
        self.there = there


def to_the_minute(found: Expected) -> Expected:
    def minute(moment: datetime) -> datetime:
        return moment.replace(second=0, microsecond=0)

    return Expected([minute(each) for each in found.warned], minute(found.erased) if found.erased else None)


def test_who_does_not_come_back_is_warned_and_erased_on_the_day_and_nobody_else_is() -> None:
    everybody = stays(CITIZENS)
    years = Years(World(all_flows()), Random(7))
    years.live(everybody)
    for life in everybody:
        became = Expected(years.warned.get(number(life), []), years.erased.get(number(life)))
        assert to_the_minute(became) == to_the_minute(expected(life)), life
    gone = [life for life in everybody if number(life) in years.erased]
    warned = [life for life in everybody if number(life) in years.warned]
    assert len(gone) > 30
    assert any(life not in warned for life in gone), "somebody who had blocked the bot"
    assert any(life.visits and life in gone for life in everybody)
    assert any(life.course and life in gone for life in everybody)
    assert min(years.kills, years.restarts, years.repeated) > 10
