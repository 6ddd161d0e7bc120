"""What is done once is done once where two programs are at it: the first holds the row, the second has read before.

The second goes for its first write only while the first has written and not committed. So what it has read is out of
date, and what PostgreSQL looks at again once it has waited is the condition of the write alone.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from bot.engine.codes import digest
from bot.engine.deeds import Await, Part, Propose, Remind, Revoke, StopReminder
from bot.engine.effects import REMINDER
from bot.policy import NotAllowed
from bot.state import (
    desk,
    figures,
    handovers,
    invitations,
    joining,
    organisations,
    postgres_batch,
    relations,
    reminders,
    reports,
    roles,
    timers,
    watching,
)
from bot.state.deeds import Doer
from bot.state.errors import Conflict
from bot.state.ids import Ids
from bot.state.reports import EMPTY, Report
from bot.state.store import Store
from tests import postgres
from tests.state.company import WEEK, Office
from tests.state.helpers import BOT, Clock, count

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.engine.deeds import Deed
    from bot.state.cursor import Cursor

PATIENCE = 10
CODE, LINK, TOKEN = "KM123456", digest("link"), digest("token")
OCTOBER = date(2026, 10, 1)
WRITES = ("INSERT", "UPDATE", "DELETE")


class Telling:
    """A cursor that lets somebody go on just before a statement that begins in one of these ways."""

    def __init__(self, cursor: Cursor, before: tuple[str, ...], lets_go_on: threading.Event) -> None:
        self._cursor = cursor
        self._before = before
        self._lets_go_on = lets_go_on

    def execute(self, sql: str, parameters: Any = None) -> object:
        if sql.startswith(self._before):
            self._lets_go_on.set()
        return self._cursor.execute(sql, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


@dataclass(frozen=True)
class Two:
    """Two programs on one database."""

    one: Store
    other: Store

    async def meet(
        self, first: Callable[[Any], Any], second: Callable[[Any], Any], *, before: tuple[str, ...] = WRITES
    ) -> tuple[Any, Any]:
        """What each gives or raises: the first has written, and commits once the second goes for its own write."""
        wrote, goes_on = threading.Event(), threading.Event()

        def holds(cursor: Cursor) -> Any:
            value = first(cursor)
            wrote.set()
            assert goes_on.wait(PATIENCE), "the second has written nothing"
            return value

        held = asyncio.create_task(self.one.write(holds))
        assert await asyncio.to_thread(wrote.wait, PATIENCE)
        later = self.other.write(lambda cursor: second(Telling(cursor, before, goes_on)))
        given = await asyncio.gather(held, later, return_exceptions=True)
        return given[0], given[1]

    async def made(self, make: Callable[[Office], Any]) -> Any:
        """What there is before they meet."""
        return await self.one.write(lambda cursor: make(Office(cursor, self.one)))

    def doing(
        self, person: int, organisation: int, deed: Deed, *, other: bool = False
    ) -> Callable[[Any], None]:
        """A deed of somebody's, in the first or the `other` program."""
        store = self.other if other else self.one
        return lambda cursor: Doer(cursor, store.ids, person, organisation, store.clock()).do(deed)

    def doer(self, cursor: Any, person: int, organisation: int) -> Doer:
        return Doer(cursor, self.other.ids, person, organisation, self.other.clock())


@pytest.fixture
async def two(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Two]:
    """Whoever waits for a row does so until it is free, and is not sent to the end of the line."""
    monkeypatch.setattr(postgres_batch, "WAITS", PATIENCE * 1000)
    clock, database = Clock(), postgres.emptied()
    async with (
        await Store.open(database, clock=clock, ids=Ids(clock)) as one,
        await Store.open(database, clock=clock, ids=Ids(clock, beside=True)) as other,
    ):
        yield Two(one, other)


# Codes and links ------------------------------------------------------------------------------------


class Invited(NamedTuple):
    """Two people who have the same code, whoever has made it, and the invitation."""

    own: int
    boss: int
    anna: int
    bent: int
    invitation: int

    def accepts(self, store: Store, person: int) -> Callable[[Any], None]:
        return lambda cursor: joining.accept(
            Doer(cursor, store.ids, person, self.own, store.clock()), digest(CODE)
        )


def invited(office: Office) -> Invited:
    boss, anna, bent = office.staff("Boss", "coordinator"), office.citizen("Anna"), office.citizen("Bent")
    new, now = office.store.ids.next(), office.store.clock()
    invitations.make(office.cursor, new, CODE, office.own, "contact", None, boss, now, now + WEEK)
    return Invited(office.own, boss, anna.id, bent.id, new)


def contacts(cursor: Cursor) -> list[int]:
    """Who is a contact person."""
    cursor.execute("SELECT person FROM roles WHERE role = 'contact'", {})
    return [person for (person,) in cursor.fetchall()]


