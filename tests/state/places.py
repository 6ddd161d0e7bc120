"""A folder with a database that nothing runs on, its ledger and backups; and people who show, follow and remind."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.engine.deeds import Allow, Decide, Observe, Propose, Remind, Share
from bot.state import answers, backup, handovers, leaving, ledger, opening, people, roles
from bot.state.beside import beside
from bot.state.ids import Ids
from bot.state.keeper import Keeper
from bot.state.opening import Database
from bot.state.restoring import Restored, Wish, restore
from tests.keys import KEYS
from tests.state.company import Office
from tests.state.helpers import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.state.cursor import Cursor
    from bot.state.keys import Keys
    from bot.state.store import Store
    from tests.state.helpers import Someone

OVER = Wish(overwrite=True)
SCORED = {"scores": {"work": 3}, "high": 7, "day": "2026-11-02"}


class Town(Office):
    """A contact person of a citizen who shows an exercise, with what comes of it."""

    def __init__(self, cursor: Cursor, store: Store) -> None:
        super().__init__(cursor, store)
        self.anna: Someone = self.citizen("Anna")
        self.mette = self.staff("Mette", "contact")
        self.ida = self.staff("Ida", "contact")
        self.relation = self.follow(self.mette, self.anna.id)
        self.doer(self.anna.id).do(Share(self.relation, self.exercise, {"text": "x"}))
        self.score()
        self.allow(shown=True)
        self.invitation = self.invite("KM482739", "contact", self.mette)
        now = store.clock()
        self.reminder = store.ids.next()
        self.doer(self.mette).do(Remind(self.reminder, self.relation, {}, now + timedelta(days=1), "star"))
        for place, part_of in (("who", None), ("", True)):
            new = store.ids.next()
            number = self.exercise if part_of is None else 0
            answers.record(cursor, new, self.anna.id, number, place, {"kind": "text"}, new, now)
            if part_of:
                cursor.execute(
                    "UPDATE answers SET part_of = (SELECT id FROM answers WHERE place = 'who') WHERE id = :id",
                    {"id": new},
                )
        assert self.noted() == {}

    @property
    def exercise(self) -> int:
        return self.anna.session.id

    def noted(self) -> dict[str, int]:
        """How many of each kind wait for their line."""
        kinds = [each.kind for each in ledger.pending(self.cursor)]
        return {kind: kinds.count(kind) for kind in kinds}

    def score(self) -> None:
        """The contact person scores beside the exercise."""
        self.doer(self.mette).do(Observe(self.relation, "star", SCORED, self.exercise))

    def allow(self, *, shown: bool) -> None:
        """The citizen decides about all scores of the contact person's beside it."""
        self.doer(self.anna.id).do(Allow(self.relation, self.exercise, shown=shown))

    def hand_over(self) -> None:
        self.doer(self.mette).do(Propose(self.relation, self.ida))
        proposed = handovers.of_relation(self.cursor, self.relation)
        assert proposed is not None
        self.doer(self.anna.id).do(Decide(proposed.id, accepted=True, keep=True))

    def leave(self, person: int) -> None:
        leaving.leave(self.doer(person))
        people.erase(self.cursor, person)

    def role(self, person: int) -> int:
        return roles.of_person(self.cursor, person)[0].id


@dataclass
class Stand:
    """What the stories of this file use in place of a store: an id maker and a clock."""

    ids: Ids
    clock: Clock


@dataclass
class Place:
    """A folder with a database that nothing runs on, its ledger, and its backups."""

    path: Path
    clock: Clock = field(default_factory=Clock)
    keys: Keys = KEYS
    town: Town | None = None

    @property
    def file(self) -> Path:
        return self.path / "test.db"

    @property
    def database(self) -> Database:
        return Database(str(self.file), self.keys)

    @property
    def ledger(self) -> Path:
        return self.database.ledger_file

    def do(self, what: Callable[[Cursor], Any]) -> Any:
        """Something in a transaction of its own."""
        self.clock.move(seconds=1)
        with beside(self.database, clock=self.clock) as (cursor, _):
            return what(cursor)

    def settle(self) -> Town:
        def story(cursor: Cursor) -> Town:
            ids = Ids(self.clock)
            ids.start_above(0)
            return Town(cursor, Stand(ids, self.clock))  # type: ignore[arg-type] # all that it uses of a store

        begin(self.database, self.clock)
        made: Town = self.do(story)
        return made

    def back_up(self) -> Path:
        self.clock.move(seconds=1)
        folder = self.path / "backups"
        folder.mkdir(exist_ok=True)
        return backup.make(self.database, folder, clock=self.clock).file

    def restore(self, file: Path, wish: Wish = OVER) -> Restored:
        self.clock.move(seconds=1)
        return restore(self.database, file, wish, clock=self.clock)

    def files(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in self.path.iterdir() if each.is_file()}


def begin(database: Database, clock: Callable[[], datetime]) -> None:
    """What the first start of the bot makes: a database, and its ledger before anybody is served."""
    opening.migrate(database, clock=clock)
    with closing(opening.connect(opening.path_of(database.url), database.keys, 1.0)) as connection:
        Keeper(database.ledger_file, clock).settle(connection, make=True)


def as_in(town: Town, cursor: Cursor) -> Town:
    """The same people, by another cursor."""
    town.cursor = cursor
    return town
