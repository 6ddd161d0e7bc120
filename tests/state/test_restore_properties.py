"""Whatever was made, erased, backed up, restored and rotated, in any order: what is there is what has to be there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.person import Person
from bot.engine.session import Session
from bot.state import (
    bots,
    exercises,
    ledger,
    organisations,
    people,
    relations,
    roles,
    sealing,
    sessions,
    shares,
)
from bot.state.ids import Ids
from bot.state.keys import Keys, new_key
from bot.state.ledger_file import Line, lines
from tests.keys import DATA_KEY
from tests.state.helpers import BOT
from tests.state.places import Place, begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.state.cursor import Cursor

T = TypeVar("T")


@dataclass
class Model:
    """What has to be there: people, whose each exercise is, and of which exercise each share is."""

    people: set[int] = field(default_factory=set)
    exercises: dict[int, int] = field(default_factory=dict)
    shares: dict[int, int] = field(default_factory=dict)

    def copy(self) -> Model:
        return Model(set(self.people), dict(self.exercises), dict(self.shares))

    def without(self, gone: set[int]) -> Model:
        """The same once these are gone, with all that goes with them."""
        there = self.people - gone
        kept = {each: whose for each, whose in self.exercises.items() if each not in gone and whose in there}
        open_ = {each: of for each, of in self.shares.items() if each not in gone and of in kept}
        return Model(there, kept, open_)


class Life:
    """A database with a contact person, and the model of it."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder, keys=Keys.of_text(DATA_KEY))
        self.keys = DATA_KEY
        self.ids = Ids(self.place.clock)
        self.model = Model()
        self.gone: set[int] = set()
        self.backups: list[tuple[Path, Model]] = []
        begin(self.place.database, self.place.clock)
        self.staff = self.place.do(self._staff)

    def _person(self, cursor: Cursor, own: int) -> int:
        person, user = Person(self.ids.random(), name="Anna"), self.ids.next()
        people.create(cursor, BOT, user, user, person, own, self.place.clock())
        return person.id

    def _staff(self, cursor: Cursor) -> int:
        now = self.place.clock()
        own = organisations.ensure(cursor, BOT, "Kommunen", "a@example.org", self.ids, now).id
        staff = self._person(cursor, own)
        roles.give(cursor, self.ids.next(), staff, own, "contact", now)
        return staff

    def create(self, _: int) -> None:
        """Somebody who shows an exercise to the contact person."""

        def story(cursor: Cursor) -> None:
            now, own = self.place.clock(), bots.organisation_of(cursor, BOT)
            assert own is not None
            person, share = self._person(cursor, own), self.ids.next()
            session = Session(self.ids.next(), "star")
            sessions.save(cursor, person, session, now)
            relations.begin(cursor, self.ids.next(), person, self.staff, own, "contact", now)
            shares.add(cursor, share, person, self.staff, session.id, 1, {"text": "x"}, now)
            self.model.people.add(person)
            self.model.exercises[session.id] = person
            self.model.shares[share] = session.id

        self.place.do(story)

    def erase(self, which: int) -> None:
        if person := pick(sorted(self.model.people), which):
            self._go(person, lambda cursor: people.erase(cursor, person))

    def discard(self, which: int) -> None:
        if exercise := pick(sorted(self.model.exercises), which):
            whose = self.model.exercises[exercise]
            self._go(exercise, lambda cursor: exercises.discard(cursor, whose, exercise))

    def take_back(self, which: int) -> None:
        if share := pick(sorted(self.model.shares), which):
            exercise = self.model.shares[share]
            whose, now = self.model.exercises[exercise], self.place.clock()
            self._go(share, lambda cursor: shares.withdraw(cursor, whose, self.staff, exercise, now))

    def _go(self, number: int, what: Callable[[Cursor], None]) -> None:
        self.place.do(what)
        self.gone.add(number)
        self.model = self.model.without(self.gone)

    def back_up(self, _: int) -> None:
        self.backups.append((self.place.back_up(), self.model.copy()))

    def restore(self, which: int) -> None:
        if made := pick(self.backups, which):
            file, then = made
            self.place.restore(file)
            self.model = then.without(self.gone)

    def rotate(self, _: int) -> None:
        self.keys = f"{new_key()} {self.keys}"
        self.place.keys = Keys.of_text(self.keys)
        self.place.do(lambda cursor: sealing.rewrap(cursor, 1000))

    def check(self) -> None:
        """What is there is what the model says; its ledger is whole, and holds what is gone."""

        def look(cursor: Cursor) -> None:
            names = {person: people.name_of(cursor, person) for person in self.model.people}
            assert set(names.values()) <= {"Anna"}
            assert ids(cursor, "people", "1 = 1") == self.model.people | {self.staff}
            assert ids(cursor, "exercises", "1 = 1") == set(self.model.exercises)
            assert ids(cursor, "shares", "withdrawn_at IS NULL") == set(self.model.shares)
            pen = ledger.pen(cursor)
            found = lines(self.place.ledger, pen) if self.place.ledger.exists() else ()
            held = {each.entry.hash for each in found if isinstance(each, Line)}
            kinds = ("person", "exercise", "share")
            assert all(held & {pen.hash(kind, number) for kind in kinds} for number in self.gone)

        self.place.do(look)


def pick(among: Sequence[T], which: int) -> T | None:
    return among[which % len(among)] if among else None


def ids(cursor: Cursor, table: str, where: str) -> set[int]:
    cursor.execute(f"SELECT id FROM {table} WHERE {where}", {})
    return {number for (number,) in cursor.fetchall()}


DEEDS = (Life.create, Life.erase, Life.discard, Life.take_back, Life.back_up, Life.restore, Life.rotate)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 9)), min_size=3, max_size=14))
def test_what_is_there_is_what_has_to_be_there(
    deeds: list[tuple[Callable[[Life, int], None], int]],
) -> None:
    with TemporaryDirectory() as folder:
        life = Life(Path(folder))
        life.create(0)
        for deed, which in deeds:
            deed(life, which)
            life.check()