async def test_a_code_lets_one_of_two_people_in(two: Two) -> None:
    made = await two.made(invited)
    bents = made.accepts(two.other, made.bent)
    won, lost = await two.meet(made.accepts(two.one, made.anna), bents)
    assert won is None
    assert isinstance(lost, Conflict), "the turn runs again, and says what it says of a used code"
    assert await two.one.read(contacts) == [made.anna]
    with pytest.raises(NotAllowed):
        await two.other.write(bents)


async def test_a_code_that_is_being_taken_back_lets_nobody_in(two: Two) -> None:
    made = await two.made(invited)
    taken_back = two.doing(made.boss, made.own, Revoke(made.invitation))
    _, lost = await two.meet(taken_back, made.accepts(two.other, made.bent))
    assert isinstance(lost, Conflict)
    assert await two.one.read(contacts) == []


async def test_nobody_is_told_that_a_code_is_taken_back_that_is_being_used(two: Two) -> None:
    made = await two.made(invited)
    takes_back = two.doing(made.boss, made.own, Revoke(made.invitation), other=True)
    _, lost = await two.meet(made.accepts(two.one, made.anna), takes_back)
    assert isinstance(lost, Conflict)
    assert await two.one.read(contacts) == [made.anna]
    await two.other.write(takes_back)
    assert await two.one.read(contacts) == [made.anna], "then it is none that could be taken back"


async def offered(two: Two) -> int:
    """Somebody with a link to the desk."""

    def make(office: Office) -> int:
        boss, now = office.staff("Boss", "coordinator"), office.store.clock()
        desk.offer(office.cursor, boss, LINK, now, now + timedelta(minutes=10))
        return boss

    boss: int = await two.made(make)
    return boss


async def test_a_link_to_the_desk_signs_one_of_two_browsers_in(two: Two) -> None:
    boss = await offered(two)
    uses = partial(desk.use, code=LINK, now=two.one.clock())
    assert await two.meet(uses, uses) == (boss, None)


async def test_whoever_is_signing_in_while_they_sign_out_everywhere_is_signed_out(two: Two) -> None:
    boss, now = await offered(two), two.one.clock()

    def signs_in(cursor: Cursor) -> None:
        assert desk.use(cursor, LINK, now) == boss
        desk.sign_in(cursor, two.one.ids.next(), boss, TOKEN, now)

    signs_out = partial(desk.sign_out_everywhere, person=boss, now=now)
    await two.meet(signs_in, signs_out, before=("UPDATE desk_links",))
    assert await two.one.read(partial(desk.find, token=TOKEN, now=now)) is None


# Who follows whom -----------------------------------------------------------------------------------


class Asked(NamedTuple):
    """Sara is asked whether Otto may follow her instead of Mette; Nina could too."""

    own: int
    sara: int
    mette: int
    otto: int
    nina: int
    relation: int
    question: int


def asked(office: Office) -> Asked:
    sara, mette = office.citizen("Sara"), office.staff("Mette", "contact")
    otto, nina = office.staff("Otto", "contact"), office.staff("Nina", "contact")
    relation = office.follow(mette, sara.id)
    office.doer(mette).do(Propose(relation, otto))
    question = handovers.of_relation(office.cursor, relation)
    assert question is not None
    return Asked(office.own, sara.id, mette, otto, nina, relation, question.id)


def followers(cursor: Cursor, citizen: int) -> list[int]:
    return [each.staff for each in relations.of_citizen(cursor, citizen)]


def waits(cursor: Cursor, person: int) -> list[str]:
    """The kinds of what waits for somebody."""
    cursor.execute("SELECT kind FROM notices WHERE person = :person AND dealt_at IS NULL", {"person": person})
    return [kind for (kind,) in cursor.fetchall()]


async def test_a_yes_to_one_colleague_counts_no_more_where_another_one_is_being_proposed(two: Two) -> None:
    made: Asked = await two.made(asked)

    def says_yes(cursor: Any) -> None:
        joining.decide(two.doer(cursor, made.sara, made.own), made.question, accepted=True, keep=False)

    _, lost = await two.meet(two.doing(made.mette, made.own, Propose(made.relation, made.nina)), says_yes)
    assert isinstance(lost, Conflict)
    assert await two.one.read(partial(followers, citizen=made.sara)) == [made.mette]


async def test_nobody_hears_that_a_colleague_is_not_there_who_is_just_taking_over(two: Two) -> None:
    made: Asked = await two.made(asked)

    def says_yes(cursor: Any) -> None:
        doer = Doer(cursor, two.one.ids, made.sara, made.own, two.one.clock())
        joining.decide(doer, made.question, accepted=True, keep=False)

    def leaves(cursor: Any) -> None:
        (held,) = roles.of_person(cursor, made.otto)
        roles.end(cursor, held.id, two.other.clock())
        joining.stand_down(two.doer(cursor, made.otto, made.own))

    once_it_has_read = ("UPDATE handovers", "UPDATE people")
    assert await two.meet(says_yes, leaves, before=once_it_has_read) == (None, None)
    assert await two.one.read(partial(waits, person=made.mette)) == ["accepted"]


