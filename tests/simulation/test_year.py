"""A year of many citizens: every unasked message enters the outbox once, at the right local time.

What is looked at is when the program decides to write. Some answer: their plan has not happened yet, and then it has;
a reminder comes again later that day, or shall come no more. Nobody opens one. What is written while somebody does
something is known by its rows, and has to be just what replies to that. Meanwhile turns are lost, of timers and of
people: their transaction is rolled back in the middle, the connection and the turns are thrown away with all that they
have in memory, and new ones begin with what was committed. And timers run twice that were read once. That is all within
one process; in `test_killed.py` a stretch of the year is run by processes that are killed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.coaching.recurrence import KINDS
from bot.state import outbox
from tests.on_postgres import PostgresWorld
from tests.simulation import expected
from tests.simulation.lives import BEGIN, END, lives
from tests.simulation.year import REPLIES, Year, number, written
from tests.talk import BOT, World, flows_for_years

if TYPE_CHECKING:
    from functools import partial

    from tests.simulation.lives import Life

CITIZENS = 200


def surprised(year: Year, everybody: list[Life]) -> list[Life]:
    """To whom something else was written than must be, unasked or in reply, or at another time."""
    found = written(year.world.connection, year.replied)
    replied = {number(life) for life, did, flows in year.replies if flows != REPLIES.get(did, ())}
    return [
        life
        for life in everybody
        if number(life) in replied
        or [(kind, to_the_minute(at)) for kind, at in found.get(number(life), [])]
        != [(kind, to_the_minute(at)) for kind, at in expected.messages(life)]
    ]


def to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def noted(year: Year, life: Life) -> list[datetime]:
    """The moments of the year at which a reminder was noted as sent, one for each reminder."""
    year.note(number(life))
    begin = int(BEGIN.timestamp() * 1000)
    known = year.moments[number(life)].values()
    sent = [at for at, state in known if state in {"sent", "stopped"} and at > begin]
    return sorted(to_the_minute(datetime.fromtimestamp(at / 1000, UTC)) for at in sent)


def test_every_message_of_a_year_is_written_once_at_its_local_time_across_kills_and_restarts() -> None:
    everybody = lives(CITIZENS)
    year = Year(World(flows_for_years()), Random(7))
    year.live(everybody)
    assert surprised(year, everybody) == []
    for life in everybody:
        reminded = [at for each in life.reminders for at in expected.reminded(life, each)]
        assert noted(year, life) == sorted(at for at in reminded if BEGIN < at <= END), life
    found = written(year.world.connection, year.replied)
    leap_day = [at for each in found.values() for _, at in each if (at.month, at.day) == (2, 29)]
    assert len(leap_day) > 5
    assert sum(len(each) for each in found.values()) > 3_000
    assert min(year.kills, year.killed_turns, year.restarts, year.repeated) > 30
    assert sum(bool(expected.answers(life)) for life in everybody) > 10
    assert {each.kind for life in everybody for each in life.reminders} == set(KINDS)
    assert sum(bool(expected.put_off(life)) for life in everybody) > 10
    assert sum(bool(expected.stopped(life)) for life in everybody) > 5
    assert sum(life.interview is not None for life in everybody) > 10
    shut_out = [life for life in everybody if life.away or life.gone]
    assert sum(bool(life.plan or life.course or life.interview) for life in shut_out) > 10


def shows(life: Life) -> set[str]:
    """What can be seen in the year of somebody, and not in everybody's."""
    seen = {
        "puts off": bool(expected.put_off(life)),
        "stops a reminder": expected.stopped(life) is not None,
        "plans": life.plan is not None,
        "answers": life.plan is not None and bool(expected.answers(life)),
        "is on a course": life.course is not None,
        "has an interview": life.interview is not None,
        "stops all messages": life.away is not None,
        "blocks the bot": life.gone is not None,
        "is missed": bool(life.silence) and not life.visits,
    }
    return (
        {each.kind for each in life.reminders} | {life.zone} | {what for what, is_so in seen.items() if is_so}
    )


def who_show_everything(everybody: list[Life]) -> list[Life]:
    """Some of them, in whose years all can be seen that is seen in everybody's."""
    left, found = {what for life in everybody for what in shows(life)}, []
    while left:
        found.append(max(everybody, key=lambda life: len(shows(life) & left)))
        left -= shows(found[-1])
    return found


def test_a_year_on_postgresql_is_the_same(request: pytest.FixtureRequest) -> None:
    """Of some in whose lives everything happens, and with `--long` of all."""
    everybody = lives(CITIZENS)
    some = everybody if request.config.getoption("--long") else who_show_everything(everybody)
    year = Year(PostgresWorld(flows_for_years()), Random(13))
    year.live(some)
    assert surprised(year, some) == []
    for life in some:
        reminded = [at for each in life.reminders for at in expected.reminded(life, each)]
        assert noted(year, life) == sorted(at for at in reminded if BEGIN < at <= END), life
    assert sum(len(each) for each in written(year.world.connection, year.replied).values()) > 300
    assert min(year.kills, year.killed_turns, year.restarts, year.repeated) > 0


@dataclass
class OneTooMany(Year):
    """A program that writes something more where a reminder is put off: in that turn, or right after it."""

    in_the_turn: bool = True

    def put_off(self, life: Life) -> None:
        super().put_off(life)
        if self.in_the_turn:
            self.write_more(life)

    def happen(self, happening: partial[None]) -> None:
        super().happen(happening)
        if not self.in_the_turn and happening.func.__name__ == "put_off":
            self.write_more(happening.args[0])

    def write_more(self, life: Life) -> None:
        """Once more the newest message that asks to open a reminder."""
        cursor, who = self.world.connection.cursor(), number(life)
        cursor.execute(
            "SELECT o.session FROM outbox o JOIN exercises e ON e.id = o.session"
            " WHERE o.person = ? AND e.flow = 'reminder' ORDER BY o.id DESC LIMIT 1",
            (who,),
        )
        (session,) = cursor.fetchone()
        payload = {"kind": "say", "paragraphs": [], "buttons": []}
        outbox.add(
            cursor, self.world.turns.ids.next(), BOT, who, who, "da", payload, session, -1, self.world.now
        )


@pytest.mark.parametrize("in_the_turn", [True, False])
def test_one_message_too_many_where_a_reminder_is_put_off_is_noticed(in_the_turn: bool) -> None:
    putting_off = [life for life in lives(CITIZENS) if expected.put_off(life)][:3]
    year = OneTooMany(World(flows_for_years()), Random(7), in_the_turn=in_the_turn)
    year.live(putting_off)
    assert surprised(year, putting_off) == putting_off
