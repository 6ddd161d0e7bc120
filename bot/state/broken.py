"""Turns that broke: which kind, where in the program and when; of a timer also whose, so that it can ring again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bot.engine.effects import REMINDER
from bot.state import timers
from bot.state.values import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.timers import Timer

UPDATE: Final = "update"
"""What broke where it was an update: its text is kept and its person told, so nothing is left to be done about it."""


class Fault(NamedTuple):
    """What an error was and where in our code; never what it said, which can be a person's words."""

    error: str
    place: str


class Broken(NamedTuple):
    """A turn that broke: of an update, or of a timer of this kind."""

    id: int
    what: str
    fault: Fault
    at: datetime

    @property
    def can_ring(self) -> bool:
        """Whether it can be tried again. The sender of a reminder has been told that it does not come."""
        return self.what not in (UPDATE, REMINDER)


def note(cursor: Cursor, new_id: int, fault: Fault, now: datetime, timer: Timer | None = None) -> None:
    """Remember a turn that broke, of a timer or of an update: of that not even whose it was."""
    cursor.execute(
        "INSERT INTO broken (id, person, what, session, error, place, broke_at)"
        " VALUES (:id, :person, :what, :session, :error, :place, :now)",
        {
            "id": new_id,
            "person": timer.person if timer else None,
            "what": timer.kind if timer else UPDATE,
            "session": timer.session if timer else 0,
            "error": fault.error,
            "place": fault.place,
            "now": to_ms(now),
        },
    )


def since(cursor: Cursor, moment: datetime) -> list[Broken]:
    """Those from this moment on, the oldest first."""
    cursor.execute(
        "SELECT id, what, error, place, broke_at FROM broken WHERE broke_at >= :since ORDER BY broke_at, id",
        {"since": to_ms(moment)},
    )
    return [
        Broken(id_, what, Fault(error, place), from_ms(at))
        for id_, what, error, place, at in cursor.fetchall()
    ]


def ring(cursor: Cursor, broken: int, new_id: int, now: datetime) -> bool:
    """Let the timer of a broken turn ring again, once; False where there is nothing to ring."""
    cursor.execute(
        "SELECT person, what, session FROM broken WHERE id = :id AND person IS NOT NULL AND what <> :reminder",
        {"id": broken, "reminder": REMINDER},
    )
    row = cursor.fetchone()
    if row is None:
        return False
    person, kind, session = row
    if not timers.is_set(cursor, person, kind, session):  # one that was set meanwhile rings at its own time
        timers.schedule(cursor, new_id, person, kind, session, now)
    return drop(cursor, broken)


def drop(cursor: Cursor, broken: int) -> bool:
    """Forget one; False where there is none."""
    cursor.execute("DELETE FROM broken WHERE id = :id", {"id": broken})
    return cursor.rowcount > 0


def purge(cursor: Cursor, before: datetime) -> None:
    """Forget those of before this moment."""
    cursor.execute("DELETE FROM broken WHERE broke_at < :before", {"before": to_ms(before)})


def fault_of(error: BaseException) -> Fault:
    """What may be told of an error."""
    return Fault(type(error).__name__, where(error))


def where(error: BaseException) -> str:
    """The innermost place in our code that an error passed through, without any values that were in play."""
    found, trace = "unknown", error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("bot."):
            found = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