async def test_a_relation_that_both_are_ending_is_ended_by_one(two: Two) -> None:
    made: Asked = await two.made(asked)
    hers = two.doing(made.sara, made.own, Part(made.relation))
    his = two.doing(made.mette, made.own, Part(made.relation), other=True)
    ended, lost = await two.meet(hers, his)
    assert ended is None
    assert isinstance(lost, Conflict)
    assert await two.one.read(partial(waits, person=made.mette)) == ["left"]
    assert "parted" not in await two.one.read(partial(waits, person=made.sara))


# Reminders and reports ------------------------------------------------------------------------------


async def reminded(two: Two) -> tuple[Asked, int]:
    """A reminder of Mette's that rings for Sara just now: its timer is used up."""
    made: Asked = await two.made(asked)

    def remind(cursor: Cursor) -> int:
        doer, due = Doer(cursor, two.one.ids, made.mette, made.own, two.one.clock()), two.one.clock()
        doer.do(Remind(700, made.relation, {"every": "day"}, due, text="Hi"))
        timers.cancel(cursor, made.sara, REMINDER, 700)
        return 700

    return made, await two.one.write(remind)


async def test_a_reminder_that_its_sender_is_ending_is_not_over_instead(two: Two) -> None:
    made, number = await reminded(two)
    stops = two.doing(made.mette, made.own, StopReminder(number))
    await two.meet(stops, two.doing(made.sara, made.own, Await(number, None, None), other=True))
    found = await two.one.read(partial(reminders.get, reminder=number))
    assert found is not None
    assert found.status == "ended"


async def test_a_reminder_that_its_sender_is_ending_rings_no_more(two: Two) -> None:
    made, number = await reminded(two)
    stops, next_one = two.doing(made.mette, made.own, StopReminder(number)), two.one.clock() + WEEK
    await two.meet(stops, two.doing(made.sara, made.own, Await(number, next_one, next_one), other=True))
    is_set = partial(timers.is_set, person=made.sara, kind=REMINDER, session=number)
    assert not await two.one.read(is_set)


async def test_a_version_of_a_report_comes_into_one_state(two: Two) -> None:
    made: Asked = await two.made(asked)
    day, now = OCTOBER, two.one.clock()
    report = Report(800, made.sara, made.relation, made.mette, made.own, day, day, "da", now)

    def begin(cursor: Cursor) -> None:
        reports.begin(cursor, report)
        reports.keep(cursor, 801, report, 1, made.mette, dict(EMPTY), now)

    def ask(cursor: Cursor, text: str) -> None:
        newest = reports.newest(cursor, report)
        content = {**newest.content, "assessment": text}
        asked_about = newest._replace(state="asked", content=content, asked_at=now)
        reports.rewrite(cursor, made.sara, asked_about, newest.state)

    await two.one.write(begin)
    _, lost = await two.meet(partial(ask, text="first"), partial(ask, text="second"))
    assert isinstance(lost, Conflict)
    found = await two.one.read(partial(reports.newest, report=report))
    assert (found.state, found.content["assessment"]) == ("asked", "first")


# What programs do by themselves ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other_bot", "at_the_row"), [(BOT, "INSERT INTO bots"), (BOT + 1, "UPDATE migrations")]
)
async def test_two_programs_that_start_for_the_first_time_make_one_organisation(
    two: Two, other_bot: int, at_the_row: str
) -> None:
    """Of one bot, and of two that work for the same organisation."""

    def ensures(store: Store, bot: int) -> Callable[[Any], int]:
        return lambda cursor: (
            organisations.ensure(cursor, bot, "Kommunen", "x@example.org", store.ids, store.clock()).id
        )

    one, other = await two.meet(ensures(two.one, BOT), ensures(two.other, other_bot), before=(at_the_row,))
    assert one == other
    assert await two.one.read(partial(count, table="organisations")) == 1


async def test_a_month_that_two_programs_count_is_kept_once(two: Two) -> None:
    own = await two.made(lambda office: office.own)

    def keeps(store: Store) -> Callable[[Any], None]:
        return lambda cursor: figures.keep(cursor, store.ids.next(), own, OCTOBER, {})

    at_the_row = ("UPDATE organisations",)
    assert await two.meet(keeps(two.one), keeps(two.other), before=at_the_row) == (None, None)
    assert await two.one.read(partial(count, table="figures")) == 1


async def test_of_two_backups_at_once_the_later_one_counts(two: Two) -> None:
    now = two.one.clock()
    later = now + timedelta(hours=1)
    await two.one.write(partial(watching.backed_up, now=now - WEEK))
    await two.meet(partial(watching.backed_up, now=now), partial(watching.backed_up, now=later))
    assert await two.one.read(watching.last_backup) == later
