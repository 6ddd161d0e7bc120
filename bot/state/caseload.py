"""Whom somebody follows, all at once: what a list of them needs, in a handful of queries however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot import policy
from bot.state import relations, roles, sealing
from bot.state.people import NAME
from bot.state.shares import SNAPSHOT
from bot.state.values import from_json, from_ms, optional_moment, to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor
    from bot.state.relations import Relation


class Followed(NamedTuple):
    """A citizen whom somebody may know, by one relation; `name` is "" where the citizen has not said it."""

    relation: Relation
    name: str
    seen_at: datetime


class Plan(NamedTuple):
    """A plan that somebody is shown and has opened, in its newest version; when they last said something of it."""

    citizen: int
    exercise: int
    snapshot: dict[str, Any]
    said_at: datetime | None


def followed(cursor: Cursor, staff: int, citizen: int | None = None) -> list[Followed]:
    """Everybody whom somebody follows now in a role that they still have, the longest known first; or one of them."""
    held = {(each.role, each.organisation) for each in roles.of_person(cursor, staff)}
    theirs = (
        relations.of_staff(cursor, staff) if citizen is None else relations.between(cursor, citizen, staff)
    )
    mine = [
        each
        for each in theirs
        if each.ended_at is None
        and (each.role, each.organisation) in held
        and policy.may("know", role=each.role, relation="follows")
    ]
    known = _known(cursor, staff, citizen)
    return [Followed(each, *known[each.citizen]) for each in mine if each.citizen in known]


def _known(cursor: Cursor, staff: int, citizen: int | None) -> dict[int, tuple[str, datetime]]:
    """The name of each of somebody's citizens, or of one of them, and when they were last here."""
    cursor.execute(
        "SELECT DISTINCT p.id, p.name, p.seen_at, k.master, k.wrapped FROM relations r"  # noqa: S608 - constants
        " JOIN people p ON p.id = r.citizen LEFT JOIN data_keys k ON k.owner = p.id"
        f" WHERE r.staff = :staff AND r.ended_at IS NULL{_of('r', citizen)}",
        {"staff": staff, "citizen": citizen},
    )
    return {
        person: (sealing.unseal_beside(cursor, NAME, person, person, name, (master, wrapped)), from_ms(seen))
        for person, name, seen, master, wrapped in cursor.fetchall()
    }


def stars_shown(cursor: Cursor, staff: int, citizen: int | None = None) -> dict[int, list[datetime]]:
    """When the stars were begun that somebody is shown, by the citizen who shows them; or those of one citizen."""
    cursor.execute(
        "SELECT DISTINCT s.citizen, s.exercise, e.created_at FROM shares s JOIN exercises e ON e.id = s.exercise"  # noqa: S608 - constants
        f" WHERE s.viewer = :staff AND s.withdrawn_at IS NULL AND e.flow = 'star'{_of('s', citizen)}",
        {"staff": staff, "citizen": citizen},
    )
    found: dict[int, list[datetime]] = {}
    for shown_by, _, begun in cursor.fetchall():
        found.setdefault(shown_by, []).append(from_ms(begun))
    return found


def plans_shown(cursor: Cursor, staff: int, since: datetime, citizen: int | None = None) -> list[Plan]:
    """The plans that somebody has been shown after a moment, and has opened, of all or of one citizen.

    What does not open is left out.
    """
    # A plus keeps SQLite from going through everything that they have ever looked at or said, for each plan.
    cursor.execute(
        "SELECT s.id, s.citizen, s.exercise, s.snapshot, k.master, k.wrapped,"  # noqa: S608 - constants
        " (SELECT MAX(c.said_at) FROM comments c WHERE c.exercise = s.exercise AND +c.author = s.viewer)"
        " FROM shares s JOIN exercises e ON e.id = s.exercise LEFT JOIN data_keys k ON k.owner = s.citizen"
        " WHERE s.viewer = :staff AND s.withdrawn_at IS NULL AND s.shared_at > :since AND e.flow = 'plan'"
        f"{_of('s', citizen)} AND EXISTS (SELECT 1 FROM looks l WHERE l.exercise = s.exercise AND +l.viewer = s.viewer"
        " AND l.version = s.version AND l.id > s.id)"
        " AND NOT EXISTS (SELECT 1 FROM shares newer WHERE newer.exercise = s.exercise"
        " AND newer.viewer = s.viewer AND newer.withdrawn_at IS NULL AND newer.version > s.version)",
        {"staff": staff, "since": to_ms(since), "citizen": citizen},
    )
    found = []
    for share, shown_by, exercise, stored, master, wrapped, said in cursor.fetchall():
        clear = sealing.unseal_beside(cursor, SNAPSHOT, shown_by, share, stored, (master, wrapped))
        if clear != sealing.UNREAD:
            found.append(Plan(shown_by, exercise, from_json(clear), optional_moment(said)))
    return found


def _of(table: str, citizen: int | None) -> str:
    """The condition by which rows are of one citizen, so that an index finds them; nothing where they are of all."""
    return "" if citizen is None else f" AND {table}.citizen = :citizen"
