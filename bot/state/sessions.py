"""Sessions: where a person stands in each of their exercises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.engine.session import Session
from bot.state.errors import NotTheirs
from bot.state.sealing import seal_json, unseal_json
from bot.state.values import storable, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

SESSION: Final = "exercises.session"


def load(cursor: Cursor, person_id: int, session_id: int) -> Session | None:
    """A person's session; None where there is none of this id, or it is somebody else's."""
    if not storable(session_id):
        return None
    cursor.execute(
        "SELECT session FROM exercises WHERE id = :id AND person = :person",
        {"id": session_id, "person": person_id},
    )
    row = cursor.fetchone()
    if row is None:
        return None
    return Session.from_json(unseal_json(cursor, SESSION, person_id, session_id, row[0]))


def save(cursor: Cursor, person_id: int, session: Session, now: datetime) -> None:
    """Store a person's session, new or known; NotTheirs when it is somebody else's.

    The exercise's time of finishing is when its status last became `done`, and goes when it is opened again.
    """
    cursor.execute(
        "INSERT INTO exercises (id, person, flow, status, session, about, created_at, updated_at, finished_at)"
        " VALUES (:id, :person, :flow, :status, :session, :about, :now, :now, :finished)"
        " ON CONFLICT (id) DO UPDATE SET flow = excluded.flow, status = excluded.status,"
        " session = excluded.session, about = excluded.about, updated_at = excluded.updated_at, finished_at ="
        " CASE WHEN exercises.status = 'done' AND excluded.status = 'done' THEN exercises.finished_at"
        " ELSE excluded.finished_at END WHERE exercises.person = excluded.person",
        {
            "id": session.id,
            "person": person_id,
            "flow": session.flow,
            "status": session.status,
            "session": seal_json(cursor, SESSION, person_id, session.id, session.to_json()),
            "about": session.about or None,
            "now": to_ms(now),
            "finished": to_ms(now) if session.status == "done" else None,
        },
    )
    if cursor.rowcount != 1:
        raise NotTheirs(f"expected session {session.id} to be of person {person_id}, it is somebody else's")


class Closed(NamedTuple):
    """A session as it is stored, sealed."""

    id: int
    flow: str
    sealed: str


def overview(cursor: Cursor, person_id: int, flow: str | None = None) -> list[Session]:
    """A person's sessions, of one flow or of all: unfinished ones first, the newest begun first."""
    return [opened(cursor, person_id, each) for each in closed(cursor, person_id, flow)]


def closed(cursor: Cursor, person_id: int, flow: str | None = None) -> list[Closed]:
    """The same without opening them: of many, often only those of a few flows matter."""
    cursor.execute(
        "SELECT id, flow, session FROM exercises WHERE person = :person AND flow = COALESCE(:flow, flow)"
        " ORDER BY CASE WHEN status = 'done' THEN 1 ELSE 0 END, id DESC",
        {"person": person_id, "flow": flow},
    )
    return [Closed(*row) for row in cursor.fetchall()]


def opened(cursor: Cursor, person_id: int, stored: Closed) -> Session:
    """A person's session out of what is stored of it."""
    return Session.from_json(unseal_json(cursor, SESSION, person_id, stored.id, stored.sealed))


def flows(cursor: Cursor, person_id: int) -> list[tuple[int, str]]:
    """The id and the flow of each of a person's sessions; nothing of them is opened."""
    cursor.execute("SELECT id, flow FROM exercises WHERE person = :person ORDER BY id", {"person": person_id})
    found: list[tuple[int, str]] = cursor.fetchall()
    return found


def single(cursor: Cursor, person_id: int, flow: str) -> int:
    """The id of a person's newest session of a flow, 0 where there is none."""
    cursor.execute(
        "SELECT MAX(id) FROM exercises WHERE person = :person AND flow = :flow",
        {"person": person_id, "flow": flow},
    )
    return cursor.fetchone()[0] or 0


def rename(cursor: Cursor, person_id: int, before: str, flow: str) -> None:
    """Give a person's sessions of a flow the id that it has now."""
    for session in overview(cursor, person_id, before):
        session.flow = flow
        stored = seal_json(cursor, SESSION, person_id, session.id, session.to_json())
        cursor.execute(
            "UPDATE exercises SET flow = :flow, session = :session WHERE id = :id",
            {"flow": flow, "session": stored, "id": session.id},
        )


class Sessions(Mapping[int, Session]):
    """A person's sessions by id, loaded when first asked for and remembered; valid inside the transaction.

    Somebody else's session is not in it. What a caller changes in a session is seen by later callers.
    """

    def __init__(self, cursor: Cursor, person_id: int) -> None:
        """Look at the sessions of this person through a transaction's cursor."""
        self._cursor = cursor
        self._person = person_id
        self._loaded: dict[int, Session | None] = {}

    def __getitem__(self, session_id: int) -> Session:
        if session_id not in self._loaded:
            self._loaded[session_id] = load(self._cursor, self._person, session_id)
        session = self._loaded[session_id]
        if session is None:
            raise KeyError(session_id)
        return session

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids())

    def __len__(self) -> int:
        return len(self._ids())

    def _ids(self) -> list[int]:
        self._cursor.execute(
            "SELECT id FROM exercises WHERE person = :person ORDER BY id", {"person": self._person}
        )
        return [session_id for (session_id,) in self._cursor.fetchall()]
