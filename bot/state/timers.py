"""Everything that happens at a time: one row per person, kind and session, with a version as guard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.state.values import from_ms, optional_moment, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor

NO_SLACK: Final = timedelta(0)


class Timer(NamedTuple):
    """A timer as it was read; `session` 0 means the person as a whole."""

    id: int
    person: int
    kind: str
    session: int
    due_at: datetime
    version: int


def schedule(
    cursor: Cursor,
    new_id: int,
    person: int,
    kind: str,
    session: int,
    at: datetime,
    slack: timedelta = NO_SLACK,
) -> None:
    """Set a person's timer of this kind and session, or move the one there is and its version on.

    One that rings earlier, but by no more than `slack`, stays as it is: it costs a turn three pages less. Whoever
    hears it ring then has to look whether it is time.
    """
    cursor.execute(
        "INSERT INTO timers (id, person, kind, session, due_at, version)"
        " VALUES (:id, :person, :kind, :session, :at, 1) ON CONFLICT (person, kind, session)"
        " DO UPDATE SET due_at = excluded.due_at, version = timers.version + 1"
        " WHERE timers.due_at < :soonest OR timers.due_at >= excluded.due_at",
        {
            "id": new_id,
            "person": person,
            "kind": kind,
            "session": session,
            "at": to_ms(at),
            "soonest": to_ms(at - slack),
        },
    )


def cancel(cursor: Cursor, person: int, kind: str, session: int = 0) -> None:
    """Take a person's timer away, if it is there."""
    cursor.execute(
        "DELETE FROM timers WHERE person = :person AND kind = :kind AND session = :session",
        {"person": person, "kind": kind, "session": session},
    )


def discard(cursor: Cursor, person: int, session: int) -> None:
    """Take every timer of one session away."""
    cursor.execute(
        "DELETE FROM timers WHERE person = :person AND session = :session",
        {"person": person, "session": session},
    )


def claim(cursor: Cursor, bot: int, now: datetime, limit: int, but: str = "") -> list[Timer]:
    """The same as `due`, in a transaction that writes: less those that another program is taking just now."""
    return due(cursor, bot, now, limit, but, cursor.skip_locked)


def due(cursor: Cursor, bot: int, now: datetime, limit: int, but: str = "", locking: str = "") -> list[Timer]:
    """The timers whose time has come, the longest overdue first; none of the kind `but`.

    Only of people whom this bot reaches, as `people.by_id` chooses: another one rings the others.
    """
    cursor.execute(
        "SELECT id, person, kind, session, due_at, version FROM timers"  # noqa: S608 - constants
        " WHERE due_at <= :now AND kind <> :but"
        " AND :bot = (SELECT a.bot FROM addresses a WHERE a.person = timers.person"
        " ORDER BY CASE WHEN a.blocked_at IS NULL THEN 0 ELSE 1 END, a.bot, a.user_id LIMIT 1)"
        f" ORDER BY due_at, id LIMIT :limit{locking}",
        {"bot": bot, "now": to_ms(now), "limit": limit, "but": but},
    )
    return [
        Timer(id_, person, kind, session, from_ms(due_at), version)
        for id_, person, kind, session, due_at, version in cursor.fetchall()
    ]


def take(cursor: Cursor, timer: Timer) -> bool:
    """Use a timer up; False when it was moved, cancelled or taken since it was read: then do nothing.

    Nor when another program is taking it just now: nobody waits for that one; where it fails the timer is due still.
    """
    cursor.execute(
        "DELETE FROM timers WHERE id = (SELECT id FROM timers WHERE id = :id AND version = :version"  # noqa: S608 - constant
        f"{cursor.skip_locked})",
        {"id": timer.id, "version": timer.version},
    )
    return cursor.rowcount == 1


def is_set(cursor: Cursor, person: int, kind: str, session: int) -> bool:
    """Whether a person has a timer of this kind and session."""
    cursor.execute(
        "SELECT 1 FROM timers WHERE person = :person AND kind = :kind AND session = :session",
        {"person": person, "kind": kind, "session": session},
    )
    return cursor.fetchone() is not None


def next_due(cursor: Cursor, bot: int, but: str = "") -> datetime | None:
    """When the next timer of a bot's people is due, none of the kind `but`; it may be in the past. None without any."""
    cursor.execute(
        "SELECT MIN(due_at) FROM timers WHERE due_at >= 0 AND kind <> :but"
        " AND :bot = (SELECT a.bot FROM addresses a WHERE a.person = timers.person"
        " ORDER BY CASE WHEN a.blocked_at IS NULL THEN 0 ELSE 1 END, a.bot, a.user_id LIMIT 1)",
        {"bot": bot, "but": but},
    )
    return optional_moment(cursor.fetchone()[0])
