"""What several tests of the storage layer use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.engine.person import Person
from bot.engine.session import Session
from bot.state import organisations, people, sessions
from bot.state.ids import Ids
from bot.state.sqlite import Sqlite
from bot.state.store import Store
from tests.fresh import fresh
from tests.keys import at

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from bot.state.cursor import Cursor

BOT = 7001
ANNA = 41
BENT = 42


def seen(cursor: Cursor, bot: int, update_id: int) -> bool:
    """Whether this update has been marked."""
    cursor.execute(
        "SELECT 1 FROM updates WHERE bot = :bot AND update_id = :update_id",
        {"bot": bot, "update_id": update_id},
    )
    return cursor.fetchone() is not None


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


async def open_sqlite(directory: Path, clock: Clock) -> Store:
    """A store that gives up quickly on somebody else's lock."""
    url = f"sqlite:///{directory / 'test.db'}"
    return await Store.open(at(url), clock=clock, ids=Ids(clock), busy_timeout=0.05)


async def open_fresh(directory: Path, clock: Clock) -> Store:
    """The same, over a copy of what a first start makes, unless a database is there."""
    fresh(at(directory / "test.db"))
    return await open_sqlite(directory, clock)


def writer(store: Store) -> sqlite3.Connection:
    """The SQLite connection that a store writes with; use it from `store.write` only."""
    assert isinstance(store._backend, Sqlite)
    return store._backend._writer._conn


@dataclass(frozen=True, slots=True)
class Someone:
    """A stored person with one open exercise."""

    person: Person
    user: int
    session: Session

    @property
    def id(self) -> int:
        return self.person.id


def settle(cursor: Cursor, store: Store, user: int, name: str = "Anna") -> Someone:
    """Store a person, reachable in a chat of the user's own number, with an exercise just begun."""
    now = store.clock()
    organisation = organisations.ensure(cursor, BOT, "Kommunen", "jobstjernen@example.org", store.ids, now).id
    person = Person(store.ids.random(), name=name)
    people.create(cursor, BOT, user, user, person, organisation, now)
    session = Session(store.ids.next(), "elevator_pitch", at="who")
    sessions.save(cursor, person.id, session, now)
    return Someone(person, user, session)


async def anna(store: Store) -> Someone:
    return await store.write(lambda cursor: settle(cursor, store, ANNA, "Anna"))


async def bent(store: Store) -> Someone:
    return await store.write(lambda cursor: settle(cursor, store, BENT, "Bent"))


def count(cursor: Cursor, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {table}", {})
    number: int = cursor.fetchone()[0]
    return number


def files(folder: Path) -> bytes:
    """Every byte of what lies in a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
