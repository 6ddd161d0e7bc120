"""People of two organisations in a database: citizens, and the staff who follow them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine.person import Person
from bot.state import invitations, organisations, people, relations, roles, timers, versions
from bot.state.deeds import Doer
from tests.state.helpers import BOT, settle

if TYPE_CHECKING:
    from bot.state.cursor import Cursor
    from bot.state.store import Store
    from tests.state.helpers import Someone

WEEK = timedelta(days=7)


@dataclass
class Office:
    """A municipality and an association, made in one transaction; people are added by name."""

    cursor: Cursor
    store: Store
    own: int = 0
    other: int = 0
    people: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids, now = self.store.ids, self.store.clock()
        self.own = organisations.ensure(self.cursor, BOT, "Kommunen", "jobstjernen@example.org", ids, now).id
        self.other = organisations.create(self.cursor, ids.next(), "Fremad", "hej@example.org", now)

    def citizen(self, name: str) -> Someone:
        """Somebody with an exercise that has a version."""
        someone = settle(self.cursor, self.store, 100 + len(self.people), name)
        self.people[name] = someone.id
        new, now = self.store.ids.next(), self.store.clock()
        versions.keep(self.cursor, new, someone.id, someone.session.id, {"text": f"{name} bager"}, now)
        return someone

    def staff(self, name: str, role: str, organisation: int = 0) -> int:
        """Somebody with a role, of the municipality unless another organisation is named."""
        where, ids, now = organisation or self.own, self.store.ids, self.store.clock()
        person, user = Person(ids.random(), name=name, agreed=True), 100 + len(self.people)
        people.create(self.cursor, BOT, user, user, person, where, now)
        roles.give(self.cursor, ids.next(), person.id, where, role, now)
        self.people[name] = person.id
        return person.id

    def follow(self, staff: int, citizen: int, role: str = "contact", organisation: int = 0) -> int:
        """Somebody follows a citizen; the relation's id."""
        new, now = self.store.ids.next(), self.store.clock()
        relations.begin(self.cursor, new, citizen, staff, organisation or self.own, role, now)
        return new

    def invite(self, code: str, role: str, follower: int | None = None, organisation: int = 0) -> int:
        """An invitation with this code; its id."""
        new, now, where = self.store.ids.next(), self.store.clock(), organisation or self.own
        invitations.make(self.cursor, new, code, where, role, follower, follower, now, now + WEEK)
        return new

    def doer(self, person: int) -> Doer:
        """Whatever this person does."""
        self.cursor.execute("SELECT organisation FROM people WHERE id = :id", {"id": person})
        return Doer(self.cursor, self.store.ids, person, self.cursor.fetchone()[0], self.store.clock())

    def waits(self, person: int) -> list[str]:
        """The kinds of what waits for somebody."""
        self.cursor.execute(
            "SELECT kind FROM notices WHERE person = :person AND dealt_at IS NULL ORDER BY id",
            {"person": person},
        )
        return [kind for (kind,) in self.cursor.fetchall()]

    def rings(self, person: int) -> list[str]:
        """The kinds of timers of somebody that are due."""
        due = timers.due(self.cursor, BOT, self.store.clock(), 100)
        return [timer.kind for timer in due if timer.person == person]


Story = Callable[[Office], None]


async def played(store: Store, story: Story) -> None:
    """Let a story happen in one transaction."""
    await store.write(lambda cursor: story(Office(cursor, store)))
