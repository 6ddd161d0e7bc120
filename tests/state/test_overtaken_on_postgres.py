"""What another program takes away between two statements of a turn: between what it goes by, and what it does.

Nobody waits there, and no version of the person tells: the one who was overtaken is refused, runs again, and finds what
is so now. Whoever may not do something, overtaken or not, is refused all the same.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from psycopg.errors import ForeignKeyViolation

from bot.chat.clockwork import sweep
from bot.coaching.retention import LOOK
from bot.engine.codes import digest
from bot.engine.deeds import Invite, Join, Propose
from bot.engine.effects import RETENTION, Erase
from bot.engine.nudging import UNDECIDED
from bot.engine.session import Session
from bot.policy import NotAllowed
from bot.state import invitations, people, roles, sessions, timers
from bot.state.deeds import Doer
from tests.state.helpers import Clock
from tests.state.test_two_people_on_postgres import role_taken_away
from tests.state.two_people import PATIENCE, two

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.deeds import Deed
    from bot.state.backend import Function
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.two_people import Two

CODE = "KM123456"
REFUSED_FOR_GOOD = 2
"""How often somebody runs who was not overtaken."""


class Overtaken:
    """A turn in a program that goes by a fact, and does something; in between another program stores something, once.

    It gives what it would say: that it has done it, or that it cannot be done.
    """

    def __init__(
        self, where: Two, fact: Callable[[Cursor], Any], does: Function[Any], by: Function[Any]
    ) -> None:
        self._where = where
        self._fact = fact
        self._does = does
        self._by = by
        self._loop = asyncio.get_running_loop()
        self.runs = 0

    def __call__(self, cursor: Cursor) -> str:
        self.runs += 1
        if not self._fact(cursor):
            return "it cannot be done any more"
        if self.runs == 1:
            stored = asyncio.run_coroutine_threadsafe(self._where.samirs.write(self._by), self._loop)
            stored.result(PATIENCE)
        self._does(cursor)
        return "done"


def doing(where: Two, name: str, deed: Deed) -> Function[None]:
    """A deed of somebody's, on Mette's store."""

    def run(cursor: Cursor) -> None:
        found = people.by_id(cursor, where.people[name])
        assert found is not None
        store, known = where.mettes, found[0]
        Doer(cursor, store.ids, known.person.id, known.organisation, store.clock()).do(deed)

    return run


async def invited(where: Two) -> Callable[[Cursor], Any]:
    """Mette has made a code by which somebody is followed by her: whether it works."""
    now = where.mettes.clock()
    await where.mettes.write(where.turn("Mette", Invite(CODE, "contact", now + timedelta(days=1))))
    return lambda cursor: invitations.of_digest(cursor, digest(CODE), now)


def someone_else_comes(where: Two) -> Function[None]:
    def joins(cursor: Cursor) -> None:
        ((invitation,),) = _rows(cursor, "SELECT id FROM invitations")
        assert invitations.use(cursor, invitation, where.samir, where.samirs.clock())

    return joins


def _rows(cursor: Cursor, sql: str) -> list[Any]:
    cursor.execute(sql, {})
    return list(cursor.fetchall())


async def test_a_code_that_somebody_else_uses_meanwhile_is_found_to_be_used() -> None:
    async with two() as where:
        works = await invited(where)
        turn = Overtaken(where, works, doing(where, "Ali", Join(digest(CODE))), by=someone_else_comes(where))
        assert await where.mettes.write(turn) == "it cannot be done any more"
        assert await where.rows("SELECT used_by FROM invitations") == [(where.samir,)]


async def test_whoever_loses_their_role_meanwhile_is_found_to_follow_nobody() -> None:
    async with two() as where:
        works = await invited(where)
        turn = Overtaken(where, works, doing(where, "Ali", Join(digest(CODE))), by=role_taken_away(where))
        assert await where.mettes.write(turn) == "it cannot be done any more"
        assert await where.rows("SELECT id FROM relations WHERE ended_at IS NULL") == []


async def test_a_colleague_who_is_gone_meanwhile_is_found_to_be_none() -> None:
    async with two() as where:
        nora = where.people["Nora"]
        proposes = where.turn("Mette", Propose(where.relation, nora))
        turn = Overtaken(
            where, partial(roles.of_person, person=nora), proposes, by=where.turn("Nora", Erase())
        )
        assert await where.mettes.write(turn) == "it cannot be done any more"
        assert await where.rows("SELECT id FROM handovers") == []


async def test_whoever_is_gone_meanwhile_gets_nothing_of_their_own_any_more() -> None:
    """The database refuses it, since there is nobody."""
    async with two() as where:
        nora, now = where.people["Nora"], where.mettes.clock()

        def rings(cursor: Cursor) -> None:
            timers.schedule(cursor, where.mettes.ids.next(), nora, "nudge", 0, now)

        turn = Overtaken(where, partial(roles.of_person, person=nora), rings, by=where.turn("Nora", Erase()))
        assert await where.mettes.write(turn) == "it cannot be done any more"


async def test_whoever_may_not_is_refused_though_nobody_was_in_the_way() -> None:
    """At the second try: by then it is sure."""
    async with two() as where:
        turn = Overtaken(where, lambda _: True, doing(where, "Ali", Join(digest(CODE))), by=lambda _: None)
        with pytest.raises(NotAllowed):
            await where.mettes.write(turn)
        assert turn.runs == REFUSED_FOR_GOOD


async def test_what_is_of_nobody_is_refused_too() -> None:
    async with two() as where:

        def rings(cursor: Cursor) -> None:
            timers.schedule(cursor, where.mettes.ids.next(), 1, "nudge", 0, where.mettes.clock())

        turn = Overtaken(where, lambda _: True, rings, by=lambda _: None)
        with pytest.raises(ForeignKeyViolation):
            await where.mettes.write(turn)
        assert turn.runs == REFUSED_FOR_GOOD


def begins(cursor: Cursor, person: int, number: int) -> None:
    sessions.save(cursor, person, Session(number, "elevator_pitch", at="who"), Clock().now)


def gets_a_role(cursor: Cursor, person: int, number: int) -> None:
    found = people.by_id(cursor, person)
    assert found is not None
    roles.give(cursor, number, person, found[0].organisation, "mentor", Clock().now)


@pytest.mark.parametrize(("does", "table"), [(begins, "exercises"), (gets_a_role, "roles")])
async def test_an_id_that_another_program_gives_in_the_same_moment_is_given_once(
    does: Callable[[Cursor, int, int], None], table: str
) -> None:
    """Ids are the present microsecond, and two programs have the same one."""
    async with two() as where:
        ali, given = where.people["Ali"], list[int]()

        def gives(_: Cursor) -> int:
            given.append(where.mettes.ids.next())
            return given[-1]

        turn = Overtaken(
            where,
            gives,
            lambda cursor: does(cursor, ali, given[-1]),
            by=lambda cursor: does(cursor, where.samir, given[0]),
        )
        assert await where.mettes.write(turn) == "done"
        rows = await where.rows(
            f"SELECT id, person FROM {table} WHERE id IN ({given[0]}, {given[-1]}) ORDER BY id"
        )
        assert rows == [(given[0], where.samir), (given[-1], ali)]


@pytest.mark.parametrize("agreed", [0, 1])
async def test_the_hourly_sweep_passes_over_who_is_being_erased_and_finds_the_others(agreed: int) -> None:
    """It neither waits for the one who erases, nor sets a timer of somebody who is not there."""
    async with two() as where:
        nora, ali, kind = where.people["Nora"], where.people["Ali"], RETENTION if agreed else UNDECIDED

        def without_timers(cursor: Cursor) -> None:
            cursor.execute("DELETE FROM timers", {})
            cursor.execute("UPDATE people SET agreed = :agreed", {"agreed": agreed})

        await where.mettes.write(without_timers)
        now = where.mettes.clock() + LOOK + timedelta(days=1)
        await erasing(where.samirs, nora, where.mettes.write(partial(sweep, ids=where.mettes.ids, now=now)))
        found = {person for (person,) in await where.rows(f"SELECT person FROM timers WHERE kind = '{kind}'")}
    assert nora not in found
    assert ali in found


async def erasing(store: Store, person: int, meanwhile: Any) -> None:
    """Do something while another program has erased somebody, and has not committed that yet."""
    erased, goes_on = Event(), Event()

    def erase(cursor: Cursor) -> None:
        people.erase(cursor, person)
        erased.set()
        assert goes_on.wait(PATIENCE)

    held = asyncio.create_task(store.write(erase))
    assert await asyncio.to_thread(erased.wait, PATIENCE)
    try:
        await meanwhile
    finally:
        goes_on.set()
        await held
