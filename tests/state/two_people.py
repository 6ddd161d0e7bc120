"""Somebody who follows and somebody who is followed, each in a program of their own: they act in a sure order."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Barrier, Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.desk.visit import Visit
from bot.engine.callbacks import to_base36
from bot.engine.conversation import Outcome
from bot.state import desk, people, shares
from bot.state.commit import Writer
from bot.state.errors import Conflict
from bot.state.ids import Ids
from bot.state.store import Store
from tests import postgres
from tests.state.company import Office
from tests.state.helpers import Clock
from tests.talk import all_flows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.engine.deeds import Deed
    from bot.engine.effects import Effect
    from bot.engine.session import Session
    from bot.state.backend import Function
    from bot.state.cursor import Cursor

    T = TypeVar("T")

PATIENCE: Final = 20.0
COURSE: Final = 12
"""Weeks."""
WAITS: Final = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
"""Who waits for a row that another program holds."""
SECRET: Final = {"flow": "elevator_pitch", "text": "Samir bager", "answers": []}


@dataclass
class Two:
    """Samir, whom Mette follows, shows her an exercise; Nora is her colleague. Mette and Samir are on a store each."""

    mettes: Store
    samirs: Store
    people: dict[str, int] = field(default_factory=dict)
    relation: int = 0
    exercise: int = 0
    share: int = 0

    @property
    def mette(self) -> int:
        return self.people["Mette"]

    @property
    def samir(self) -> int:
        return self.people["Samir"]

    def settle(self, cursor: Cursor) -> None:
        office = Office(cursor, self.mettes)
        samir, mette = office.citizen("Samir"), office.staff("Mette", "contact")
        office.staff("Nora", "contact")
        office.citizen("Ali")
        self.relation, self.exercise = office.follow(mette, samir.id), samir.session.id
        office.doer(samir.id)._share(mette, self.exercise, SECRET)
        self.share = shares.of_citizen(cursor, samir.id)[0].id
        self.people = office.people

    def turn(self, name: str, *effects: Effect, session: Session | None = None) -> Function[None]:
        """A turn of somebody's by which this happens."""
        return self.between(name, lambda: None, *effects, session=session)

    def between(
        self, name: str, meanwhile: Callable[[], None], *effects: Effect, session: Session | None = None
    ) -> Function[None]:
        """The same, and what happens when it has loaded its person and stored nothing."""
        store = self.store(name)

        def run(cursor: Cursor) -> None:
            found = people.by_id(cursor, self.people[name])
            assert found is not None, f"{name} is not here any more"
            known, bot, _ = found
            meanwhile()
            writer = Writer(cursor, store.ids, bot, all_flows(), known, store.clock())
            writer.commit(Outcome(known.person, {session.id: session} if session else {}, effects), seen=True)

        return run

    def at_desk(self, *deeds: Deed) -> Function[None]:
        """What Mette does at the desk."""

        def run(cursor: Cursor, visit: Visit) -> None:
            for deed in deeds:
                visit.do(cursor, deed)

        return self.visiting(run)

    def visiting(self, function: Callable[[Cursor, Visit], object], **address: str) -> Function[None]:
        """What a page of the desk does for her, of which the address names these."""
        request = SimpleNamespace(match_info={"relation": to_base36(self.relation), **address})
        found = SimpleNamespace(store=self.mettes, course_weeks=COURSE, flows=all_flows())
        given: dict[str, Any] = {"desk": found, "request": request, "fields": {}}

        def run(cursor: Cursor) -> None:
            mette = people.by_id(cursor, self.mette)
            assert mette is not None
            new = self.mettes.ids.next()
            desk.sign_in(cursor, new, self.mette, str(new), self.mettes.clock())
            visit = Visit(session=new, known=mette[0], now=self.mettes.clock(), roles=("contact",), **given)
            visit.begin(cursor)
            function(cursor, visit)

        return run

    def store(self, name: str) -> Store:
        return self.mettes if name == "Mette" else self.samirs

    async def rows(self, sql: str, **values: Any) -> list[Any]:
        """What stands in the database; `:mette` and `:samir` are these two."""

        def look(cursor: Cursor) -> list[Any]:
            cursor.execute(sql, {"mette": self.mette, "samir": self.samir, **values})
            return list(cursor.fetchall())

        return await self.samirs.read(look)

    async def while_open(self, first: Function[Any], then: Function[T], by: Store) -> T:
        """What comes of the second where the first has done all that it does, and is not committed yet.

        It is committed once the second one waits for it, or has done all that it does too.
        """
        done, goes_on = Event(), Event()

        def held_open(cursor: Cursor) -> None:
            first(cursor)
            done.set()
            assert goes_on.wait(PATIENCE)

        def meets(cursor: Cursor) -> T:
            value = then(cursor)
            goes_on.set()
            return value

        other = self.samirs if by is self.mettes else self.mettes
        held = asyncio.create_task(by.write(held_open))
        assert await asyncio.to_thread(done.wait, PATIENCE)
        met = asyncio.create_task(persistent(other, meets))
        while not (met.done() or goes_on.is_set() or await self.rows(WAITS)):
            pass
        goes_on.set()
        await asyncio.wait_for(held, PATIENCE)
        return await asyncio.wait_for(met, PATIENCE)

    async def overtaken(self, name: str, *effects: Effect, by: Function[Any]) -> None:
        """A turn of somebody's that has loaded its person before this was stored elsewhere, and is stored after it."""
        loaded, goes_on = Event(), Event()

        def stands_still() -> None:
            loaded.set()
            assert goes_on.wait(PATIENCE)

        store = self.store(name)
        turn = asyncio.create_task(store.write(self.between(name, stands_still, *effects)))
        assert await asyncio.to_thread(loaded.wait, PATIENCE)
        try:
            await asyncio.wait_for((self.samirs if store is self.mettes else self.mettes).write(by), PATIENCE)
        finally:
            goes_on.set()
            outcome = await asyncio.gather(turn, return_exceptions=True)
        if isinstance(outcome[0], BaseException):
            raise outcome[0]

    async def crosswise(self, mettes: Deed, samirs: Deed) -> None:
        """Both do something to the other: each has stored themselves before either asks for the other's row."""
        stored = Barrier(2)
        tries = {"Mette": 0, "Samir": 0}

        def meeting(name: str, deed: Deed) -> Function[None]:
            def run(cursor: Cursor) -> None:
                tries[name] += 1
                cursor.execute(
                    "UPDATE people SET seen_at = seen_at WHERE id = :id", {"id": self.people[name]}
                )
                if tries[name] == 1:
                    stored.wait(PATIENCE)
                self.turn(name, deed)(cursor)

            return run

        both = (
            persistent(self.mettes, meeting("Mette", mettes)),
            persistent(self.samirs, meeting("Samir", samirs)),
        )
        await asyncio.wait_for(asyncio.gather(*both), PATIENCE)
        assert sum(tries.values()) > len(tries), "they have waited for one another"


async def persistent(store: Store, function: Function[T]) -> T:
    """Store something as the program does: a turn that conflicts runs again."""
    while True:
        try:
            return await store.write(function)
        except Conflict:
            continue


@asynccontextmanager
async def two() -> AsyncIterator[Two]:
    """Two programs on one database."""
    clock, database = Clock(), postgres.emptied()
    async with (
        await Store.open(database, clock=clock, ids=Ids(clock)) as one,
        await Store.open(database, clock=clock, ids=Ids(clock, beside=True)) as other,
    ):
        found = Two(one, other)
        await one.write(found.settle)
        yield found
